"""The page's list (SQL) and the feed's series (Python) tell the same times, whatever the rules say."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.database import db, writing
from catalogue.models import Activity, ActivityHost, Schedule, ScheduleException
from catalogue.place_models import VenueClosingDay
from catalogue.programme import ListedOccurrence
from catalogue.programme_queries import _day_values, list_occurrences
from catalogue.recurrence import LAST, Rule, occurrence_days, week_number
from catalogue.series import series_occurrences
from catalogue.series_queries import list_series
from catalogue.terms import Change
from catalogue.wanted import Wanted
from tests.making import LONG_AGO, make_activity, make_venue

FIRST = dt.date(2026, 3, 23)
DAYS = st.integers(0, 80).map(lambda ahead: FIRST + dt.timedelta(days=ahead))
MINUTES = st.one_of(st.none(), st.sampled_from([0, 120, 150, 780, 1320, 1439]))
RHYTHMS = st.sampled_from(
    [
        {},
        {"every_weeks": 2},
        {"every_weeks": 5},
        {"week_parity": 0},
        {"week_parity": 1},
        *({"nth": n} for n in (1, 2, 4, 5, LAST)),
    ]
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    first, start = draw(DAYS), draw(MINUTES)
    minutes = draw(st.sampled_from([None, 30, 120, 480, 3000])) if start is not None else None
    if draw(st.integers(0, 4)) == 0:
        return Rule(first, first, None, start, minutes)
    last = draw(st.one_of(st.none(), DAYS.filter(lambda day: day >= first)))
    return Rule(first, last, draw(st.integers(0, 6)), start, minutes, **draw(RHYTHMS), runs_on_holidays=draw(st.booleans()))


@st.composite
def exceptions(draw: st.DrawFn, rule: Rule) -> list[dict[str, object]]:
    days = occurrence_days(rule, FIRST, FIRST + dt.timedelta(days=90))
    chosen = draw(st.lists(st.sampled_from(days), unique=True, max_size=3)) if days else []
    return [draw(_exception_on(day)) for day in chosen]


@st.composite
def _exception_on(draw: st.DrawFn, day: dt.date) -> dict[str, object]:
    change = draw(st.sampled_from(list(Change)))
    if change != Change.MOVED:
        return {"day": day, "change": change, "closed_on": day if change == Change.CLOSED else None}
    start = draw(MINUTES)
    minutes = draw(st.sampled_from([None, 60])) if start is not None else None
    return {"day": day, "change": change, "moved_to": draw(DAYS), "start_minute": start, "minutes": minutes}


PLANS = st.lists(rules().flatmap(lambda rule: st.tuples(st.just(rule), exceptions(rule))), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=PLANS, closed=st.sets(DAYS, max_size=6), start=DAYS, length=st.integers(1, 31))
def test_page_and_feed_agree(
    app: Flask, plans: list[tuple[Rule, list[dict[str, object]]]], closed: set[dt.date], start: dt.date, length: int
) -> None:
    with app.app_context():
        _store(plans, closed)
        assert_agreement([start + dt.timedelta(days=ahead) for ahead in range(length)])


def assert_agreement(days: list[dt.date]) -> None:
    """Compare what the page's list and the feed's series tell of some days that follow each other."""
    end = days[-1] + dt.timedelta(days=1)
    listed = list_occurrences(db.session(), Wanted(), days, most=100)
    placed = list_series(db.session(), Wanted(), (days[0], end), "https://x/")
    feed = [one for each in placed for one in series_occurrences(each.series, days[0], end)]
    from_page = [_from_page(row) for rows in listed.values() for row in rows if not row.has_gone]
    from_feed = [
        (one.day, one.starts_at and one.starts_at.isoformat(timespec="minutes"), one.ends_at, one.status) for one in feed
    ]
    assert sorted(from_page, key=str) == sorted(from_feed, key=str)
    for day, rows in listed.items():
        assert [row.day for row in rows] == [day] * len(rows)
        assert [row.sort_minute for row in rows] == sorted(row.sort_minute for row in rows)


def _from_page(row: ListedOccurrence) -> tuple[object, ...]:
    status = "CONFIRMED" if row.takes_place else "CANCELLED"
    return row.day, None if row.start_minute is None else row.moment, row.ends_at, status


def _store(plans: list[tuple[Rule, list[dict[str, object]]]], closed: set[dt.date]) -> None:
    with writing() as session:
        for model in (ScheduleException, Schedule, VenueClosingDay, ActivityHost, Activity):
            session.query(model).delete()
        venue = make_venue(session, f"Huset {secrets.token_hex(4)}")
        session.add_all(VenueClosingDay(venue_id=venue.id, day=day) for day in closed)
        for rule, changes in plans:
            activity = make_activity(session, venue, "Strikkecafé", rule)
            schedule = session.query(Schedule).filter_by(activity_id=activity.id).one()
            session.add_all(ScheduleException(schedule_id=schedule.id, changed_at=LONG_AGO, **change) for change in changes)


@pytest.mark.parametrize(
    ("name", "wrong", "rule"),
    [
        ("parity", 0, Rule(FIRST, None, 1, 780, 60, week_parity=0)),
        ("week", week_number(FIRST), Rule(FIRST, None, 1, 780, 60, every_weeks=2)),
        ("nth", 1, Rule(FIRST, None, 1, 780, 60, nth=1)),
        ("last", LAST, Rule(FIRST, None, 1, 780, 60, nth=LAST)),
        ("working", True, Rule(FIRST, None, 0, 780, 60)),
    ],
)
def test_a_list_that_forgot_a_rhythm_is_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch, name: str, wrong: object, rule: Rule
) -> None:
    """The negative control: SQL that takes each day for one that fits differs from the feed; 6 April is a holiday."""
    days = [FIRST + dt.timedelta(days=ahead) for ahead in range(21)]

    def forgetful(days: Sequence[dt.date], now: dt.datetime | None) -> dict[str, Any]:
        return _day_values(days, now) | {f"{name}_{n}": wrong for n in range(len(days))}

    with app.app_context():
        _store([(rule, [])], set())
        assert_agreement(days)
        monkeypatch.setattr("catalogue.programme_queries._day_values", forgetful)
        with pytest.raises(AssertionError, match="CONFIRMED"):
            assert_agreement(days)
