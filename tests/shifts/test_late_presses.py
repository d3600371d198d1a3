"""Who presses on a page that has grown old, or is not quite of the house: nothing is lost, nobody gets what they did not see."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from catalogue.belonging_models import VenueGroup
from notices.models import Notice
from people.group_commands import leave_group
from people.terms import Stay
from seats.models import Seat
from shifts.models import Opening, OpeningPause
from shifts.opening_rules import SENTENCES, Problem
from shifts.terms import OpeningState, Refusal
from shifts.texts import Tell
from shifts.wording import REFUSAL_WORDS
from tests.conftest import Clock
from tests.making import LONG_AGO, make_venue
from tests.people.making import make_staff, press, signed_in_client, token_of
from tests.shifts.making import ShiftWorld, make_world

BEGINS = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
A, B, C = range(3)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session, key_where="Under krukken")


@pytest.fixture
def people(app: Flask, world: ShiftWorld) -> list[FlaskClient]:
    return [signed_in_client(app, each) for each in world.people]


def _seats(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Seat)) or 0


@pytest.mark.parametrize("approved", [LONG_AGO, None])
def test_staff_of_another_place_of_the_group_see_no_name_and_write_nobody_in(
    app: Flask, world: ShiftWorld, people: list[FlaskClient], approved: dt.datetime | None
) -> None:
    press(people[A], "/mig", f"/vagter/{world.shift_ids[0]}/tag")
    with app.app_context(), writing() as session:
        elsewhere = make_venue(session, "Havnen")
        staff_id = make_staff(session, "Sigurd", venues=(elsewhere,)).person_id
        session.add(VenueGroup(group_id=world.group_id, venue_id=elsewhere.id, approved_at=approved))
    staff = signed_in_client(app, staff_id, Stay.STAFF)
    assert "Annelise" not in staff.get(f"/gruppe/{world.group_id}/vagter").text
    line = {f"vagt-{world.shift_ids[0]}-1-member": world.people[B]}
    press(staff, "/personale", f"/gruppe/{world.group_id}/vagtark/skriv-ind", once="y" * 32, **line)
    press(staff, "/personale", f"/gruppe/{world.group_id}/vagter/forslag")
    assert _seats(app) == 1


@pytest.mark.parametrize("what", ["begun", "cancelled"])
def test_a_line_of_what_is_no_longer_coming_is_answered_and_kept(
    app: Flask, world: ShiftWorld, people: list[FlaskClient], clock: Clock, what: str
) -> None:
    if what == "begun":
        clock.moment = BEGINS + dt.timedelta(minutes=1)
    else:
        staff = signed_in_client(app, world.staff_id, Stay.STAFF)
        press(staff, "/personale", f"/personale/vagter/{world.shift_ids[0]}/aflys")
    line = {f"vagt-{world.shift_ids[0]}-1-new_name": "Gerda"}
    answer = press(people[A], "/mig", f"/gruppe/{world.group_id}/vagtark/skriv-ind", once="x" * 32, **line)
    assert answer.status_code == 422 and 'value="Gerda"' in answer.text
    assert REFUSAL_WORDS[Refusal.PAST if what == "begun" else Refusal.CANCELLED] in answer.text


def test_who_is_only_asked_can_be_written_in_from_the_sheet(app: Flask, world: ShiftWorld, people: list[FlaskClient]) -> None:
    press(people[A], "/mig", f"/vagter/{world.shift_ids[0]}/spoerg", partner=world.people[B])
    sheet = f"/gruppe/{world.group_id}/vagtark/skriv-ind"
    assert f"vagt-{world.shift_ids[0]}-1-" in people[A].get(sheet).text
    line = {f"vagt-{world.shift_ids[0]}-1-member": world.people[B]}
    assert press(people[A], "/mig", sheet, once="z" * 32, **line).status_code == 303
    with app.app_context():
        assert all(each.is_yes for each in db.session.scalars(select(Seat)))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9999-11-10"])
def test_the_ends_of_the_calendar_are_told_in_a_sentence(
    app: Flask, world: ShiftWorld, people: list[FlaskClient], day: str
) -> None:
    typed = {"place": str(world.venue_id), "weekday": "2", "start": "10:00", "end": "12:00", "first_day": day, "weeks": "8"}
    assert press(people[A], "/mig", f"/gruppe/{world.group_id}/ekstra-aabent", **typed).status_code == 422
    staff = signed_in_client(app, world.staff_id, Stay.STAFF)
    moved = {"day": day, "start": "00:00", "end": "03:00"}
    assert press(staff, "/personale", f"/personale/vagter/{world.shift_ids[0]}/flyt", **moved).status_code == 422


@pytest.mark.parametrize("how", ["handed over", "left"])
def test_nobody_says_yes_to_a_partner_they_did_not_see(
    app: Flask, world: ShiftWorld, people: list[FlaskClient], clock: Clock, how: str
) -> None:
    page = f"/vagter/{world.shift_ids[0]}"
    press(people[A], "/mig", f"{page}/spoerg", partner=world.people[B])
    found = re.search(r'name="spurgt-af" value="(\w+)"', people[B].get(page).text)
    assert found and found[1] == world.people[A]
    press(people[A], "/mig", f"{page}/{'tilbyd' if how == 'handed over' else 'hop-fra'}")
    clock.moment += dt.timedelta(minutes=1)
    press(people[C], "/mig", f"{page}/tag")
    answer = press(people[B], "/mig", f"{page}/tag", **{"spurgt-af": found[1]})
    assert answer.status_code == 409 and REFUSAL_WORDS[Refusal.OTHER_PARTNER] in answer.text
    with app.app_context():
        told = db.session.scalars(select(Notice.kind).where(Notice.person_id == world.people[B])).all()
    assert told.count(Tell.ASKED) == (2 if how == "handed over" else 1)


def test_a_note_is_not_written_over_unseen_and_outlives_a_closing(
    app: Flask, world: ShiftWorld, people: list[FlaskClient], clock: Clock
) -> None:
    first, second = (f"/vagter/{each}" for each in world.shift_ids)
    for each in people[:2]:
        press(each, "/mig", f"{first}/tag")
    press(people[C], "/mig", f"{second}/tag")
    clock.moment = BEGINS + HOUR
    token = token_of(people[B], first)
    press(people[A], first, f"{first}/note", note="Kaffen er slut")
    answer = people[B].post(f"{first}/note", data={"csrf_token": token, "set": "", "note": "Godt gået"})
    assert answer.status_code == 409 and "Godt gået" in answer.text
    press(people[A], first, f"{first}/alene")
    assert "Kaffen er slut" in people[C].get(second).text


def test_a_shorter_pause_from_the_same_day_leaves_the_longer_one(
    app: Flask, world: ShiftWorld, people: list[FlaskClient]
) -> None:
    for last in ("2026-12-20", ""):
        press(people[A], "/mig", f"/ekstra-aabent/{world.opening_id}/pause", first="2026-11-29", last=last)
    with app.app_context():
        assert db.session.scalars(select(OpeningPause.last_day)).all() == [dt.date(2026, 12, 20)]


def test_the_place_of_the_key_is_seen_while_there_is_a_door_to_open(
    app: Flask, world: ShiftWorld, people: list[FlaskClient], clock: Clock
) -> None:
    page = f"/vagter/{world.shift_ids[0]}"
    press(people[A], "/mig", f"{page}/tag")
    assert "Under krukken" in people[A].get(page).text
    clock.moment = BEGINS - HOUR / 2
    assert "Under krukken" not in people[A].get(page).text


def test_hours_are_not_said_yes_to_when_the_group_is_two_no_longer(app: Flask, world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Opening, world.opening_id).state = OpeningState.ASKED
        for person_id in world.people[1:]:
            leave_group(session, world.group_id, person_id)
    typed = {"phone": "75 12 34 56", "rest_days": "0", "evening": "20.00", "cutoff_minutes": "60"}
    staff = signed_in_client(app, world.staff_id, Stay.STAFF)
    answer = press(staff, "/personale", f"/ekstra-aabent/{world.opening_id}/svar", **typed)
    assert answer.status_code == 409 and SENTENCES[Problem.FEW_BY_NOW] in answer.text
