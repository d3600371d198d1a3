"""What is read about groups and places: where a group is, who is here, who waits for staff to say yes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from base.danish import sort_key
from catalogue.belonging_models import VenueGroup
from catalogue.name_queries import IS_SHOWN
from catalogue.place_models import Venue
from catalogue.terms import VenueKind
from people.group_models import Group, Membership
from people.registry import Workplace
from people.terms import MemberState

# No name holds it: they are read as one line (people/group_names).
BETWEEN_NAMES = "\n"


class GroupPlace(NamedTuple):
    """A place that a group is at, or wants to be at: `approved_at` is when its staff said yes."""

    venue_id: int
    slug: str
    name: str
    approved_at: dt.datetime | None


class AskingGroup(NamedTuple):
    """A group that asks one place whether it may be there."""

    group_id: int
    group_name: str
    venue_id: int
    venue_name: str


class PlaceCount(NamedTuple):
    """How many groups wait for the staff of one place to say yes, and how many there have no contact left."""

    name: str
    asking: int
    without_contact: int


def list_places_to_ask(session: Session) -> list[Workplace]:
    """Return the places that have staff who can say yes to a group, by name; those out in town have none."""
    rows = session.execute(
        select(Venue.id, Venue.slug, Venue.name).where(Venue.kind != VenueKind.OUTSIDE).order_by(Venue.sort_key, Venue.id)
    )
    return [Workplace(*row) for row in rows]


def list_group_places(session: Session, group_id: int) -> list[GroupPlace]:
    """Return where a group is, or wants to be, by name."""
    rows = session.execute(
        select(Venue.id, Venue.slug, Venue.name, VenueGroup.approved_at)
        .join(VenueGroup, VenueGroup.venue_id == Venue.id)
        .where(VenueGroup.group_id == group_id)
        .order_by(Venue.sort_key, Venue.id)
    )
    return [GroupPlace(*row) for row in rows]


def find_venue_with_groups(session: Session, slug: str) -> tuple[Venue, list[str]] | None:
    """Find a place with its area, hours and closing days, and the names of the groups its staff have said yes to, by name.

    One statement: a place's page has asked its others by then.
    """
    names = (
        select(func.aggregate_strings(Group.name, BETWEEN_NAMES))
        .join(VenueGroup, VenueGroup.group_id == Group.id)
        .where(VenueGroup.venue_id == Venue.id, VenueGroup.approved_at.is_not(None))
        .scalar_subquery()
    )
    row = (
        session.execute(
            select(Venue, names)
            .where(Venue.slug == slug, IS_SHOWN)
            .options(joinedload(Venue.area), joinedload(Venue.hours), joinedload(Venue.closing_days))
        )
        .unique()
        .one_or_none()
    )
    return (row[0], sorted((row[1].split(BETWEEN_NAMES) if row[1] else []), key=sort_key)) if row else None


def list_asking_groups(session: Session, venue_ids: Iterable[int]) -> list[AskingGroup]:
    """Return the groups that wait for the staff of these places to say yes, the one that has waited longest first."""
    rows = session.execute(
        select(Group.id, Group.name, Venue.id, Venue.name)
        .join(VenueGroup, VenueGroup.group_id == Group.id)
        .join(Venue, Venue.id == VenueGroup.venue_id)
        .where(VenueGroup.venue_id.in_(list(venue_ids)), VenueGroup.approved_at.is_(None))
        .order_by(Group.created_at, Group.id, Venue.sort_key, Venue.id)
    )
    return [AskingGroup(*row) for row in rows]


def list_groups_without_contact(session: Session, venue_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Return the groups at these places that have no contact left, as (id, name), by name."""
    here = exists().where(VenueGroup.group_id == Group.id, VenueGroup.venue_id.in_(list(venue_ids)))
    rows = session.execute(select(Group.id, Group.name).where(here, ~_has_contact(Group.id)))
    return sorted(((group_id, name) for group_id, name in rows), key=lambda row: (sort_key(row[1]), row[0]))


def count_by_place(session: Session) -> list[PlaceCount]:
    """Return how many groups wait for something at each place where any does, by the place's name."""
    asking = func.sum(case((VenueGroup.approved_at.is_(None), 1), else_=0))
    without_contact = func.sum(case((_has_contact(VenueGroup.group_id), 0), else_=1))
    rows = session.execute(
        select(Venue.name, asking, without_contact)
        .join(VenueGroup, VenueGroup.venue_id == Venue.id)
        .group_by(Venue.id, Venue.name, Venue.sort_key)
        .having(asking + without_contact > 0)
        .order_by(Venue.sort_key, Venue.id)
    )
    return [PlaceCount(*row) for row in rows]


def _has_contact(group_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return exists().where(Membership.group_id == group_id, Membership.state == MemberState.CONTACT)
