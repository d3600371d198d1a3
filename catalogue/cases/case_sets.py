"""Cases: what is the same, gathered, and in which order they ask for attention (design §5)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONG = dt.timedelta(days=14)
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Two activities that are the same: how much, since when, and whether they are agreed on.

    `opened_at` is None where one of the two is held back as a draft: nobody can meet both yet.
    """

    pair: Pair
    score: float
    opened_at: dt.datetime | None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Activities that are the same as one another, directly or through one another, by id; `links` hold what says so."""

    activity_ids: tuple[int, ...]
    links: tuple[Link, ...]

    @property
    def key(self) -> int:
        """The activity a case is addressed by: any of them would do."""
        return self.activity_ids[0]

    @property
    def open_links(self) -> list[Link]:
        """What is not agreed on."""
        return [link for link in self.links if not link.agreed]

    @property
    def score(self) -> float:
        """How strong the strongest of what is open is, 0 where all is agreed."""
        return max((link.score for link in self.open_links), default=0.0)

    @property
    def opened_at(self) -> dt.datetime | None:
        """Since when it has been open, None where all is agreed or nothing is public yet."""
        return min((link.opened_at for link in self.open_links if link.opened_at), default=None)

    def is_long_open(self, now: dt.datetime) -> bool:
        """Say whether it has been open for fourteen days or more."""
        return self.opened_at is not None and self.opened_at <= now - LONG


def gather_cases(links: Iterable[Link]) -> list[Case]:
    """Gather links into cases, by the lowest id of each."""
    at: dict[int, set[int]] = {}
    own: dict[int, list[Link]] = defaultdict(list)
    known = sorted(links, key=lambda link: link.pair)
    for link in known:
        one, other = (at.setdefault(activity_id, {activity_id}) for activity_id in link.pair)
        if one is not other:
            small, large = sorted((one, other), key=len)
            large |= small
            at.update(dict.fromkeys(small, large))
    for link in known:
        own[min(at[link.pair[0]])].append(link)
    return [Case(tuple(sorted(at[first])), tuple(own[first])) for first in sorted(own)]


def in_order(cases: Iterable[Case], mine: Mapping[int, bool] | Iterable[int], now: dt.datetime) -> list[Case]:
    """Return cases in the order they ask for attention: those with one of `mine`, open for long, then the strongest."""
    own = set(mine)
    return sorted(cases, key=lambda case: (own.isdisjoint(case.activity_ids), not case.is_long_open(now), -case.score, case.key))
