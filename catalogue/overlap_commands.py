"""Keep what is the same at several places known: in every transaction that changes what may be the same (promise P1).

`hold_overlaps` first, then the change, then `settle_overlaps` with the activities that changed, all in the caller's
transaction: of two who publish the two halves of a pair at once the second sees the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from catalogue.cases.agreement_queries import read_agreed_pairs
from catalogue.cases.voiding_commands import void_altered
from catalogue.models import Activity
from catalogue.overlap_models import ActivityKey, Overlap, OverlapState
from catalogue.overlap_queries import Pair, find_overlaps, in_parts, offering_of, read_activities, read_published, understood
from catalogue.overlaps import Comparison, Offering, keys
from catalogue.overlaps_digest import comparer_digest
from catalogue.terms import Status
from catalogue.vocabulary import Vocabulary
from catalogue.vocabulary_queries import read_vocabulary


class UnseenOverlapError(Exception):
    """A change would make public what is the same as activities elsewhere that whoever makes it has not seen."""

    def __init__(self, activity_ids: Collection[int]) -> None:
        super().__init__(f"not seen: {sorted(activity_ids)}")
        self.activity_ids = frozenset(activity_ids)


def hold_overlaps(session: Session) -> None:
    """Take the row that all who change what may be the same take first; it is this transaction's until it ends."""
    session.execute(select(OverlapState.id).with_for_update())


def settle_overlaps(
    session: Session, activity_ids: Iterable[int], now: dt.datetime, seen: Collection[int] | None = None
) -> None:  # fmt: skip
    """Write anew what some activities are the same as, and make void the agreements that rest on it no longer.

    `seen` are the ids of the activities elsewhere that whoever makes the change was shown; None where nobody's act makes
    anything public. Raises UnseenOverlapError for what is newly the same, was not shown and is not agreed on: the caller's
    transaction ends. Those that change together are not held against one another.
    """
    session.flush()
    ids = set(activity_ids)
    state = session.get_one(OverlapState, 1, populate_existing=True)
    if state.comparer_digest != comparer_digest():
        # Written by another comparer, or before there was one: nothing stored can be trusted.
        state.comparer_digest = comparer_digest()
        _settle(session, read_published(session).keys() - ids, now, None)
    _settle(session, ids, now, seen)


def _settle(session: Session, activity_ids: Iterable[int], now: dt.datetime, seen: Collection[int] | None) -> None:
    vocabulary = read_vocabulary(session)
    changed = read_activities(session, activity_ids)
    published = {each.id: offering_of(each) for each in changed.values() if each.status == Status.PUBLISHED}
    _write_keys(session, changed, published, vocabulary)
    found = find_overlaps(session, published, vocabulary)
    known = _read_known(session, changed)
    void_altered(session, changed, vocabulary, now)
    if seen is not None:
        _refuse_unseen(session, found.keys() - known.keys(), changed, seen)
    _write(session, known, found, now)


def renew_overlaps(session: Session, now: dt.datetime) -> None:
    """Compare all that is published anew: after a change of the vocabulary or of the comparer. Unpublishes nothing."""
    hold_overlaps(session)
    session.flush()
    settle_overlaps(session, read_published(session), now)


def _write_keys(
    session: Session, changed: Iterable[int], published: Mapping[int, Offering], vocabulary: Vocabulary
) -> None:  # fmt: skip
    for part in in_parts(changed):
        session.execute(delete(ActivityKey).where(ActivityKey.activity_id.in_(part)))
    rows = [
        {"activity_id": activity_id, "key": key}
        for activity_id, offering in published.items()
        for key in sorted(keys(understood(offering, vocabulary)))
    ]
    if rows:
        session.execute(insert(ActivityKey), rows)


def _read_known(session: Session, activity_ids: Iterable[int]) -> dict[Pair, Overlap]:
    found: dict[Pair, Overlap] = {}
    for part in in_parts(activity_ids):
        own = select(Overlap).where(or_(Overlap.first_id.in_(part), Overlap.second_id.in_(part)))
        found |= {(row.first_id, row.second_id): row for row in session.scalars(own)}
    return found


def _refuse_unseen(
    session: Session, pairs: Collection[Pair], changed: Mapping[int, Activity], seen: Collection[int]
) -> None:  # fmt: skip
    new = [pair for pair in pairs if pair[0] not in changed or pair[1] not in changed]
    unseen = {pair for pair in new if not {*pair} & {*seen} - changed.keys()}
    unseen -= read_agreed_pairs(session, {activity_id for pair in unseen for activity_id in pair})
    if unseen:
        raise UnseenOverlapError({activity_id for pair in unseen for activity_id in pair} - changed.keys())


def _write(session: Session, known: Mapping[Pair, Overlap], found: Mapping[Pair, Comparison], now: dt.datetime) -> None:
    for pair in known.keys() - found.keys():
        session.delete(known[pair])
    for pair, comparison in found.items():
        row = known.get(pair)
        if row is None:
            row = Overlap(first_id=pair[0], second_id=pair[1], opened_at=now)
            session.add(row)
        row.score = comparison.score
        row.reasons = [[reason.kind, reason.value] for reason in comparison.reasons]
    session.flush()
