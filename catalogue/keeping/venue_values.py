"""What is written of a place, as values: its texts, and its week in as few lines as it can be said in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain, combinations, count
from typing import NamedTuple

from base.danish import fold, slug
from catalogue.terms import HoursKind, VenueKind

LONGEST_SLUG = 120
# The page on which a new one is written has this address.
TAKEN_BY_A_PAGE = "ny"
A_WEEK = 7 * 1440


class Hour(NamedTuple):
    """Weekly hours on one day, in wall minutes; weekday 0 is Monday."""

    kind: str
    weekday: int
    start_minute: int
    minutes: int


class Span(NamedTuple):
    """Weekly hours that are the same on some weekdays (ascending)."""

    kind: str
    weekdays: tuple[int, ...]
    start_minute: int
    minutes: int


@dataclass(frozen=True)
class VenueValues:
    """All that people write of a place; `hours` are sorted."""

    name: str = ""
    town: str = ""
    kind: str = VenueKind.PHYSICAL.value
    area_id: int | None = None
    address: str = ""
    phone: str = ""
    about: str = ""
    first_time: str = ""
    way_in: str = ""
    step_free: bool = False
    adults_only: bool = False
    hours: tuple[Hour, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Return what a place is known by: its folded name and town."""
        return fold(self.name)[:200], fold(self.town)[:120]


class Taken(NamedTuple):
    """The place that already has a name and town."""

    slug: str
    name: str


def spans_of(hours: Iterable[Hour]) -> list[Span]:
    """Gather hours into spans: open before staffed, then by first weekday and start."""
    days: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for hour in sorted(hours):
        days[hour.kind, hour.start_minute, hour.minutes].append(hour.weekday)
    spans = [Span(kind, tuple(weekdays), start, minutes) for (kind, start, minutes), weekdays in days.items()]
    return sorted(spans, key=lambda span: (list(HoursKind).index(HoursKind(span.kind)), span.weekdays, span.start_minute))


def hours_of(spans: Iterable[Span]) -> tuple[Hour, ...]:
    """Return the hours of each day, sorted; what is said twice is there once."""
    return tuple(sorted({Hour(kind, day, start, minutes) for kind, days, start, minutes in spans for day in days}))


def colliding_weekday(hours: Iterable[Hour]) -> int | None:
    """Return the weekday on which hours of one kind lie over others of that kind; None where none do."""
    for one, other in combinations(sorted(hours), 2):
        if one.kind == other.kind and _meet(one, other):
            return other.weekday
    return None


def _meet(one: Hour, other: Hour) -> bool:
    apart = (other.weekday * 1440 + other.start_minute - one.weekday * 1440 - one.start_minute) % A_WEEK
    return apart < one.minutes or A_WEEK - apart < other.minutes


def free_slug(name: str, town: str, taken: Collection[str]) -> str:
    """Return the address of a place: its name, with its town where that is taken, else numbered."""
    own, with_town = slug(name)[:LONGEST_SLUG], slug(f"{name} {town}")[:LONGEST_SLUG]
    numbered = (f"{with_town[: LONGEST_SLUG - 6]}-{number}" for number in count(2))
    return next(each for each in chain((own, with_town), numbered) if each not in taken and each != TAKEN_BY_A_PAGE)
