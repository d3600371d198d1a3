"""Shifts on the two Sundays on which the clock changes: as long as they are, at the hours on the wall (P8)."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.clock import KOLDING
from base.database import db, writing
from notices.models import Notice
from people.terms import NoticeWay
from shifts.roll_commands import roll_opening
from shifts.texts import Tell, shift_text
from tests.calendar_reader import naive, read_lines
from tests.conftest import Clock
from tests.shifts.public_room import PublicRoom, at, make_public_room

DAY = dt.timedelta(days=1)
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)


class Case(NamedTuple):
    """A shift by the wall, its offsets from UTC in hours, how long it lasts, and when its cut-off is by the wall."""

    day: dt.date
    hours: tuple[int, int]
    offsets: tuple[int, int]
    lasts: int
    cutoff: str
    evening: str


CASES = (
    Case(SPRING, (1, 4), (1, 2), 2, "0", "lørdag kl. 20"),
    Case(SPRING, (10, 13), (2, 2), 3, "9", "lørdag kl. 20"),
    Case(AUTUMN, (1, 4), (2, 1), 4, "0", "lørdag kl. 20"),
    Case(AUTUMN, (10, 13), (1, 1), 3, "9", "lørdag kl. 20"),
)


@pytest.fixture
def room(app: Flask, clock: Clock) -> PublicRoom:
    clock.moment = dt.datetime(2027, 3, 25, 12, tzinfo=KOLDING)
    return make_public_room(app, clock, first_day=SPRING, last_day=AUTUMN)


def plan(room: PublicRoom, case: Case) -> tuple[int, dt.datetime, dt.datetime]:
    """Plan a shift by explicit instants, a few days ahead of the clock; return its id and them."""
    starts, ends = (
        dt.datetime.combine(case.day, dt.time(hour), dt.timezone(dt.timedelta(hours=offset)))
        for hour, offset in zip(case.hours, case.offsets, strict=True)
    )
    room.clock.moment = at(12, day=case.day - 3 * DAY)
    return room.plan(starts, ends), starts, ends


@pytest.mark.parametrize("case", CASES)
def test_it_lasts_as_long_as_it_does_and_stands_at_the_hours_of_the_wall(
    room: PublicRoom, client: FlaskClient, case: Case
) -> None:
    shift_id, starts, ends = plan(room, case)
    first, last = case.hours
    assert ends - starts == dt.timedelta(hours=case.lasts)
    (row,) = client.get("/vagter.json").json["extra_hours"]  # type: ignore[index]
    told = [dt.datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at")]
    assert told == [starts, ends] and [(each.day, each.hour) for each in told] == [(case.day.day, hour) for hour in case.hours]
    for path in ("/vagter.ics", "/steder/huset.ics"):
        lines = [line for line in read_lines(client.get(path).data, case.day, case.day + DAY, None) if line[0].startswith("vagt")]
        wall = [dt.datetime.combine(case.day, dt.time(hour)) for hour in case.hours]
        assert lines == [(f"vagt-{shift_id}@paa-tvaers", *wall, "TENTATIVE", "Måske ekstra åbent: Huset")]
        assert wall == [naive(starts), naive(ends)]
    for path in ("/steder/huset", "/vagter"):
        text = client.get(path).text
        assert f"kl. {first}–{last}</time>" in text and f'datetime="{starts.isoformat()}"' in text
        assert f"Måske åbent. Kig igen {case.evening}." in text


@pytest.mark.parametrize("case", CASES)
def test_the_plan_makes_it_at_those_hours(room: PublicRoom, client: FlaskClient, case: Case) -> None:
    first, last = case.hours
    # The Sunday of spring is Easter Sunday too.
    room.change(
        start_minute=first * 60, minutes=(last - first) * 60, first_day=case.day, last_day=case.day, runs_on_holidays=True
    )
    room.clock.moment = at(12, day=case.day - 3 * DAY)
    with room.app.app_context(), writing() as session:
        assert roll_opening(session, room.opening_id, room.clock()) == 1
    (row,) = client.get("/vagter.json").json["extra_hours"]  # type: ignore[index]
    starts, ends = (dt.datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
    assert (starts.hour, ends.hour) == case.hours and ends - starts == dt.timedelta(hours=case.lasts)


@pytest.mark.parametrize("case", CASES)
def test_the_evening_hour_and_the_cutoff_are_by_the_wall_and_the_hour(room: PublicRoom, client: FlaskClient, case: Case) -> None:
    _, starts, ends = plan(room, case)
    for now, words in (
        (at(19, 59, case.day - DAY), f"Kig igen {case.evening}."),
        (at(20, day=case.day - DAY), f"Kig igen kl. {case.cutoff}."),
        (starts - dt.timedelta(minutes=61), f"Kig igen kl. {case.cutoff}."),
        (starts - dt.timedelta(minutes=60), "Lukket."),
        (ends - dt.timedelta(minutes=1), "Lukket."),
    ):
        room.clock.moment = now
        assert words in client.get("/vagter").text, now
    room.clock.moment = ends
    assert "</time>" not in client.get("/vagter").text


@pytest.mark.parametrize("case", CASES)
def test_with_two_it_is_open_for_as_long_as_it_lasts(room: PublicRoom, client: FlaskClient, case: Case) -> None:
    shift_id, starts, ends = plan(room, case)
    room.take(shift_id, 0, 1)
    first, last = case.hours
    assert f"Åbent kl. {first}–{last}. Vi er to." in client.get("/steder/huset").text
    on = f"Åbent efter planen, til kl. {last}."
    for minutes in range(-30, case.lasts * 60 + 30, 30):
        room.clock.moment = starts.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
        assert (on in client.get("/steder").text) is (starts <= room.clock.moment < ends), room.clock.moment


@pytest.mark.parametrize("case", CASES)
def test_the_notice_says_the_hours_of_the_wall(room: PublicRoom, case: Case) -> None:
    shift_id, *_ = plan(room, case)
    room.take(shift_id, 0, 1)
    with room.app.app_context():
        notice = db.session().scalars(select(Notice).where(Notice.kind == Tell.TWO)).one()
        words = shift_text(Tell.TWO, notice.details, NoticeWay.TEXT)
    day = {SPRING: "søndag d. 28. marts", AUTUMN: "søndag d. 31. oktober"}[case.day]
    assert f"Huset, {day} kl. {case.hours[0]}–{case.hours[1]}." in words
