"""What laying two places together would move, and what of it both have."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from catalogue.belonging_models import VenueCard, VenueGroup, VenueStaff
from catalogue.models import Activity, ActivityHost
from catalogue.overlap_models import Agreement, AgreementParty
from catalogue.place_models import Venue, VenueClosingDay, VenueHours
from catalogue.terms import AgreementState
from people.group_models import Group

# What is written of the one is taken along where the other says nothing.
TAKEN_ALONG = ("area_id", "address", "phone", "about", "first_time", "way_in")


@dataclass(frozen=True)
class MergePlan:
    """What goes with a place into another, and what both have; the counts are of the place that goes.

    `hours` are the kinds of weekly hours that move, `hours_stay` those that both have, so that the kept place's stand;
    `taken_along` and `left` are texts that only the one has, and that both have, each its own. `dropped` are proposals
    between the two.
    """

    name: str
    kept_name: str
    activities: tuple[str, ...] = ()
    held_together: int = 0
    groups: tuple[str, ...] = ()
    staff: int = 0
    cards: int = 0
    closing_days: int = 0
    dropped: int = 0
    hours: tuple[str, ...] = ()
    hours_stay: tuple[str, ...] = ()
    taken_along: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def plan_merge(session: Session, venue_id: int, kept_id: int) -> MergePlan:
    """Return what would happen: nine statements. Raises NoResultFound where one of the two is gone."""
    venue, kept = session.get_one(Venue, venue_id), session.get_one(Venue, kept_id)
    own, others = _kinds(session, venue_id), _kinds(session, kept_id)
    written = [name for name in TAKEN_ALONG if getattr(venue, name)]
    return MergePlan(
        venue.name,
        kept.name,
        activities=_titles(session, venue_id),
        held_together=len(hosted_by_both(session, venue_id, kept_id)),
        groups=_groups(session, venue_id),
        staff=_count(session, VenueStaff, venue_id),
        cards=_count(session, VenueCard, venue_id),
        closing_days=_count(session, VenueClosingDay, venue_id),
        dropped=len(proposals_between(session, venue_id, kept_id)),
        hours=tuple(sorted(own - others)),
        hours_stay=tuple(sorted(own & others)),
        taken_along=tuple(name for name in written if not getattr(kept, name)),
        left=tuple(name for name in written if getattr(kept, name) not in (getattr(venue, name), "", None)),
    )


def hosted_by_both(session: Session, venue_id: int, kept_id: int) -> list[int]:
    """Return the activities that two places make together, ascending."""
    other = aliased(ActivityHost)
    return list(
        session.scalars(
            select(ActivityHost.activity_id)
            .join(other, other.activity_id == ActivityHost.activity_id)
            .where(ActivityHost.venue_id == venue_id, other.venue_id == kept_id)
            .order_by(ActivityHost.activity_id)
        )
    )


def proposals_between(session: Session, venue_id: int, kept_id: int) -> list[int]:
    """Return the agreements that wait for a yes and have both places as parties, ascending."""
    other = aliased(AgreementParty)
    return list(
        session.scalars(
            select(Agreement.id)
            .join(AgreementParty, AgreementParty.agreement_id == Agreement.id)
            .where(Agreement.state == AgreementState.PROPOSED, AgreementParty.venue_id == venue_id)
            .where(exists().where(other.agreement_id == Agreement.id, other.venue_id == kept_id))
            .order_by(Agreement.id)
        )
    )


def _kinds(session: Session, venue_id: int) -> frozenset[str]:
    return frozenset(session.scalars(select(VenueHours.kind).distinct().where(VenueHours.venue_id == venue_id)))


def _titles(session: Session, venue_id: int) -> tuple[str, ...]:
    titles = select(Activity.title).join(ActivityHost).where(ActivityHost.venue_id == venue_id)
    return tuple(session.scalars(titles.order_by(Activity.sort_key, Activity.id)))


def _groups(session: Session, venue_id: int) -> tuple[str, ...]:
    names = select(Group.name).join(VenueGroup, VenueGroup.group_id == Group.id).where(VenueGroup.venue_id == venue_id)
    return tuple(session.scalars(names.order_by(Group.name, Group.id)))


def _count(session: Session, model: type[VenueStaff | VenueCard | VenueClosingDay], venue_id: int) -> int:
    return session.scalar(select(func.count()).select_from(model).where(model.venue_id == venue_id)) or 0
