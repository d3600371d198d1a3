"""Change the words of an interest, or add one; what they make the same is known at once. In the caller's transaction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from base.danish import sort_key
from catalogue.interest_models import Interest, InterestGroup, InterestWord
from catalogue.keeping.interest_rules import InterestValues, Problem, find_problems, free_id, values_of
from catalogue.keeping.versions import Moved, version_of
from catalogue.overlap_commands import hold_overlaps, renew_overlaps
from catalogue.vocabulary_commands import index_interests, load_interests, note_vocabulary
from catalogue.vocabulary_queries import read_vocabulary
from people.audit_commands import note
from people.permissions import Actor
from people.terms import AuditAction, AuditKind


def save_interest(
    session: Session, actor: Actor, own_id: str | None, values: InterestValues, version: str, now: dt.datetime
) -> Moved[InterestValues] | list[Problem]:  # fmt: skip
    """Save an interest (`own_id` is its slug, None for a new one) and compare all that is published anew.

    Nothing is saved, and what is in the way returned, where what stands is no longer what `version` is the digest of, or
    where a word cannot stand. Raises LookupError where the interest is gone.
    """
    hold_overlaps(session)
    if session.scalar(select(Interest.id).limit(1)) is None:
        load_interests(session)
    vocabulary = read_vocabulary(session)
    if own_id:
        present = values_of(vocabulary.by_id[own_id])
        if version != version_of(present):
            return Moved(present)
        if present == values:
            return []
    if problems := find_problems(vocabulary, own_id, values):
        return problems
    row = _written(session, own_id, free_id(vocabulary, values.name), values)
    _write_words(session, row.id, values)
    index_interests(session, [row.id])
    note_vocabulary(session)
    renew_overlaps(session, now)
    note(session, actor, AuditAction.INTEREST_CHANGED, AuditKind.INTEREST, now, row.id)
    return []


def _written(session: Session, own_id: str | None, new_slug: str, values: InterestValues) -> Interest:
    row = session.scalars(select(Interest).where(Interest.slug == own_id)).one() if own_id else Interest(slug=new_slug)
    row.name, row.sort_key, row.every_place = values.name, sort_key(values.name)[:140], values.every_place
    row.group_id = session.scalars(select(InterestGroup.id).where(InterestGroup.slug == values.shelf)).one()
    session.add(row)
    session.flush()
    return row


def _write_words(session: Session, interest_id: int, values: InterestValues) -> None:
    session.execute(delete(InterestWord).where(InterestWord.interest_id == interest_id))
    session.expire_all()
    session.add_all(
        InterestWord(interest_id=interest_id, word=word, false_friend=false_friend)
        for words, false_friend in ((values.synonyms, False), (values.false_friends, True))
        for word in words
    )
    session.flush()
