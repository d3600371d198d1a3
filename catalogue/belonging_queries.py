"""Who works where, and who belongs where: what people are told of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flask import current_app
from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from catalogue.belonging_models import VenueCard, VenueGroup, VenueStaff
from catalogue.place_models import Venue
from catalogue.place_registry import PlaceRegistry
from people.group_models import Membership
from people.registry import Workplace
from people.terms import MemberState


def places() -> PlaceRegistry:
    """Return what the rooms above are told of places in this app."""
    found: PlaceRegistry = current_app.extensions["places"]
    return found


def list_workplaces(session: Session) -> list[Workplace]:
    """Return all places, by name."""
    rows = session.execute(select(Venue.id, Venue.slug, Venue.name).order_by(Venue.sort_key, Venue.id))
    return [Workplace(*row) for row in rows]


def workplaces_of(session: Session, person_ids: Sequence[str]) -> Mapping[str, list[Workplace]]:
    """Return the places each of these works at, by name."""
    found: dict[str, list[Workplace]] = defaultdict(list)
    for person_id, venue_id, slug, name in session.execute(
        select(VenueStaff.person_id, Venue.id, Venue.slug, Venue.name)
        .join(Venue, Venue.id == VenueStaff.venue_id)
        .where(VenueStaff.person_id.in_(person_ids))
        .order_by(Venue.sort_key, Venue.id)
    ):
        found[person_id].append(Workplace(venue_id, slug, name))
    return found


def places_of_groups(session: Session, group_ids: Sequence[int]) -> Mapping[int, set[int]]:
    """Return the ids of the places each group is at, or wants to be at."""
    found: dict[int, set[int]] = defaultdict(set)
    for group_id, venue_id in session.execute(
        select(VenueGroup.group_id, VenueGroup.venue_id).where(VenueGroup.group_id.in_(group_ids))
    ):
        found[group_id].add(venue_id)
    return found


def belongings(session: Session, person_ids: Sequence[str]) -> Mapping[str, set[int]]:
    """Return the ids of the places each person belongs to: by a card printed there, or a group that is there."""
    found: dict[str, set[int]] = defaultdict(set)
    for person_id, venue_id in session.execute(
        union(
            select(VenueCard.person_id, VenueCard.venue_id).where(VenueCard.person_id.in_(person_ids)),
            _by_group().where(Membership.person_id.in_(person_ids)),
        )
    ):
        found[person_id].add(venue_id)
    return found


def belongers(session: Session, venue_ids: Iterable[int]) -> Mapping[int, set[str]]:
    """Return the ids of the persons who belong to each of these places."""
    ids = list(venue_ids)
    found: dict[int, set[str]] = defaultdict(set)
    by_card = select(VenueCard.person_id, VenueCard.venue_id).where(VenueCard.venue_id.in_(ids))
    for person_id, venue_id in session.execute(union(by_card, _by_group().where(VenueGroup.venue_id.in_(ids)))):
        found[venue_id].add(person_id)
    return found


def _by_group() -> Select[str, int]:
    # Of a group that staff have said yes to, and not before its contact has said welcome.
    return (
        select(Membership.person_id, VenueGroup.venue_id)
        .join(VenueGroup, VenueGroup.group_id == Membership.group_id)
        .where(VenueGroup.approved_at.is_not(None), Membership.state != MemberState.WAITING)
    )
