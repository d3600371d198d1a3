"""What is told of shifts, and what is not told any more because it is no longer so."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.database import db, writing
from notices.models import Notice
from people.terms import NoticeWay
from shifts.clock_commands import pass_turns
from shifts.models import Opening
from shifts.opening_texts import OpeningTell, opening_text
from shifts.taking_commands import ask_partner, leave_shift, offer_shift, take_shift
from shifts.telling_queries import is_still_so
from shifts.texts import SENTENCES, Tell, shift_text
from tests.conftest import TUESDAY_MORNING
from tests.shifts.making import NAMES, ShiftWorld, make_shift, make_world

EVENING = dt.datetime(2026, 11, 28, 19, 30, tzinfo=dt.UTC)
CUTOFF = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)
OVER = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


def _found(session: Session, kind: Tell, now: dt.datetime) -> dict[str | None, bool]:
    session.rollback()
    rows = session.scalars(select(Notice).where(Notice.kind == kind)).all()
    return {each.person_id: is_still_so(session, each, now) for each in rows}


def test_each_kind_is_a_sentence_without_a_name() -> None:
    details = {"place": "Huset", "shift": 1, "phone": "75 12 34 56", "starts": CUTOFF.isoformat(), "ends": OVER.isoformat()}
    for kind in Tell:
        text = shift_text(kind, details, NoticeWay.TEXT)
        assert "Huset, søndag d. 29. november kl. 9–13" in text and "{" not in text and not any(name in text for name in NAMES)
    assert "Ring 75 12 34 56" in shift_text(Tell.ALONE, details, NoticeWay.TEXT)
    assert set(SENTENCES) == set(Tell)
    for about in OpeningTell:
        assert "Huset" in opening_text(about, {"place": "Huset"}, NoticeWay.TEXT)


def test_who_was_asked_is_not_asked_again_once_they_answered(app: Flask, world: ShiftWorld) -> None:
    first, (anna, bo, *_) = world.shift_ids[0], world.people
    with app.app_context():
        session = db.session()
        with writing() as rows:
            ask_partner(rows, first, anna, bo, TUESDAY_MORNING)
        assert _found(session, Tell.ASKED, TUESDAY_MORNING) == {bo: True}
        assert _found(session, Tell.ASKED, EVENING) == {bo: False}
        with writing() as rows:
            take_shift(rows, first, bo, TUESDAY_MORNING)
        assert _found(session, Tell.ASKED, TUESDAY_MORNING) == {bo: False}
        assert _found(session, Tell.ANSWERED_YES, TUESDAY_MORNING) == {anna: True}
        with writing() as rows:
            leave_shift(rows, first, bo, TUESDAY_MORNING)
        assert _found(session, Tell.ANSWERED_YES, TUESDAY_MORNING) == {anna: False}
        assert _found(session, Tell.LEFT, TUESDAY_MORNING) == {anna: True}


def test_the_evening_and_the_cutoff_are_told_once_and_what_has_changed_is_not(app: Flask, world: ShiftWorld) -> None:
    first, (anna, bo, *_) = world.shift_ids[0], world.people
    with app.app_context():
        session = db.session()
        with writing() as rows:
            take_shift(rows, first, anna, TUESDAY_MORNING)
        for _ in range(2):
            with writing() as rows:
                pass_turns(rows, first, EVENING)
        assert _found(session, Tell.EVENING, EVENING) == {anna: True}
        with writing() as rows:
            take_shift(rows, first, bo, EVENING)
        assert _found(session, Tell.EVENING, EVENING) == {anna: False}
        with writing() as rows:
            leave_shift(rows, first, bo, EVENING)
        for _ in range(2):
            with writing() as rows:
                pass_turns(rows, first, CUTOFF)
        assert _found(session, Tell.FREED, CUTOFF) == {anna: True}
        assert _found(session, Tell.FREED, OVER) == {anna: False}


def test_an_offer_that_was_taken_is_not_told(app: Flask, world: ShiftWorld) -> None:
    first, (anna, bo, carla, dagmar) = world.shift_ids[0], world.people
    with app.app_context():
        session = db.session()
        for who in (anna, bo):
            with writing() as rows:
                take_shift(rows, first, who, TUESDAY_MORNING)
        with writing() as rows:
            offer_shift(rows, first, anna, TUESDAY_MORNING)
        assert _found(session, Tell.OFFERED, TUESDAY_MORNING) == {carla: True, dagmar: True}
        with writing() as rows:
            take_shift(rows, first, carla, TUESDAY_MORNING)
        assert _found(session, Tell.OFFERED, TUESDAY_MORNING) == {carla: False, dagmar: False}
        assert _found(session, Tell.HANDED_OVER, TUESDAY_MORNING) == {anna: True}
        assert _found(session, Tell.NEW_PARTNER, TUESDAY_MORNING) == {bo: True}


def test_the_lone_seat_of_a_shift_the_clock_closed_is_freed_by_the_next_take(app: Flask, world: ShiftWorld) -> None:
    anna = world.people[0]
    with app.app_context():
        session = db.session()
        with writing() as rows:
            take_shift(rows, world.shift_ids[0], anna, TUESDAY_MORNING)
        with writing() as rows:
            opening = rows.get_one(Opening, world.opening_id)
            hours = CUTOFF + dt.timedelta(hours=3), OVER + dt.timedelta(hours=3)
            later = make_shift(rows, opening, dt.date(2026, 12, 13), *hours).id
        with writing() as rows:
            take_shift(rows, later, anna, CUTOFF)
        assert _found(session, Tell.FREED, CUTOFF) == {anna: True}
