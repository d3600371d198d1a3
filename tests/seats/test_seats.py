"""Seats on both engines: what the database holds, whatever the code above it forgets."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.database import db, writing
from seats.commands import end_occasion, hold_occasion, hold_seat, move_occasion, read_seats, revive_occasion, take_seat
from seats.models import Occasion, Seat
from seats.refusals import ClashError, FullError, NotLiveError, SeatRefusedError, TwiceError, refusal_of
from tests.conftest import TUESDAY_MORNING as NOW
from tests.people.making import make_person

TEN = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def people(app: Flask) -> list[str]:
    with app.app_context(), writing() as session:
        return [make_person(session, f"Nr. {number}").id for number in range(4)]


def _add(session: Session, starts: dt.datetime = TEN, ends: dt.datetime = TEN + 3 * HOUR, capacity: int = 2) -> int:
    occasion = Occasion(starts_at=starts, ends_at=ends, capacity=capacity)
    session.add(occasion)
    session.flush()
    return occasion.id


def _make(app: Flask, *times: tuple[dt.datetime, dt.datetime], capacity: int = 2) -> list[int]:
    with app.app_context(), writing() as session:
        return [_add(session, *each, capacity=capacity) for each in times]


def _held(session: Session, occasion_id: int) -> Occasion:
    occasion = hold_occasion(session, occasion_id)
    assert occasion
    return occasion


def _take(app: Flask, occasion_id: int, person_id: str) -> None:
    with app.app_context(), writing() as session:
        take_seat(session, _held(session, occasion_id), person_id, NOW)


@pytest.mark.parametrize("capacity", [1, 2, 20])
def test_there_are_as_many_seats_as_there_is_room_for(app: Flask, capacity: int) -> None:
    with app.app_context(), writing() as session:
        people = [make_person(session, f"Nr. {number}").id for number in range(capacity + 1)]
    [only] = _make(app, (TEN, TEN + HOUR), capacity=capacity)
    for each in people[:-1]:
        _take(app, only, each)
    with pytest.raises(FullError):
        _take(app, only, people[-1])


def test_nobody_has_two_seats_of_one(app: Flask, people: list[str]) -> None:
    [only] = _make(app, (TEN, TEN + HOUR))
    _take(app, only, people[0])
    with pytest.raises(TwiceError):
        _take(app, only, people[0])


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [(0, 3, True), (-1, 1, True), (2, 5, True), (1, 2, True), (-1, 4, True), (3, 5, False), (-2, 0, False)],
)
def test_nobody_is_on_two_things_at_once_and_what_only_meets_is_no_clash(
    app: Flask, people: list[str], starts: int, ends: int, clashes: bool
) -> None:  # fmt: skip
    first, second = _make(app, (TEN, TEN + 3 * HOUR), (TEN + starts * HOUR, TEN + ends * HOUR))
    _take(app, first, people[0])
    if clashes:
        with pytest.raises(ClashError):
            _take(app, second, people[0])
    else:
        _take(app, second, people[0])


def test_what_is_only_held_stands_in_nobodys_way_until_they_say_yes(app: Flask, people: list[str]) -> None:
    first, second = _make(app, (TEN, TEN + HOUR), (TEN, TEN + HOUR))
    with app.app_context(), writing() as session:
        hold_seat(session, _held(session, first), people[0], people[1], TEN, NOW)
    _take(app, second, people[0])
    with pytest.raises(ClashError):
        _take(app, first, people[0])


@pytest.mark.parametrize("how", ["cancelled_at", "closed_at"])
def test_what_is_called_off_or_closed_stands_in_nobodys_way_and_is_taken_by_nobody(
    app: Flask, people: list[str], how: str
) -> None:  # fmt: skip
    first, second = _make(app, (TEN, TEN + HOUR), (TEN, TEN + HOUR))
    _take(app, first, people[0])
    with app.app_context(), writing() as session:
        end_occasion(session, _held(session, first), **{how: NOW})
    _take(app, second, people[0])
    with pytest.raises(NotLiveError):
        _take(app, first, people[1])
    with app.app_context(), writing() as session:
        revive_occasion(session, _held(session, first))
    with app.app_context():
        assert [each.person_id for each in read_seats(db.session(), db.session.get_one(Occasion, first))] == []
        db.session.remove()


def test_an_occasion_is_moved_and_who_cannot_come_loses_the_seat(app: Flask, people: list[str]) -> None:
    first, second = _make(app, (TEN, TEN + HOUR), (TEN + 4 * HOUR, TEN + 6 * HOUR))
    for each in people[:2]:
        _take(app, first, each)
    _take(app, second, people[0])
    with app.app_context(), writing() as session:
        assert move_occasion(session, _held(session, first), TEN + 5 * HOUR, TEN + 7 * HOUR) == [people[0]]
        [left] = read_seats(session, _held(session, first))
        assert (left.person_id, left.starts_at, left.ends_at) == (people[1], TEN + 5 * HOUR, TEN + 7 * HOUR)


def test_the_database_refuses_a_move_that_the_code_did_not_look_at(app: Flask, people: list[str]) -> None:
    """The negative control of the move: without the look before it the constraint says no."""
    first, second = _make(app, (TEN, TEN + HOUR), (TEN + 4 * HOUR, TEN + 6 * HOUR))
    _take(app, first, people[0])
    _take(app, second, people[0])
    moved = update(Occasion).where(Occasion.id == first).values(starts_at=TEN + 5 * HOUR, ends_at=TEN + 7 * HOUR)
    with app.app_context(), pytest.raises(IntegrityError, match="ex_seat_one_thing_at_a_time"), writing() as session:
        session.execute(moved)


def test_room_is_not_made_less_than_is_taken(app: Flask, people: list[str]) -> None:
    [only] = _make(app, (TEN, TEN + HOUR))
    for each in people[:2]:
        _take(app, only, each)
    fewer = update(Occasion).where(Occasion.id == only).values(capacity=1)
    with app.app_context(), pytest.raises(IntegrityError, match="ck_seat_within_capacity"), writing() as session:
        session.execute(fewer)


def test_the_rule_between_rows_is_there_after_the_migrations(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            names = db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")).all()
            assert names == ["seat_one_thing_at_a_time_insert", "seat_one_thing_at_a_time_update"]
        else:
            rules = db.session.scalars(
                text("SELECT conname FROM pg_constraint WHERE contype = 'x' AND conrelid = 'seat'::regclass")
            )
            assert rules.all() == ["ex_seat_one_thing_at_a_time"]
        db.session.remove()


@pytest.mark.parametrize(
    ("constraint", "message", "refusal"),
    [
        ("pk_seat", "", FullError),
        (None, "UNIQUE constraint failed: seat.occasion_id, seat.number", FullError),
        ("ck_seat_within_capacity", "", FullError),
        (None, "CHECK constraint failed: ck_seat_within_capacity", FullError),
        ("uq_seat_occasion_id_person_id", "", TwiceError),
        (None, "UNIQUE constraint failed: seat.occasion_id, seat.person_id", TwiceError),
        ("ex_seat_one_thing_at_a_time", "", ClashError),
        (None, "ex_seat_one_thing_at_a_time", ClashError),
        ("fk_seat_person_id", "", None),
        (None, "FOREIGN KEY constraint failed", None),
    ],
)
def test_each_violation_is_told_as_what_it_means(
    constraint: str | None, message: str, refusal: type[SeatRefusedError] | None
) -> None:  # fmt: skip
    found = refusal_of(constraint, message)
    assert found is None if refusal is None else type(found) is refusal


def test_seats_are_numbered_from_the_lowest_that_is_free(app: Flask, people: list[str]) -> None:
    [only] = _make(app, (TEN, TEN + HOUR), capacity=3)
    for each in people[:3]:
        _take(app, only, each)
    with app.app_context(), writing() as session:
        session.delete(session.get_one(Seat, (only, 2)))
    _take(app, only, people[3])
    with app.app_context():
        rows = db.session.execute(select(Seat.number, Seat.person_id).order_by(Seat.number)).all()
        assert [tuple(row) for row in rows] == [(1, people[0]), (2, people[3]), (3, people[2])]
        db.session.remove()
