"""The first page of the staff: what waits for each, wherever it came from, in as many statements however much it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from base.database import writing
from catalogue.belonging_commands import set_workplaces
from catalogue.cases.agreement_commands import propose
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.place_models import Venue
from catalogue.terms import Ending
from people.terms import MemberState, StaffRole, Stay
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client

FRONT = "/personale"
LONG_AGO = TUESDAY_MORNING - dt.timedelta(days=15)


@dataclass
class Room:
    """Browsers of staff at Huset and at Laden and of a coordinator; ids of what knits at each, and of what a group asks for."""

    stine: FlaskClient
    ulla: FlaskClient
    kim: FlaskClient
    house: int
    loft: int
    asked: int
    laden: int
    stine_id: str


@pytest.fixture
def room(app: Flask) -> Room:
    with app.app_context(), writing() as session:
        huset, laden = make_venue(session, "Huset"), make_venue(session, "Laden")
        anna = make_person(session, "Anna").id
        group = make_group(session, "Garnholdet", huset, True, **{anna: MemberState.CONTACT})
        ids = [
            make_staff(session, "Stine", venues=(huset,)).person_id,
            make_staff(session, "Ulla", venues=(laden,)).person_id,
            make_staff(session, "Kim", StaffRole.COORDINATOR).person_id,
        ]
        knit = make_activity(session, huset, "Strikkecafé", TUESDAYS, description="Vi strikker.")
        yarn = make_activity(session, laden, "Garn og strik", description="Vi strikker sammen.")
        asked = make_activity(
            session, huset, "Strik sammen", TUESDAYS, description="Vi strikker.", status="draft", group_id=group.id,
            asked_at=TUESDAY_MORNING,
        )  # fmt: skip
        make_activity(session, huset, "Banko", TUESDAYS, group_id=group.id, group_changed_at=TUESDAY_MORNING)
        make_activity(session, huset, "Skak", TUESDAYS, review_on=dt.date(2026, 11, 1))
        make_activity(session, laden, "Krolf", TUESDAYS, review_on=dt.date(2026, 8, 30))
        hold_overlaps(session)
        settle_overlaps(session, [knit.id, yarn.id], LONG_AGO)
        found = {"house": knit.id, "loft": yarn.id, "asked": asked.id, "laden": laden.id}
    stine, ulla, kim = [signed_in_client(app, each, Stay.STAFF) for each in ids]
    return Room(stine, ulla, kim, stine_id=ids[0], **found)


def headings(browser: FlaskClient) -> list[str]:
    """Return the second-level headings of the first page, in order."""
    page = browser.get(FRONT).text
    return [part.split("</h2>")[0].split(">", 1)[1] for part in page.split("<h2")[1:]]


def test_each_sees_what_waits_at_their_own_places(room: Room) -> None:
    waits = ["Nye grupper", "Grupper spørger", "Ændret af gruppen", "Kører den stadig?", "Andre gør det samme", "Gå til"]
    assert headings(room.stine) == waits
    assert headings(room.ulla) == ["Nye grupper", "Kører den stadig?", "Andre gør det samme", "Gå til"]
    assert "Krolf" not in room.stine.get(FRONT).text and "Banko" not in room.ulla.get(FRONT).text
    assert "Har været åben siden" in room.ulla.get(FRONT).text


def test_a_coordinator_sees_how_much_waits_where_and_what_waited_too_long(room: Room) -> None:
    page = room.kim.get(FRONT).text
    assert headings(room.kim) == ["Grupper", "Aktiviteter", "Kører den stadig?", "Åbent i mere end 14 dage", "Gå til"]
    assert "1 venter på et ja. 1 skal ses efter." in page and page.count("1 skal ses efter.") == 2 and "0 venter" not in page
    assert "Krolf" in page and "er den væk fra" in page and "Skak" not in page and "Banko" not in page


def test_a_coordinator_answers_what_would_be_hidden(room: Room) -> None:
    assert press(room.kim, FRONT, "/aktiviteter/6/koerer", answer="runs").status_code == 303
    assert "Krolf" not in room.kim.get(FRONT).text


def test_a_case_stands_first_for_the_coordinator_only_when_it_has_been_open_for_long(room: Room, clock: Clock) -> None:
    clock.moment = LONG_AGO + dt.timedelta(days=13)
    assert "Åbent i mere end 14 dage" not in headings(room.kim) and "Andre gør det samme" in headings(room.stine)


def test_staff_say_yes_to_what_a_group_asks_for_knowing_what_is_the_same(app: Flask, room: Room) -> None:
    page = room.stine.get(FRONT).text
    assert "Det samme findes et andet sted:" in page and f'name="seen" value="{room.loft}"' in page
    path = f"/personale/aktiviteter/{room.asked}/ja"
    unseen = press(room.stine, FRONT, path, seen="")
    assert unseen.status_code == 422 and "Garn og strik" in unseen.text
    assert press(room.stine, FRONT, path, seen=str(room.loft)).status_code == 303
    assert "Grupper spørger" not in headings(room.stine)


def test_a_proposal_is_answered_where_it_waits(app: Flask, room: Room) -> None:
    with app.app_context(), writing() as session:
        pair = (room.house, room.loft)
        propose(session, ending=Ending.FAR, activity_ids=pair, by_venue_id=room.laden, now=TUESDAY_MORNING)
    assert "Forslag til jer" in headings(room.stine) and "Forslag til jer" not in headings(room.ulla)
    assert press(room.stine, FRONT, "/aftaler/1/svar", answer="yes").status_code == 303
    assert not {"Forslag til jer", "Andre gør det samme"} & set(headings(room.stine))


def test_one_reaches_each_of_ones_places_and_all_the_rest(app: Flask, room: Room) -> None:
    with app.app_context(), writing() as session:
        set_workplaces(session, room.stine_id, [1, 2])
    rest = ["/sammenfald", "/huller", "/interesser", "/indlaes", "/steder", "/mennesker", "/sig-videre"]
    page = room.stine.get(FRONT).text
    for path in ["/steder/huset", "/steder/laden", *rest]:
        assert f'href="/personale{path}"' in page
    assert "/personale/kvartal" not in page and "/personale/kvartal" in room.kim.get(FRONT).text


@pytest.mark.parametrize("who", ["stine", "kim"])
def test_more_costs_no_statement_more(app: Flask, room: Room, who: str) -> None:
    def counted() -> int:
        browser: FlaskClient = getattr(room, who)
        browser.get(FRONT)
        with statements(app) as seen:
            assert browser.get(FRONT).status_code == 200
        return len(seen)

    few = counted()
    with app.app_context(), writing() as session:
        fill(session, session.get_one(Venue, 1))
        places = [make_venue(session, f"Sted {number}") for number in range(8)]
        set_workplaces(session, room.stine_id, [1, *(each.id for each in places)])
        for each in places:
            fill(session, each)
    assert counted() == few <= 45


def fill(session: Session, venue: Venue) -> None:
    group = make_group(session, f"Hold på {venue.name}", venue, False)
    for number in range(3):
        name = f"{venue.name} {number}"
        make_activity(session, venue, f"Spørger {name}", status="draft", group_id=group.id, asked_at=TUESDAY_MORNING)
        make_activity(session, venue, f"Ændret {name}", TUESDAYS, group_id=group.id, group_changed_at=TUESDAY_MORNING)
        make_activity(session, venue, f"Gammel {name}", TUESDAYS, review_on=dt.date(2026, 8, 1))


def test_ten_of_each_are_shown_and_that_there_is_more_is_said(app: Flask, room: Room) -> None:
    assert "Der venter mere" not in room.stine.get(FRONT).text
    with app.app_context(), writing() as session:
        for _ in range(4):
            fill(session, session.get_one(Venue, 1))
    page = room.stine.get(FRONT).text
    assert "Der venter mere" in page and page.count(">Set</button>") == 10
