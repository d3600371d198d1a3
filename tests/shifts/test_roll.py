"""The shifts of the coming weeks are there, and those the plan has no longer are called off."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from base.database import db, writing
from catalogue.place_models import VenueClosingDay
from notices.models import Notice
from seats.models import Seat
from shifts.keeping_commands import cancel_shift, move_shift
from shifts.models import Opening, OpeningPause, Shift
from shifts.plan import Plan, planned_days, wanted_days
from shifts.roll_commands import roll_opening
from shifts.taking_commands import take_shift
from shifts.texts import Tell
from tests.conftest import TUESDAY_MORNING
from tests.shifts.making import SUNDAYS, ShiftWorld, make_world

NOV, JAN = dt.date(2026, 11, 24), dt.date(2027, 1, 24)
FRIDAYS = (dt.date(2026, 12, 4), dt.date(2026, 12, 11), dt.date(2026, 12, 18))
NOON = dt.datetime(2026, 12, 6, 11, tzinfo=dt.UTC)


def test_a_weekly_plan_falls_on_its_weekday_within_its_period() -> None:
    plan = Plan(NOV, dt.date(2026, 12, 13), 6)
    assert planned_days(plan, dt.date(2026, 1, 1), dt.date(2027, 1, 1)) == [dt.date(2026, 11, 29), *_december(6, 13)]
    assert planned_days(plan, dt.date(2026, 12, 7), dt.date(2026, 12, 12)) == []


def test_days_are_those_that_were_chosen() -> None:
    plan = Plan(NOV, JAN, None, (dt.date(2026, 12, 24), dt.date(2026, 12, 3), dt.date(2027, 2, 1)))
    assert planned_days(plan, NOV, dt.date(2027, 3, 1)) == _december(3, 24)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, FRIDAYS),
        ({"runs_on_holidays": True}, (*FRIDAYS, dt.date(2026, 12, 25))),
        ({"pauses": [(dt.date(2026, 12, 10), dt.date(2026, 12, 11))]}, (FRIDAYS[0], FRIDAYS[2])),
    ],
)
def test_holidays_and_pauses_have_no_shift(changes: dict[str, object], wanted: tuple[dt.date, ...]) -> None:
    plan = Plan(dt.date(2026, 12, 1), dt.date(2026, 12, 31), 4, **changes)  # type: ignore[arg-type]
    assert wanted_days(plan, NOV, JAN, ()) == list(wanted)
    assert wanted_days(plan, NOV, JAN, {wanted[0]}) == list(wanted[1:])


def _december(*days: int) -> list[dt.date]:
    return [dt.date(2026, 12, day) for day in days]


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


def _roll(app: Flask, world: ShiftWorld) -> int:
    with app.app_context(), writing() as session:
        return roll_opening(session, world.opening_id, TUESDAY_MORNING)


def _shifts(app: Flask) -> list[Shift]:
    with app.app_context():
        found = db.session.scalars(select(Shift).options(joinedload(Shift.occasion)).order_by(Shift.day)).all()
        db.session.expunge_all()
        db.session.remove()
        return list(found)


def _told(app: Flask, kind: Tell) -> set[str | None]:
    with app.app_context():
        found = set(db.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))
        db.session.remove()
        return found


def _take(app: Flask, shift_id: int, *people: str) -> None:
    with app.app_context():
        for person_id in people:
            with writing() as session:
                take_shift(session, shift_id, person_id, TUESDAY_MORNING)


def test_six_weeks_are_rolled_ahead_once(app: Flask, world: ShiftWorld) -> None:
    assert _roll(app, world) == 4
    days = [each.day for each in _shifts(app)]
    assert days == [SUNDAYS[0] + dt.timedelta(weeks=n) for n in range(6)]
    assert all(each.occasion.starts_at.hour == 9 and each.occasion.capacity == 2 for each in _shifts(app))
    assert _roll(app, world) == 0


def test_a_closing_day_calls_off_and_tells_and_its_removal_revives(app: Flask, world: ShiftWorld) -> None:
    _take(app, world.shift_ids[1], *world.people[:2])
    with app.app_context(), writing() as session:
        session.add(VenueClosingDay(venue_id=world.venue_id, day=SUNDAYS[1]))
    _roll(app, world)
    assert [each.day for each in _shifts(app) if each.occasion.cancelled_at] == [SUNDAYS[1]]
    assert _told(app, Tell.CANCELLED) == set(world.people[:2])
    with app.app_context(), writing() as session:
        session.delete(session.get_one(VenueClosingDay, (world.venue_id, SUNDAYS[1])))
    assert _roll(app, world) == 1
    assert [each.day for each in _shifts(app) if each.occasion.cancelled_at] == []
    assert _told(app, Tell.RUNS_AGAIN) == set(world.people[:2])
    with app.app_context():
        assert db.session.scalars(select(Seat)).all() == []


def test_what_staff_called_off_stays_so(app: Flask, world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        cancel_shift(session, world.shift_ids[0], TUESDAY_MORNING)
    _roll(app, world)
    assert [each.day for each in _shifts(app) if each.occasion.cancelled_at] == [SUNDAYS[0]]


def test_hours_that_are_over_have_no_shift_ahead(app: Flask, world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Opening, world.opening_id).state = "ended"
    _roll(app, world)
    assert all(each.occasion.cancelled_at for each in _shifts(app))


def test_a_pause_calls_off(app: Flask, world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        session.add(OpeningPause(opening_id=world.opening_id, first_day=SUNDAYS[0], last_day=SUNDAYS[0]))
    _roll(app, world)
    assert [each.day for each in _shifts(app) if each.occasion.cancelled_at] == [SUNDAYS[0]]


def test_a_shift_moved_to_another_day_stands_for_the_day_it_was_planned_on(app: Flask, world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        move_shift(session, world.shift_ids[0], NOON, NOON + dt.timedelta(hours=2), TUESDAY_MORNING)
    assert _roll(app, world) == 4
    assert [each.day for each in _shifts(app)].count(SUNDAYS[0]) == 1


def test_moving_tells_those_on_it_and_takes_off_whom_it_does_not_suit(app: Flask, world: ShiftWorld) -> None:
    first, second = world.shift_ids
    _take(app, first, *world.people[:2])
    _take(app, second, world.people[0])
    at = dt.datetime(2026, 12, 6, 10, tzinfo=dt.UTC)
    with app.app_context(), writing() as session:
        move_shift(session, first, at, at + dt.timedelta(hours=3), TUESDAY_MORNING)
    assert _told(app, Tell.MOVED_AWAY) == {world.people[0]}
    assert _told(app, Tell.MOVED) == _told(app, Tell.LEFT) == {world.people[1]}
