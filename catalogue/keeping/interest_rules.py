"""The words of an interest as values, and what is wrong with them beside those of all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, count

from base.danish import fold, slug
from catalogue.vocabulary import Interest, Vocabulary
from catalogue.word_stems import says_little

LONGEST_WORD = 120
MOST_NEW = 10
# The page on which a new one is written has this address.
TAKEN_BY_A_PAGE = "ny"
Taken = Mapping[str, "tuple[str, WordProblem]"]


class WordProblem(StrEnum):
    """What is wrong with a word."""

    EMPTY = "empty"
    LONG = "long"
    ANOTHERS_NAME = "anothers_name"
    ANOTHERS_WORD = "anothers_word"
    BOTH_WAYS = "both_ways"
    FORM_ALONE = "form_alone"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class InterestValues:
    """All that people write of an interest; `shelf` is the slug of its group, the words are in order of the alphabet."""

    name: str = ""
    shelf: str = ""
    every_place: bool = False
    synonyms: tuple[str, ...] = ()
    false_friends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A word that cannot stand in a field, and the name of the other interest where it has to do with one."""

    field: str
    kind: WordProblem
    word: str
    other: str = ""


def read_words(text: str) -> tuple[str, ...]:
    """Read words, one a line or with commas between them, each once however it is written, sorted."""
    found: dict[str, str] = {}
    for word in (" ".join(part.split()) for part in re.split(r"[\n,;]", text)):
        found.setdefault(fold(word) or word, word)
    return tuple(sorted(word for word in found.values() if word))


def values_of(interest: Interest) -> InterestValues:
    """Return what is written of an interest of the vocabulary."""
    words = (tuple(sorted(interest.synonyms)), tuple(sorted(interest.false_friends)))
    return InterestValues(interest.name, interest.group, interest.every_place, *words)


def find_problems(vocabulary: Vocabulary, own_id: str | None, values: InterestValues) -> list[Problem]:
    """Return what is wrong with an interest's words, in the order they stand; `own_id` is None for a new one.

    A word is one interest's alone: were it another's name or word too, each would lead to the other.
    """
    stood = values_of(vocabulary.by_id[own_id]) if own_id else InterestValues()
    new = set(values.synonyms) - set(stood.synonyms)
    taken = _taken(vocabulary, own_id)
    found = [*_name_problems(taken, values.name)]
    for word in values.synonyms:
        found += _synonym_problems(taken, word, word in new)
    own = {fold(word): word for word in (values.name, *values.synonyms)}
    for word in values.false_friends:
        if shape := _shape_problem("false_friends", word):
            found.append(shape)
        elif fold(word) in own:
            found.append(Problem("false_friends", WordProblem.BOTH_WAYS, word))
    if len(new) > MOST_NEW:
        found.append(Problem("synonyms", WordProblem.TOO_MANY, ""))
    return found


def with_values(vocabulary: Vocabulary, own_id: str | None, values: InterestValues) -> Vocabulary:
    """Return the vocabulary as it would be with an interest changed or added."""
    known = vocabulary.by_id[own_id] if own_id else Interest(free_id(vocabulary, values.name), "", "", False, (), ())
    written = replace(
        known, name=values.name, group=values.shelf, every_place=values.every_place, synonyms=values.synonyms,
        false_friends=values.false_friends,
    )  # fmt: skip
    if own_id is None:
        return replace(vocabulary, interests=(*vocabulary.interests, written))
    return replace(vocabulary, interests=tuple(written if each.id == own_id else each for each in vocabulary.interests))


def free_id(vocabulary: Vocabulary, name: str) -> str:
    """Return the slug of a new interest: its name, numbered where that is taken."""
    own = slug(name)[:70]
    numbered = chain([own], (f"{own}-{number}" for number in count(2)))
    return next(each for each in numbered if each not in vocabulary.by_id and each != TAKEN_BY_A_PAGE)


def _name_problems(taken: Taken, name: str) -> Iterator[Problem]:
    if problem := _shape_problem("name", name) or _anothers("name", taken, name):
        yield problem


def _synonym_problems(taken: Taken, word: str, is_new: bool) -> Iterator[Problem]:
    if problem := _shape_problem("synonyms", word) or _anothers("synonyms", taken, word):
        yield problem
    elif is_new and all(map(says_little, fold(word).split())):
        yield Problem("synonyms", WordProblem.FORM_ALONE, word)


def _shape_problem(field: str, word: str) -> Problem | None:
    if not fold(word):
        return Problem(field, WordProblem.EMPTY, word)
    return Problem(field, WordProblem.LONG, word) if len(word) > LONGEST_WORD else None


def _taken(vocabulary: Vocabulary, own_id: str | None) -> Taken:
    """Return whose each folded name and word is, and whether it is the name, of all interests but one's own."""
    others = [each for each in vocabulary.interests if each.id != own_id]
    found = {fold(word): (other.name, WordProblem.ANOTHERS_WORD) for other in others for word in other.synonyms}
    return found | {fold(other.name): (other.name, WordProblem.ANOTHERS_NAME) for other in others}


def _anothers(field: str, taken: Taken, word: str) -> Problem | None:
    if fold(word) not in taken:
        return None
    other, kind = taken[fold(word)]
    return Problem(field, kind, word, other)
