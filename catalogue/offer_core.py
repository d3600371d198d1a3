"""What people do at an offer, told from what else goes on there.

The title decides. But titles play with words ("Kort og kompas", "Over nettet"): where all it names is ambiguous and the
description opens with something else, the description is believed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalogue.misspellings import corrected
from catalogue.offer_circles import says_only_whom
from catalogue.terms import Form
from catalogue.vocabulary import (
    Mention,
    Vocabulary,
    find_mentions,
    folded_words,
    is_everyday,
    split_compound,
    title_mentions,
)
from catalogue.word_stems import EVERYDAY_WORDS, says_little, stem, without_form

MOST_MAINS, MOST_PARTS, MOST_STEMS = 4, 8, 4
COFFEE, TRIPS, ONLINE = "kaffe", "ture", "online"
EATING, COOKING, BREAKFAST = "spise-sammen", "lave-mad", "morgenbord"
# Wide names: bowling on an outing, badminton in an hour of motion, grief in a group that talks. What is told besides is
# a way of doing them.
UMBRELLAS = frozenset({COFFEE, TRIPS, "krea", "gymnastik", "borger-til-borger"})
_SHORTEST_STEM = 4
_OPENING_WORDS = 3
_FEWEST_IN_A_BUNDLE = 3
_LIST = re.compile(r"[,;/&+|]|\b(?:og|eller|samt|med|plus)\b")


class Core(NamedTuple):
    """Interests by id, the strongest first: what is done and what else is; the telling words of a title without any.

    `names` is the word by which a title says what is done, if it does.
    """

    mains: list[str]
    parts: list[str]
    stems: list[str]
    names: list[str]


class _Said(NamedTuple):
    """What title and description say, coffee and form words apart; `gathering` is what a title of those alone is."""

    title: list[str]
    is_list: bool
    own_words: list[str]
    named: list[Mention]
    topics: list[Mention]
    gathering: str
    described: list[Mention]
    in_passing: list[Mention]
    coffee_words: int


def core_of(title: str, description: str, chosen: Iterable[str], form: Form, vocabulary: Vocabulary) -> Core:
    """Tell what is done; `chosen` are the author's ids, the main one first. Coffee is it where nothing else is."""
    said = _read(title, description, vocabulary)
    known = [interest for interest in dict.fromkeys(chosen) if interest in vocabulary.by_id]
    if said.named:
        mains, played_with = _named(said, known)
    else:
        mains, played_with = _described(said, known), set()
    mains = _settled(mains, form)[:MOST_MAINS]
    told = [*known, *(mention.interest for mention in (*said.named, *said.topics, *said.described)), *_trip(said)]
    parts = [each for each in dict.fromkeys(told) if each not in mains and each not in played_with and each != COFFEE]
    stems = [] if said.named else [word for word in said.own_words if len(word) >= _SHORTEST_STEM]
    names = [stem(word) for each in said.named if each.interest in mains for word in each.words if not says_little(word)]
    return Core(mains, parts[:MOST_PARTS], stems[:MOST_STEMS], names[:1])


def _read(title: str, description: str, vocabulary: Vocabulary) -> _Said:
    words = corrected(folded_words(title, vocabulary), vocabulary)
    titled, topics = title_mentions(words, vocabulary)
    told_words = corrected(folded_words(description, vocabulary), vocabulary)
    told = find_mentions(told_words, vocabulary)
    company = [mention.interest for mention in titled if _is_company(mention)]
    if any(map(says_only_whom, words)):
        company.append(COFFEE)
    in_passing = [mention for mention in told if not _is_company(mention)]
    return _Said(
        title=words,
        is_list=bool(_LIST.search(title.casefold())),
        own_words=_own_words(words, titled, vocabulary),
        named=[mention for mention in titled if not _is_company(mention)],
        topics=[mention for mention in topics if not _is_company(mention)],
        gathering=next(iter(company), ""),
        described=[
            mention
            for mention in in_passing
            if not is_everyday(mention) or without_form(told_words[mention.start]) != told_words[mention.start]
        ],
        in_passing=in_passing,
        coffee_words=len({mention.words for mention in told if mention.interest == COFFEE}),
    )


