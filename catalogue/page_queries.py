"""What the page of one activity, one interest and one place reads."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.interest_models import Interest
from catalogue.models import Activity, ActivityHost, ActivityInterest
from catalogue.place_models import Venue
from catalogue.programme import PlacedActivity
from catalogue.terms import Status, VenueKind

MOST_SIMILAR = 6


def find_activity(session: Session, activity_id: int) -> Activity | None:
    """Find a published or withdrawn activity with its hosts, interests and schedules; a draft is nobody's business."""
    return session.scalar(
        select(Activity)
        .where(Activity.id == activity_id, Activity.status != Status.DRAFT)
        .options(
            selectinload(Activity.hosts).joinedload(ActivityHost.venue).joinedload(Venue.area),
            selectinload(Activity.interests).joinedload(ActivityInterest.interest),
            selectinload(Activity.schedules),
        )
    )


def list_similar(session: Session, activity: Activity) -> list[PlacedActivity]:
    """List up to six published activities with the same main interest at places that do not host this one, by title."""
    if not activity.interests:
        return []
    own_places = [host.venue_id for host in activity.hosts]
    rows = session.execute(
        select(Activity.id, Activity.title, Activity.slug, Venue.name, Venue.slug)
        .join(ActivityInterest, ActivityInterest.activity_id == Activity.id)
        .join(ActivityHost, ActivityHost.activity_id == Activity.id)
        .join(Venue, Venue.id == ActivityHost.venue_id)
        .where(
            ActivityInterest.interest_id == activity.interests[0].interest_id, Activity.status == Status.PUBLISHED,
            Activity.id != activity.id, ActivityHost.position == 0, Venue.id.not_in(own_places),
        )
        .order_by(Activity.sort_key, Activity.id)
        .limit(MOST_SIMILAR)
    )  # fmt: skip
    return [PlacedActivity._make(row) for row in rows]


def find_interest(session: Session, slug: str) -> Interest | None:
    """Find an interest with its group."""
    return session.scalar(select(Interest).where(Interest.slug == slug).options(joinedload(Interest.group)))


def find_venue(session: Session, slug: str) -> Venue | None:
    """Find a place with its area, hours and closing days."""
    return (
        session.scalars(
            select(Venue)
            .where(Venue.slug == slug)
            .options(joinedload(Venue.area), joinedload(Venue.hours), selectinload(Venue.closing_days))
        )
        .unique()
        .one_or_none()
    )


def list_venues(session: Session) -> list[Venue]:
    """List all places with area, hours and closing days: by area (none last), physical ones first, then by name."""
    venues = session.scalars(
        select(Venue)
        .options(joinedload(Venue.area), selectinload(Venue.hours), selectinload(Venue.closing_days))
        .order_by(Venue.sort_key, Venue.id)
    ).all()
    kinds = list(VenueKind)
    return sorted(
        venues, key=lambda each: (each.area is None, each.area.postcode if each.area else "", kinds.index(VenueKind(each.kind)))
    )
