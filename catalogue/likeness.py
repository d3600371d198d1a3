"""How near two meanings are to one another, as a bond and a score whose bands never meet.

What both are about makes a bond; what sets them apart (whom it is for, on the net, a course, only once) takes `same` down
to `related`.
"""

from __future__ import annotations

from enum import StrEnum

from catalogue.offer_core import TRIPS, UMBRELLAS
from catalogue.offer_meaning import Meaning

# Below the last nothing is shared, not even a family.
HIGHEST, SAME_FROM, SHARED_FROM, PART_FROM, RELATED_FROM = 1.0, 0.7, 0.53, 0.45, 0.3
_ALIKE_ENOUGH = 0.6
_LONGEST_NAME = 2


class Bond(StrEnum):
    """What holds two offers together, the strongest first."""

    INTEREST = "interest"  # the same is done
    NAME = "name"  # the titles have the same telling word, and no interest says otherwise
    BUNDLE = "bundle"  # one does it among more
    PART = "part"  # what one is about, the other has too
    FAMILY = "family"  # neighbouring interests
    WORD = "word"  # only a telling word
    NOTHING = "nothing"


class Gap(StrEnum):
    """What sets two offers apart that do the same."""

    CIRCLE = "circle"
    FORM = "form"
    OCCASION = "occasion"


_LEVELS = {Bond.BUNDLE: 0.57, Bond.PART: 0.5, Bond.FAMILY: 0.42, Bond.WORD: 0.34}
_APART, _EACH_GAP = 0.68, 0.01


def bond_of(a: Meaning, b: Meaning) -> Bond:
    """Return what holds two meanings together."""
    shared = a.mains & b.mains
    if shared:
        alike = _hold_each_other(a, b) or len(shared) / len(a.mains | b.mains) >= _ALIKE_ENOUGH
        return Bond.INTEREST if alike and not _are_gathered_for_other_things(a, b) else Bond.BUNDLE
    # That two titles have a word in common is chance where both say what they do, and it is not the same.
    has_word = not (a.mains and b.mains) and not a.stems.isdisjoint(b.stems)
    if has_word and _are_one_name(a.stems, b.stems):
        return Bond.NAME
    if not a.mains.isdisjoint(b.parts) or not b.mains.isdisjoint(a.parts):
        return Bond.PART
    if not a.families.isdisjoint(b.families):
        return Bond.FAMILY
    return Bond.WORD if has_word else Bond.NOTHING


def gaps_of(a: Meaning, b: Meaning) -> tuple[Gap, ...]:
    """Return what sets two meanings apart, whatever they are about."""
    found = []
    if a.circles != b.circles and a.circles.isdisjoint(b.circles):
        found.append(Gap.CIRCLE)
    if a.form is not b.form:
        found.append(Gap.FORM)
    if a.occasions != b.occasions and a.occasions.isdisjoint(b.occasions):
        found.append(Gap.OCCASION)
    return tuple(found)


def score_of(a: Meaning, b: Meaning) -> float:
    """Return how alike two meanings are, 0–1."""
    bond, gaps = bond_of(a, b), gaps_of(a, b)
    if bond is Bond.NOTHING:
        return 0.2 * _share(a.parts, b.parts)
    if bond in _LEVELS:
        return _LEVELS[bond] - _EACH_GAP * len(gaps)
    if gaps:
        return _APART - _EACH_GAP * len(gaps)
    # What both call by the same name is surer than what is the same in other words.
    named = _share(a.names, b.names) if a.names and b.names else 0.0
    closeness = (_share(a.mains, b.mains) + _share(a.parts, b.parts) + named) / 3
    return HIGHEST - (HIGHEST - SAME_FROM) * (1 - closeness)


def _hold_each_other(a: Meaning, b: Meaning) -> bool:
    return a.mains == b.mains or (a.mains <= b.mains | b.parts and b.mains <= a.mains | a.parts)


def _are_one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    return max(len(one), len(other)) <= _LONGEST_NAME and (one <= other or other <= one)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one != other else 1.0


def _are_gathered_for_other_things(a: Meaning, b: Meaning) -> bool:
    """Say whether two hours of company hold each their own things: games here, song and knitting there."""
    if a.parts == b.parts or not a.mains <= UMBRELLAS or TRIPS in a.mains or a.circles & b.circles:
        return False
    return min(len(a.parts), len(b.parts)) > 1 and a.parts.isdisjoint(b.parts)
