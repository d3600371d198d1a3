"""Make one place of two that were one all along. In the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from base.database import touch_public
from catalogue.belonging_models import VenueCard, VenueGroup, VenueStaff
from catalogue.belonging_queries import places
from catalogue.keeping.merge_queries import MergePlan, hosted_by_both, plan_merge, proposals_between
from catalogue.keeping.venue_commands import rewrite_words
from catalogue.models import Activity, ActivityHost, ImportedOffer, Schedule
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.overlap_models import Agreement, AgreementParty
from catalogue.place_models import Venue, VenueClosingDay, VenueFormerSlug, VenueHours
from catalogue.terms import AgreementState
from people.audit_commands import note
from people.permissions import Actor
from people.terms import AuditAction, AuditKind


def merge_venues(
    session: Session, actor: Actor, venue_id: int, kept_id: int, seen: MergePlan, now: dt.datetime
) -> MergePlan | None:  # fmt: skip
    """Lay a place under another: all that is its becomes the other's, and its address leads there.

    Where both have something, the kept place's stands. Returns what would happen now, and changes nothing, where that is
    no longer what was `seen`. Raises NoResultFound where one of the two is gone, ValueError where they are one.
    """
    if venue_id == kept_id:
        raise ValueError("a place cannot be merged into itself")
    hold_overlaps(session)
    plan = plan_merge(session, venue_id, kept_id)
    if plan != seen:
        return plan
    activity_ids = session.scalars(select(ActivityHost.activity_id).where(ActivityHost.venue_id == venue_id)).all()
    _end_proposals(session, venue_id, kept_id, now)
    _move_hosts(session, venue_id, kept_id)
    _move_activities_on(session, activity_ids, now)
    _move_belonging(session, venue_id, kept_id)
    _move_week(session, venue_id, kept_id, plan)
    _move_agreements(session, venue_id, kept_id)
    for move in places().merged:
        move(session, venue_id, kept_id, now)
    _take_along(session, venue_id, kept_id, plan, now)
    touch_public(session)
    session.flush()
    session.expire_all()
    rewrite_words(session, activity_ids)
    settle_overlaps(session, activity_ids, now)
    note(session, actor, AuditAction.PLACES_MERGED, AuditKind.PLACE, now, kept_id)
    return None


def _end_proposals(session: Session, venue_id: int, kept_id: int, now: dt.datetime) -> None:
    # A place has nothing to agree on with itself.
    ended = Agreement.id.in_(proposals_between(session, venue_id, kept_id))
    session.execute(update(Agreement).where(ended).values(state=AgreementState.VOID, settled_at=now))


def _move_hosts(session: Session, venue_id: int, kept_id: int) -> None:
    both = hosted_by_both(session, venue_id, kept_id)
    own = (ActivityHost.venue_id == venue_id, ActivityHost.activity_id.not_in(both))
    columns = ("activity_id", "position", "gather_at", "gather_minute")
    moved = select(literal(kept_id), *(getattr(ActivityHost, name) for name in columns)).where(*own)
    session.execute(insert(ActivityHost).from_select(["venue_id", *columns], moved))
    of_both = select(ActivityHost.activity_id, ActivityHost.position)
    for activity_id, position in session.execute(of_both.where(ActivityHost.venue_id == venue_id, ~own[1])).all():
        # The first of the hosts is the one that lists name.
        later = (ActivityHost.activity_id == activity_id, ActivityHost.venue_id == kept_id, ActivityHost.position > position)
        session.execute(update(ActivityHost).where(*later).values(position=position))
    session.execute(update(Schedule).where(Schedule.venue_id == venue_id).values(venue_id=kept_id))
    session.execute(delete(ActivityHost).where(ActivityHost.venue_id == venue_id))


def _move_activities_on(session: Session, activity_ids: Any, now: dt.datetime) -> None:
    # An import may go on changing what nobody edited by hand, and this is not such an edit.
    unedited = select(Activity.sequence).where(Activity.id == ImportedOffer.activity_id).scalar_subquery()
    offers = (ImportedOffer.activity_id.in_(activity_ids), ImportedOffer.sequence == unedited)
    session.execute(
        update(ImportedOffer).where(*offers).values(sequence=ImportedOffer.sequence + 1), execution_options=_UNSEEN
    )  # fmt: skip
    moved_on = {"sequence": Activity.sequence + 1, "changed_at": now}
    session.execute(update(Activity).where(Activity.id.in_(activity_ids)).values(moved_on), execution_options=_UNSEEN)


# What is in hand is read anew afterwards.
_UNSEEN: Mapping[str, Any] = {"synchronize_session": False}


def _move_belonging(session: Session, venue_id: int, kept_id: int) -> None:
    session.execute(update(VenueCard).where(VenueCard.venue_id == venue_id).values(venue_id=kept_id))
    there = select(VenueStaff.person_id).where(VenueStaff.venue_id == kept_id)
    own = (VenueStaff.venue_id == venue_id, VenueStaff.person_id.not_in(there.scalar_subquery()))
    new = session.scalars(select(VenueStaff.person_id).where(*own)).all()
    session.add_all(VenueStaff(person_id=person_id, venue_id=kept_id) for person_id in new)
    for group in session.scalars(select(VenueGroup).where(VenueGroup.venue_id == venue_id)).all():
        _move_group(session, group, kept_id)
    session.flush()
    session.execute(delete(VenueStaff).where(VenueStaff.venue_id == venue_id))


def _move_group(session: Session, group: VenueGroup, kept_id: int) -> None:
    there = session.get(VenueGroup, (group.group_id, kept_id))
    if there is None:
        there = VenueGroup(group_id=group.group_id, venue_id=kept_id)
        session.add(there)
    # What one of the two said yes to, stands.
    there.approved_at = min(filter(None, (there.approved_at, group.approved_at)), default=None)
    there.leads_since = min(filter(None, (there.leads_since, group.leads_since)), default=None)
    session.delete(group)


def _move_week(session: Session, venue_id: int, kept_id: int, plan: MergePlan) -> None:
    moved = (VenueHours.venue_id == venue_id, VenueHours.kind.in_(plan.hours))
    session.execute(update(VenueHours).where(*moved).values(venue_id=kept_id))
    session.execute(delete(VenueHours).where(VenueHours.venue_id == venue_id))
    there = session.scalars(select(VenueClosingDay.day).where(VenueClosingDay.venue_id == kept_id)).all()
    new = (VenueClosingDay.venue_id == venue_id, VenueClosingDay.day.not_in(there))
    session.execute(update(VenueClosingDay).where(*new).values(venue_id=kept_id))
    session.execute(delete(VenueClosingDay).where(VenueClosingDay.venue_id == venue_id))


def _move_agreements(session: Session, venue_id: int, kept_id: int) -> None:
    session.execute(update(Agreement).where(Agreement.by_venue_id == venue_id).values(by_venue_id=kept_id))
    there = {
        party.agreement_id: party
        for party in session.scalars(select(AgreementParty).where(AgreementParty.venue_id == kept_id))
    }  # fmt: skip
    for party in session.scalars(select(AgreementParty).where(AgreementParty.venue_id == venue_id)).all():
        if twin := there.get(party.agreement_id):
            twin.said_yes_at = twin.said_yes_at or party.said_yes_at
            session.delete(party)
        else:
            party.venue_id = kept_id
    session.flush()


def _take_along(session: Session, venue_id: int, kept_id: int, plan: MergePlan, now: dt.datetime) -> None:
    venue, kept = session.get_one(Venue, venue_id), session.get_one(Venue, kept_id)
    for name in plan.taken_along:
        setattr(kept, name, getattr(venue, name))
    kept.changed_at = now
    session.execute(update(VenueFormerSlug).where(VenueFormerSlug.venue_id == venue_id).values(venue_id=kept_id))
    session.add(VenueFormerSlug(slug=venue.slug, venue_id=kept_id))
    session.flush()
    session.execute(delete(Venue).where(Venue.id == venue_id))
