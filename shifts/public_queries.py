"""What everybody may know of extra hours. No person is read, only how many have said yes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from base.database import PublicState
from catalogue.name_queries import IS_SHOWN
from catalogue.place_models import Area, Venue
from catalogue.series_queries import location
from seats.models import Occasion, Seat
from seats.terms import SeatState
from shifts.models import Opening, Shift
from shifts.public_words import PublicOpening, PublicShift
from shifts.rules import SeatFacts, ShiftFacts, moments
from shifts.terms import OpeningState

YES = SeatFacts(person_id="", is_yes=True)


def list_public_shifts(
    session: Session, since: dt.datetime, until: dt.datetime, venue_id: int | None = None
) -> list[PublicShift]:
    """Return the shifts that end after `since` and begin before `until`, by start: one statement.

    Of hours that have ended those are among them that were cancelled, for calendars to learn of it. What is over has no names
    any more, so nothing is told of it: `since` is never before now.
    """
    yes = (
        select(func.count())
        .select_from(Seat)
        .where(Seat.occasion_id == Occasion.id, Seat.state == SeatState.TAKEN)
        .scalar_subquery()
    )
    gone = and_(Opening.state == OpeningState.ENDED, Occasion.cancelled_at.is_not(None))
    here = [] if venue_id is None else [Venue.id == venue_id]
    rows = session.execute(
        select(Occasion, Opening.evening_minute, Opening.cutoff_minutes, gone, yes, Venue, Area)
        .add_columns(select(PublicState.counter).scalar_subquery())
        .join(Shift, Shift.id == Occasion.id)
        .join(Opening, Opening.id == Shift.opening_id)
        .join(Venue, Venue.id == Opening.venue_id)
        .outerjoin(Area, Area.id == Venue.area_id)
        .where(Occasion.ends_at > since, Occasion.starts_at < until)
        .where(or_(Opening.state == OpeningState.APPROVED, gone), IS_SHOWN, *here)
        .order_by(Occasion.starts_at, Occasion.id)
    )
    return [
        PublicShift(
            occasion.id, venue.id, venue.name, venue.slug, location(venue, area), is_withdrawn,
            _facts(occasion, *moments(occasion.starts_at, evening_minute, cutoff_minutes), count, counter),
        )
        for occasion, evening_minute, cutoff_minutes, is_withdrawn, count, venue, area, counter in rows
    ]  # fmt: skip


def _facts(occasion: Occasion, evening_at: dt.datetime, cutoff_at: dt.datetime, yes: int, counter: int) -> ShiftFacts:
    # The counter is never behind the clock in milliseconds.
    changed_at = dt.datetime.fromtimestamp(counter / 1000, dt.UTC)
    return ShiftFacts(
        occasion.starts_at, occasion.ends_at, evening_at, cutoff_at, changed_at, occasion.cancelled_at, occasion.closed_at,
        (YES,) * yes,
    )  # fmt: skip


def list_public_openings(session: Session, today: dt.date) -> Sequence[PublicOpening]:
    """Return the extra hours that run, or will, by place and then by weekday and start: one statement."""
    rows = session.execute(
        select(
            Venue.id, Venue.name, Venue.slug, Venue.phone, Opening.weekday, Opening.start_minute, Opening.minutes,
            Opening.first_day, Opening.last_day,
        )
        .join(Opening, Opening.venue_id == Venue.id)
        .where(Opening.state == OpeningState.APPROVED, Opening.last_day >= today, IS_SHOWN)
        .order_by(Venue.sort_key, Venue.id, func.coalesce(Opening.weekday, 7), Opening.start_minute, Opening.id)
    )  # fmt: skip
    return [PublicOpening._make(row) for row in rows]
