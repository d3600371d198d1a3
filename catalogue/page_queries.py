"""What the page of one activity, one interest and one place reads."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.belonging_models import VenueGroup
from catalogue.interest_models import Interest
from catalogue.models import Activity, ActivityHost, ActivityInterest
from catalogue.name_queries import IS_SHOWN
from catalogue.place_models import Venue
from catalogue.programme import PlacedActivity
from catalogue.terms import Status, VenueKind
from people.group_models import Group

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


def find_leading_group(session: Session, activity: Activity) -> str | None:
    """Find the name of the group that leads an activity, where a place of the activity has said yes to the group."""
    at_a_host = and_(VenueGroup.group_id == Group.id, VenueGroup.venue_id.in_([host.venue_id for host in activity.hosts]))
    return session.scalar(
        select(Group.name)
        .where(Group.id == activity.group_id)
        .where(exists().where(at_a_host, VenueGroup.approved_at.is_not(None)))
    )


def list_similar(session: Session, activity: Activity) -> list[PlacedActivity]:
    """List up to six published activities with the same main interest at places that do not host this one, by title."""
    main = [each.interest_id for each in activity.interests[:1]]
    return _elsewhere(session, ActivityInterest.interest_id.in_(main), [host.venue_id for host in activity.hosts])


def list_similar_elsewhere(session: Session, venue_id: int) -> list[PlacedActivity]:
    """List up to six published activities at other places with an interest that people also come to this place for."""
    hosted = select(ActivityHost.activity_id).where(ActivityHost.venue_id == venue_id)
    asking_for_nothing = select(Interest.id).where(Interest.every_place)
    own = (
        select(ActivityInterest.interest_id)
        .join(Activity, Activity.id == ActivityInterest.activity_id)
        .where(Activity.id.in_(hosted), Activity.status == Status.PUBLISHED)
        .where(ActivityInterest.position == 0, ActivityInterest.interest_id.not_in(asking_for_nothing))
    )
    return _elsewhere(session, and_(ActivityInterest.position == 0, ActivityInterest.interest_id.in_(own)), [venue_id])


def _elsewhere(session: Session, alike: ColumnElement[bool], places: list[int]) -> list[PlacedActivity]:
    rows = session.execute(
        select(Activity.id, Activity.title, Activity.slug, Venue.name, Venue.slug)
        .join(ActivityInterest, ActivityInterest.activity_id == Activity.id)
        .join(ActivityHost, and_(ActivityHost.activity_id == Activity.id, ActivityHost.position == 0))
        .join(Venue, Venue.id == ActivityHost.venue_id)
        .where(alike, Activity.status == Status.PUBLISHED, Venue.id.not_in(places))
        .order_by(Activity.sort_key, Activity.id)
        .limit(MOST_SIMILAR)
    )
    return [PlacedActivity._make(row) for row in rows]


def find_interest(session: Session, slug: str) -> Interest | None:
    """Find an interest with its group."""
    return session.scalar(select(Interest).where(Interest.slug == slug).options(joinedload(Interest.group)))


def find_venue(session: Session, slug: str) -> Venue | None:
    """Find a place with its area, hours and closing days."""
    return (
        session.scalars(
            select(Venue)
            .where(Venue.slug == slug, IS_SHOWN)
            .options(joinedload(Venue.area), joinedload(Venue.hours), joinedload(Venue.closing_days))
        )
        .unique()
        .one_or_none()
    )


def list_venues(session: Session) -> list[Venue]:
    """List all places with area, hours and closing days: by area (none last), physical ones first, then by name."""
    venues = session.scalars(
        select(Venue)
        .options(joinedload(Venue.area), selectinload(Venue.hours), selectinload(Venue.closing_days))
        .where(IS_SHOWN)
        .order_by(Venue.sort_key, Venue.id)
    ).all()
    kinds = list(VenueKind)
    return sorted(
        venues, key=lambda each: (each.area is None, each.area.postcode if each.area else "", kinds.index(VenueKind(each.kind)))
    )
