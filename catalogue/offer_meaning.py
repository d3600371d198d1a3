"""What an offer's words say it is: what people do there, with whom, in what form, on what occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.offer_circles import Circle, circles_of
from catalogue.offer_core import UMBRELLAS, core_of
from catalogue.offer_occasions import Occasion, form_of, occasions_of
from catalogue.recurrence import Rule
from catalogue.terms import Form, Kind
from catalogue.vocabulary import Interest, Vocabulary

# Interests that are events by nature: that a feast or a lecture is held once sets it apart from no other.
EVENTS = frozenset(
    {
        "bytte-planter", "bytte-toej", "byvandring", "disko", "fastelavn", "fejre", "film", "foredrag",
        "hoere-musik", "jul", "kultur", "loppemarked", "marked", "nytaar", "paaske", "rejse", "sankthans",
        "se-sport", "se-teater", "smage", "ture",
    }
)  # fmt: skip
_FOR_THE_SMALL = re.compile(r"\b(?:små|børn|bab|lektie)")

__all__ = ["UMBRELLAS", "Meaning", "Offering", "meaning_of"]


@dataclass(frozen=True, slots=True)
class Offering:
    """What is compared. `places` are the keys of those that host it; `area` is a postcode or town.

    `interests` are ids chosen by its author, the main one first; where there are none, and where `form` or `kind` is
    None, the words are read. `rules` are when it is.
    """

    title: str
    description: str = ""
    places: frozenset[str] = frozenset()
    area: str = ""
    interests: tuple[str, ...] = ()
    form: Form | None = None
    kind: Kind | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an offer's words say: all that a label rests on. Many offers share one.

    `mains` are the ids of what is done, `parts` of what else is. `stems` are the telling words of a title that names
    no interest, `names` the one by which it says what is done: it only orders. `families` and `every_place` are of the mains.
    """

    mains: frozenset[str]
    parts: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    families: frozenset[str]
    every_place: frozenset[str]
    circles: frozenset[Circle]
    form: Form
    occasions: frozenset[Occasion]


def meaning_of(offering: Offering, vocabulary: Vocabulary) -> Meaning:
    """Read what an offer means."""
    form = offering.form or form_of(offering.title, offering.description)
    core = core_of(offering.title, offering.description, offering.interests, form, vocabulary)
    known = [vocabulary.by_id[main] for main in core.mains]
    occasions = occasions_of(offering.title, offering.description, offering.kind, offering.rules)
    return Meaning(
        mains=frozenset(core.mains),
        parts=frozenset(core.parts),
        stems=frozenset(core.stems),
        names=frozenset(core.names),
        families=frozenset(family for main in known for family in main.family.split()),
        every_place=frozenset(main.id for main in known if main.every_place),
        circles=_own_circles(offering, known),
        form=form,
        occasions=frozenset() if EVENTS.intersection(core.mains) else occasions,
    )


def _own_circles(offering: Offering, mains: Sequence[Interest]) -> frozenset[Circle]:
    """Return the circles an offer keeps to, less those that go without saying: a legestue is for the small."""
    circles = circles_of(offering.title, offering.description)
    if any(_FOR_THE_SMALL.search(main.name.casefold()) for main in mains):
        return circles - {Circle.CHILDREN, Circle.FAMILIES}
    return circles
