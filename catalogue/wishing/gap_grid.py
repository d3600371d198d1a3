"""The map of what is missing: one shelf of interests against places, and against the times of a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from base.danish import WEEKDAYS
from catalogue.filters import DAY_PARTS

TIMES = tuple((weekday, part) for weekday in range(len(WEEKDAYS)) for part in DAY_PARTS)


class Place(NamedTuple):
    """A column of the map: a place."""

    id: int
    slug: str
    name: str


class Known(NamedTuple):
    """An interest of the shelf."""

    id: int
    slug: str
    name: str
    every_place: bool


@dataclass(frozen=True)
class Gaps:
    """A row of the map: an interest, what is wished of it, how much there is of it in all, and how much in each cell.

    `by_place` follows the places shown, `by_time` follows `TIMES`; `other` counts what is at no such time: on one day alone,
    on no fixed day, or at a time nobody has written.
    """

    interest: Known
    want: int
    can_lead: int
    offers: int
    places: int
    by_place: Sequence[int]
    by_time: Sequence[int]
    other: int


@dataclass(frozen=True)
class Counts:
    """What is counted, by id of interest: activities and places in all; by place; by weekday and part of the day; wishes."""

    totals: Mapping[int, tuple[int, int]]
    by_place: Mapping[tuple[int, int], int]
    by_time: Mapping[tuple[int, int, str], int]
    timed: Mapping[int, int]
    wishes: Mapping[int, tuple[int, int]]


def map_gaps(interests: Iterable[Known], places: Sequence[Place], counts: Counts) -> list[Gaps]:
    """Return the rows of the map, the emptiest first: by places, by times, then what is wished for most; else as they came."""
    rows = [_gaps(each, places, counts) for each in interests]
    return sorted(rows, key=lambda row: (row.places, sum(map(bool, row.by_time)), -row.want - row.can_lead))


def _gaps(interest: Known, places: Sequence[Place], counts: Counts) -> Gaps:
    offers, at_places = counts.totals.get(interest.id, (0, 0))
    want, can_lead = counts.wishes.get(interest.id, (0, 0))
    return Gaps(
        interest, want, can_lead, offers, at_places,
        by_place=[counts.by_place.get((interest.id, place.id), 0) for place in places],
        by_time=[counts.by_time.get((interest.id, *time), 0) for time in TIMES],
        other=offers - counts.timed.get(interest.id, 0),
    )  # fmt: skip
