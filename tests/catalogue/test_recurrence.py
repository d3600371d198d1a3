from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.recurrence import (
    Rule,
    clock_changes,
    ends_at,
    is_public_holiday,
    meets_clock_change,
    next_day,
    occurrence_days,
    occurs_on,
    runs_on,
    starts_at,
)

WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
TUESDAY = date(2026, 11, 24)


def rule(first_day: date = TUESDAY, last_day: date | None = None, weekday: int | None = 1, **rest: Any) -> Rule:
    return Rule(first_day, last_day, weekday, rest.pop("start_minute", 780), rest.pop("minutes", 120), **rest)


def iso(days: list[date]) -> list[str]:
    return [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"last_day": date(2026, 11, 23)}, "before first_day"),
        ({"weekday": None}, "one-off has last_day"),
        ({"weekday": None, "last_day": date(2026, 11, 25)}, "one-off has last_day"),
        ({"weekday": None, "last_day": TUESDAY, "every_weeks": 2}, "one-off has no"),
        ({"weekday": None, "last_day": TUESDAY, "week_parity": 0}, "one-off has no"),
        ({"weekday": None, "last_day": TUESDAY, "nth": 1}, "one-off has no"),
        ({"every_weeks": 2, "nth": 1}, "only one of"),
        ({"week_parity": 1, "nth": 1}, "only one of"),
        ({"every_weeks": 2, "week_parity": 1}, "only one of"),
        ({"weekday": 7}, "weekday"),
        ({"weekday": -1}, "weekday"),
        ({"start_minute": 1440}, "start_minute is"),
        ({"start_minute": -1}, "start_minute is"),
        ({"start_minute": None}, "needs a start"),
        ({"minutes": 0}, "minutes is"),
        ({"minutes": 20161}, "minutes is"),
        ({"every_weeks": 0}, "every_weeks is"),
        ({"every_weeks": 53}, "every_weeks is"),
        ({"week_parity": 2}, "week_parity is"),
        ({"nth": 0}, "nth is"),
        ({"nth": 6}, "nth is"),
        ({"nth": -2}, "nth is"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_with_the_reason(wrong: dict[str, Any], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        rule(**wrong)


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"]),
        ({"weekday": 0}, ["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"]),
        ({"every_weeks": 2}, ["2026-12-08", "2026-12-22"]),
        ({"every_weeks": 2, "weekday": 0}, ["2026-12-07", "2026-12-21"]),
        ({"every_weeks": 3}, ["2026-12-15"]),
        ({"last_day": date(2026, 12, 8)}, ["2026-12-01", "2026-12-08"]),
        ({"first_day": date(2026, 12, 9)}, ["2026-12-15", "2026-12-22"]),
        ({"nth": 1}, ["2026-12-01"]),
        ({"nth": 4}, ["2026-12-22"]),
        ({"nth": 5}, []),
        ({"nth": -1, "weekday": 4}, ["2026-11-27"]),
        ({"weekday": None, "last_day": TUESDAY}, []),
        ({"weekday": None, "first_day": date(2026, 12, 5), "last_day": date(2026, 12, 5)}, ["2026-12-05"]),
    ],
)
def test_the_days_of_a_rule_from_25_november_to_24_december(changes: dict[str, Any], days: list[str]) -> None:
    assert iso(occurrence_days(rule(**changes), date(2026, 11, 25), date(2026, 12, 24))) == days


@pytest.mark.parametrize(
    ("start", "parity", "days"),
    [
        (date(2026, 12, 8), 1, ["2026-12-15", "2026-12-29", "2027-01-05", "2027-01-19"]),
        (date(2026, 12, 8), 0, ["2026-12-08", "2026-12-22", "2027-01-12", "2027-01-26"]),
        (date(2032, 12, 7), 1, ["2032-12-14", "2032-12-28", "2033-01-04", "2033-01-18"]),
        (date(2032, 12, 7), 0, ["2032-12-07", "2032-12-21", "2033-01-11", "2033-01-25"]),
    ],
)
def test_odd_weeks_follow_each_other_over_week_53(start: date, parity: int, days: list[str]) -> None:
    rhythm = rule(week_parity=parity)
    assert iso(occurrence_days(rhythm, start, start + timedelta(weeks=8)))[:4] == days


def test_every_other_week_does_not_mind_week_53() -> None:
    days = occurrence_days(rule(every_weeks=2), date(2026, 12, 20), date(2027, 1, 20))
    assert iso(days) == ["2026-12-22", "2027-01-05", "2027-01-19"]


