"""What a group leads, on its own page: its people see it, its contacts keep it and answer for it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from base.database import writing
from catalogue.belonging_models import VenueGroup
from catalogue.cases.agreement_commands import propose
from catalogue.models import Activity, ScheduleException
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.place_models import Venue
from catalogue.series import ExceptionDay
from catalogue.terms import Change, Ending
from people.terms import MemberState, Stay
from tests.conftest import TUESDAY_MORNING
from tests.counting import statements
from tests.making import LONG_AGO, TUESDAYS, make_activity, make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client

PAGE = "/gruppe/1"


@dataclass
class Room:
    """A group at Huset with its contact, a member and somebody who waits; staff there; and what Laden makes that is the same."""

    anna: FlaskClient
    bo: FlaskClient
    cia: FlaskClient
    stine: FlaskClient
    led: int
    other: int
    laden: int


@pytest.fixture
def room(app: Flask) -> Room:
    with app.app_context(), writing() as session:
        huset, laden = make_venue(session, "Huset"), make_venue(session, "Laden")
        anna, bo, cia = (make_person(session, name).id for name in ("Anna", "Bo", "Cia"))
        states = {anna: MemberState.CONTACT, bo: MemberState.MEMBER, cia: MemberState.WAITING}
        group = make_group(session, "Garnholdet", huset, True, **states)
        stine = make_staff(session, "Stine", venues=(huset,)).person_id
        led = make_activity(
            session, huset, "Strikkecafé", TUESDAYS, description="Vi strikker.", group_id=group.id, led_by="users",
            exceptions=(ExceptionDay(TUESDAY_MORNING.date(), Change.CANCELLED),),
        )  # fmt: skip
        other = make_activity(session, laden, "Garn og strik", description="Vi strikker sammen.")
        hold_overlaps(session)
        settle_overlaps(session, [led.id, other.id], TUESDAY_MORNING)
        led_id, other_id, laden_id = led.id, other.id, laden.id
    users = {name: signed_in_client(app, person_id) for name, person_id in (("anna", anna), ("bo", bo), ("cia", cia))}
    return Room(stine=signed_in_client(app, stine, Stay.STAFF), led=led_id, other=other_id, laden=laden_id, **users)


def ask(app: Flask, room: Room, ending: Ending, **more: object) -> None:
    """Let Laden propose something."""
    with app.app_context(), writing() as session:
        propose(
            session, ending=ending, activity_ids=(room.led, room.other), by_venue_id=room.laden, now=TUESDAY_MORNING, **more,  # type: ignore[arg-type]
        )  # fmt: skip


def test_its_people_see_what_it_leads_and_its_contacts_keep_it(room: Room) -> None:
    for browser, keeps in ((room.anna, True), (room.bo, False)):
        page = browser.get(PAGE).text
        assert "Det står vi for" in page and "Strikkecafé" in page and "Udgivet" in page
        for path in (f"/aktiviteter/{room.led}/ret", f"/aktiviteter/{room.led}/gange", "/gruppe/1/aktiviteter/ny"):
            assert (path in page) == keeps
        assert "/personale" not in page


def test_nobody_else_sees_it_there(room: Room) -> None:
    for browser in (room.cia, room.stine):
        page = browser.get(PAGE)
        assert page.status_code == 200 and "Det står vi for" not in page.text


def test_the_next_time_is_told_with_what_is_different(app: Flask, room: Room) -> None:
    page = room.bo.get(PAGE).text
    assert "Tirsdag d. 24. november" in page and "Aflyst denne gang" in page
    with app.app_context(), writing() as session:
        session.delete(session.get_one(ScheduleException, (1, TUESDAY_MORNING.date())))
    assert "Aflyst denne gang" not in room.bo.get(PAGE).text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": "draft"}, "Kladde. Den er ikke ude endnu."),
        ({"status": "draft", "asked_at": TUESDAY_MORNING}, "Venter på et ja."),
        ({"status": "withdrawn", "withdrawn_at": TUESDAY_MORNING}, "Stoppet."),
    ],
)
def test_it_is_said_where_each_stands(app: Flask, room: Room, values: dict[str, object], words: str) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Activity).where(Activity.id == room.led).values(values))
    page = room.anna.get(PAGE).text
    assert words in page and "Udgivet" not in page and "Tirsdag d." not in page
    assert f"/aktiviteter/{room.led}/ret" in page and f"/aktiviteter/{room.led}/gange" not in page


def test_a_contact_answers_what_a_place_proposes_and_a_member_is_not_asked(app: Flask, room: Room) -> None:
    ask(app, room, Ending.FAR)
    assert "Andre foreslår jer noget" not in room.bo.get(PAGE).text
    page = room.anna.get(PAGE).text
    assert "Andre foreslår jer noget" in page and f"/sammenfald/{room.led}" in page
    answered = press(room.anna, PAGE, "/aftaler/1/svar", answer="yes")
    assert answered.status_code == 303 and room.anna.get(answered.headers["Location"]).status_code == 200
    assert "Andre foreslår jer noget" not in room.anna.get(PAGE).text


@pytest.mark.parametrize("kept", ["led", "other"])
def test_a_yes_that_makes_one_of_two_leads_on_to_a_page_that_is_theirs(app: Flask, room: Room, kept: str) -> None:
    ask(app, room, Ending.TOGETHER, kept_id=getattr(room, kept))
    press(room.stine, "/personale", "/aftaler/1/svar", answer="yes")
    answered = press(room.anna, PAGE, "/aftaler/1/svar", answer="yes")
    assert answered.status_code == 303 and room.anna.get(answered.headers["Location"]).status_code == 200
    assert room.anna.get(PAGE).status_code == 200


def test_who_leads_is_said_where_a_place_has_said_yes(app: Flask, room: Room, client: FlaskClient) -> None:
    path = f"/aktiviteter/{room.led}-strikkecafe"
    assert "Gruppen <bdi>Garnholdet</bdi> står for det" in client.get(path).text
    with app.app_context(), writing() as session:
        session.get_one(VenueGroup, (1, session.query(Venue.id).filter_by(slug="huset").scalar())).approved_at = None
    page = client.get(path).text
    assert "Garnholdet" not in page and "Vi, der kommer her, står for det" in page


def test_more_activities_cost_no_statement_more(app: Flask, room: Room) -> None:
    def counted() -> int:
        room.anna.get(PAGE)
        with statements(app) as seen:
            assert room.anna.get(PAGE).status_code == 200
        return len(seen)

    ask(app, room, Ending.FAR)
    few = counted()
    with app.app_context(), writing() as session:
        huset = session.get_one(Venue, 1)
        for number in range(12):
            make_activity(session, huset, f"Nummer {number}", TUESDAYS, group_id=1)
            make_activity(session, huset, f"Gammel {number}", group_id=1, status="withdrawn", withdrawn_at=LONG_AGO)
    assert counted() == few <= 32
    assert room.anna.get(PAGE).text.count("Stoppet.") == 5
