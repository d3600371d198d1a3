"""The strongest among many are those that comparing all with all would find."""

from __future__ import annotations

import random

from catalogue.overlap_index import OverlapIndex
from catalogue.overlaps import Label, Offering, Understood, compare, understand
from catalogue.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def many(count: int) -> dict[int, Understood]:
    """Make offers over thirty places in six areas, from the vocabulary's own words."""
    chance = random.Random(11)
    names = [interest.name for interest in VOCABULARY.interests[:25]]
    made = {}
    for number in range(count):
        place = chance.randrange(30)
        title = chance.choice(
            (
                *names,
                "Zeppelinlauget",
                "Zeppelinklub",
                "Zeppelin over Fjordby ved Slottet",
                "Åben café",
                f"{names[0]} og {names[3]}",
            )
        )
        title += chance.choice(("", "", " for mænd", " for børn", ": turnering"))
        told = chance.choice(("", f"Vi kan også {chance.choice(names).lower()}, {chance.choice(names).lower()} eller snakke."))
        made[number] = understand(Offering(title, told, frozenset([f"sted {place}"]), str(6000 + place % 6)), VOCABULARY)
    return made


def strongest_of_all(own: int, offers: dict[int, Understood]) -> list[int]:
    """Return what a comparison with all gives: strongest first, same area first, then in order."""
    offer = offers[own]
    found = [
        (-compare(offer, other).score, other.area != offer.area, number)
        for number, other in offers.items()
        if number != own and offer.places.isdisjoint(other.places) and compare(offer, other).label is not Label.DIFFERENT
    ]
    return [number for *_, number in sorted(found)[:10]]


def test_the_index_finds_what_comparing_all_with_all_finds() -> None:
    offers = many(250)
    index = OverlapIndex(offers.items())
    for number, offer in offers.items():
        found = index.strongest(offer, own=number)
        assert [match.id for match in found] == strongest_of_all(number, offers), number
        assert all(match.comparison == compare(offer, offers[match.id]) for match in found)


def test_one_that_is_not_among_the_many_finds_its_like() -> None:
    index = OverlapIndex(many(400).items())
    new = understand(Offering("Strikkecafé", places=frozenset(["et nyt sted"]), area="6001"), VOCABULARY)
    found = index.strongest(new)
    assert len(found) == 10
    assert found[0].comparison.label is Label.SAME


def test_an_index_of_nothing_finds_nothing() -> None:
    empty: OverlapIndex[int] = OverlapIndex([])
    assert empty.strongest(understand(Offering("Strik"), VOCABULARY)) == []
