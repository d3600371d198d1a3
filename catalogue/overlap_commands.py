"""Keep what is the same at several places known: in every transaction that changes what may be the same (promise P1).

`hold_overlaps` first, then the change, then `settle_overlaps` with the activities that changed, all in the caller's
transaction: of two who publish the two halves of a pair at once the second sees the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from catalogue.models import Activity
from catalogue.overlap_models import ActivityKey, Agreement, AgreementMember, Overlap, OverlapState
from catalogue.overlap_queries import (
    asks_for_agreement,
    list_sharing,
    offering_of,
    read_activities,
    read_published,
    understood,
)
from catalogue.overlaps import Comparison, Label, Offering, Understood, compare, keys
from catalogue.terms import AgreementState, Ending, Status
from catalogue.vocabulary import Vocabulary
from catalogue.vocabulary_queries import read_vocabulary

LIVE = (AgreementState.PROPOSED, AgreementState.AGREED)
# Once agreed these are carried out: what they were about is no longer there twice.
CARRIED_OUT = (Ending.TOGETHER, Ending.STOP_ONE)


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
    anything public. Raises UnseenOverlapError for what is newly the same and was not shown: the caller's transaction ends.
    """
    session.flush()
    vocabulary = read_vocabulary(session)
    changed = read_activities(session, activity_ids)
    for activity in changed.values():
        _write_keys(session, activity, vocabulary)
    unseen: set[int] = set()
    for activity in changed.values():
        known = _stored(session, activity.id)
        found = find_same(session, activity, vocabulary)
        unseen |= {other for other in found if other not in known and seen is not None and other not in seen} - changed.keys()
        _write(session, activity.id, known, found, now)
    if unseen:
        raise UnseenOverlapError(unseen)
    _void_agreements(session, changed, vocabulary, now)


def find_same(session: Session, activity: Activity, vocabulary: Vocabulary) -> dict[int, Comparison]:
    """Return the published activities elsewhere that one asks for an agreement with, by id; none where it is not published."""
    if activity.status != Status.PUBLISHED:
        return {}
    return compare_with(session, offering_of(activity), activity.id, vocabulary)


def compare_with(
    session: Session, offering: Offering, activity_id: int | None, vocabulary: Vocabulary
) -> dict[int, Comparison]:  # fmt: skip
    """Return the published activities elsewhere that an offering asks for an agreement with, by id, ascending."""
    own = understood(offering, vocabulary)
    others = read_activities(session, set(list_sharing(session, keys(own))) - {activity_id})
    found = {
        other.id: compare(own, understood(theirs, vocabulary))
        for other in others.values()
        if (theirs := offering_of(other)).places.isdisjoint(offering.places)
    }
    return {other: comparison for other, comparison in found.items() if asks_for_agreement(comparison)}


def renew_overlaps(session: Session, now: dt.datetime) -> None:
    """Compare all that is published anew: after a change of the vocabulary or of the comparer. Unpublishes nothing."""
    hold_overlaps(session)
    settle_overlaps(session, read_published(session), now)


def _write_keys(session: Session, activity: Activity, vocabulary: Vocabulary) -> None:
    session.execute(delete(ActivityKey).where(ActivityKey.activity_id == activity.id))
    if activity.status == Status.PUBLISHED:
        rows = [{"activity_id": activity.id, "key": key} for key in sorted(keys(understood(offering_of(activity), vocabulary)))]
        if rows:
            session.execute(insert(ActivityKey), rows)


def _stored(session: Session, activity_id: int) -> set[int]:
    own = select(Overlap.first_id, Overlap.second_id).where(
        or_(Overlap.first_id == activity_id, Overlap.second_id == activity_id)
    )
    return {first if second == activity_id else second for first, second in session.execute(own)}


def _write(
    session: Session, activity_id: int, known: Collection[int], found: Mapping[int, Comparison], now: dt.datetime
) -> None:  # fmt: skip
    for other in known:
        if other not in found:
            session.execute(delete(Overlap).where(_is(activity_id, other)))
    for other, comparison in found.items():
        said = {"score": comparison.score, "reasons": [[reason.kind, reason.value] for reason in comparison.reasons]}
        if other in known:
            session.execute(update(Overlap).where(_is(activity_id, other)).values(said))
        else:
            first, second = sorted((activity_id, other))
            session.add(Overlap(first_id=first, second_id=second, opened_at=now, **said))
    session.flush()


def _is(one: int, other: int):  # type: ignore[no-untyped-def]
    first, second = sorted((one, other))
    return (Overlap.first_id == first) & (Overlap.second_id == second)


def _void_agreements(
    session: Session, changed: Mapping[int, Activity], vocabulary: Vocabulary, now: dt.datetime
) -> None:  # fmt: skip
    """Make void what was agreed of activities that are no longer the same, or not there any more."""
    named = select(AgreementMember.agreement_id).where(AgreementMember.activity_id.in_(changed))
    live = session.scalars(select(Agreement).where(Agreement.id.in_(named), Agreement.state.in_(LIVE))).all()
    for agreement in live:
        if agreement.state == AgreementState.AGREED and agreement.ending in CARRIED_OUT:
            continue
        ids = session.scalars(select(AgreementMember.activity_id).where(AgreementMember.agreement_id == agreement.id)).all()
        if not _all_the_same(read_activities(session, ids).values(), vocabulary):
            agreement.state, agreement.settled_at = AgreementState.VOID, now
    session.flush()


def _all_the_same(activities: Iterable[Activity], vocabulary: Vocabulary) -> bool:
    rows = list(activities)
    if any(activity.status == Status.WITHDRAWN for activity in rows):
        return False
    known: list[Understood] = [understood(offering_of(activity), vocabulary) for activity in rows]
    return all(compare(a, b).label is Label.SAME for at, a in enumerate(known) for b in known[at + 1 :])
