"""What there is of each interest, where and when, and what is wished for: as many statements whatever is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from catalogue.filters import DAY_PARTS
from catalogue.interest_models import Interest, InterestGroup
from catalogue.models import Activity, ActivityHost, ActivityInterest, Schedule
from catalogue.name_queries import IS_SHOWN
from catalogue.place_models import Area, Venue
from catalogue.terms import Status, VenueKind, WishKind
from catalogue.wish_models import Wish
from catalogue.wishing.gap_grid import Counts, Known, Place

PLACES_A_PAGE = 12
MOST_UNMET = 10
_WISHES = tuple(func.count(case((Wish.kind == kind, 1))) for kind in (WishKind.WANT, WishKind.CAN_LEAD))


class Choice(NamedTuple):
    """A shelf or an area to choose."""

    id: int
    slug: str
    name: str


class Unmet(NamedTuple):
    """An interest that is wished for, by how many of each kind, and that no place has."""

    slug: str
    name: str
    want: int
    can_lead: int


def list_shelves(session: Session) -> list[Choice]:
    """List the shelves that hold an interest, in their order."""
    held = InterestGroup.id.in_(select(Interest.group_id))
    shelves = select(InterestGroup.id, InterestGroup.slug, InterestGroup.name).where(held)
    return [Choice(*row) for row in session.execute(shelves.order_by(InterestGroup.position, InterestGroup.id))]


def list_areas(session: Session) -> list[Choice]:
    """List the areas that have a place, by postcode."""
    areas = select(Area.id, Area.slug, Area.name).where(Area.id.in_(select(Venue.area_id)))
    return [Choice(*row) for row in session.execute(areas.order_by(Area.postcode))]


def list_places(session: Session, area_id: int | None, mine: Collection[int], page: int) -> tuple[list[Place], bool]:
    """List a page of twelve places, one's own first, then those one can visit, by name; and say whether more follow."""
    kinds = list(VenueKind)
    in_order = (
        case((Venue.id.in_(mine), 0), else_=1),
        case(*((Venue.kind == kind, position) for position, kind in enumerate(kinds))),
        Venue.sort_key,
        Venue.id,
    )
    shown = select(Venue.id, Venue.slug, Venue.name).where(IS_SHOWN, *_in_area(area_id)).order_by(*in_order)
    rows = session.execute(shown.limit(PLACES_A_PAGE + 1).offset((page - 1) * PLACES_A_PAGE)).all()
    return [Place(*row) for row in rows[:PLACES_A_PAGE]], len(rows) > PLACES_A_PAGE


def list_known(session: Session, shelf_id: int) -> list[Known]:
    """List the interests of a shelf, by name."""
    own = select(Interest.id, Interest.slug, Interest.name, Interest.every_place).where(Interest.group_id == shelf_id)
    return [Known(*row) for row in session.execute(own.order_by(Interest.sort_key, Interest.id))]


def count_gaps(session: Session, shelf_id: int, area_id: int | None, places: Collection[Place], today: dt.date) -> Counts:
    """Count what there is of a shelf's interests, in an area or everywhere, and what is wished of them: five statements."""
    interest_id = ActivityInterest.interest_id
    on_shelf = select(Interest.id).where(Interest.group_id == shelf_id)
    offers = func.count(Activity.id.distinct())
    hosted = (
        select(interest_id)
        .join(Activity, Activity.id == ActivityInterest.activity_id)
        .join(ActivityHost, ActivityHost.activity_id == Activity.id)
        .join(Venue, Venue.id == ActivityHost.venue_id)
        .where(interest_id.in_(on_shelf), _goes_on(today), *_in_area(area_id))
    )
    totals = hosted.add_columns(offers, func.count(Venue.id.distinct())).group_by(interest_id)
    by_place = hosted.add_columns(Venue.id, offers).group_by(interest_id, Venue.id)
    by_place = by_place.where(Venue.id.in_([place.id for place in places]))
    timed = _timed(on_shelf, area_id, today).subquery()
    by_time = select(timed.c.interest_id, timed.c.weekday, timed.c.part, func.count())
    by_time = by_time.group_by(timed.c.interest_id, timed.c.weekday, timed.c.part)
    timed_in_all = select(timed.c.interest_id, func.count(timed.c.activity_id.distinct())).group_by(timed.c.interest_id)
    wishes = select(Wish.interest_id, *_WISHES).where(Wish.interest_id.in_(on_shelf)).group_by(Wish.interest_id)
    return Counts(
        totals={row[0]: (row[1], row[2]) for row in session.execute(totals)},
        by_place={(row[0], row[1]): row[2] for row in session.execute(by_place)},
        by_time={(row[0], row[1], row[2]): row[3] for row in session.execute(by_time)},
        timed={row[0]: row[1] for row in session.execute(timed_in_all)},
        wishes={row[0]: (row[1], row[2]) for row in session.execute(wishes)},
    )


def list_unmet(session: Session, today: dt.date) -> list[Unmet]:
    """List the ten interests that are wished for most while no place has them, over all shelves."""
    has_it = exists().where(
        ActivityInterest.interest_id == Interest.id, Activity.id == ActivityInterest.activity_id, _goes_on(today)
    )
    rows = session.execute(
        select(Interest.slug, Interest.name, *_WISHES)
        .join(Wish, Wish.interest_id == Interest.id)
        .where(~has_it)
        .group_by(Interest.id, Interest.slug, Interest.name, Interest.sort_key)
        .order_by(func.count().desc(), Interest.sort_key, Interest.id)
        .limit(MOST_UNMET)
    )
    return [Unmet._make(row) for row in rows]


def _goes_on(today: dt.date) -> ColumnElement[bool]:
    ahead = exists().where(Schedule.activity_id == Activity.id, _is_ahead(today))
    return and_(Activity.status == Status.PUBLISHED, or_(Activity.undated, ahead))


def _is_ahead(today: dt.date) -> ColumnElement[bool]:
    return or_(Schedule.last_day.is_(None), Schedule.last_day >= today)


def _in_area(area_id: int | None) -> list[ColumnElement[bool]]:
    return [Venue.area_id == area_id] if area_id else []


def _timed(on_shelf: Select[int], area_id: int | None, today: dt.date) -> Select[int, int, int | None, str]:
    # Each activity once for each weekday and part of the day on which it begins, again and again.
    part = case(*((Schedule.start_minute < until, name) for name, (_, until) in DAY_PARTS.items()))
    return (
        select(ActivityInterest.interest_id, ActivityInterest.activity_id, Schedule.weekday, part.label("part"))
        .join(Activity, Activity.id == ActivityInterest.activity_id)
        .join(Schedule, Schedule.activity_id == Activity.id)
        .join(Venue, Venue.id == Schedule.venue_id)
        .where(ActivityInterest.interest_id.in_(on_shelf), Activity.status == Status.PUBLISHED)
        .where(_is_ahead(today), *_in_area(area_id))
        .where(Schedule.weekday.is_not(None), Schedule.start_minute.is_not(None))
        .distinct()
    )
