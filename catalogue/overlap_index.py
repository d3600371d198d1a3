"""Each offer's strongest matches among many, without comparing all with all.

Many offers mean the same, so meanings are scored, not offers, and first those that do the same: a part or a family is
looked for only where these are too few. Offers of equal score are as good as one another: those of the same area come
first, then the order they were given in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from heapq import merge
from itertools import groupby, islice
from math import inf
from typing import Generic, NamedTuple, TypeVar

from catalogue.likeness import HIGHEST, PART_FROM, RELATED_FROM, SHARED_FROM, score_of
from catalogue.offer_meaning import Meaning
from catalogue.overlaps import Comparison, Understood, compare_meanings, keys_of, with_surroundings

STRONGEST = 10

Id = TypeVar("Id", bound=Hashable)


class Found(NamedTuple, Generic[Id]):
    """An offer that another is like, and how."""

    id: Id
    comparison: Comparison


class _Shelf:
    """The offers of one meaning: their positions in order, and by area."""

    __slots__ = ("by_area", "meaning", "positions")

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.positions: list[int] = []
        self.by_area: dict[str, list[int]] = defaultdict(list)


def _whole_key(meaning: Meaning) -> list[str]:
    return [" ".join((*sorted(meaning.mains), "|", *sorted(meaning.parts), "|", *sorted(meaning.names)))]


def _part_keys(meaning: Meaning) -> list[str]:
    return [f"i:{interest}" for interest in (*meaning.mains, *meaning.parts)]


def _near_keys(meaning: Meaning) -> list[str]:
    return [f"f:{family}" for family in meaning.families] + [f"w:{word}" for word in meaning.stems]


# All that is done and told, what is done, what else is, what is near: each step's keys, and the scores that are its own.
_STEPS: tuple[tuple[Callable[[Meaning], list[str]], float, float], ...] = (
    (_whole_key, HIGHEST, inf),
    (keys_of, SHARED_FROM, HIGHEST),
    (_part_keys, PART_FROM, SHARED_FROM),
    (_near_keys, RELATED_FROM, PART_FROM),
)


class OverlapIndex(Generic[Id]):
    """Many offers to find the strongest matches among; `offers` are ids with what is understood, in a total order."""

    def __init__(self, offers: Iterable[tuple[Id, Understood]]) -> None:
        self._offers = list(offers)
        shelves: dict[Meaning, _Shelf] = {}
        self._shelf_of: list[_Shelf] = []
        for position, (_, offer) in enumerate(self._offers):
            shelf = shelves.setdefault(offer.meaning, _Shelf(offer.meaning))
            shelf.positions.append(position)
            self._shelf_of.append(shelf)
            shelf.by_area[offer.area].append(position)
        self._shelves = list(shelves.values())
        self._by_key: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in _STEPS)
        for number, meaning in enumerate(shelves):
            for (keys_at, *_), index in zip(_STEPS, self._by_key, strict=True):
                for key in keys_at(meaning):
                    index[key].append(number)
        self._compared: dict[Meaning, dict[_Shelf, Comparison]] = defaultdict(dict)
        self._ranked: dict[Meaning, list[list[tuple[float, _Shelf]]]] = defaultdict(list)

    def strongest(self, offer: Understood, *, own: Id | None = None, most: int = STRONGEST) -> list[Found[Id]]:
        """Return the strongest matches, the same or related, at other places than its own, strongest first.

        `own` is the id of the offer itself where it is among the many.
        """
        return [self._found(offer, position) for position in islice(self._positions(offer, own), most)]

    def _found(self, offer: Understood, position: int) -> Found[Id]:
        other_id, other = self._offers[position]
        compared = self._compared[offer.meaning]
        shelf = self._shelf_of[position]
        if shelf not in compared:
            compared[shelf] = compare_meanings(offer.meaning, other.meaning)
        return Found(other_id, with_surroundings(compared[shelf], offer, other))

    def _positions(self, offer: Understood, own: Id | None) -> Iterator[int]:
        for _, run in groupby(self._ranking(offer.meaning), key=lambda ranked: ranked[0]):
            shelves = [shelf for _, shelf in run]
            for position in self._in_order(shelves, offer.area):
                other_id, other = self._offers[position]
                if other_id != own and offer.places.isdisjoint(other.places):
                    yield position

    def _in_order(self, shelves: list[_Shelf], area: str) -> Iterator[int]:
        yield from merge(*(shelf.by_area.get(area, ()) for shelf in shelves))
        rest = merge(*(shelf.positions for shelf in shelves))
        yield from (position for position in rest if self._offers[position][1].area != area)

    def _ranking(self, meaning: Meaning) -> Iterator[tuple[float, _Shelf]]:
        ranked = self._ranked[meaning]
        for step in range(len(_STEPS)):
            if step == len(ranked):
                ranked.append(self._ranking_at(step, meaning))
            yield from ranked[step]

    def _ranking_at(self, step: int, meaning: Meaning) -> list[tuple[float, _Shelf]]:
        keys_at, lowest, below = _STEPS[step]
        numbers = sorted({number for key in keys_at(meaning) for number in self._by_key[step].get(key, ())})
        scored = [(score_of(meaning, self._shelves[number].meaning), number) for number in numbers]
        own = sorted((each for each in scored if lowest <= each[0] < below), key=lambda each: -each[0])
        return [(score, self._shelves[number]) for score, number in own]
