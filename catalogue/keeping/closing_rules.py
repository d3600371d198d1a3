"""Closing days as they are told: spans of days that follow each other, public holidays by name, what can be typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

import holidays

from base.danish import date_short
from catalogue.terms import Instead

LONGEST_SPAN_DAYS = 60
FURTHEST_DAYS = 730
A_DAY = dt.timedelta(days=1)
# Nobody is to come by where the door is shut.
LINES = (Instead.CALL, Instead.OTHER_PLACE, Instead.NEXT_TIME)


class Span(NamedTuple):
    """Days that follow each other, both ends among them."""

    first: dt.date
    last: dt.date

    def days(self) -> list[dt.date]:
        """Return each day, ascending."""
        return [self.first + A_DAY * n for n in range((self.last - self.first).days + 1)]

    @property
    def words(self) -> str:
        """The span in Danish."""
        if self.first == self.last:
            return date_short(self.first)
        return f"{date_short(self.first)} til og med {date_short(self.last)}"


class Holiday(NamedTuple):
    """A public holiday with its Danish name."""

    day: dt.date
    name: str


class SpanProblem(Enum):
    """Why a span cannot be closed."""

    PAST = auto()
    BACKWARDS = auto()
    TOO_LONG = auto()
    TOO_FAR = auto()


def span_problem(span: Span, today: dt.date) -> SpanProblem | None:
    """Say why a place cannot hold closed on a span; None where it can."""
    checks = [
        (span.last < span.first, SpanProblem.BACKWARDS),
        (span.first < today, SpanProblem.PAST),
        (span.last > today + A_DAY * FURTHEST_DAYS, SpanProblem.TOO_FAR),
        (span.last - span.first >= A_DAY * LONGEST_SPAN_DAYS, SpanProblem.TOO_LONG),
    ]
    return next((problem for wrong, problem in checks if wrong), None)


def spans_of(days: Iterable[dt.date]) -> list[Span]:
    """Return days as spans, ascending."""
    found: list[Span] = []
    for day in sorted(set(days)):
        if found and found[-1].last + A_DAY == day:
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Span(day, day))
    return found


def holidays_between(start: dt.date, end: dt.date) -> list[Holiday]:
    """Return the public holidays of Denmark on the days in [start, end), ascending, by their Danish names."""
    named = holidays.country_holidays("DK", years=range(start.year, end.year + 1), language="da")
    return [Holiday(day, name) for day, name in sorted(named.items()) if start <= day < end]