def test_a_fifth_weekday_comes_only_in_months_that_have_one() -> None:
    days = occurrence_days(rule(nth=5, weekday=2), date(2026, 11, 24), date(2027, 7, 1))
    assert iso(days) == ["2026-12-30", "2027-03-31", "2027-06-30"]


def test_a_window_is_half_open() -> None:
    assert iso(occurrence_days(rule(), date(2026, 12, 1), date(2026, 12, 8))) == ["2026-12-01"]
    assert occurrence_days(rule(), date(2026, 12, 8), date(2026, 12, 1)) == []


def test_the_last_days_of_the_calendar_are_no_trouble() -> None:
    assert iso(occurrence_days(rule(), date(9999, 12, 20), date.max)) == ["9999-12-21", "9999-12-28"]
    assert iso(occurrence_days(rule(nth=-1), date(9999, 12, 1), date.max)) == ["9999-12-28"]


def test_the_next_day_is_looked_for_within_the_horizon() -> None:
    assert next_day(rule(), date(2026, 11, 25)) == date(2026, 12, 1)
    assert next_day(rule(), date(2026, 12, 1)) == date(2026, 12, 1)
    assert next_day(rule(), date(2026, 11, 25), horizon_days=6) is None
    assert next_day(rule(last_day=date(2026, 11, 30)), date(2026, 11, 25)) is None


