"""The vocabulary as it stands in the tables: the reviewed words, and what staff have added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.interest_models import Interest, InterestGroup, InterestWord
from catalogue.overlap_models import OverlapState
from catalogue.vocabulary import Interest as InterestWords
from catalogue.vocabulary import InterestGroup as Shelf
from catalogue.vocabulary import Vocabulary, load_vocabulary

# By digest, so that what each process has made of the words is made anew only when they change.
_KEPT: dict[str, Vocabulary] = {}
_MOST_KEPT = 4


def read_vocabulary(session: Session) -> Vocabulary:
    """Return the vocabulary of the tables, or the reviewed one where they hold none: one statement where it is known here."""
    digest = session.scalar(select(OverlapState.vocabulary_digest)) or ""
    if digest not in _KEPT:
        made = make_vocabulary(session)
        if not digest:
            return made
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[digest] = made
    return _KEPT[digest]


def make_vocabulary(session: Session) -> Vocabulary:
    """Make the vocabulary of the tables as this transaction sees them: three statements."""
    groups = session.execute(
        select(InterestGroup.id, InterestGroup.slug, InterestGroup.name).order_by(InterestGroup.position, InterestGroup.id)
    ).all()
    words: Mapping[bool, dict[int, list[str]]] = {False: defaultdict(list), True: defaultdict(list)}
    told = select(InterestWord.interest_id, InterestWord.word, InterestWord.false_friend).order_by(InterestWord.word)
    for interest_id, word, false_friend in session.execute(told):
        words[false_friend][interest_id].append(word)
    slugs = {group_id: slug for group_id, slug, _ in groups}
    rows = session.execute(select(Interest).order_by(Interest.id)).scalars().all()
    if not rows:
        return load_vocabulary()
    reviewed = load_vocabulary().by_id
    return Vocabulary(
        groups=tuple(Shelf(slug, name) for _, slug, name in groups),
        interests=tuple(
            _words(row, slugs[row.group_id], tuple(words[False][row.id]), tuple(words[True][row.id]), reviewed.get(row.slug))
            for row in rows
        ),
    )


def _words(
    row: Interest, group: str, synonyms: tuple[str, ...], false_friends: tuple[str, ...], reviewed: InterestWords | None
) -> InterestWords:
    known = reviewed or InterestWords(row.slug, row.name, group, row.every_place, (), ())
    return replace(known, name=row.name, group=group, every_place=row.every_place, synonyms=synonyms, false_friends=false_friends)
