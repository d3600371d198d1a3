"""Are two offers the same? Would someone who wants to do the one be served equally well by the other (design §5)?

Time, town, price and the name of a place never count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from catalogue.likeness import RELATED_FROM, SAME_FROM, Bond, Gap, bond_of, gaps_of, score_of
from catalogue.offer_meaning import Meaning, Offering, meaning_of
from catalogue.recurrence import Rule
from catalogue.vocabulary import Vocabulary

__all__ = ["Comparison", "Label", "Offering", "Reason", "ReasonKind", "Understood", "compare", "keys", "understand"]

# Weekday, start and end in minutes after midnight.
Hours = tuple[int, int, int]

LONGEST_KEY = 80
_MOST_PARTS_TOLD = 2


class Label(StrEnum):
    """How two offers stand to each other."""

    SAME = "same"
    RELATED = "related"
    DIFFERENT = "different"


class ReasonKind(StrEnum):
    """What a reason is about. The comment tells what its value is; two things in it are in alphabetical order."""

    INTEREST = "interest"  # the id of what both do
    WORD = "word"  # the stem that both titles have
    PART = "part"  # the id of what only one is all about
    FAMILY = "family"  # the ids of two neighbours, by a space
    APART = "apart"  # the ids of two that have nothing to do with each other, by a space; or only one; or none
    CIRCLE = "circle"  # the circles of each, by commas within and a space between; one side may be empty
    FORM = "form"  # the forms of each, by a space
    OCCASION = "occasion"  # as circle
    WEEKDAY = "weekday"  # a weekday on which both go on at the same time
    AREA = "area"  # the area of both


@dataclass(frozen=True, slots=True)
class Reason:
    """Something two offers share, or that differs, as a value; `reason_words` says it."""

    kind: ReasonKind
    value: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What is kept of an offering to compare it with others: what it means, where it is, and its hours of the week."""

    meaning: Meaning
    places: frozenset[str]
    area: str
    hours: frozenset[Hours]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two offers stand to each other; `score` is 0–1 and sorts by label, and at least one reason says why.

    `every_place` is true where what both do is what every place should have.
    """

    score: float
    label: Label
    reasons: tuple[Reason, ...]
    every_place: bool


def understand(offering: Offering, vocabulary: Vocabulary) -> Understood:
    """Read an offering once, so that it can be compared with many."""
    return Understood(meaning_of(offering, vocabulary), offering.places, offering.area, _hours(offering.rules))


def keys(understood: Understood) -> frozenset[str]:
    """Return at most eight keys of at most 80 letters; two offers that are the same share one."""
    return frozenset(key[:LONGEST_KEY] for key in keys_of(understood.meaning))


def keys_of(meaning: Meaning) -> list[str]:
    """Return a key for each thing that is done, and for each telling word of a title."""
    return [f"i:{main}" for main in sorted(meaning.mains)] + [f"w:{word}" for word in sorted(meaning.stems)]


def compare(a: Understood, b: Understood) -> Comparison:
    """Compare two offers; the order of the two changes nothing."""
    return with_surroundings(compare_meanings(a.meaning, b.meaning), a, b)


def compare_meanings(a: Meaning, b: Meaning) -> Comparison:
    """Compare what two offers mean, which is all but when and where."""
    score, shared = score_of(a, b), a.mains & b.mains
    return Comparison(
        score=score,
        label=label_of(score),
        reasons=(*_bond_reasons(a, b), *_gap_reasons(a, b)),
        every_place=bool(shared) and shared <= a.every_place and not a.circles | b.circles,
    )


def with_surroundings(compared: Comparison, a: Understood, b: Understood) -> Comparison:
    """Add to a comparison of meanings what two offers share of time and town, for the reader alone."""
    reasons = tuple(_nearby_reasons(a, b))
    return replace(compared, reasons=compared.reasons + reasons) if reasons else compared


def label_of(score: float) -> Label:
    """Return the label that a score stands for."""
    if score >= SAME_FROM:
        return Label.SAME
    return Label.RELATED if score >= RELATED_FROM else Label.DIFFERENT


def _bond_reasons(a: Meaning, b: Meaning) -> Iterator[Reason]:
    yield from (Reason(ReasonKind.INTEREST, interest) for interest in sorted(a.mains & b.mains))
    bond = bond_of(a, b)
    if bond in (Bond.NAME, Bond.WORD):
        yield from (Reason(ReasonKind.WORD, word) for word in sorted(a.stems & b.stems))
    elif bond in (Bond.BUNDLE, Bond.PART):
        more = (a.mains ^ b.mains or a.parts ^ b.parts) if bond is Bond.BUNDLE else (a.mains & b.parts) | (b.mains & a.parts)
        yield from (Reason(ReasonKind.PART, part) for part in sorted(more)[:_MOST_PARTS_TOLD])
    elif bond in (Bond.FAMILY, Bond.NOTHING):
        pair = sorted(main for mains in (a.mains, b.mains) for main in sorted(mains)[:1])
        yield Reason(ReasonKind.FAMILY if bond is Bond.FAMILY else ReasonKind.APART, " ".join(pair))


def _gap_reasons(a: Meaning, b: Meaning) -> Iterator[Reason]:
    for gap in gaps_of(a, b):
        if gap is Gap.FORM:
            yield Reason(ReasonKind.FORM, " ".join(sorted((a.form, b.form))))
        else:
            sides = (a.circles, b.circles) if gap is Gap.CIRCLE else (a.occasions, b.occasions)
            yield Reason(ReasonKind(gap), " ".join(sorted(",".join(sorted(side)) for side in sides)))


def _nearby_reasons(a: Understood, b: Understood) -> Iterator[Reason]:
    if a.hours and b.hours:
        yield from (Reason(ReasonKind.WEEKDAY, str(day)) for day in sorted(_days_at_once(a.hours, b.hours)))
    if a.area and a.area.casefold() == b.area.casefold():
        yield Reason(ReasonKind.AREA, min(a.area, b.area))


def _days_at_once(some: frozenset[Hours], others: frozenset[Hours]) -> set[int]:
    return {day for day, start, end in some for other, begin, stop in others if day == other and start < stop and begin < end}


def _hours(rules: tuple[Rule, ...]) -> frozenset[Hours]:
    return frozenset(
        (rule.weekday, rule.start_minute, rule.start_minute + (rule.minutes or 1))
        for rule in rules
        if rule.weekday is not None and rule.start_minute is not None
    )