first_days = st.dates(date(2020, 1, 1), date(2036, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    first_day = draw(first_days)
    last_day = draw(st.none() | st.integers(0, 1500).map(lambda days: first_day + timedelta(days)))
    weekly: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({"every_weeks": st.integers(1, 52)})
    parity = st.fixed_dictionaries({"week_parity": st.sampled_from([0, 1])})
    monthly = st.fixed_dictionaries({"nth": st.sampled_from([1, 2, 3, 4, 5, -1])})
    return Rule(first_day, last_day, draw(st.integers(0, 6)), None, None, **draw(weekly | parity | monthly))


def days_by_dateutil(rule: Rule, end: date) -> list[date]:
    monday = rule.first_day - timedelta(days=rule.first_day.weekday())
    until = datetime.combine(min(rule.last_day or end, end - timedelta(days=1)), datetime.max.time())
    assert rule.weekday is not None
    if rule.nth is not None:
        month_start = datetime.combine(rule.first_day.replace(day=1), datetime.min.time())
        moments = rrule(MONTHLY, dtstart=month_start, byweekday=WEEKDAYS[rule.weekday](rule.nth), until=until)
    else:
        start = datetime.combine(monday, datetime.min.time())
        moments = rrule(WEEKLY, dtstart=start, interval=rule.every_weeks, byweekday=rule.weekday, until=until)
    days = [moment.date() for moment in moments if moment.date() >= rule.first_day]
    return [day for day in days if rule.week_parity in (None, int(day.strftime("%V")) % 2)]


@given(rules(), first_days, st.integers(0, 800))
@settings(deadline=None)
def test_dateutil_finds_the_same_days(rule: Rule, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert occurrence_days(rule, start, end) == [day for day in days_by_dateutil(rule, end) if day >= start]


@given(rules(), first_days)
@settings(deadline=None)
def test_a_day_occurs_exactly_when_it_is_listed(rule: Rule, start: date) -> None:
    listed = occurrence_days(rule, start, start + timedelta(days=120))
    assert listed == [day for day in (start + timedelta(n) for n in range(120)) if occurs_on(rule, day)]
    assert next_day(rule, start, 120) == (listed[0] if listed else None)


@pytest.mark.parametrize("day", ["2026-12-25", "2027-01-01", "2027-03-25", "2027-03-28", "2027-05-06", "2023-05-05"])
def test_days_off_by_law_are_public_holidays(day: str) -> None:
    assert is_public_holiday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-31", "2027-05-01", "2027-06-05", "2027-04-23", "2026-11-24"])
def test_days_that_only_some_take_off_are_not_nor_is_store_bededag_any_more(day: str) -> None:
    assert not is_public_holiday(date.fromisoformat(day))


def test_it_runs_on_neither_closing_days_nor_holidays_unless_it_says_so() -> None:
    friday = rule(weekday=4)
    assert runs_on(friday, date(2026, 12, 18), set())
    assert not runs_on(friday, date(2026, 12, 18), {date(2026, 12, 18)})
    assert not runs_on(friday, date(2026, 12, 19), set())
    assert not runs_on(friday, date(2026, 12, 25), set())
    assert runs_on(rule(weekday=4, runs_on_holidays=True), date(2026, 12, 25), set())
    assert not runs_on(rule(weekday=4, runs_on_holidays=True), date(2026, 12, 25), {date(2026, 12, 25)})


def test_a_one_off_runs_on_a_holiday_but_not_on_a_closing_day() -> None:
    christmas = date(2026, 12, 25)
    once = Rule(christmas, christmas, None, 780, 120)
    assert runs_on(once, christmas, set())
    assert not runs_on(once, christmas, {christmas})


@pytest.mark.parametrize(
    ("day", "minute", "instant"),
    [
        ("2026-11-24", 780, "2026-11-24T13:00:00+01:00"),
        ("2026-07-07", 780, "2026-07-07T13:00:00+02:00"),
        ("2027-03-28", 119, "2027-03-28T01:59:00+01:00"),
        ("2027-03-28", 120, "2027-03-28T03:00:00+02:00"),
        ("2027-03-28", 150, "2027-03-28T03:30:00+02:00"),
        ("2027-03-28", 180, "2027-03-28T03:00:00+02:00"),
        ("2026-10-25", 150, "2026-10-25T02:30:00+02:00"),
        ("2026-10-25", 180, "2026-10-25T03:00:00+01:00"),
    ],
)
def test_a_wall_time_is_an_instant_in_kolding(day: str, minute: int, instant: str) -> None:
    assert starts_at(date.fromisoformat(day), minute).isoformat() == instant


@pytest.mark.parametrize(
    ("day", "start", "minutes", "instant"),
    [
        ("2026-11-24", 780, 120, "2026-11-24T15:00:00+01:00"),
        ("2027-03-27", 1320, 480, "2027-03-28T06:00:00+02:00"),
        ("2026-10-24", 1320, 480, "2026-10-25T06:00:00+01:00"),
        ("2027-03-27", 1320, 270, "2027-03-28T03:30:00+02:00"),
        ("2026-10-24", 1320, 270, "2026-10-25T02:30:00+02:00"),
        ("2026-10-25", 150, 60, "2026-10-25T03:30:00+01:00"),
        ("2027-03-28", 150, 15, "2027-03-28T03:45:00+02:00"),
        ("2027-03-28", 150, 60, "2027-03-28T04:30:00+02:00"),
        ("2026-12-04", 960, 2640, "2026-12-06T12:00:00+01:00"),
        ("2027-03-20", 600, 20160, "2027-04-03T10:00:00+02:00"),
    ],
)
def test_an_end_is_counted_in_wall_minutes(day: str, start: int, minutes: int, instant: str) -> None:
    assert ends_at(date.fromisoformat(day), start, minutes).isoformat() == instant


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 1439), st.integers(1, 20160))
def test_nothing_ends_before_it_starts(day: date, start: int, minutes: int) -> None:
    assert starts_at(day, start).timestamp() < ends_at(day, start, minutes).timestamp()


def test_clock_changes_are_the_last_sundays_of_march_and_october() -> None:
    found = [day.isoformat() for year in (2026, 2027, 2028) for day in clock_changes(year)]
    assert found == ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29"]


@pytest.mark.parametrize(
    ("day", "start", "minutes", "meets"),
    [
        ("2027-03-27", 1320, 480, True),
        ("2027-03-27", 1320, 240, True),
        ("2027-03-27", 1320, 239, False),
        ("2027-03-28", 119, None, False),
        ("2027-03-28", 120, None, True),
        ("2027-03-28", 179, 30, True),
        ("2027-03-28", 180, 30, False),
        ("2027-03-21", 600, 9000, False),
        ("2027-03-21", 600, 11000, True),
        ("2026-10-24", 1320, 239, False),
        ("2026-10-24", 1320, 240, True),
        ("2026-10-25", 119, None, False),
        ("2026-10-25", 150, 15, True),
        ("2026-10-25", 150, None, True),
        ("2026-10-25", 180, 30, False),
        ("2026-11-24", 150, 480, False),
    ],
)
def test_what_meets_a_clock_change(day: str, start: int, minutes: int | None, meets: bool) -> None:
    assert meets_clock_change(date.fromisoformat(day), start, minutes) is meets


def test_instants_are_in_the_zone_of_kolding() -> None:
    assert starts_at(TUESDAY, 780) == datetime(2026, 11, 24, 13, tzinfo=ZoneInfo("Europe/Copenhagen"))
