"""What keeping places reads: all of them, one with all that is written of it, and what its address was before."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from catalogue.keeping.venue_values import Hour, Taken, VenueValues
from catalogue.names import AreaName
from catalogue.place_models import Area, Venue, VenueFormerSlug


class KeptPlace(NamedTuple):
    """A place as staff list it; `area` is None where it lies in none."""

    id: int
    slug: str
    name: str
    town: str
    area: AreaName | None


def list_places(session: Session) -> list[KeptPlace]:
    """List all places, shown or not, by name: one statement."""
    rows = session.execute(
        select(Venue.id, Venue.slug, Venue.name, Venue.town, Area.id, Area.slug, Area.postcode, Area.name)
        .outerjoin(Area)
        .order_by(Venue.sort_key, Venue.id)
    )
    return [KeptPlace(*row[:4], AreaName._make(row[4:]) if row[4] else None) for row in rows]


def list_areas(session: Session) -> list[AreaName]:
    """List all areas by postcode."""
    rows = session.execute(select(Area.id, Area.slug, Area.postcode, Area.name).order_by(Area.postcode))
    return [AreaName._make(row) for row in rows]


def find_place(session: Session, slug: str) -> Venue | None:
    """Find a place, shown or not, with its hours: one statement."""
    found = session.scalars(select(Venue).where(Venue.slug == slug).options(joinedload(Venue.hours)))
    return found.unique().one_or_none()


def find_named(session: Session, key: tuple[str, str], but_id: int | None = None) -> Taken | None:
    """Find the place of a folded name and town, other than the one given."""
    named = select(Venue.slug, Venue.name).where(Venue.name_key == key[0], Venue.town_key == key[1])
    row = session.execute(named.where(Venue.id != but_id) if but_id else named).first()
    return Taken(*row) if row else None


def taken_slugs(session: Session) -> set[str]:
    """Return every address that is a place's, or was one's."""
    return {*session.scalars(select(Venue.slug)), *session.scalars(select(VenueFormerSlug.slug))}


def find_present_slug(session: Session, former: str) -> str | None:
    """Find the address of the place that one at a former address has become part of."""
    told = select(Venue.slug).join(VenueFormerSlug, VenueFormerSlug.venue_id == Venue.id)
    return session.scalar(told.where(VenueFormerSlug.slug == former))


def values_of(venue: Venue) -> VenueValues:
    """Return what is written of a place read with its hours."""
    hours = (Hour(each.kind, each.weekday, each.start_minute, each.minutes) for each in venue.hours)
    return VenueValues(
        name=venue.name, town=venue.town, kind=venue.kind, area_id=venue.area_id, address=venue.address, phone=venue.phone,
        about=venue.about, first_time=venue.first_time, way_in=venue.way_in, step_free=venue.step_free,
        adults_only=venue.adults_only, hours=tuple(sorted(hours)),
    )  # fmt: skip
