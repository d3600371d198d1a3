"""The names a visitor can choose between: interests by group, places by area."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple


class InterestName(NamedTuple):
    """An interest to choose, with the shelf it stands on and whether any activity has it just now."""

    id: int
    slug: str
    name: str
    group_name: str
    in_use: bool


class AreaName(NamedTuple):
    """An area to choose."""

    id: int
    slug: str
    postcode: str
    name: str

    @property
    def label(self) -> str:
        """The postcode and the name, as on a letter."""
        return f"{self.postcode} {self.name}"


class VenueName(NamedTuple):
    """A place to choose, with its area if that is known."""

    id: int
    slug: str
    name: str
    area: AreaName | None


class Names(NamedTuple):
    """All there is to choose between, each in the order it is shown."""

    interests: tuple[InterestName, ...]
    venues: tuple[VenueName, ...]

    @property
    def shelves(self) -> list[tuple[str, list[InterestName]]]:
        """The interests shelf by shelf, in their order."""
        return [(name, list(rows)) for name, rows in groupby(self.interests, key=lambda each: each.group_name)]

    @property
    def areas(self) -> list[AreaName]:
        """The areas that have a place, by postcode."""
        return sorted({venue.area for venue in self.venues if venue.area}, key=lambda area: area.postcode)
