"""The names a visitor can choose between."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from catalogue.interest_models import Interest, InterestGroup
from catalogue.models import Activity, ActivityHost, ActivityInterest
from catalogue.names import AreaName, InterestName, Names, VenueName
from catalogue.place_models import Area, Venue, VenueHours
from catalogue.terms import Status

# EXISTS, not IN: it stops at the first activity instead of going through all there are.
IN_USE = exists().where(
    ActivityInterest.interest_id == Interest.id,
    Activity.id == ActivityInterest.activity_id,
    Activity.status == Status.PUBLISHED,
)
ALL_INTERESTS = (
    select(Interest.id, Interest.slug, Interest.name, InterestGroup.name, IN_USE)
    .join(InterestGroup)
    .order_by(InterestGroup.position, InterestGroup.id, Interest.sort_key, Interest.id)
)
# A place that so far has nothing but drafts is not told of.
IS_SHOWN = or_(
    exists().where(
        ActivityHost.venue_id == Venue.id, Activity.id == ActivityHost.activity_id, Activity.status == Status.PUBLISHED
    ),
    exists().where(VenueHours.venue_id == Venue.id),
)
ALL_VENUES = (
    select(Venue.id, Venue.slug, Venue.name, Area.id, Area.slug, Area.postcode, Area.name)
    .outerjoin(Area)
    .where(IS_SHOWN)
    .order_by(Venue.sort_key, Venue.id)
)


def list_shelves(session: Session) -> list[str]:
    """List the names of the groups that hold an interest, in their order."""
    held = select(InterestGroup.name).where(InterestGroup.id.in_(select(Interest.group_id)))
    return list(session.scalars(held.order_by(InterestGroup.position, InterestGroup.id)))


def load_names(session: Session) -> Names:
    """Load what a visitor can choose between: two statements."""
    return Names(tuple(map(InterestName._make, session.execute(ALL_INTERESTS).all())), _list_venues(session))


def load_place_names(session: Session) -> Names:
    """Load the places and areas a visitor can choose between, and no interests: one statement."""
    return Names((), _list_venues(session))


def _list_venues(session: Session) -> tuple[VenueName, ...]:
    rows = session.execute(ALL_VENUES).all()
    return tuple(VenueName(*row[:3], AreaName._make(row[3:]) if row[3] else None) for row in rows)
