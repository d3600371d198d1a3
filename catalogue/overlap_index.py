"""Each offer's strongest matches among many, without comparing all with all.

Many offers mean the same, so meanings are weighed, not offers, and only those that share something. Offers of equal
score are as good as one another: those of the same area come first, then the order they were given in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from heapq import merge
from itertools import groupby, islice
from typing import Generic, NamedTuple, TypeVar

from catalogue.offer_meaning import Meaning
from catalogue.overlaps import RELATED_FROM, SAME_FROM, Comparison, Understood, Weight, keys, settle, weigh

STRONGEST = 10

Id = TypeVar("Id", bound=Hashable)


class Found(NamedTuple, Generic[Id]):
    """An offer that another is like, and how."""

    id: Id
    comparison: Comparison


class _Shelf(Generic[Id]):
    """The offers of one meaning: positions in their order, and by area."""

    __slots__ = ("by_area", "positions")

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.by_area: dict[str, list[int]] = defaultdict(list)


class OverlapIndex(Generic[Id]):
    """Many offers, understood, to find the strongest matches among; `offers` are ids with what is understood."""

    def __init__(self, offers: Iterable[tuple[Id, Understood]]) -> None:
        self._offers = list(offers)
        self._shelves: dict[Meaning, _Shelf[Id]] = defaultdict(_Shelf)
        self._ranked: dict[tuple[Meaning, bool], list[tuple[Weight, Meaning]]] = {}
        for position, (_, offer) in enumerate(self._offers):
            shelf = self._shelves[offer.meaning]
            shelf.positions.append(position)
            shelf.by_area[offer.area].append(position)
        self._alike: dict[str, list[Meaning]] = defaultdict(list)
        self._near: dict[str, list[Meaning]] = defaultdict(list)
        for meaning in self._shelves:
            for key in keys(meaning):
                self._alike[key].append(meaning)
            for key in _wide_keys(meaning):
                self._near[key].append(meaning)

    def strongest(self, offer: Understood, most: int = STRONGEST, own: Id | None = None) -> list[Found[Id]]:
        """Return the strongest matches that are the same or related, at other places than its own, strongest first.

        `own` is the id of the offer itself where it is among the many.
        """
        found = list(islice(self._matches(offer, own, near=False), most))
        if len(found) < most:
            found = list(islice(self._matches(offer, own, near=True), most))
        return found

    def _matches(self, offer: Understood, own: Id | None, *, near: bool) -> Iterator[Found[Id]]:
        for _, run in groupby(self._ranking(offer.meaning, near), key=lambda ranked: ranked[0].score):
            weights = [(weight, self._shelves[meaning]) for weight, meaning in run]
            for position, weight in self._in_order(weights, offer.area):
                other_id, other = self._offers[position]
                if other_id != own and offer.places.isdisjoint(other.places):
                    yield Found(other_id, settle(offer, other, weight))

    def _in_order(self, run: list[tuple[Weight, _Shelf[Id]]], area: str) -> Iterator[tuple[int, Weight]]:
        yield from merge(*(((at, weight) for at in shelf.by_area.get(area, ())) for weight, shelf in run))
        rest = merge(*(((at, weight) for at in shelf.positions) for weight, shelf in run))
        yield from (each for each in rest if self._offers[each[0]][1].area != area)

    def _ranking(self, meaning: Meaning, near: bool) -> list[tuple[Weight, Meaning]]:
        if (meaning, near) not in self._ranked:
            lowest = RELATED_FROM if near else SAME_FROM
            index, wanted = (self._near, _wide_keys(meaning)) if near else (self._alike, keys(meaning))
            candidates = dict.fromkeys(other for key in sorted(wanted) for other in index.get(key, ()))
            weighed = [(weigh(meaning, other), other) for other in candidates]
            self._ranked[meaning, near] = sorted(
                (each for each in weighed if each[0].score >= lowest), key=lambda ranked: -ranked[0].score
            )
        return self._ranked[meaning, near]


def _wide_keys(meaning: Meaning) -> list[str]:
    """Return keys of which two that are related share one: an interest, a telling word, a family."""
    interests = [f"i:{interest}" for interest in meaning.mains | meaning.parts]
    return interests + [f"w:{word}" for word in meaning.stems] + [f"f:{family}" for family in meaning.families]
