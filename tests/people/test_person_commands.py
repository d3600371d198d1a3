"""What a person changes of themselves, as the database sees it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask

from base.database import db, writing
from people.person_commands import NoAddressError, choose_notice_way, end_pause, replace_calendar_link, start_pause
from people.person_models import CalendarLink, Person
from people.registry import PersonalRows, Registry
from people.terms import NoticeWay
from tests.conftest import TUESDAY_MORNING
from tests.people.making import make_person


def made(app: Flask, **values: str) -> str:
    with app.app_context(), writing() as session:
        return make_person(session, **values).id


def paused_at(app: Flask, person_id: str) -> dt.datetime | None:
    with app.app_context():
        return db.session().get_one(Person, person_id).paused_at


def tell_of(app: Flask, free: Any) -> None:
    registry: Registry = app.extensions["people"]
    registry.personal_rows.append(PersonalRows("Løfter", lambda _session, _person: [], free=free))


def test_a_second_pause_changes_nothing_and_frees_what_came_since(app: Flask) -> None:
    anna, freed = made(app), []
    tell_of(app, lambda _session, person_id, moment: freed.append((person_id, moment)))
    later = TUESDAY_MORNING + dt.timedelta(hours=1)
    for moment in (TUESDAY_MORNING, later):
        with app.app_context(), writing() as session:
            start_pause(session, anna, moment)
    assert paused_at(app, anna) == TUESDAY_MORNING and freed == [(anna, TUESDAY_MORNING), (anna, later)]


def test_a_room_that_cannot_free_keeps_the_pause_from_being_held(app: Flask) -> None:
    anna, seen = made(app), []

    def fail(session: Any, person_id: str, _moment: dt.datetime) -> None:
        seen.append(session.get_one(Person, person_id).paused_at)
        raise RuntimeError

    tell_of(app, fail)
    with app.app_context(), pytest.raises(RuntimeError), writing() as session:
        start_pause(session, anna, TUESDAY_MORNING)
    assert seen == [TUESDAY_MORNING] and paused_at(app, anna) is None


def test_the_end_of_no_pause_is_no_harm(app: Flask) -> None:
    anna = made(app)
    with app.app_context(), writing() as session:
        end_pause(session, anna)
    assert paused_at(app, anna) is None


@pytest.mark.parametrize(
    ("values", "takes"),
    [
        ({}, {NoticeWay.STAFF, NoticeWay.NONE}),
        ({"phone": "+4520304050"}, {NoticeWay.TEXT, NoticeWay.STAFF, NoticeWay.NONE}),
        ({"email": "anna@a.example"}, {NoticeWay.MAIL, NoticeWay.STAFF, NoticeWay.NONE}),
    ],
)
def test_a_way_needs_its_address(app: Flask, values: dict[str, str], takes: set[NoticeWay]) -> None:
    anna, taken = made(app, **values), set()
    for way in NoticeWay:
        with app.app_context(), suppress(NoAddressError), writing() as session:
            choose_notice_way(session, anna, way)
            taken.add(way)
        with app.app_context():
            assert (db.session().get_one(Person, anna).notice_way == way) == (way in taken)
    assert taken == takes


def test_a_person_has_one_calendar_address_and_only_its_digest_is_kept(app: Flask) -> None:
    anna, tokens = made(app), []
    for _ in range(2):
        with app.app_context(), writing() as session:
            tokens.append(replace_calendar_link(session, anna, TUESDAY_MORNING))
    with app.app_context():
        digests = [row.token_digest for row in db.session().query(CalendarLink)]
    assert len(set(tokens)) == 2 and len(digests) == 1 and digests[0] not in tokens
