"""Extra hours that have run for a while: what staff may still change, how they go on, and how they are over."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, writing, written
from catalogue.belonging_models import VenueGroup
from catalogue.place_models import Venue
from notices.models import Notice
from people.terms import MemberState
from seats.models import Occasion
from shifts.keeping_commands import move_shift
from shifts.models import Opening, OpeningDay, OpeningPause
from shifts.opening_commands import (
    OpeningRefusedError,
    ask_opening,
    change_hours,
    end_opening,
    end_what_is_over,
    go_on,
    hours_of,
)
from shifts.opening_rules import SENTENCES, Hours, Problem, overlaps, problem_of
from shifts.opening_texts import OpeningTell
from shifts.plan import Plan
from shifts.roll_commands import roll_opening
from shifts.terms import OpeningState, Refusal
from shifts.wording import REFUSAL_WORDS
from tests.conftest import TUESDAY_MORNING, Clock
from tests.people.making import make_group, make_person, press, signed_in_client, token_of
from tests.shifts.making import SUNDAYS, ShiftWorld, make_opening, make_world

FIRST, LAST = dt.date(2026, 11, 24), dt.date(2027, 1, 24)
TERMS = {"phone": "75 12 34 56", "evening": "20.00", "cutoff_minutes": "60", "rest_days": "0", "key_where": "Hos Bo"}
TYPED = {"weekday": "6", "start": "11.00", "end": "14.00", "first_day": "2026-11-24", "until": "2027-01-24", **TERMS}
ELEVEN = Hours(Plan(FIRST, LAST, 6), 660, 180)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


def _starts(app: Flask, shift_id: int) -> dt.datetime:
    with app.app_context():
        found = db.session.get_one(Occasion, shift_id).starts_at
        db.session.remove()
        return found


@pytest.fixture
def late_staff(app: Flask, world: ShiftWorld, clock: Clock) -> FlaskClient:
    clock.moment = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    return signed_in_client(app, world.staff_id)


def test_staff_change_hours_that_have_begun(app: Flask, late_staff: FlaskClient, world: ShiftWorld) -> None:
    page = f"/ekstra-aabent/{world.opening_id}/ret"
    assert press(late_staff, page, page, **TYPED).status_code == 303
    assert _starts(app, world.shift_ids[1]).hour == 10


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_day": "2026-11-01"}, SENTENCES[Problem.PAST]),
        ({"until": "2036-01-01"}, SENTENCES[Problem.TOO_FAR]),
        ({"until": "2026-11-20"}, "Den sidste dag er før den første."),
    ],
)
def test_a_period_that_cannot_be_is_refused_in_a_sentence(
    late_staff: FlaskClient, world: ShiftWorld, typed: dict[str, str], said: str
) -> None:  # fmt: skip
    page = f"/ekstra-aabent/{world.opening_id}/ret"
    answer = press(late_staff, page, page, **TYPED | typed)
    assert answer.status_code == 422 and said in answer.text


def test_how_far_ahead_hours_may_last_is_counted_from_today_and_not_from_when_they_began() -> None:
    today = dt.date(2028, 1, 10)
    hours = Hours(Plan(FIRST, today + dt.timedelta(weeks=8), 6), 600, 180)
    assert problem_of(hours, today, FIRST) is None
    assert problem_of(hours, today) is Problem.PAST


def test_new_hours_leave_a_shift_on_another_day_where_it_was_moved_to(app: Flask, world: ShiftWorld) -> None:
    wednesday = dt.datetime(2026, 12, 2, 17, tzinfo=dt.UTC)
    with app.app_context():
        with writing() as session:
            move_shift(session, world.shift_ids[0], wednesday, wednesday + dt.timedelta(hours=2), TUESDAY_MORNING)
        with writing() as session:
            change_hours(session, world.opening_id, ELEVEN, TUESDAY_MORNING)
    assert (_starts(app, world.shift_ids[0]), _starts(app, world.shift_ids[1]).hour) == (wednesday, 10)


def test_what_comes_back_after_a_pause_comes_back_at_the_new_hours(app: Flask, world: ShiftWorld) -> None:
    with app.app_context():
        with writing() as session:
            session.add(OpeningPause(opening_id=world.opening_id, first_day=SUNDAYS[1], last_day=SUNDAYS[1]))
            session.flush()
            change_hours(session, world.opening_id, ELEVEN, TUESDAY_MORNING)
        with writing() as session:
            session.delete(session.scalars(select(OpeningPause)).one())
            session.flush()
            roll_opening(session, world.opening_id, TUESDAY_MORNING)
    assert _starts(app, world.shift_ids[1]).hour == 10


def test_single_days_do_not_go_on_by_themselves(app: Flask, world: ShiftWorld, clock: Clock) -> None:
    with app.app_context(), writing() as session:
        opening = session.get_one(Opening, world.opening_id)
        opening.weekday = None
        session.add(OpeningDay(opening_id=opening.id, day=LAST))
    clock.moment = dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)
    client, page = signed_in_client(app, world.people[0]), f"/ekstra-aabent/{world.opening_id}"
    shown = client.get(page).text
    assert "Spørg om nye dage" in shown and "Bliv ved i otte uger" not in shown
    answer = press(client, page, f"{page}/bliv-ved", day=LAST.isoformat())
    assert answer.status_code == 409 and SENTENCES[Problem.SINGLE_DAYS] in answer.text


def test_hours_go_on_for_no_more_than_a_year_at_once(app: Flask, world: ShiftWorld) -> None:
    with app.app_context():
        last = LAST
        with pytest.raises(OpeningRefusedError) as refused:
            for _ in range(10):
                with writing() as session:
                    last = go_on(session, world.opening_id, last, TUESDAY_MORNING).last_day
        assert refused.value.problem is Problem.TOO_FAR and last > dt.date(2027, 9, 1)


@pytest.mark.parametrize(
    ("state", "day", "after"),
    [
        (OpeningState.APPROVED, LAST + dt.timedelta(days=14), OpeningState.APPROVED),
        (OpeningState.APPROVED, LAST + dt.timedelta(days=15), OpeningState.ENDED),
        (OpeningState.ASKED, LAST, OpeningState.ASKED),
        (OpeningState.ASKED, LAST + dt.timedelta(days=1), OpeningState.ENDED),
        (OpeningState.DECLINED, LAST + dt.timedelta(days=99), OpeningState.DECLINED),
    ],
)
def test_a_fortnight_after_the_last_day_hours_are_over(
    app: Flask, world: ShiftWorld, state: OpeningState, day: dt.date, after: OpeningState
) -> None:  # fmt: skip
    with app.app_context():
        with writing() as session:
            session.get_one(Opening, world.opening_id).state = state
        with writing() as session:
            end_what_is_over(session, dt.datetime.combine(day, dt.time(9), dt.UTC))
        assert db.session.get_one(Opening, world.opening_id).state == after
        db.session.remove()


def _two_groups(app: Flask, world: ShiftWorld) -> tuple[int, int]:
    with app.app_context(), writing() as session:
        others = {make_person(session, name).id: MemberState.CONTACT for name in ("Egon", "Fie")}
        other = make_group(session, "De andre", None, True, **others)
        session.add(VenueGroup(group_id=other.id, venue_id=world.venue_id, approved_at=TUESDAY_MORNING))
        return world.group_id, other.id


def _at_once(app: Flask, change, *group_ids: int) -> list[str]:  # type: ignore[no-untyped-def]
    outcomes: list[str] = []

    def run(group_id: int) -> None:
        with app.app_context():
            try:
                outcomes.append(change(group_id))
            except OpeningRefusedError as error:
                outcomes.append(error.problem.name)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(group_id,)) for group_id in group_ids]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(outcomes)


TUESDAYS = Hours(Plan(FIRST, FIRST + dt.timedelta(weeks=8), 2), 600, 180)


def test_of_two_groups_who_ask_for_one_time_at_once_one_is_told_no(app: Flask, world: ShiftWorld) -> None:
    begins = threading.Barrier(2)

    def ask(group_id: int) -> str:
        begins.wait()
        written(lambda rows: ask_opening(rows, group_id, world.venue_id, TUESDAYS, "", TUESDAY_MORNING))
        return "asked"

    assert _at_once(app, ask, *_two_groups(app, world)) == ["OVERLAPS", "asked"]


def test_two_who_look_before_they_ask_both_get_the_time(app: Flask, world: ShiftWorld) -> None:
    """The negative control: looked at in one transaction, written in the next."""
    looked = threading.Barrier(2)

    def look_then_ask(group_id: int) -> str:
        rows = db.session()
        there = [hours_of(rows.get_one(Opening, each)) for each in rows.scalars(select(Opening.id).where(Opening.weekday == 2))]
        taken = overlaps(TUESDAYS, there)
        rows.rollback()
        looked.wait()
        if taken:
            return "OVERLAPS"
        with writing() as session:
            session.add(
                Opening(
                    group_id=group_id, venue_id=world.venue_id, weekday=2, start_minute=600, minutes=180, first_day=FIRST,
                    last_day=LAST, asked_at=TUESDAY_MORNING, changed_at=TUESDAY_MORNING,
                )
            )  # fmt: skip
        return "asked"

    assert _at_once(app, look_then_ask, *_two_groups(app, world)) == ["asked", "asked"]


def _other_group(app: Flask, world: ShiftWorld, weekday: int, state: OpeningState) -> int:
    with app.app_context(), writing() as session:
        venue = session.get_one(Venue, world.venue_id)
        people = {make_person(session, name).id: MemberState.CONTACT for name in ("Egon", "Fie")}
        group = make_group(session, "De andre", venue, True, **people)
        return make_opening(session, group, venue, weekday=weekday, state=state).id


@pytest.mark.parametrize("page", ["ret", "svar", "bliv-ved"])
def test_hours_that_overlap_anothers_are_refused_wherever_they_come_from(app: Flask, world: ShiftWorld, page: str) -> None:
    asked = page == "svar"
    other = _other_group(app, world, 6 if asked else 2, OpeningState.ASKED if asked else OpeningState.APPROVED)
    opening_id = other if asked else world.opening_id
    if page == "bliv-ved":
        with app.app_context(), writing() as session:
            session.get_one(Opening, other).weekday = 6
            session.get_one(Opening, other).first_day = LAST + dt.timedelta(days=1)
            session.get_one(Opening, other).last_day = LAST + dt.timedelta(weeks=8)
    typed = TYPED | {"weekday": "2", "start": "10.00", "end": "13.00", "day": LAST.isoformat()}
    staff = signed_in_client(app, world.staff_id)
    answer = press(staff, f"/ekstra-aabent/{opening_id}", f"/ekstra-aabent/{opening_id}/{page}", **typed)
    assert answer.status_code == 409 and SENTENCES[Problem.OVERLAPS] in answer.text
    assert page != "ret" or 'value="10:00"' in answer.text or "10.00" in answer.text


@pytest.mark.parametrize("who", ["staff", "contact"])
def test_what_has_ended_meanwhile_is_not_changed_and_nothing_typed_is_lost(app: Flask, world: ShiftWorld, who: str) -> None:
    page = f"/ekstra-aabent/{world.opening_id}/ret"
    client = signed_in_client(app, world.staff_id if who == "staff" else world.people[0])
    token = token_of(client, page)
    with app.app_context(), writing() as session:
        end_opening(session, world.opening_id, TUESDAY_MORNING)
    answer = client.post(page, data={"csrf_token": token, **TYPED, "tasks": "Bryg kaffe"})
    assert answer.status_code == 409 and SENTENCES[Problem.ANSWERED] in answer.text and "Bryg kaffe" in answer.text


def test_the_phone_is_corrected_also_where_two_groups_hours_came_to_overlap(app: Flask, world: ShiftWorld) -> None:
    _other_group(app, world, 6, OpeningState.APPROVED)
    page = f"/ekstra-aabent/{world.opening_id}/ret"
    typed = TYPED | {"start": "10.00", "end": "13.00", "phone": "75 99 99 99"}
    assert press(signed_in_client(app, world.staff_id), page, page, **typed).status_code == 303


def test_a_shift_that_staff_called_off_stays_off_when_its_hours_have_ended(app: Flask, world: ShiftWorld) -> None:
    staff = signed_in_client(app, world.staff_id)
    shift = f"/personale/vagter/{world.shift_ids[0]}"
    press(staff, "/personale", f"{shift}/aflys")
    with app.app_context(), writing() as session:
        end_opening(session, world.opening_id, TUESDAY_MORNING)
    answer = press(staff, "/personale", f"{shift}/alligevel")
    assert answer.status_code == 409 and REFUSAL_WORDS[Refusal.BY_PLAN] in answer.text


def test_a_shift_moved_beyond_the_last_day_is_called_off_with_its_hours(app: Flask, world: ShiftWorld) -> None:
    later = dt.datetime(2027, 3, 14, 10, tzinfo=dt.UTC)
    with app.app_context():
        with writing() as session:
            move_shift(session, world.shift_ids[0], later, later + dt.timedelta(hours=3), TUESDAY_MORNING)
        with writing() as session:
            end_what_is_over(session, dt.datetime(2027, 2, 9, 9, tzinfo=dt.UTC))
        assert db.session.get_one(Occasion, world.shift_ids[0]).cancelled_at is not None
        assert db.session.scalars(select(Notice.kind)).all().count(OpeningTell.ENDED) == 1
        db.session.remove()


def test_the_contacts_are_asked_once_what_is_to_become_of_hours_that_end_soon(
    app: Flask, world: ShiftWorld, clock: Clock
) -> None:
    clock.moment = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)
    for _ in range(2):
        assert app.test_cli_runner().invoke(args=["shifts", "roll"]).exit_code == 0
    with app.app_context():
        told = db.session.execute(select(Notice.kind, Notice.person_id).where(Notice.kind == OpeningTell.ENDS_SOON)).all()
        assert told == [(OpeningTell.ENDS_SOON, world.people[0])]
        db.session.remove()


def test_what_is_held_lapses_by_an_evening_hour_that_is_changed(app: Flask, world: ShiftWorld, clock: Clock) -> None:
    press(signed_in_client(app, world.people[1]), "/mig", f"/vagter/{world.shift_ids[0]}/spoerg", partner=world.people[2])
    page = f"/ekstra-aabent/{world.opening_id}/ret"
    typed = TYPED | {"start": "10.00", "end": "13.00", "evening": "15.00"}
    assert press(signed_in_client(app, world.staff_id), page, page, **typed).status_code == 303
    clock.moment = dt.datetime(2026, 11, 28, 15, 30, tzinfo=dt.UTC)
    assert press(signed_in_client(app, world.people[3]), "/mig", f"/vagter/{world.shift_ids[0]}/tag").status_code == 303
