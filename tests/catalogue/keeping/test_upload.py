"""A list is read in as it was shown: bad rows in sentences, what is the same elsewhere held back, at one's own places alone."""

from __future__ import annotations

import html
import io
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from base.database import db, writing
from catalogue.keeping.programme_forms import LARGEST_UPLOAD_BYTES
from catalogue.models import Activity
from people.staff_models import AuditEntry
from people.terms import AuditAction, StaffRole, Stay
from tests.counting import statements
from tests.making import make_venue
from tests.people.making import make_staff, signed_in_client, token_of

PATH = "/personale/indlaes"
HEAD = "titel;sted;ugedag;tid;beskrivelse\n"
STRIK = "Strikkecafé;Huset;tirsdag;13-15;Vi strikker.\n"


@pytest.fixture
def staff(app: Flask) -> FlaskClient:
    """The browser of Stine, who works in Huset and not in Laden."""
    with app.app_context(), writing() as session:
        here = make_venue(session, "Huset")
        make_venue(session, "Laden")
        stine = make_staff(session, "Stine", venues=(here,)).person_id
    return signed_in_client(app, stine, Stay.STAFF)


@pytest.fixture
def coordinator(app: Flask, staff: FlaskClient) -> FlaskClient:
    """The browser of a coordinator."""
    with app.app_context(), writing() as session:
        kaj = make_staff(session, "Kaj", StaffRole.COORDINATOR).person_id
    return signed_in_client(app, kaj, Stay.STAFF)


def choose(client: FlaskClient, content: str | bytes, name: str = "liste.csv") -> TestResponse:
    body = content.encode() if isinstance(content, str) else content
    sent = {"csrf_token": token_of(client, PATH), "file": (io.BytesIO(body), name)}
    return client.post(PATH, data=sent, content_type="multipart/form-data")


def read_in(client: FlaskClient, page: TestResponse, **other: str) -> TestResponse:
    """Press the button of the preview: what the page carries comes back, with the line ends of a browser."""
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(text|kind)"[^>]* value="([^"]*)"', page.text)}
    sent = {"csrf_token": token_of(client, PATH), **fields, **other}
    sent["text"] = sent["text"].replace("\n", "\r\n")
    return client.post(PATH, data=sent, content_type="multipart/form-data")


def titles(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {title: status for title, status in db.session.execute(select(Activity.title, Activity.status))}


def test_a_list_is_shown_first_and_then_read_in_as_it_was_shown(app: Flask, staff: FlaskClient) -> None:
    page = choose(staff, HEAD + STRIK)
    assert page.status_code == 200 and "Nyt (1)" in page.text
    assert "Strikkecafé · Huset · hver tirsdag kl. 13.00–15.00 · Strikke og hækle" in page.text
    assert titles(app) == {}
    done = read_in(staff, page)
    assert (done.status_code, done.headers["Location"]) == (303, f"{PATH}?indlaest=ja")
    assert "Listen er indlæst" in staff.get(done.headers["Location"]).text
    assert titles(app) == {"Strikkecafé": "published"}
    with app.app_context():
        assert AuditAction.PROGRAMME_IMPORTED in db.session.scalars(select(AuditEntry.action)).all()
    assert "ikke noget nyt i listen" in choose(staff, HEAD + STRIK).text


def test_json_lines_and_several_lines_in_a_text_come_through(app: Flask, staff: FlaskClient) -> None:
    row = {"title": "Sang & »klang«", "place": "Huset", "weekday": "fredag", "description": "Vi synger.\nKom, som du er."}
    read_in(staff, choose(staff, json.dumps(row), "liste.jsonl"))
    with app.app_context():
        activity = db.session.scalars(select(Activity)).one()
        assert (activity.title, activity.description) == (row["title"], row["description"])


def test_staff_read_in_only_what_is_at_their_places_and_a_coordinator_all(
    app: Flask, staff: FlaskClient, coordinator: FlaskClient
) -> None:
    content = HEAD + STRIK + "Banko;Laden;onsdag;19-21;Vi spiller banko.\nSang;Nyt Sted;fredag;10-11;Vi synger.\n"
    page = choose(staff, content)
    assert "Kan ikke læses (2)" in page.text and "Indlæs det, der kan læses" in page.text
    assert "Du arbejder ikke på »Laden«." in page.text and "Vi kender ikke »Nyt Sted«." in page.text
    read_in(staff, page)
    assert set(titles(app)) == {"Strikkecafé"}
    read_in(coordinator, choose(coordinator, content))
    assert set(titles(app)) == {"Strikkecafé", "Banko", "Sang"}


def test_staff_cannot_take_an_activity_from_another_place(app: Flask, staff: FlaskClient, coordinator: FlaskClient) -> None:
    head = "id;titel;sted\n"
    read_in(coordinator, choose(coordinator, head + "7;Banko;Laden\n"))
    assert "står på et sted, hvor du ikke arbejder" in choose(staff, head + "7;Banko;Huset\n").text


def test_what_is_the_same_elsewhere_is_shown_and_waits(app: Flask, coordinator: FlaskClient) -> None:
    read_in(coordinator, choose(coordinator, HEAD + STRIK))
    page = choose(coordinator, HEAD + "Garn og snak;Laden;torsdag;10-12;Vi strikker og hækler.\n")
    assert "Venter på, at I har set på det (1)" in page.text
    assert "Ligner »Strikkecafé« på Huset." in page.text
    read_in(coordinator, page)
    assert titles(app) == {"Strikkecafé": "published", "Garn og snak": "draft"}


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "", "Vælg en fil først."),
        (b"", "tom.csv", "Filen er tom."),
        (b"PK\x03\x04", "liste.xlsx", "Filen er et regneark."),
        (b"\x00\x01", "liste.csv", "Filen er ikke tekst."),
        (b"titel;ugedag\nStrik;man", "liste.csv", "Kolonnen mangler."),
        (b"a;b\n" + b"x" * LARGEST_UPLOAD_BYTES, "liste.csv", "Filen er over 400 kB."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(
    app: Flask, staff: FlaskClient, content: bytes, name: str, sentence: str
) -> None:
    answer = choose(staff, content, name)
    assert answer.status_code == 422 and sentence in html.unescape(answer.text)
    assert titles(app) == {}


def test_a_page_that_lay_too_long_comes_back_with_the_list(app: Flask, staff: FlaskClient) -> None:
    page = choose(staff, HEAD + STRIK)
    again = read_in(staff, page, csrf_token="gammelt")
    assert again.status_code == 422 and "Strikkecafé" in again.text and titles(app) == {}
    assert read_in(staff, again).status_code == 303


def test_a_visitor_is_led_to_the_ways_in(app: Flask, client: FlaskClient) -> None:
    assert client.get(PATH).headers["Location"].startswith("/log-ind")


def test_what_the_preview_asks_does_not_grow_with_the_rows(app: Flask, staff: FlaskClient) -> None:
    def asked(rows: int) -> int:
        with statements(app) as seen:
            choose(staff, HEAD + "".join(f"Banko {number};Huset;onsdag;19-21;Vi spiller banko.\n" for number in range(rows)))
        return len(seen)

    choose(staff, HEAD + STRIK)
    assert asked(2) == asked(40) <= 30
