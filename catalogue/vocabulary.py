"""The vocabulary of interests: which words say what people do together, and which words find it.

What is searched for must begin one of an activity's words. What must not go on is closed by a full stop in both:
"kor." finds kor, koret and the kor of Kirkekor, never kortspil.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from base.danish import fold
from catalogue.word_stems import (
    EVERYDAY_WORDS,
    FORM_WORDS,
    LITTLE_WORDS,
    is_form_word,
    known_edges,
    says_little,
    spelled_out,
    split_into,
    stem,
)

DEFAULT = Path(__file__).with_name("vocabulary.json")
MOST_SUGGESTED, MOST_QUERY_WORDS = 4, 8
MOST_LETTERS, MOST_READ = 40, 20_000
_TITLE_WEIGHT, _DESCRIPTION_WEIGHT = 10, 3


@dataclass(frozen=True)
class InterestGroup:
    """A shelf of interests; `id` is its slug."""

    id: str
    name: str


@dataclass(frozen=True)
class Interest:
    """Something people do together; `id` is its slug, `group` that of its group.

    `every_place` is what all places should have. `synonyms` belong to this interest alone; the words that one of
    `false_friends` covers in a text say nothing of it. Interests that share a word of `family` are neighbours: another
    game, another technique; one without is alone.
    """

    id: str
    name: str
    group: str
    every_place: bool
    synonyms: tuple[str, ...]
    false_friends: tuple[str, ...]
    family: str = ""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All interests in the order they are shown, with the tables that are made once from their words."""

    groups: tuple[InterestGroup, ...]
    interests: tuple[Interest, ...]

    @cached_property
    def by_id(self) -> dict[str, Interest]:
        """Each interest by its id."""
        return {interest.id: interest for interest in self.interests}

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], str]:
        """The interest that each name and synonym says, as folded words and again as base forms."""
        found: dict[tuple[str, ...], str] = {}
        for interest in self.interests:
            for words in _folded(interest.name, *interest.synonyms):
                found.setdefault(words, interest.id)
                if words[0] not in EVERYDAY_WORDS or len(words) > 1:
                    found.setdefault(_base_forms(words), interest.id)
        return found

    @cached_property
    def false_phrases(self) -> dict[tuple[str, ...], frozenset[str]]:
        """The interests that each false friend says nothing of."""
        found: dict[tuple[str, ...], frozenset[str]] = {}
        for interest in self.interests:
            for words in _folded(*interest.false_friends):
                for key in {words, _base_forms(words)}:
                    if self.phrases.get(key) != interest.id:
                        found[key] = found.get(key, frozenset()) | {interest.id}
        return found

    @cached_property
    def longest(self) -> dict[str, int]:
        """How many words the longest phrase has that begins with a word or base form."""
        lengths: dict[str, int] = {}
        for key in (*self.phrases, *self.false_phrases):
            lengths[key[0]] = max(lengths.get(key[0], 0), len(key))
        return lengths

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words that compounds are made of, with and without their endings."""
        phrases = [words for interest in self.interests for words in _folded(interest.name, *interest.synonyms)]
        words = FORM_WORDS.union(word for phrase in phrases for word in phrase if len(phrase) == 1 or len(word) > 3)
        return frozenset((words | {stem(word) for word in words if len(stem(word)) > 3}) - LITTLE_WORDS)


class Mention(NamedTuple):
    """Words of a text that speak of an interest: their place among its folded words, and whether all are form words."""

    interest: str
    start: int
    end: int
    words: tuple[str, ...]
    is_form: bool


@lru_cache(maxsize=4)
def load_vocabulary(path: Path = DEFAULT) -> Vocabulary:
    """Read a vocabulary file: groups and interests in their order.

    Raises OSError where the file cannot be read, ValueError or KeyError where it is not a vocabulary.
    """
    groups = json.loads(path.read_text(encoding="utf-8"))["groups"]
    return Vocabulary(
        groups=tuple(InterestGroup(group["id"], group["name"]) for group in groups),
        interests=tuple(
            Interest(
                id=row["id"], name=row["name"], group=group["id"], every_place=row["every_place"],
                synonyms=tuple(row["synonyms"]), false_friends=tuple(row["false_friends"]), family=row.get("family", ""),
            )
            for group in groups
            for row in group["interests"]
        ),
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def split_compound(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Split a folded word into words of the vocabulary and form words, the first as long as can be.

    A word that is itself in the vocabulary, or cannot be split, is returned whole: ("kortspil",), ("nørkle", "klub").
    """
    if (word,) in vocabulary.phrases or _base_forms((word,)) in vocabulary.phrases or is_form_word(word):
        return (word,)
    return split_into(word, vocabulary.stems) or (word,)


