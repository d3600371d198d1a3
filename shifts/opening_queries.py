"""What is read about extra hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from catalogue.belonging_models import VenueGroup
from catalogue.place_models import Venue
from seats.models import Occasion
from shifts.models import Opening, Shift
from shifts.public_words import PublicOpening
from shifts.rules import SEATS, ShiftFacts, is_closed_by_clock
from shifts.shift_queries import facts_of
from shifts.terms import STANDING, OpeningState

HOLES_WITHIN = dt.timedelta(weeks=2)


class Hole(NamedTuple):
    """A shift of the coming two weeks that two have not said yes to."""

    shift: Shift
    facts: ShiftFacts


def find_opening(session: Session, opening_id: int) -> Opening | None:
    """Return extra hours with their group, place, days and pauses."""
    return session.scalar(
        select(Opening)
        .where(Opening.id == opening_id)
        .options(joinedload(Opening.group), joinedload(Opening.venue), selectinload(Opening.days), selectinload(Opening.pauses))
    )


def list_openings_of_group(session: Session, group_id: int) -> list[Opening]:
    """Return the hours a group has asked for or keeps, the oldest first, with their places."""
    return list(_standing(session, Opening.group_id == group_id))


def list_openings_at(session: Session, venue_ids: Iterable[int] | None) -> list[Opening]:
    """Return the hours asked for or kept at these places, or at all (None): those that ask first."""
    rows = list(_standing(session, *(() if venue_ids is None else (Opening.venue_id.in_(list(venue_ids)),))))
    return sorted(rows, key=lambda each: (each.state != OpeningState.ASKED, each.venue.sort_key, each.id))


def list_asked(session: Session, venue_ids: Iterable[int]) -> list[Opening]:
    """Return the hours that wait for the staff of these places to answer, the one that has waited longest first."""
    return list(_standing(session, Opening.venue_id.in_(list(venue_ids)), Opening.state == OpeningState.ASKED))


def list_holes(session: Session, venue_ids: Iterable[int] | None, now: dt.datetime) -> list[Hole]:
    """Return the shifts of the coming two weeks that still need somebody, at these places or at all (None), by start."""
    rows = (
        select(Shift)
        .join(Shift.occasion)
        .join(Shift.opening)
        .where(Occasion.is_live, Occasion.starts_at > now, Occasion.starts_at < now + HOLES_WITHIN)
        .order_by(Occasion.starts_at, Shift.id)
        .options(
            contains_eager(Shift.occasion).selectinload(Occasion.seats),
            contains_eager(Shift.opening).options(joinedload(Opening.venue), joinedload(Opening.group)),
        )
    )
    if venue_ids is not None:
        rows = rows.where(Opening.venue_id.in_(list(venue_ids)))
    found = (Hole(each, facts_of(each, each.occasion.seats)) for each in session.scalars(rows))
    return [each for each in found if each.facts.yes < SEATS and not is_closed_by_clock(each.facts, now)]


def public_opening(opening: Opening) -> PublicOpening:
    """Return extra hours as everybody may know them; their place is loaded."""
    venue = opening.venue
    return PublicOpening(
        venue.id, venue.name, venue.slug, venue.phone,
        opening.weekday, opening.start_minute, opening.minutes, opening.first_day, opening.last_day,
    )  # fmt: skip


def list_places_of(session: Session, group_id: int) -> list[Venue]:
    """Return the places that have said yes to a group, by name."""
    rows = (
        select(Venue)
        .join(VenueGroup, VenueGroup.venue_id == Venue.id)
        .where(VenueGroup.group_id == group_id, VenueGroup.approved_at.is_not(None))
        .order_by(Venue.sort_key, Venue.id)
    )
    return list(session.scalars(rows))


def _standing(session: Session, *which: ColumnElement[bool]) -> Iterable[Opening]:
    return session.scalars(
        select(Opening)
        .where(Opening.state.in_(STANDING), *which)
        .order_by(Opening.asked_at, Opening.id)
        .options(joinedload(Opening.group), joinedload(Opening.venue))
    )
