"""The names a visitor can choose between."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from catalogue.interest_models import Interest, InterestGroup
from catalogue.models import Activity, ActivityInterest
from catalogue.names import AreaName, InterestName, Names, VenueName
from catalogue.place_models import Area, Venue
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
ALL_VENUES = (
    select(Venue.id, Venue.slug, Venue.name, Area.id, Area.slug, Area.postcode, Area.name)
    .outerjoin(Area)
    .order_by(Venue.sort_key, Venue.id)
)


def list_shelves(session: Session) -> list[str]:
    """List the names of the groups that hold an interest, in their order."""
    held = select(InterestGroup.name).where(InterestGroup.id.in_(select(Interest.group_id)))
    return list(session.scalars(held.order_by(InterestGroup.position, InterestGroup.id)))


def load_names(session: Session) -> Names:
    """Load what a visitor can choose between: two statements."""
    return Names(
        tuple(map(InterestName._make, session.execute(ALL_INTERESTS).all())),
        tuple(VenueName(*row[:3], AreaName._make(row[3:]) if row[3] else None) for row in session.execute(ALL_VENUES).all()),
    )
