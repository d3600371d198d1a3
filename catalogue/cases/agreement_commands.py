"""Propose an ending for activities that are the same, and answer a proposal. All in the caller's transaction.

Each takes the row of the overlaps first, so that of two who answer at once the second sees what the first said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from catalogue.cases.agreement_queries import CARRIED_OUT
from catalogue.cases.carrying_out_commands import RefusedError, carry_out, get_movable
from catalogue.cases.proposal import Proposal, Refusal
from catalogue.cases.voiding_commands import are_the_same, end_agreement
from catalogue.models import Activity
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.overlap_models import Agreement, AgreementMember, AgreementParty
from catalogue.overlap_queries import read_activities
from catalogue.terms import AgreementState, Ending, Status, VenueKind
from catalogue.vocabulary_queries import read_vocabulary


class NotAsItWasError(Exception):
    """Somebody was faster: the agreement no longer stands where this could be said of it."""


def propose(
    session: Session, *, ending: Ending, activity_ids: Collection[int],
    by_venue_id: int | None = None, by_group_id: int | None = None, also_venue_ids: Collection[int] = (),
    now: dt.datetime, words: str = "", kept_id: int | None = None, moves_id: int | None = None,
    weekday: int | None = None, start_minute: int | None = None, gather_at: str = "", gather_minute: int | None = None,
) -> int:  # fmt: skip
    """Propose, for a place or a group, what some activities are to become; return the agreement's id.

    The parties are all their places that are kept here, and the groups that lead them. Whoever proposes has said yes, also
    for the other places they work at (`also_venue_ids`); where that is all, it is agreed and carried out at once. Of a place
    and a group it is the group's. The same proposal again is that one. Raises RefusedError.
    """
    hold_overlaps(session)
    session.flush()
    proposal = Proposal(
        Ending(ending), frozenset(activity_ids), words, kept_id, moves_id, weekday, start_minute, gather_at, gather_minute
    )
    venue_ids = [*also_venue_ids, *([by_venue_id] if by_venue_id else [])]
    if by_group_id:
        by_venue_id = None
    members = read_activities(session, activity_ids)
    standing = _find_standing(session, members)
    if standing is not None and _says(standing, proposal, by_venue_id, by_group_id):
        return standing.id
    _refuse(session, proposal, members, standing, now)
    agreement = _write(proposal, members, by_venue_id, by_group_id, now)
    if not _say_yes(agreement, venue_ids, [by_group_id] if by_group_id else [], now):
        raise RefusedError(Refusal.NOT_A_PARTY)
    session.add(agreement)
    session.flush()
    _agree_if_all_say_yes(session, agreement, now)
    return agreement.id


def answer(
    session: Session, agreement_id: int, yes: bool, venue_ids: Collection[int], group_ids: Collection[int], now: dt.datetime
) -> AgreementState:  # fmt: skip
    """Say yes or no to a proposal for the places and groups one speaks for; return where it stands.

    The last yes carries it out. To say the same again changes nothing. Raises NotAsItWasError, and RefusedError where the
    times have changed so that it cannot be carried out.
    """
    agreement = _get(session, agreement_id)
    said_before = all(party.said_yes_at for party in _own(agreement, venue_ids, group_ids))
    if agreement.state == AgreementState.DECLINED and not yes:
        return AgreementState.DECLINED
    if agreement.state == AgreementState.AGREED and yes and said_before:
        return AgreementState.AGREED
    if agreement.state != AgreementState.PROPOSED:
        raise NotAsItWasError
    if not yes:
        end_agreement(session, agreement, AgreementState.DECLINED, now)
    else:
        _ask_who_came(session, agreement)
        _say_yes(agreement, venue_ids, group_ids, now)
        _agree_if_all_say_yes(session, agreement, now)
    return AgreementState(agreement.state)


def take_back(session: Session, agreement_id: int, now: dt.datetime) -> None:
    """Take back a proposal that has not been agreed on; raise NotAsItWasError where it has been answered."""
    _end(session, agreement_id, AgreementState.PROPOSED, AgreementState.TAKEN_BACK, now)


def reopen(session: Session, agreement_id: int, now: dt.datetime) -> None:
    """Open again what was agreed to last; raise NotAsItWasError where it stands no longer, or was carried out for good."""
    if _get(session, agreement_id).ending in CARRIED_OUT:
        raise NotAsItWasError
    _end(session, agreement_id, AgreementState.AGREED, AgreementState.REOPENED, now)


def _end(session: Session, agreement_id: int, stood: AgreementState, ends: AgreementState, now: dt.datetime) -> None:
    agreement = _get(session, agreement_id)
    if agreement.state == ends:
        return
    if agreement.state != stood:
        raise NotAsItWasError
    end_agreement(session, agreement, ends, now)


def _get(session: Session, agreement_id: int) -> Agreement:
    hold_overlaps(session)
    return session.get_one(
        Agreement, agreement_id, populate_existing=True,
        options=[selectinload(Agreement.members), selectinload(Agreement.parties)],
    )  # fmt: skip


def _find_standing(session: Session, activity_ids: Collection[int]) -> Agreement | None:
    """Find a proposal, or an agreement in force, that names two of some activities."""
    named = (
        select(Agreement)
        .join(AgreementMember, AgreementMember.agreement_id == Agreement.id)
        .where(AgreementMember.activity_id.in_(activity_ids))
        .where(Agreement.state.in_((AgreementState.PROPOSED, AgreementState.AGREED)))
        .options(selectinload(Agreement.members))
        .order_by(Agreement.id)
    )
    found = [
        agreement
        for agreement in session.scalars(named).unique()
        if agreement.state == AgreementState.PROPOSED or agreement.ending not in CARRIED_OUT
    ]
    return next((each for each in found if len({one.activity_id for one in each.members} & {*activity_ids}) > 1), None)


def _says(agreement: Agreement, proposal: Proposal, by_venue_id: int | None, by_group_id: int | None) -> bool:
    return (agreement.by_venue_id, agreement.by_group_id) == (by_venue_id, by_group_id) and proposal == Proposal(
        Ending(agreement.ending), frozenset(each.activity_id for each in agreement.members), agreement.words,
        agreement.kept_id, agreement.moves_id, agreement.weekday, agreement.start_minute,
        agreement.gather_at, agreement.gather_minute,
    )  # fmt: skip


def _refuse(
    session: Session, proposal: Proposal, members: Mapping[int, Activity], standing: Agreement | None, now: dt.datetime
) -> None:  # fmt: skip
    why = proposal.problem()
    if why is None and standing is not None:
        why = Refusal.STANDS_ALREADY
    if why is None and (
        members.keys() != proposal.activity_ids or any(each.status == Status.WITHDRAWN for each in members.values())
    ):
        why = Refusal.GONE
    if why is None and not are_the_same(members.values(), read_vocabulary(session)):
        why = Refusal.NOT_THE_SAME
    if why is not None:
        raise RefusedError(why)
    if proposal.moves_id is not None:
        get_movable(members[proposal.moves_id], now)


def _write(
    proposal: Proposal, members: Mapping[int, Activity], by_venue_id: int | None, by_group_id: int | None, now: dt.datetime
) -> Agreement:  # fmt: skip
    places, groups = _keepers(members)
    return Agreement(
        ending=proposal.ending, state=AgreementState.PROPOSED, words=proposal.words, kept_id=proposal.kept_id,
        moves_id=proposal.moves_id, weekday=proposal.weekday, start_minute=proposal.start_minute,
        gather_at=proposal.gather_at, gather_minute=proposal.gather_minute,
        by_venue_id=by_venue_id, by_group_id=by_group_id, proposed_at=now,
        members=[AgreementMember(activity_id=activity_id) for activity_id in sorted(members)],
        parties=[AgreementParty(venue_id=each) for each in sorted(places)]
        + [AgreementParty(group_id=each) for each in sorted(groups)],
    )  # fmt: skip


def _keepers(members: Mapping[int, Activity]) -> tuple[set[int], set[int]]:
    hosts = [host for activity in members.values() for host in activity.hosts]
    # Nobody keeps a place out in town here: there is nobody to ask.
    places = {host.venue_id for host in hosts if host.venue.kind != VenueKind.OUTSIDE}
    return places, {activity.group_id for activity in members.values() if activity.group_id}


def _ask_who_came(session: Session, agreement: Agreement) -> None:
    """Ask the places and groups too that have come to the activities since it was proposed."""
    places, groups = _keepers(read_activities(session, [each.activity_id for each in agreement.members]))
    asked = {(each.venue_id, each.group_id) for each in agreement.parties}
    agreement.parties += [AgreementParty(venue_id=each) for each in sorted(places) if (each, None) not in asked]
    agreement.parties += [AgreementParty(group_id=each) for each in sorted(groups) if (None, each) not in asked]


def _own(agreement: Agreement, venue_ids: Collection[int], group_ids: Collection[int]) -> list[AgreementParty]:
    return [each for each in agreement.parties if each.venue_id in venue_ids or each.group_id in group_ids]


def _say_yes(agreement: Agreement, venue_ids: Collection[int], group_ids: Collection[int], now: dt.datetime) -> bool:
    own = _own(agreement, venue_ids, group_ids)
    for party in own:
        party.said_yes_at = party.said_yes_at or now
    return bool(own)


def _agree_if_all_say_yes(session: Session, agreement: Agreement, now: dt.datetime) -> None:
    if not all(party.said_yes_at for party in agreement.parties):
        return
    agreement.state, agreement.settled_at = AgreementState.AGREED, now
    members = read_activities(session, [each.activity_id for each in agreement.members])
    carry_out(session, agreement, members, now)
    settle_overlaps(session, members, now)
