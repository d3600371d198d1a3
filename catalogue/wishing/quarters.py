"""A quarter of a year, as days and moments in Kolding."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from base.clock import KOLDING
from base.danish import MONTHS, join_words

_WRITTEN = re.compile("(20[0-9]{2})-([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """One of the four quarters of a year, numbered from 1."""

    year: int
    number: int

    @property
    def first_day(self) -> dt.date:
        """Return its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def following(self) -> Quarter:
        """Return the quarter after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> Quarter:
        """Return the quarter before it."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Return its days, half-open."""
        return self.first_day, self.following.first_day

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """Return its moments, half-open: from midnight to midnight in Kolding."""
        begins, ends = (dt.datetime.combine(day, dt.time(), KOLDING) for day in self.days)
        return begins, ends

    @property
    def name(self) -> str:
        """Return its name: "4. kvartal 2026"."""
        return f"{self.number}. kvartal {self.year}"

    @property
    def months(self) -> str:
        """Return its months: "oktober, november og december"."""
        return join_words(MONTHS[3 * self.number - 3 : 3 * self.number])

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter that a day is in."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(text: str) -> Quarter | None:
    """Read a quarter of this century as it stands in an address, "2026-4"; None for anything else."""
    written = _WRITTEN.fullmatch(text)
    return Quarter(int(written[1]), int(written[2])) if written else None


def latest_quarters(day: dt.date, count: int) -> list[Quarter]:
    """Return the quarter of a day and those before it, the latest first."""
    found = [quarter_of(day)]
    while len(found) < count:
        found.append(found[-1].previous)
    return found
