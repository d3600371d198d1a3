"""A wall sheet is typed in: shown as words, published with what it is the same as seen, nothing typed twice or lost."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from base.database import db, writing
from catalogue.models import Activity, Schedule
from catalogue.overlap_commands import settle_overlaps
from catalogue.overlap_models import Overlap
from catalogue.vocabulary_commands import load_interests
from people.staff_models import AuditEntry
from people.terms import AuditAction, Stay
from tests.conftest import Clock
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_venue
from tests.people.making import make_staff, signed_in_client, token_of

PATH = "/personale/steder/huset/uge"


@pytest.fixture
def staff(app: Flask, clock: Clock) -> FlaskClient:
    """The browser of Stine, who works in Huset, where there is a choir; in Laden they knit."""
    with app.app_context(), writing() as session:
        load_interests(session)
        here, there = make_venue(session, "Huset"), make_venue(session, "Laden")
        kor = make_activity(session, here, "Kor", TUESDAYS, description="Vi synger i kor.")
        knitting = make_activity(session, there, "Strikkecafé", TUESDAYS, description="Vi strikker.")
        settle_overlaps(session, [kor.id, knitting.id], clock.moment)
        stine = make_staff(session, "Stine", venues=(here,)).person_id
    return signed_in_client(app, stine, Stay.STAFF)


def send(client: FlaskClient, button: str, **typed: str) -> TestResponse:
    return client.post(PATH, data={"csrf_token": token_of(client, PATH), button: "", **typed})


def seen_on(page: TestResponse) -> str:
    found = re.search(r'name="seen"[^>]* value="([^"]*)"', page.text)
    assert found
    return found[1]


def stands(app: Flask) -> dict[str, tuple[str, list[int | None]]]:
    with app.app_context():
        days: dict[str, tuple[str, list[int | None]]] = {}
        told = select(Activity.title, Activity.status, Schedule.weekday).join(Schedule).order_by(Activity.id, Schedule.weekday)
        for title, status, weekday in db.session.execute(told):
            days.setdefault(title, (status, []))[1].append(weekday)
        return days


def test_the_week_shows_what_stands_already(staff: FlaskClient) -> None:
    page = staff.get(PATH)
    assert page.status_code == 200 and "13.00–15.00 Kor" in page.text and "Strikkecafé</li>" not in page.text


def test_what_is_typed_is_said_in_words_before_it_is_published(app: Flask, staff: FlaskClient) -> None:
    before = stands(app)
    page = send(staff, "vis", monday="19-21 Banko", thursday="19-21 Banko\n10 Malerværksted")
    assert page.status_code == 200
    assert "Hver mandag kl. 19.00–21.00. Hver torsdag kl. 19.00–21.00" in page.text and "Spille banko" in page.text
    assert "19-21 Banko\n10 Malerværksted</textarea>" in page.text.replace("\r\n", "\n")
    assert stands(app) == before
    done = send(staff, "udgiv", monday="19-21 Banko", thursday="19-21 Banko\n10 Malerværksted")
    assert (done.status_code, done.headers["Location"]) == (303, f"{PATH}?gemt=2")
    assert stands(app)["Banko"] == ("published", [0, 3])
    assert "19.00–21.00 Banko" in staff.get(done.headers["Location"]).text
    with app.app_context():
        assert db.session.scalars(select(AuditEntry.action)).all().count(AuditAction.ACTIVITY_PUBLISHED) == 2


def test_the_same_sheet_again_writes_nothing_and_a_new_day_is_added_to_what_stands(app: Flask, staff: FlaskClient) -> None:
    assert send(staff, "udgiv", tuesday="13-15 Kor").headers["Location"].endswith("gemt=0")
    assert "Står der allerede: kor." in send(staff, "vis", tuesday="13 kor").text
    assert "Den får en tid mere." in send(staff, "vis", friday="13-15 Kor").text
    for _ in range(2):
        assert send(staff, "udgiv", friday="13-15 Kor").status_code == 303
    assert stands(app)["Kor"] == ("published", [1, 4])


def test_what_is_the_same_elsewhere_must_be_seen_and_chosen(app: Flask, staff: FlaskClient) -> None:
    typed = {"wednesday": "10-12 Strik og hækl\n13 Banko"}
    refused = send(staff, "udgiv", **typed)
    assert refused.status_code == 422 and "Det findes et andet sted:" in refused.text and "Laden" in refused.text
    assert "Noget findes et andet sted." in html.unescape(refused.text) and "10-12 Strik og hækl" in refused.text
    assert "Banko" not in stands(app)
    assert send(staff, "udgiv", **typed, meeting="later").status_code == 422
    assert send(staff, "udgiv", **typed, seen=seen_on(refused)).status_code == 422
    assert send(staff, "udgiv", **typed, seen=seen_on(refused), meeting="later").status_code == 303
    assert stands(app)["Strik og hækl"][0] == stands(app)["Banko"][0] == "published"
    with app.app_context():
        assert len(db.session.scalars(select(Overlap)).all()) == 1


def test_it_can_be_kept_as_a_draft_while_the_rest_goes_out(app: Flask, staff: FlaskClient) -> None:
    typed = {"wednesday": "10-12 Strik og hækl\n13 Banko"}
    assert send(staff, "udgiv", **typed, seen=seen_on(send(staff, "vis", **typed)), meeting="draft").status_code == 303
    assert stands(app)["Strik og hækl"][0] == "draft" and stands(app)["Banko"][0] == "published"
    assert "Strik og hækl (kladde)" in staff.get(PATH).text


def test_what_cannot_be_read_is_told_at_its_day_and_nothing_is_lost(app: Flask, staff: FlaskClient) -> None:
    before = stands(app)
    answer = send(staff, "udgiv", monday="25-27 Banko", friday="10 Sang")
    assert answer.status_code == 422 and "er ikke et klokkeslæt" in answer.text
    assert "25-27 Banko" in answer.text and "10 Sang" in answer.text and stands(app) == before


def test_a_page_that_lay_too_long_comes_back_with_all_that_was_typed(app: Flask, staff: FlaskClient) -> None:
    answer = send(staff, "udgiv", monday="10 Sang", csrf_token="gammelt")
    assert answer.status_code == 422 and "10 Sang" in answer.text and "Sang" not in stands(app)


def test_a_phone_number_and_a_word_that_may_hurt_are_warned_about(staff: FlaskClient) -> None:
    assert "telefonnummer" in send(staff, "vis", monday="10 Sang, ring 20 30 40 50").text


def test_only_staff_of_the_place_may(app: Flask, staff: FlaskClient, client: FlaskClient) -> None:
    assert staff.get("/personale/steder/laden/uge").status_code == 403
    assert staff.get("/personale/steder/findes-ikke/uge").status_code == 404
    assert client.get(PATH).status_code == 303


def test_what_it_asks_does_not_grow_with_the_lines(app: Flask, staff: FlaskClient) -> None:
    def asked(lines: int) -> int:
        with statements(app) as seen:
            page = send(
                staff,
                "vis",
                **{day: "\n".join(f"{10 + n} Banko {day} {n}" for n in range(lines)) for day in ("monday", "friday")},
            )
            assert page.status_code == 200
        return len(seen)

    asked(1)
    assert asked(1) == asked(10) <= 45


def test_the_first_day_is_not_in_the_past(app: Flask, staff: FlaskClient) -> None:
    send(staff, "udgiv", monday="19 Banko")
    with app.app_context():
        banko = select(Schedule.first_day).join(Activity).where(Activity.title == "Banko")
        assert db.session.scalars(banko).one() == dt.date(2026, 11, 24)
