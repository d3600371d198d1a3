"""What becomes, when shifts are rolled, of those that staff moved, closed or called off one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from base.database import db, writing
from catalogue.place_models import VenueClosingDay
from notices.models import Notice
from seats.models import Occasion
from shifts.keeping_commands import close_shift, move_shift
from shifts.models import Opening, OpeningPause, Shift
from shifts.place_commands import cancel_today
from shifts.roll_commands import roll_opening
from shifts.taking_commands import take_shift
from shifts.texts import Tell
from tests.conftest import TUESDAY_MORNING, Clock
from tests.people.making import press, signed_in_client
from tests.shifts.making import SUNDAYS, ShiftWorld, make_world

TWO_HOURS = dt.timedelta(hours=2)


def _at(day: int, hour: int, month: int = 12) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


def _move(app: Flask, shift_id: int, starts: dt.datetime, now: dt.datetime = TUESDAY_MORNING) -> None:
    with app.app_context(), writing() as session:
        move_shift(session, shift_id, starts, starts + TWO_HOURS, now)


def _roll(app: Flask, world: ShiftWorld, now: dt.datetime = TUESDAY_MORNING) -> None:
    with app.app_context(), writing() as session:
        roll_opening(session, world.opening_id, now)


def _close_on(app: Flask, world: ShiftWorld, day: dt.date) -> None:
    with app.app_context(), writing() as session:
        session.add(VenueClosingDay(venue_id=world.venue_id, day=day))


def _is_live(app: Flask, shift_id: int) -> bool:
    with app.app_context():
        found = db.session.get_one(Occasion, shift_id).is_live
        db.session.remove()
        return found


def test_a_shift_moved_to_later_is_there_after_the_day_it_was_planned_on(app: Flask, world: ShiftWorld) -> None:
    _move(app, world.shift_ids[0], _at(2, 10))
    _roll(app, world, _at(30, 8, month=11))
    assert _is_live(app, world.shift_ids[0])


def test_a_shift_moved_to_earlier_that_has_run_is_left_alone(app: Flask, world: ShiftWorld) -> None:
    _move(app, world.shift_ids[1], _at(4, 10))
    with app.app_context(), writing() as session:
        take_shift(session, world.shift_ids[1], world.people[1], TUESDAY_MORNING)
    _close_on(app, world, SUNDAYS[1])
    _roll(app, world, _at(5, 8))
    assert _is_live(app, world.shift_ids[1])
    with app.app_context():
        assert db.session.scalars(select(Notice).where(Notice.kind == Tell.CANCELLED)).all() == []


def test_a_shift_moved_to_earlier_the_same_day_is_not_made_again(app: Flask, world: ShiftWorld) -> None:
    _move(app, world.shift_ids[0], _at(29, 6, month=11))
    _roll(app, world, dt.datetime(2026, 11, 29, 8, 30, tzinfo=dt.UTC))
    with app.app_context():
        assert len(db.session.scalars(select(Shift).where(Shift.day == SUNDAYS[0])).all()) == 1


def test_what_a_pause_called_off_does_not_come_back_when_its_time_is_over(app: Flask, world: ShiftWorld) -> None:
    _move(app, world.shift_ids[1], _at(4, 10))
    with app.app_context(), writing() as session:
        session.add(OpeningPause(opening_id=world.opening_id, first_day=_at(4, 0).date(), last_day=_at(4, 0).date()))
    _roll(app, world)
    assert not _is_live(app, world.shift_ids[1])
    with app.app_context(), writing() as session:
        session.delete(session.scalars(select(OpeningPause)).one())
    _roll(app, world, _at(5, 8))
    assert not _is_live(app, world.shift_ids[1])


@pytest.mark.parametrize(("closed", "stands"), [(SUNDAYS[1], True), (dt.date(2026, 12, 4), False), (None, True)])
def test_a_moved_shift_goes_by_the_closing_days_of_the_day_it_is_on(
    app: Flask, world: ShiftWorld, closed: dt.date | None, stands: bool
) -> None:  # fmt: skip
    _move(app, world.shift_ids[1], _at(4, 10))
    if closed:
        _close_on(app, world, closed)
    _roll(app, world)
    assert _is_live(app, world.shift_ids[1]) is stands


def test_a_moved_shift_goes_with_the_weekday_it_was_planned_on(app: Flask, world: ShiftWorld) -> None:
    _move(app, world.shift_ids[1], _at(4, 10))
    with app.app_context(), writing() as session:
        session.get_one(Opening, world.opening_id).weekday = 2
    _roll(app, world)
    assert not _is_live(app, world.shift_ids[1])


def test_staff_move_nothing_to_a_day_on_which_the_place_is_closed(app: Flask, world: ShiftWorld) -> None:
    _close_on(app, world, dt.date(2026, 12, 4))
    client, page = signed_in_client(app, world.staff_id), f"/personale/vagter/{world.shift_ids[1]}/flyt"
    answer = press(client, page, page, day="2026-12-04", start="14.00", end="16.30")
    assert answer.status_code == 409 and "Stedet holder lukket den dag" in answer.text and "14.00" in answer.text
    assert press(client, page, page, day="2026-12-03", start="14.00", end="16.30").status_code == 303


def test_a_closed_shift_is_neither_called_off_nor_brought_back(app: Flask, world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        close_shift(session, world.shift_ids[1], TUESDAY_MORNING)
    _close_on(app, world, SUNDAYS[1])
    _roll(app, world)
    with app.app_context(), writing() as session:
        session.delete(session.get_one(VenueClosingDay, (world.venue_id, SUNDAYS[1])))
    _roll(app, world)
    assert not _is_live(app, world.shift_ids[1])


def test_staff_bring_back_nothing_that_the_plan_would_call_off_again(app: Flask, world: ShiftWorld) -> None:
    _close_on(app, world, SUNDAYS[1])
    _roll(app, world)
    client, page = signed_in_client(app, world.staff_id), f"/vagter/{world.shift_ids[1]}"
    assert "Den bliver til noget alligevel" not in client.get(page).text
    answer = press(client, "/personale/vagter", f"/personale{page}/alligevel")
    assert answer.status_code == 409 and "pause" in answer.text


def test_a_place_closed_for_today_does_not_stumble_over_what_was_called_off_meanwhile(
    app: Flask, world: ShiftWorld, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    morning = _at(29, 7, month=11)
    with app.app_context():
        with writing() as session:
            close_shift(session, world.shift_ids[0], morning)
        with writing() as session:
            monkeypatch.setattr("shifts.place_commands._list_left", lambda *_: [world.shift_ids[0]])
            assert not cancel_today(session, world.venue_id, morning)
