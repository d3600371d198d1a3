"""What people do at an offer, told from what else goes on there.

The title decides. But titles play with words ("Kort og kompas", "Over nettet"): where what it says is weak or the
description says something else twice, the description is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalogue.misspellings import corrected
from catalogue.offer_circles import says_whom
from catalogue.terms import Form
from catalogue.vocabulary import Mention, Vocabulary, described_mentions, find_mentions, folded_words, split_compound, title_mentions
from catalogue.word_stems import EVERYDAY_WORDS, says_little, stem, without_form

MOST_MAINS, MOST_PARTS, MOST_STEMS = 4, 8, 4
COFFEE, TRIPS, ONLINE = "kaffe", "ture", "online"
EATING, COOKING, BREAKFAST = "spise-sammen", "lave-mad", "morgenbord"
# What they hold are ways of doing them: bowling on an outing, badminton in an hour of motion.
UMBRELLAS = frozenset({COFFEE, TRIPS, "krea", "gymnastik"})
_SHORTEST_STEM = 4
_LIST = re.compile(r"[,;/&+|]|\b(?:og|eller|samt|med|plus)\b")


class Core(NamedTuple):
    """Interests by id, the strongest first: what is done and what else is; the telling words of a title without any."""

    mains: tuple[str, ...]
    parts: tuple[str, ...]
    stems: tuple[str, ...]


class _Said(NamedTuple):
    """What title and description say, coffee and form words apart."""

    title: list[str]
    is_list: bool
    own_words: list[str]
    named: list[Mention]
    topics: list[Mention]
    described: list[Mention]
    in_passing: list[Mention]
    supported: set[str]
    gathering: str
    coffee_words: int


def core_of(title: str, description: str, chosen: Iterable[str], form: Form, vocabulary: Vocabulary) -> Core:
    """Tell what is done; `chosen` are the author's ids, the main one first. Coffee is it where nothing else is."""
    said = _read(title, description, vocabulary)
    known = [interest for interest in dict.fromkeys(chosen) if interest in vocabulary.by_id]
    stems = [] if said.named else said.own_words
    mains = _settled(_named(said, known) if said.named else _described(said, known), form)
    else_said = [*known, *(mention.interest for mention in (*said.named, *said.topics, *said.described))]
    parts = [interest for interest in dict.fromkeys(else_said) if interest not in mains and interest != COFFEE]
    return Core(tuple(mains[:MOST_MAINS]), tuple(parts[:MOST_PARTS]), tuple(stems[:MOST_STEMS]))


def _read(title: str, description: str, vocabulary: Vocabulary) -> _Said:
    words = corrected(folded_words(title, vocabulary), vocabulary)
    titled, topics = title_mentions(words, vocabulary)
    told = corrected(folded_words(description, vocabulary), vocabulary)
    everything = find_mentions(told, vocabulary)
    described = described_mentions(told, vocabulary)
    return _Said(
        title=words,
        is_list=bool(_LIST.search(title.casefold())),
        own_words=_own_words(words, titled, vocabulary),
        named=[mention for mention in titled if not _is_company(mention)],
        topics=[mention for mention in topics if not _is_company(mention)],
        described=[mention for mention in described if not _is_company(mention)],
        in_passing=[mention for mention in everything if not _is_company(mention)],
        supported={mention.interest for mention in everything},
        gathering=next((mention.interest for mention in titled if _is_company(mention)), COFFEE if any(map(says_whom, words)) else ""),
        coffee_words=len({mention.words for mention in everything if mention.interest == COFFEE}),
    )


def _is_company(mention: Mention) -> bool:
    return mention.is_form or mention.interest == COFFEE


def _named(said: _Said, chosen: list[str]) -> list[str]:
    """Return what a title that names something says is done."""
    named = list(dict.fromkeys(mention.interest for mention in said.named))
    if chosen:
        return [interest for interest in named if interest in chosen] or chosen[:1]
    ways = _ways(said.described)
    if ways and not said.supported.intersection(named) and not UMBRELLAS.intersection(named):
        best = max(ways, key=lambda interest: ways[interest])
        if ways[best] > 1 or all(_is_weak(mention) for mention in said.named):
            return [best]
    over = _left_over(said)
    named += [mention.interest for mention in said.described if over.intersection(map(stem, mention.words))]
    if said.is_list:
        return named
    return [interest for interest in named if interest in said.supported] or named[-1:]


def _described(said: _Said, chosen: list[str]) -> list[str]:
    """Return what is done where the title does not say: what the author or the description tells first and most."""
    ways = _ways(said.described) or (_ways(said.in_passing) if said.own_words else {})
    told = chosen or sorted(ways, key=lambda interest: -ways[interest])
    if said.gathering and len(told) > 1 and not said.own_words:
        return [said.gathering]
    if not told:
        return [said.gathering or COFFEE] if said.coffee_words > 1 or (said.gathering and not said.own_words) else []
    if chosen or len(told) < 3 or ways[told[0]] > 1:
        return told[:1]
    return told


def _ways(mentions: Sequence[Mention]) -> dict[str, int]:
    """Count in how many different words each interest is spoken of, in the order of the first."""
    words: dict[str, set[str]] = {}
    for mention in mentions:
        words.setdefault(mention.interest, set()).add(" ".join(map(stem, mention.words)))
    return {interest: len(spoken) for interest, spoken in words.items()}


def _is_weak(mention: Mention) -> bool:
    return all(word in EVERYDAY_WORDS or says_little(word) for word in mention.words)


def _left_over(said: _Said) -> set[str]:
    covered = {at for mention in said.named for at in range(mention.start, mention.end)}
    return {stem(word) for at, word in enumerate(said.title) if at not in covered and not says_little(word)}


def _settled(mains: list[str], form: Form) -> list[str]:
    """Leave out what goes without saying beside another: what an outing is for, that what is cooked is eaten."""
    mains = list(dict.fromkeys(mains))
    if TRIPS in mains:
        return [TRIPS]
    taken = {BREAKFAST} | ({EATING} if COOKING in mains else set())
    if form is not Form.ON_THE_SPOT:
        taken.add(ONLINE)
    return [interest for interest in mains if interest not in taken] or mains


def _own_words(title: Sequence[str], titled: list[Mention], vocabulary: Vocabulary) -> list[str]:
    covered = {at for mention in titled for at in range(mention.start, mention.end)}
    words = [word for at, word in enumerate(title) if at not in covered and not says_whom(word)]
    parts = [part for word in words for part in split_compound(without_form(word), vocabulary)]
    return [stem(part) for part in parts if not says_little(part) and len(stem(part)) >= _SHORTEST_STEM]
