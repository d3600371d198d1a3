"""When something recurs, as arithmetic on local wall time in Kolding: nothing is expanded ahead or walked through."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from base.clock import KOLDING

LAST = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """When something happens: once, every n weeks, in even or odd ISO weeks, or on the nth weekday of the month.

    `weekday` 0 is Monday; None is a one-off on `first_day`, which is then also `last_day`. `start_minute` is 0–1439
    wall minutes after midnight, None where the time is unknown; `minutes` is 1–20160 wall minutes, None where the end
    is. `every_weeks` 1–52 counts from the ISO week of `first_day`; `week_parity` is 0 for even and 1 for odd ISO weeks;
    `nth` is 1–5, or -1 for the last. Raises ValueError where the values contradict each other.
    """

    first_day: date
    last_day: date | None
    weekday: int | None
    start_minute: int | None
    minutes: int | None
    every_weeks: int = 1
    week_parity: int | None = None
    nth: int | None = None
    runs_on_holidays: bool = False

    def __post_init__(self) -> None:
        for wrong, text in _contradictions(self):
            if wrong:
                raise ValueError(text)


def _contradictions(rule: Rule) -> Iterator[tuple[bool, str]]:
    rhythms = (rule.every_weeks != 1) + (rule.week_parity is not None) + (rule.nth is not None)
    start, minutes = rule.start_minute, rule.minutes
    yield rule.last_day is not None and rule.last_day < rule.first_day, "last_day is before first_day"
    yield rule.weekday is None and rule.last_day != rule.first_day, "a one-off has last_day equal to first_day"
    yield rule.weekday is None and rhythms > 0, "a one-off has no every_weeks, week_parity or nth"
    yield rhythms > 1, "only one of every_weeks, week_parity and nth can be given"
    yield rule.weekday is not None and rule.weekday not in range(7), "weekday is 0 (Monday) to 6 (Sunday)"
    yield start is not None and start not in range(1440), "start_minute is 0 to 1439"
    yield minutes is not None and start is None, "minutes needs a start_minute"
    yield minutes is not None and minutes not in range(1, 20161), "minutes is 1 to 20160"
    yield rule.every_weeks not in range(1, 53), "every_weeks is 1 to 52"
    yield rule.week_parity not in (None, 0, 1), "week_parity is 0 (even) or 1 (odd)"
    yield rule.nth not in (None, 1, 2, 3, 4, 5, LAST), "nth is 1 to 5, or -1 for the last"


def occurs_on(rule: Rule, day: date) -> bool:
    """Say whether the rule falls on a day, holidays and closing days not considered."""
    if day < rule.first_day or (rule.last_day is not None and day > rule.last_day):
        return False
    if rule.weekday is None:
        return True
    return day.weekday() == rule.weekday and _in_rhythm(rule, day)


def _in_rhythm(rule: Rule, day: date) -> bool:
    if rule.week_parity is not None:
        return day.isocalendar().week % 2 == rule.week_parity
    if rule.nth == LAST:
        return is_last_of_month(day)
    if rule.nth is not None:
        return nth_of_month(day) == rule.nth
    return (week_number(day) - week_number(rule.first_day)) % rule.every_weeks == 0


def nth_of_month(day: date) -> int:
    """Return 1 for the first of its weekday in the month, and so on to 5."""
    return (day.day - 1) // 7 + 1


def is_last_of_month(day: date) -> bool:
    """Say whether a day is the last of its weekday in the month."""
    return day.day + 7 > monthrange(day.year, day.month)[1]


def week_number(day: date) -> int:
    """Return the number of a day's ISO week, counted from the one that holds 1 January of year 1, without breaks."""
    return (day.toordinal() - 1) // 7


def _first_candidate(rule: Rule) -> int:
    """Return the ordinal of the rule's weekday in the ISO week of its first day, which may be before that day."""
    assert rule.weekday is not None
    return rule.first_day.toordinal() - rule.first_day.weekday() + rule.weekday


def occurrence_days(rule: Rule, start: date, end: date) -> list[date]:
    """Return the days in [start, end) on which the rule falls, ascending; holidays and closing days not considered.

    The cost follows the length of the answer, not how long ago the rule began.
    """
    return list(_days(rule, start, end))


