"""Open again what was agreed: because an edit altered it, or because a party wants to. In the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from catalogue.cases.agreement_queries import CARRIED_OUT
from catalogue.models import Activity
from catalogue.overlap_models import Agreement, AgreementMember, Overlap
from catalogue.overlap_queries import in_parts, offering_of, read_activities, understood
from catalogue.overlaps import Label, compare
from catalogue.terms import AgreementState, Status
from catalogue.vocabulary import Vocabulary


def void_altered(session: Session, changed: Iterable[int], vocabulary: Vocabulary, now: dt.datetime) -> None:
    """Make void the proposals and agreements that name changed activities and rest on their being the same no longer.

    One who has stopped counts no more; where fewer than two are left, or the one that is kept or moves is gone, nothing is
    left to agree on.
    """
    agreements = _list_live(session, changed)
    members = read_activities(session, {each.activity_id for agreement in agreements for each in agreement.members})
    for agreement in agreements:
        left = [
            members[each.activity_id]
            for each in agreement.members
            if members[each.activity_id].status != Status.WITHDRAWN
        ]  # fmt: skip
        ids = {activity.id for activity in left}
        about = {agreement.kept_id, agreement.moves_id} - {None}
        if len(left) < 2 or not about <= ids or not are_the_same(left, vocabulary):
            end_agreement(session, agreement, AgreementState.VOID, now)
    session.flush()


def end_agreement(session: Session, agreement: Agreement, state: AgreementState, now: dt.datetime) -> None:
    """Let an agreement read with its members stand no longer; what it settled is open as of now."""
    if agreement.state == AgreementState.AGREED:
        ids = [each.activity_id for each in agreement.members]
        among = (Overlap.first_id.in_(ids), Overlap.second_id.in_(ids))
        session.execute(update(Overlap).where(*among).values(opened_at=now, told_at=None))
    agreement.state, agreement.settled_at = state, now


def are_the_same(activities: Collection[Activity], vocabulary: Vocabulary) -> bool:
    """Say whether each two of some activities, read for the comparer, count as the same."""
    known = [understood(offering_of(activity), vocabulary) for activity in activities]
    return all(compare(a, b).label is Label.SAME for at, a in enumerate(known) for b in known[at + 1 :])


def _list_live(session: Session, activity_ids: Iterable[int]) -> list[Agreement]:
    found: dict[int, Agreement] = {}
    for part in in_parts(activity_ids):
        named = select(AgreementMember.agreement_id).where(AgreementMember.activity_id.in_(part))
        live = (
            select(Agreement)
            .where(Agreement.id.in_(named), Agreement.state.in_((AgreementState.PROPOSED, AgreementState.AGREED)))
            .options(selectinload(Agreement.members))
            .execution_options(populate_existing=True)
        )
        found |= {agreement.id: agreement for agreement in session.scalars(live)}
    return [
        agreement for agreement in found.values()
        if agreement.state == AgreementState.PROPOSED or agreement.ending not in CARRIED_OUT
    ]  # fmt: skip