def suggest_interests(title: str, description: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the ids of the interests an activity's words bear, strongest first, at most four.

    The title decides. Where it says what is done, a description adds only what it says in two ways; a title of form
    words, or of what every place has, leaves it to the description. Form words suggest nothing, or coffee or a trip
    where nothing else is suggested.
    """
    titled, _ = title_mentions(folded_words(title, vocabulary), vocabulary)
    told = find_mentions(folded_words(description, vocabulary), vocabulary)
    described = [mention for mention in told if not is_everyday(mention)]
    for is_form in (False, True):
        chosen = _strongest(
            [match for match in titled if match.is_form is is_form],
            [match for match in described if match.is_form is is_form],
            vocabulary,
        )
        if chosen:
            return chosen
    return ()


def title_mentions(words: Sequence[str], vocabulary: Vocabulary) -> tuple[list[Mention], list[Mention]]:
    """Return what a title's folded words speak of, and what is only its topic: a *foredrag om strik* is no knitting."""
    found = find_mentions(words, vocabulary)
    topics = [at for at, word in enumerate(words[:-1]) if word == "om" and not is_form_word(words[at + 1])]
    topic = next((at for at in topics if any(each.end <= at for each in found if not each.is_form)), len(words))
    return [each for each in found if each.start < topic], [each for each in found if each.start >= topic]


def is_everyday(mention: Mention) -> bool:
    """Tell whether a mention is a lone word that is mostly about something else in running text."""
    return len(mention.words) == 1 and mention.words[0] in EVERYDAY_WORDS


def find_mentions(words: Sequence[str], vocabulary: Vocabulary) -> list[Mention]:
    """Return the interests words speak of, the longest phrase first at each word, less what false friends cover."""
    bases = [base if base != f"{word}*" else word for word, base in zip(words, _base_forms(words), strict=True)]
    found: list[Mention] = []
    covered: set[tuple[int, str]] = set()
    free_from = 0
    for start, word in enumerate(words):
        longest = max(vocabulary.longest.get(word, 0), vocabulary.longest.get(bases[start], 0))
        for end in range(min(start + longest, len(words)), start, -1):
            spoken = tuple(words[start:end])
            for key in (spoken, tuple(bases[start:end])):
                covered.update(product(range(start, end), vocabulary.false_phrases.get(key, ())))
                if start >= free_from and key in vocabulary.phrases:
                    found.append(Mention(vocabulary.phrases[key], start, end, spoken, all(map(says_little, spoken))))
                    free_from = end
        if start >= free_from:
            found.extend(_compound_match(word, start, vocabulary))
    return [
        match for match in found
        if not covered.issuperset(product(range(match.start, match.end), (match.interest,)))
    ]  # fmt: skip


def folded_words(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return the folded words of a text in their order, a hyphen that stands for a word written out."""
    return _cut(spelled_out(text[:MOST_READ], vocabulary.stems))


def index_words(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the folded words a text is found by, little words left out: each word and its parts, short stems closed.

    None is longer than forty letters; what follows in a longer word is not looked for.
    """
    return frozenset().union(*(_index_forms(word, vocabulary) for word in folded_words(text, vocabulary)))


def query_words(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what to look for: at most eight beginnings of at most forty letters, all of which the activity must have.

    Form words and little words count only where there is nothing else: "strikkeklub" looks for "strik". A stem of less
    than four letters is closed, and one of four that the vocabulary knows: "kor." passes over kortspil, "dans." dansk.
    """
    words = _cut(text[:MOST_READ])
    split = [(word, split_compound(word, vocabulary)) for word in words if not says_little(word)]
    telling = [part for word, parts in split for part in [each for each in parts if not is_form_word(each)] or [word]]
    chosen = telling or [word for word in words if word not in LITTLE_WORDS] or words
    return tuple(dict.fromkeys(_query_form(word, vocabulary) for word in chosen))[:MOST_QUERY_WORDS]


def interest_index_words(names: Iterable[str]) -> frozenset[str]:
    """Return the folded words that find every activity with an interest; `names` are its name and synonyms.

    Form words are left out, except where a synonym has no other: not all that has a *strikkecafé* is a café.
    """
    telling = [[word for word in words if not says_little(word)] or words for words in _folded(*names)]
    return frozenset(form for words in telling for word in words for form in _stored(word))


def _folded(*phrases: str) -> list[tuple[str, ...]]:
    return [tuple(_cut(phrase)) for phrase in phrases]


def _cut(text: str) -> list[str]:
    return [word[:MOST_LETTERS] for word in fold(text).split()]


def _base_forms(words: Iterable[str]) -> tuple[str, ...]:
    # The star keeps what had an ending apart from a word that only looks like it: tegner (tegn*) from tegn.
    return tuple(f"{stem(word)}*" if len(stem(word)) > 3 else word for word in words)


def _compound_match(word: str, start: int, vocabulary: Vocabulary) -> list[Mention]:
    """Find what the last part of a compound that says anything says: a *julebanko* is banko."""
    parts = split_compound(word, vocabulary)
    telling = [part for part in parts if not is_form_word(part)]
    for part in reversed((telling or parts) if len(parts) > 1 else ()):
        interest = vocabulary.phrases.get((part,)) or vocabulary.phrases.get(_base_forms((part,)))
        if interest:
            return [Mention(interest, start, start + 1, (part,), not telling)]
    return []


def _strongest(titled: list[Mention], described: list[Mention], vocabulary: Vocabulary) -> tuple[str, ...]:
    ways = {(match.interest, stem(match.words[0]), match.words[1:]) for match in described}
    told = [interest for interest, *_ in ways]
    specific = any(not vocabulary.by_id[match.interest].every_place for match in titled)
    in_title = {match.interest for match in titled}
    order = [match.interest for match in (*titled, *described)]
    scores = {
        interest: _TITLE_WEIGHT * (interest in in_title) + _DESCRIPTION_WEIGHT * told.count(interest)
        for interest in order
        if interest in in_title or not specific or told.count(interest) > 1
    }
    return tuple(sorted(scores, key=lambda interest: (-scores[interest], order.index(interest))))[:MOST_SUGGESTED]


@lru_cache(maxsize=50_000)
def _index_forms(word: str, vocabulary: Vocabulary) -> frozenset[str]:
    if word in LITTLE_WORDS:
        return frozenset()
    inner = split_into(word, vocabulary.stems) or known_edges(word, vocabulary.stems)
    return frozenset(form for part in (word, *inner) if part for form in _stored(part))


def _stored(word: str) -> list[str]:
    closed = [f"{stem(word)}."] if len(stem(word)) <= 4 else []
    return [word, *closed] if len(word) > 3 else closed


def _query_form(word: str, vocabulary: Vocabulary) -> str:
    short = stem(word)
    closed = len(short) < 4 or (len(short) == 4 and short in vocabulary.stems)
    return f"{short}." if closed else short
