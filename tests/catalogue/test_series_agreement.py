from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base import ical
from catalogue import series as series_module
from catalogue.recurrence import Rule, occurrence_days
from catalogue.series import ExceptionDay, Series
from catalogue.terms import Change, Instead
from tests.calendar_reader import KOLDING, differences, series, weekly

CLOCK_CHANGES = [
    date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29),
]  # fmt: skip


def window_over(change: date) -> tuple[date, date]:
    """Return the days a feed made four weeks before a change tells of."""
    now = change - timedelta(weeks=4)
    return now - timedelta(weeks=4), now + timedelta(weeks=78)


NIGHT = weekly(date(2025, 1, 4), 1320, 480)
GAP = weekly(date(2025, 1, 5), 150, 60)
SUNDAY = weekly(date(2025, 1, 5), 600, 180, runs_on_holidays=True)
RULES = {
    "sunday morning": SUNDAY,
    "past midnight": NIGHT,
    "half past two": GAP,
    "half past two, end unknown": weekly(date(2025, 1, 5), 150, None),
    "half past two, every other week": weekly(date(2026, 3, 1), 150, 600, every_weeks=2, runs_on_holidays=True),
    "nine days": weekly(date(2026, 1, 1), 600, 12960, every_weeks=2),
    "last sunday": Rule(date(2025, 1, 1), None, 6, 60, 180, nth=-1, runs_on_holidays=True),
    "fifth sunday": Rule(date(2025, 1, 1), None, 6, 60, 180, nth=5),
    "even weeks past midnight": weekly(date(2025, 1, 4), 1320, 480, week_parity=0),
    "odd weeks past midnight": weekly(date(2025, 1, 4), 1320, 480, week_parity=1),
    "all day": weekly(date(2025, 1, 5), None, None),
    "all day that ends": weekly(date(2025, 1, 5), None, None, last_day=date(2028, 3, 26)),
    "night that ends": weekly(date(2025, 1, 4), 1320, 480, last_day=date(2028, 3, 25)),
    **{f"begins in the skipped hour {day}": weekly(day, 150, 60, runs_on_holidays=True) for day in CLOCK_CHANGES},
    **{f"begins the night before {day}": weekly(day - timedelta(1), 1320, 480) for day in CLOCK_CHANGES},
    **{f"ends in an hour that comes twice {day}": weekly(day, 119, 14) for day in CLOCK_CHANGES},
    **{f"once {day}": Rule(day, day, None, 150, 60, runs_on_holidays=True) for day in CLOCK_CHANGES},
}


@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_file_and_the_occurrences_agree_over_every_clock_change(rule: Rule, change: date) -> None:
    assert differences(series(rule), *window_over(change)) == []


@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
def test_a_change_of_clock_within_a_recurring_event_is_seen(change: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series_module, "meets_clock_change", lambda *_: False)
    series_module._first_regular_day.cache_clear()
    assert differences(series(weekly(NIGHT.first_day, 1320, 480, runs_on_holidays=True)), *window_over(change))


@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
def test_a_start_in_utc_is_seen(change: date, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_utc(value: date) -> str:
        assert isinstance(value, datetime)
        return f":{value.replace(tzinfo=KOLDING).astimezone(UTC):%Y%m%dT%H%M%SZ}"

    monkeypatch.setattr(ical, "_local", in_utc)
    ical.event_bytes.cache_clear()
    found = differences(series(weekly(SUNDAY.first_day, 600, 180, runs_on_holidays=True)), *window_over(change))
    ical.event_bytes.cache_clear()
    assert found


@st.composite
def rules(draw: st.DrawFn, change: date) -> Rule:
    first_day = draw(st.dates(change - timedelta(days=500), change + timedelta(days=100)))
    near_change = st.sampled_from([60, 119, 120, 150, 179, 180, 1320, 1439])
    start = draw(st.none() | near_change | st.integers(0, 1439))
    minutes = None if start is None else draw(st.none() | st.integers(1, 600) | st.integers(1, 20160))
    on_holidays = draw(st.booleans())
    if draw(st.integers(0, 7)) == 0:
        return Rule(first_day, first_day, None, start, minutes, runs_on_holidays=on_holidays)
    rhythm: dict[str, Any] = draw(
        st.fixed_dictionaries({"every_weeks": st.sampled_from([1, 1, 2, 3, 52])})
        | st.fixed_dictionaries({"week_parity": st.sampled_from([0, 1])})
        | st.fixed_dictionaries({"nth": st.sampled_from([1, 4, 5, -1])})
    )
    last_day = draw(st.none() | st.integers(0, 900).map(lambda days: first_day + timedelta(days=days)))
    weekday = draw(st.sampled_from([5, 6]) | st.integers(0, 6))
    return Rule(first_day, last_day, weekday, start, minutes, **rhythm, runs_on_holidays=on_holidays)


@st.composite
def exception_days(draw: st.DrawFn, change: date, day: date) -> ExceptionDay:
    kind = draw(st.sampled_from(Change))
    if kind != Change.MOVED:
        return ExceptionDay(day, kind)
    near_change = st.integers(-2, 1).map(lambda days: change + timedelta(days=days))
    moved_to = draw(near_change | st.integers(-400, 400).map(lambda days: day + timedelta(days=days)))
    start = draw(st.none() | st.sampled_from([150, 1320, 600]))
    minutes = None if start is None else draw(st.none() | st.sampled_from([60, 480, 4000]))
    return ExceptionDay(day, kind, moved_to, start, minutes, draw(st.none() | st.sampled_from(Instead)))


@st.composite
def serieses_and_changes(draw: st.DrawFn) -> tuple[Series, date]:
    change = draw(st.sampled_from(CLOCK_CHANGES))
    rule = draw(rules(change))
    start, end = window_over(change)
    days = occurrence_days(rule, start - timedelta(weeks=20), end + timedelta(weeks=20))
    some_days = st.lists(st.sampled_from(days), max_size=4, unique=True) if days else st.just([])
    exceptions = tuple(draw(exception_days(change, day)) for day in draw(some_days))
    closing_days = frozenset(draw(some_days)) | {change - timedelta(days=draw(st.integers(0, 30)))}
    return series(rule, exceptions=exceptions, closing_days=closing_days), change


@given(serieses_and_changes())
@settings(deadline=None, max_examples=300)
def test_the_file_and_the_occurrences_agree_for_any_series(drawn: tuple[Series, date]) -> None:
    written, change = drawn
    assert differences(written, *window_over(change)) == []
