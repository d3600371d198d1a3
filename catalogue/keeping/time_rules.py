"""What may be changed about one time of an activity, and what it is changed to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from catalogue.recurrence import Rule, ends_at, starts_at
from catalogue.series import Occurrence

FURTHEST_DAYS = 365


class Slot(NamedTuple):
    """A day with its hours in wall minutes: `start_minute` is None where the time is unknown, `minutes` where the end is."""

    day: dt.date
    start_minute: int | None
    minutes: int | None

    def is_over(self, now: dt.datetime) -> bool:
        """Tell whether it has ended by a moment (aware, in Kolding); without an end it lasts the day, for nobody knows better."""
        if self.start_minute is None or self.minutes is None:
            return self.day < now.date()
        return ends_at(self.day, self.start_minute, self.minutes) <= now

    def has_begun(self, now: dt.datetime) -> bool:
        """Tell whether it has begun; what has no known start begins with the next day."""
        return self.day < now.date() if self.start_minute is None else starts_at(self.day, self.start_minute) <= now


@dataclass(frozen=True)
class ComingTime:
    """One time of an activity, with what it takes to change it.

    `is_closed` says that it takes place on a day on which the place holds closed: it was moved there.
    """

    schedule_id: int
    title: str
    venue_name: str
    rule: Rule
    one: Occurrence
    is_closed: bool = False

    @property
    def planned(self) -> Slot:
        """Where the rule puts it."""
        return Slot(self.one.planned_day, self.rule.start_minute, self.rule.minutes)

    @property
    def now_at(self) -> Slot:
        """Where it is now."""
        exception = self.one.exception
        if exception is None or exception.start_minute is None:
            return self.planned._replace(day=self.one.day)
        return Slot(self.one.day, exception.start_minute, exception.minutes)

    @property
    def seen(self) -> int:
        """The number of its last change, 0 where nothing is different."""
        return self.one.exception.sequence if self.one.exception else 0

    @property
    def is_off(self) -> bool:
        """Whether nobody is to come."""
        return self.one.status == "CANCELLED"

    def may_be_put_back(self, now: dt.datetime) -> bool:
        """Tell whether something is different, and what was planned is still to come."""
        return self.one.exception is not None and not self.planned.is_over(now)


class MoveProblem(Enum):
    """Why a time cannot be moved to where somebody wants it."""

    PAST = auto()
    TOO_FAR = auto()
    THE_SAME = auto()


def move_problem(time: ComingTime, to: Slot, now: dt.datetime) -> MoveProblem | None:
    """Say why a time cannot be moved there by a moment (aware, in Kolding); None where it can."""
    if to.day < now.date() or to.has_begun(now):
        return MoveProblem.PAST
    if (to.day - now.date()).days > FURTHEST_DAYS:
        return MoveProblem.TOO_FAR
    return MoveProblem.THE_SAME if not time.is_off and to == time.now_at else None


def slot_between(time: ComingTime, day: dt.date, start: dt.time | None, end: dt.time | None) -> Slot:
    """Return a day with hours typed as clock times; an end before the start is on the next day.

    Hours that are left as they stand stay as long as they are, also where that is days.
    """
    before = time.now_at
    start_minute = None if start is None else start.hour * 60 + start.minute
    if start_minute is None or end is None:
        return Slot(day, start_minute, None)
    minutes = (end.hour * 60 + end.minute - start_minute) % 1440 or 1440
    if start_minute == before.start_minute and before.minutes and (minutes - before.minutes) % 1440 == 0:
        minutes = before.minutes
    return Slot(day, start_minute, minutes)
