"""What becomes of extra hours when their place holds closed, is laid under another, or lets a group go."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from base.database import db, writing
from catalogue.group_commands import withdraw_group
from catalogue.keeping.closing_commands import add_closing_days, close_today, remove_closing_days
from catalogue.keeping.merge_commands import merge_venues
from catalogue.keeping.merge_queries import plan_merge
from catalogue.place_models import Venue, VenueClosingDay
from notices.models import Notice
from people.permissions import Actor
from people.terms import StaffRole
from seats.models import Occasion
from shifts.models import KeyShown, Opening
from shifts.taking_commands import take_shift
from shifts.terms import OpeningState
from shifts.texts import Tell
from tests.conftest import TUESDAY_MORNING, Clock
from tests.making import make_venue
from tests.people.making import make_staff
from tests.shifts.making import SUNDAYS, ShiftWorld, make_world

MORNING = dt.datetime(2026, 11, 29, 7, tzinfo=dt.UTC)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context():
        with writing() as session:
            world = make_world(session)
        with writing() as session:
            take_shift(session, world.shift_ids[0], world.people[1], TUESDAY_MORNING)
        return world


def _is_live(world: ShiftWorld) -> bool:
    db.session.rollback()
    return db.session.get_one(Occasion, world.shift_ids[0]).is_live


def _told(kind: Tell) -> list[str | None]:
    db.session.rollback()
    return list(db.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))


def test_a_closing_day_calls_the_shift_off_and_its_end_brings_it_back(app: Flask, world: ShiftWorld) -> None:
    with app.app_context():
        with writing() as rows:
            add_closing_days(rows, rows.get_one(Venue, world.venue_id), [SUNDAYS[0]], TUESDAY_MORNING)
        assert not _is_live(world) and _told(Tell.CANCELLED) == [world.people[1]]
        with writing() as rows:
            remove_closing_days(rows, rows.get_one(Venue, world.venue_id), [SUNDAYS[0]], TUESDAY_MORNING)
        assert _is_live(world) and _told(Tell.RUNS_AGAIN) == [world.people[1]]


def test_a_place_closed_for_today_calls_todays_shift_off(app: Flask, world: ShiftWorld, clock: Clock) -> None:
    with app.app_context():
        with writing() as rows:
            assert not close_today(rows, world.venue_id, None, TUESDAY_MORNING)
        assert _is_live(world)
        with writing() as rows:
            assert close_today(rows, world.venue_id, None, MORNING)
        assert not _is_live(world) and _told(Tell.CANCELLED) == [world.people[1]]


def test_a_place_laid_under_another_takes_its_hours_and_keys_along(app: Flask, world: ShiftWorld) -> None:
    anna, bo = world.people[:2]
    with app.app_context():
        with writing() as rows:
            kept = make_venue(rows, "Huset i byen").id
            rows.add(VenueClosingDay(venue_id=kept, day=SUNDAYS[0]))
            karen = make_staff(rows, "Karen", StaffRole.COORDINATOR).person_id
            for person_id, venue_id in ((anna, world.venue_id), (bo, world.venue_id), (bo, kept)):
                rows.add(KeyShown(person_id=person_id, venue_id=venue_id, shown_on=SUNDAYS[0]))
        with writing() as rows:
            plan = plan_merge(rows, world.venue_id, kept)
            assert merge_venues(rows, Actor(karen, StaffRole.COORDINATOR), world.venue_id, kept, plan, TUESDAY_MORNING) is None
        assert db.session.get_one(Opening, world.opening_id).venue_id == kept
        known = db.session.execute(select(KeyShown.person_id, KeyShown.venue_id)).all()
        assert {tuple(row) for row in known} == {(anna, kept), (bo, kept)}
        assert not _is_live(world) and _told(Tell.CANCELLED) == [bo]
        db.session.remove()


def test_a_group_that_is_there_no_longer_keeps_nothing_open(app: Flask, world: ShiftWorld) -> None:
    with app.app_context():
        with writing() as rows:
            withdraw_group(rows, world.group_id, world.venue_id, TUESDAY_MORNING)
        assert not _is_live(world) and _told(Tell.CANCELLED) == [world.people[1]]
        assert db.session.get_one(Opening, world.opening_id).state == OpeningState.ENDED
        db.session.remove()
