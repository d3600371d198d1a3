"""A group's page and the first page of the staff: who sees what."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import writing
from people.terms import MemberState, StaffRole, Stay
from tests.counting import statements
from tests.making import make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client

BROWSERS = ("contact", "member", "waiting", "other", "here", "away", "coordinator", "revisor")


@pytest.fixture
def browsers(app: Flask) -> dict[str, FlaskClient]:
    """A browser of each: a group's contact Anna, its member Bo, Cia who waits; Dan, and staff of four sorts."""
    with app.app_context(), writing() as session:
        house, barn = make_venue(session, "Huset"), make_venue(session, "Laden")
        phones = {"Anna": "+4520000001", "Bodil Y": "+4520000002", "Cia": "+4520000003", "Dan": "+4520000004"}
        anna, bo, cia, dan = (make_person(session, name, phone).id for name, phone in phones.items())
        states = {anna: MemberState.CONTACT, bo: MemberState.MEMBER, cia: MemberState.WAITING}
        make_group(session, "Kortklubben", house, approved=False, **states)
        staff = [
            make_staff(session, "Stine", venues=(house,)), make_staff(session, "Ulla", venues=(barn,)),
            make_staff(session, "Kim", StaffRole.COORDINATOR), make_staff(session, "Rie", StaffRole.REVISOR),
        ]  # fmt: skip
        ids = [account.person_id for account in staff]
    users = [signed_in_client(app, person_id) for person_id in (anna, bo, cia, dan)]
    return dict(zip(BROWSERS, [*users, *(signed_in_client(app, each, Stay.STAFF) for each in ids)], strict=True))


SEEN = {
    "contact": [
        "Anna",
        "Bodil Y",
        "Cia",
        "Huset",
        "Lav en invitation",
        "Velkommen",
        "Nej tak",
        "Gør til kontakt",
        "Gem navnet",
        "Forlad",
    ],
    "member": ["Anna", "Bodil Y", "Huset", "Forlad"],
    "waiting": ["Du venter på, at en kontakt siger velkommen", "Forlad"],
    "here": ["Anna", "Bodil Y", "Huset", "Ja</button>", "Nej tak"],
}
EVERYTHING = {each for seen in SEEN.values() for each in seen}


@pytest.mark.parametrize("who", SEEN)
def test_each_sees_what_is_theirs_to_see(browsers: dict[str, FlaskClient], who: str) -> None:
    page = browsers[who].get("/gruppe/1")
    assert page.status_code == 200 and "Kortklubben" in page.text
    main = page.text.split("<main")[1].split("</main>")[0]
    assert {each for each in EVERYTHING if each in main} == set(SEEN[who])
    assert "2000000" not in page.text and "20 00 00" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["other", "away", "coordinator", "revisor"])
def test_it_is_not_there_for_anybody_else(browsers: dict[str, FlaskClient], who: str) -> None:
    assert browsers[who].get("/gruppe/1").status_code == browsers[who].get("/gruppe/99").status_code == 404


def test_a_visitor_is_asked_who_they_are(client: FlaskClient, browsers: dict[str, FlaskClient]) -> None:
    for path in ("/gruppe/1", "/gruppe/ny", "/personale"):
        answer = client.get(path)
        assert answer.status_code == 303 and answer.headers["Location"] == f"/log-ind?next={path}"


def test_what_leaving_does_is_said_first(browsers: dict[str, FlaskClient]) -> None:
    assert "den eneste kontakt" in browsers["contact"].get("/gruppe/1").text
    assert "den eneste kontakt" not in browsers["member"].get("/gruppe/1").text
    press(browsers["contact"], "/gruppe/1", "/gruppe/1/forlad")
    alone = browsers["member"].get("/gruppe/1").text
    assert "Du er alene i gruppen" in alone and "kan vælge en" in alone
    assert "Gør til kontakt" in browsers["here"].get("/gruppe/1").text


def test_a_page_costs_few_statements_however_many_are_in_it(app: Flask, browsers: dict[str, FlaskClient]) -> None:
    few = _statements(app, browsers["contact"])
    with app.app_context(), writing() as session:
        people = [make_person(session, f"Nr. {number}").id for number in range(40)]
        barn = make_venue(session, "Skuret")
        make_group(session, "Stor", barn, True, **dict.fromkeys(people, MemberState.MEMBER))
    many = _statements(app, signed_in_client(app, people[0]), "/gruppe/2")
    assert len(few) <= 8 and len(many) <= 8


def _statements(app: Flask, browser: FlaskClient, path: str = "/gruppe/1") -> list[str]:
    browser.get(path)
    with statements(app) as seen:
        assert browser.get(path).status_code == 200
    return [each for each in seen if "sign_in" not in each and "WHERE membership.person_id" not in each]


def test_staff_see_what_waits_for_them_at_their_own_places(browsers: dict[str, FlaskClient]) -> None:
    here, away = browsers["here"].get("/personale").text, browsers["away"].get("/personale").text
    assert "Kortklubben" in here and "Kortklubben" not in away and "Ingen nye grupper" in away
    press(browsers["here"], "/personale", "/personale/grupper/1/1/ja")
    press(browsers["contact"], "/gruppe/1", "/gruppe/1/forlad")
    page = browsers["here"].get("/personale").text
    assert "Grupper uden kontakt" in page and "Kortklubben" in page and "Ingen nye grupper" in page
    assert "Grupper uden kontakt" not in browsers["away"].get("/personale").text


def test_a_coordinator_sees_numbers_and_no_group(browsers: dict[str, FlaskClient]) -> None:
    page = browsers["coordinator"].get("/personale").text
    assert "1 venter på et ja. 0 mangler en kontakt." in page and "Kortklubben" not in page
    assert "/personale/folk" in page and "/personale/sig-videre" not in page


@pytest.mark.parametrize(("who", "status"), {"contact": 403, "other": 403, "revisor": 403, "here": 200}.items())
def test_the_page_of_the_staff_is_for_them_alone(browsers: dict[str, FlaskClient], who: str, status: int) -> None:
    assert browsers[who].get("/personale").status_code == status