def next_day(rule: Rule, from_day: date, horizon_days: int = 400) -> date | None:
    """Return the first day in [from_day, from_day + horizon_days) on which the rule falls, or None."""
    return next(_days(rule, from_day, from_day + timedelta(days=horizon_days)), None)


def _days(rule: Rule, start: date, end: date) -> Iterator[date]:
    low, stop = max(start, rule.first_day).toordinal(), end.toordinal()
    if rule.last_day is not None:
        stop = min(stop, rule.last_day.toordinal() + 1)
    if low >= stop:
        return iter(())
    if rule.weekday is None:
        return iter((rule.first_day,))
    if rule.nth is not None:
        return (day for day in _monthly(rule.weekday, rule.nth, low, stop) if low <= day.toordinal() < stop)
    anchor, step = _first_candidate(rule), 7 * rule.every_weeks
    weekly = map(date.fromordinal, range(low + (anchor - low) % step, stop, step))
    return weekly if rule.week_parity is None else (day for day in weekly if _in_rhythm(rule, day))


def _monthly(weekday: int, nth: int, low: int, stop: int) -> Iterator[date]:
    first, last = date.fromordinal(low), date.fromordinal(stop - 1)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month_index = divmod(month, 12)
        first_weekday, length = monthrange(year, month_index + 1)
        earliest = 1 + (weekday - first_weekday) % 7
        number = earliest + 7 * (nth - 1) if nth != LAST else earliest + (length - earliest) // 7 * 7
        if number <= length:
            yield date(year, month_index + 1, number)


def runs_on(rule: Rule, day: date, closing_days: Container[date]) -> bool:
    """Say whether the rule falls on a day that is neither a closing day nor, unless it runs on those, a public holiday.

    A one-off was put on its day by somebody who knew what day it is: a public holiday does not stop it.
    """
    return occurs_on(rule, day) and day not in closing_days and not stops_for_holiday(rule, day)


def stops_for_holiday(rule: Rule, day: date) -> bool:
    """Say whether a public holiday keeps the rule from running that day."""
    return rule.weekday is not None and not rule.runs_on_holidays and is_public_holiday(day)


def is_public_holiday(day: date) -> bool:
    """Say whether a day is a public holiday in Denmark."""
    return day in public_holidays(day.year)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year in Denmark."""
    return frozenset(holidays.country_holidays("DK", years=year))


@lru_cache(maxsize=8192)
def starts_at(day: date, minute: int) -> datetime:
    """Return the instant of a wall time in Kolding, `minute` counted from midnight.

    As RFC 5545 section 3.3.5 reads it: a time the spring change skips is taken by the offset before (02.30 is
    03.30+02:00), one that comes twice is the first of them.
    """
    return _in_kolding(datetime.combine(day, time()) + timedelta(minutes=minute))


@lru_cache(maxsize=8192)
def ends_at(day: date, start_minute: int, minutes: int) -> datetime:
    """Return the instant `minutes` wall minutes after a start in Kolding: 22.00 and 480 gives 06.00 the next day.

    A start that the spring change skips counts from the time it becomes, so that nothing ends before it starts.
    """
    return _in_kolding(starts_at(day, start_minute).replace(tzinfo=None) + timedelta(minutes=minutes))


def _in_kolding(wall: datetime) -> datetime:
    return wall.replace(tzinfo=KOLDING).astimezone(UTC).astimezone(KOLDING)


@lru_cache(maxsize=64)
def clock_changes(year: int) -> tuple[date, ...]:
    """Return the days of a year on which the clock in Kolding is changed, ascending."""
    days = map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
    return tuple(day for day in days if meets_clock_change(day, 0, 1440))


def meets_clock_change(day: date, start_minute: int, minutes: int | None) -> bool:
    """Say whether something starts or ends in an hour that is skipped or comes twice, or lasts across such a change."""
    start = starts_at(day, start_minute)
    if start.hour * 60 + start.minute != start_minute:
        return True
    end = start if minutes is None else ends_at(day, start_minute, minutes)
    # Of an hour that comes twice, ical.js takes the second.
    return end.replace(fold=1).utcoffset() != start.utcoffset()
