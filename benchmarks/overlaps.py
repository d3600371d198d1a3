"""Finding what is the same among many offers, beside rapidfuzz's scan of their titles in the same run."""

from __future__ import annotations

import gc
import random
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks._material import seconds_each
from catalogue.overlap_index import STRONGEST, OverlapIndex
from catalogue.overlaps import Offering, Understood, understand
from catalogue.vocabulary import Interest, load_vocabulary

FEW, MANY = 1_000, 10_000
PLACES_AN_AREA, OFFERS_A_PLACE = 8, 12
LARGEST_MEMORY_MB = 200
_HEADS = (
    "",
    "",
    "",
    "",
    " og kaffe",
    "sklub",
    "café",
    "hold",
    "gruppen",
    " for alle",
    " for begyndere",
    " for kvinder",
    " for børn",
)
_FIRST = ("", "", "", "Senior ", "Fælles ", "Tirsdags", "Åbent hus: ", "Vi mødes: ", "Turnering i ", "Kursus: ")
_TELLING = (
    "{name}. Kom, som du er.", "Vi mødes om at {name} hver uge, og der er kaffe på kanden.", "", "{word} hver anden uge.",
    "Hyggeligt samvær, hvor vi kan {name}, {other} eller bare snakke.", "{word} for både nye og øvede. 20 kr. for kaffe.",
    "Bagefter kan man {other}. Tag selv kaffe med, og tag gerne en ven med.",
)  # fmt: skip


def offers_of(count: int) -> list[Offering]:
    """Make offers from the vocabulary's own words: many of coffee and meals, most of all else, some for a circle only."""
    chance = random.Random(count)
    interests = load_vocabulary().interests
    weights = [6 if interest.every_place else 1 for interest in interests]
    return [_offer(chance, number, interests, weights) for number in range(count)]


def _offer(chance: random.Random, number: int, interests: tuple[Interest, ...], weights: list[int]) -> Offering:
    interest, other = chance.choices(interests, weights, k=2)
    word = chance.choice((interest.name, *interest.synonyms))
    told = chance.choice(_TELLING).format(name=interest.name.lower(), word=word.capitalize(), other=other.name.lower())
    place = number // OFFERS_A_PLACE
    return Offering(
        title=f"{chance.choice(_FIRST)}{word}{chance.choice(_HEADS)}".strip().capitalize(),
        description=told,
        places=frozenset([f"sted {place}"]),
        area=f"{6000 + place // PLACES_AN_AREA}",
    )


def measure() -> dict[str, float]:
    """Return the median seconds of each search."""
    vocabulary = load_vocabulary()
    few, many = [[(n, understand(offer, vocabulary)) for n, offer in enumerate(offers_of(count))] for count in (FEW, MANY)]
    titles = [offer.title for offer in offers_of(MANY)]
    index = OverlapIndex(many)
    fresh = iter(offers_of(MANY + 1) * 2)
    searches: dict[str, Callable[[], Any]] = {
        "rapidfuzz, one title": lambda: process.extract(next(fresh).title, titles, scorer=fuzz.token_set_ratio, limit=STRONGEST),
        "one new offer": lambda: index.strongest(understand(next(fresh), vocabulary)),
    }
    taken = seconds_each(searches, rounds=9, times=20)
    for name, offers in (("each of 1,000", few), ("each of 10,000", many)):
        taken[name] = min(_each(offers) for _ in range(5))
    return taken


def _each(offers: list[tuple[int, Understood]]) -> float:
    gc.collect()
    start = time.process_time()
    index = OverlapIndex(offers)
    for number, offer in offers:
        index.strongest(offer, own=number)
    return time.process_time() - start


def memory_mb() -> float:
    """Return the most megabytes that understanding and searching the many needs."""
    vocabulary = load_vocabulary()
    tracemalloc.start()
    _each([(number, understand(offer, vocabulary)) for number, offer in enumerate(offers_of(MANY))])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def bars(taken: dict[str, float], memory: float) -> dict[str, tuple[float, str, bool]]:
    """Return each figure with its bar and whether it holds."""
    at_most = {
        "one new offer, of rapidfuzz": (taken["one new offer"] / taken["rapidfuzz, one title"], 5),
        "each of 1,000, seconds": (taken["each of 1,000"], 2),
        "10,000 against 1,000": (taken["each of 10,000"] / taken["each of 1,000"], 12),
        "memory, MB": (memory, LARGEST_MEMORY_MB),
    }
    return {name: (value, f"at most {bar}", value <= bar) for name, (value, bar) in at_most.items()}


def main() -> int:
    """Print milliseconds and figures; return 1 unless every bar holds."""
    taken = measure()
    for name, each in taken.items():
        print(f"{name:30} {each * 1000:10.3f} ms")
    figures = bars(taken, memory_mb())
    for name, (value, bar, holds) in figures.items():
        print(f"{name:30} {value:10.2f}  (bar: {bar}) {'' if holds else 'NO'}")
    return int(not all(holds for *_, holds in figures.values()))


if __name__ == "__main__":
    raise SystemExit(main())
