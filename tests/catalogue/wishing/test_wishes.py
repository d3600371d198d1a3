"""Wishes: counted, one for each interest and browser, taken back with one press, limited, and nobody's."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, writing
from base.settings import Settings
from catalogue.interest_models import Interest
from catalogue.terms import WishKind
from catalogue.wish_models import Wish
from catalogue.wishing.wish_commands import WISH_DAYS
from catalogue.wishing.wish_wording import FEWEST_TOLD, how_many, say_how_many
from people.retention_commands import forget_due
from people.waits import ADDRESS
from tests.conftest import TUESDAY_MORNING, Clock, make_app
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_interest, make_venue
from tests.people.making import press

KNITTING, CHESS = "/interesser/strikke-og-haekle/oensker", "/interesser/skak/oensker"
KNITTING_ROW = select(Interest).where(Interest.slug == "strikke-og-haekle")
WANT = {"kind": "want"}
NOT_YET = "Ingen har sagt det endnu."


@pytest.fixture(autouse=True)
def _interests(app: Flask) -> None:
    with app.app_context(), writing() as session:
        make_interest(session)
        make_interest(session, "Skak")


def rows(app: Flask) -> list[tuple[int, str, str]]:
    with app.app_context():
        found = [(each.interest_id, each.kind, each.browser_digest) for each in db.session.scalars(select(Wish))]
        db.session.remove()
    return sorted(found)


def say(app: Flask, path: str = KNITTING, kind: str = "want", browsers: int = 1) -> FlaskClient:
    """Let so many browsers that have never been here say it; return the last."""
    for _ in range(browsers):
        client = app.test_client()
        assert press(client, path, path, kind=kind).status_code == 303
    return client


def own_cookies(client: FlaskClient, path: str = KNITTING) -> list[str]:
    """Return the cookies about wishes that a page sets."""
    return [each for each in client.get(path).headers.getlist("Set-Cookie") if "wishes" in each]


@pytest.mark.parametrize(
    ("count", "told"), [(0, "ingen"), (1, "nogle få"), (FEWEST_TOLD - 1, "nogle få"), (FEWEST_TOLD, "3"), (40, "40")]
)
def test_how_many_is_told_so_that_nobody_is_recognised(count: int, told: str) -> None:
    assert how_many(count) == told


def test_how_many_is_a_sentence() -> None:
    assert [say_how_many(count) for count in (0, 2, 7)] == [NOT_YET, "Nogle få har sagt det.", "7 har sagt det."]


def test_what_is_said_is_counted_each_kind_and_each_interest_for_itself(app: Flask, client: FlaskClient) -> None:
    say(app, browsers=3)
    say(app, kind="can_lead")
    page = client.get(KNITTING).text
    assert "3 har sagt det." in page and "Nogle få har sagt det." in page
    assert client.get(CHESS).text.count(NOT_YET) == 2


def test_a_browser_says_a_thing_once(app: Flask) -> None:
    client = say(app)
    press(client, KNITTING, KNITTING, **WANT)
    assert len(rows(app)) == 1
    page = client.get(KNITTING).text
    assert "Det har du også." in page and "Jeg fortryder" in page


def test_with_another_browser_it_is_said_again(app: Flask) -> None:
    """The negative control: without the cookie nothing keeps the same press from counting twice."""
    client = say(app)
    client.delete_cookie("__Host-wishes", domain="localhost")
    press(client, KNITTING, KNITTING, **WANT)
    assert len(rows(app)) == 2


def test_it_is_taken_back_with_one_press_and_only_by_who_said_it(app: Flask) -> None:
    client, other = say(app), say(app)
    press(client, KNITTING, f"{KNITTING}/fortryd", **WANT)
    assert len(rows(app)) == 1 and "Jeg fortryder" not in client.get(KNITTING).text
    assert "Jeg fortryder" in other.get(KNITTING).text
    press(app.test_client(), KNITTING, f"{KNITTING}/fortryd", **WANT)
    assert len(rows(app)) == 1


def test_looking_gives_no_cookie_about_wishes_and_saying_gives_one_that_is_closed(client: FlaskClient) -> None:
    assert own_cookies(client) == []
    said = press(client, KNITTING, KNITTING, **WANT)
    (cookie,) = [each for each in said.headers.getlist("Set-Cookie") if "wishes" in each]
    assert cookie.startswith("__Host-wishes=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} <= set(cookie.split("; "))
    assert "Domain" not in cookie and own_cookies(client) == []


def test_without_https_the_cookie_is_a_plain_one(app: Flask, clock: Clock) -> None:
    app = make_app(app.config["SQLALCHEMY_DATABASE_URI"], clock, SETTINGS=Settings())
    cookie = press(app.test_client(), KNITTING, KNITTING, **WANT).headers["Set-Cookie"]
    assert cookie.startswith("wishes=") and "Secure" not in cookie


def test_what_is_kept_cannot_be_put_together_nor_found_from_the_cookie(app: Flask) -> None:
    client = say(app)
    press(client, CHESS, CHESS, **WANT)
    value = client.get_cookie("__Host-wishes")
    assert value
    (_, _, knitting), (_, _, chess) = rows(app)
    assert knitting != chess and value.value not in (knitting, chess)


def test_a_cookie_that_is_none_of_ours_is_replaced(app: Flask, client: FlaskClient) -> None:
    client.set_cookie("__Host-wishes", "anna")
    said = press(client, KNITTING, KNITTING, **WANT)
    assert "anna" not in said.headers["Set-Cookie"] and len(rows(app)) == 1


def test_one_address_says_only_so_much_and_what_it_said_stays(app: Flask, clock: Clock) -> None:
    say(app, browsers=ADDRESS.free + 1)
    client = app.test_client()
    refused = press(client, KNITTING, KNITTING, **WANT)
    assert refused.status_code == 429 and refused.headers["Retry-After"] == "60"
    assert "Prøv igen om et minut" in refused.text and len(rows(app)) == ADDRESS.free + 1
    clock.moment += dt.timedelta(minutes=1)
    assert press(client, KNITTING, KNITTING, **WANT).status_code == 303


def test_wishing_makes_nobody_wait_to_sign_in(app: Flask) -> None:
    say(app, browsers=ADDRESS.free + 1)
    client = app.test_client()
    assert press(client, "/kort", "/kort", code="ACDEF-HJKMN").status_code != 429


@pytest.mark.parametrize("typed", [{}, {"kind": ""}, {"kind": "both"}, {"kind": "want' --"}])
def test_what_is_no_wish_is_answered_in_a_sentence(app: Flask, client: FlaskClient, typed: dict[str, str]) -> None:
    answer = press(client, KNITTING, KNITTING, **typed)
    assert answer.status_code == 422 and "Se på det her" in answer.text and rows(app) == []


def test_a_press_that_ran_out_is_asked_again(app: Flask, client: FlaskClient) -> None:
    assert client.post(KNITTING, data=WANT).status_code == 422 and rows(app) == []


def test_an_interest_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    path = "/interesser/bridge/oensker"
    assert [client.get(path).status_code, client.post(path, data=WANT).status_code] == [404, 404]


def test_a_wish_is_forgotten_after_a_year(app: Flask) -> None:
    say(app)
    with app.app_context():
        assert forget_due(TUESDAY_MORNING + dt.timedelta(days=WISH_DAYS - 1))["Ønsker"] == 0
        assert forget_due(TUESDAY_MORNING + dt.timedelta(days=WISH_DAYS))["Ønsker"] == 1
    assert rows(app) == []


def test_one_rings_the_places_that_do_it_else_all_that_could_begin(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        knits = make_venue(session, "Huset", phone="75 11 11 11")
        other = make_venue(session, "Havnen", phone="75 22 22 22")
        town = make_venue(session, "Biblioteket", phone="75 33 33 33", kind="outside")
        silent = make_venue(session, "Laden")
        make_activity(session, knits, "Strikkecafé", TUESDAYS, interest=session.scalars(KNITTING_ROW).one())
        for venue in (other, town, silent):
            make_activity(session, venue, "Noget andet", TUESDAYS)
    at_knitting, at_chess = client.get(KNITTING).text, client.get(CHESS).text
    assert "Ring 75 11 11 11" in at_knitting and "Ring 75 22 22 22" not in at_knitting
    assert "Ring 75 11 11 11" in at_chess and "Ring 75 22 22 22" in at_chess
    assert "Ring 75 33 33 33" not in at_chess and "Laden" not in at_chess


def test_the_page_asks_for_no_name_and_is_linked_from_the_interest(client: FlaskClient) -> None:
    page = client.get(KNITTING).text
    fields = page.split("<main")[1].split("</main>")[0].count("<input")
    assert fields == page.split("<main")[1].count('type="hidden"') and "<textarea" not in page
    interest = client.get("/interesser/strikke-og-haekle")
    assert f'href="{KNITTING}"' in interest.text and "csrf_token" not in interest.text
    assert "no-store" in client.get(KNITTING).headers["Cache-Control"]


def test_a_wish_unmakes_no_kept_page(app: Flask, client: FlaskClient) -> None:
    tag = client.get("/interesser").headers["ETag"]
    say(app)
    assert client.get("/interesser", headers={"If-None-Match": tag}).status_code == 304


def test_the_page_takes_as_many_statements_whatever_is_wished(app: Flask, client: FlaskClient) -> None:
    client.get(KNITTING)
    with statements(app) as few:
        client.get(KNITTING)
    say(app, browsers=8)
    with statements(app) as many:
        client.get(KNITTING)
    assert len(many) == len(few) <= 6


def test_both_kinds_can_be_said(app: Flask) -> None:
    client = say(app)
    press(client, KNITTING, KNITTING, kind="can_lead")
    assert {kind for _, kind, _ in rows(app)} == set(WishKind)