def _is_company(mention: Mention) -> bool:
    return mention.is_form or mention.interest == COFFEE


def _own_words(title: Sequence[str], titled: list[Mention], vocabulary: Vocabulary) -> list[str]:
    covered = {at for mention in titled for at in range(mention.start, mention.end)}
    words = [without_form(word) for at, word in enumerate(title) if at not in covered and not says_only_whom(word)]
    parts = [part for word in words for part in split_compound(word, vocabulary)]
    return [stem(part) for part in parts if not says_little(part)]


def _named(said: _Said, chosen: list[str]) -> tuple[list[str], set[str]]:
    """Return what a title that names something says is done, and what it only plays with."""
    named = list(dict.fromkeys(mention.interest for mention in said.named))
    if chosen:
        return [interest for interest in named if interest in chosen] or chosen[:1], set()
    backed = {mention.interest for mention in said.in_passing}.intersection(named)
    clear = {mention.interest for mention in said.named if not _is_ambiguous(mention)}
    opening = _opening(said.described)
    if opening and not backed and not clear - UMBRELLAS and not UMBRELLAS.issuperset(named):
        return [opening], set(named)
    listed = clear if said.described else set(named)
    meant = [interest for interest in named if interest in backed or (said.is_list and interest in listed)]
    over = _left_over(said)
    return [
        *(meant or named[-1:]),
        *(mention.interest for mention in said.described if over.intersection(map(stem, mention.words))),
    ], set()


def _described(said: _Said, chosen: list[str]) -> list[str]:
    """Return what is done where the title does not say: what the author or the description tells first and most."""
    told = chosen or _by_strength(said.described)
    if not told and said.own_words:
        told = [interest for interest in (_opening(said.in_passing),) if interest]
    if said.gathering and len(told) > 1 and not said.own_words:
        return [said.gathering]
    if not told:
        is_company = said.coffee_words > 1 or (not said.own_words and (said.gathering or said.coffee_words))
        return [said.gathering or COFFEE] if is_company else []
    if chosen or max(_ways(said.described).values(), default=0) > 1:
        return told[:1]
    if not said.own_words and len(told) > 1:
        return [COFFEE]
    return told if len(told) >= _FEWEST_IN_A_BUNDLE and not _opening(said.described) else told[:1]


def _by_strength(mentions: Sequence[Mention]) -> list[str]:
    """Return interests by how many words they are spoken of in; an umbrella after what it holds, the opening first."""
    ways, opening = _ways(mentions), _opening(mentions)
    return sorted(ways, key=lambda interest: (interest in UMBRELLAS, -ways[interest], interest != opening))


def _ways(mentions: Sequence[Mention]) -> dict[str, int]:
    words: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        words[mention.interest].add(" ".join(map(stem, mention.words)))
    return {interest: len(spoken) for interest, spoken in words.items()}


def _opening(mentions: Sequence[Mention]) -> str:
    """Return what a description opens with: "Blid yoga for alle", "Vi danser gamle danse"; "" where with nothing."""
    return next((mention.interest for mention in mentions if mention.start < _OPENING_WORDS), "")


def _is_ambiguous(mention: Mention) -> bool:
    bare = [without_form(word) for word in mention.words if not says_little(word)]
    return mention.interest == ONLINE or all(not EVERYDAY_WORDS.isdisjoint({word, stem(word)}) for word in bare)


def _left_over(said: _Said) -> set[str]:
    covered = {at for mention in said.named for at in range(mention.start, mention.end)}
    return {stem(word) for at, word in enumerate(said.title) if at not in covered and not says_little(word)}


def _trip(said: _Said) -> list[str]:
    return [TRIPS] if any(stem(word).endswith("tur") for word in said.title) else []


def _settled(mains: list[str], form: Form) -> list[str]:
    """Leave out what goes without saying beside another: what an outing is for, that what is cooked is eaten."""
    mains = list(dict.fromkeys(mains))
    if TRIPS in mains:
        return [TRIPS]
    taken = {BREAKFAST} | ({EATING} if COOKING in mains else set())
    if form is not Form.ON_THE_SPOT:
        taken.add(ONLINE)
    return [interest for interest in mains if interest not in taken] or mains
