"""Schedules as series: what feeds, `.json` and an activity's own page are made of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from catalogue.activity_queries import conditions, in_day_part
from catalogue.addresses import activity_path
from catalogue.interest_models import Interest
from catalogue.models import Activity, ActivityInterest, Schedule, ScheduleException
from catalogue.place_models import Area, Venue, VenueClosingDay
from catalogue.series import ExceptionDay, Series
from catalogue.terms import Change, Instead
from catalogue.wanted import Wanted

Days = tuple[dt.date, dt.date]


class PlacedSeries(NamedTuple):
    """A series with the place it happens at and the activity it belongs to."""

    series: Series
    activity_id: int
    venue_name: str


def list_series(session: Session, wanted: Wanted, days: Days, site: str) -> list[PlacedSeries]:
    """List the series that may fall on the days in `days` (half-open), by schedule: three statements.

    `site` is the address of the site with its slash at the end; exceptions and closing days are those of `days`.
    """
    shape, values = wanted.shape(), wanted.values() | {"start": days[0], "end": days[1]}
    exceptions: dict[int, list[ExceptionDay]] = defaultdict(list)
    for row in session.scalars(_exceptions(shape), values):
        instead = Instead(row.instead) if row.instead else None
        exceptions[row.schedule_id].append(
            ExceptionDay(
                row.day, Change(row.change), row.moved_to, row.start_minute, row.minutes, instead, row.changed_at, row.sequence
            )
        )
    closing_days = closing_days_between(session, days)
    none: frozenset[dt.date] = frozenset()
    return [
        PlacedSeries(
            Series(
                uid=schedule.uid, rule=schedule.rule(), changed_at=max(activity.changed_at, venue.changed_at),
                sequence=activity.sequence, title=activity.title,
                url=site.rstrip("/") + activity_path(activity.id, activity.slug), location=location(venue, area),
                description=activity.description, closing_days=closing_days.get(schedule.venue_id, none),
                exceptions=tuple(exceptions.get(schedule.id, ())),
            ),
            activity.id,
            venue.name,
        )
        for schedule, activity, venue, area in session.execute(_schedules(shape), values)
    ]  # fmt: skip


def location(venue: Any, area: Any) -> str:
    """Return where a place is, on one line: name, address, postcode and area, what is known of it."""
    return ", ".join(filter(None, (venue.name, venue.address, area and f"{area.postcode} {area.name}")))


def interest_names(session: Session, wanted: Wanted) -> dict[int, list[str]]:
    """Return the names of each wanted activity's interests, the main one first, by activity id: one statement."""
    names: dict[int, list[str]] = defaultdict(list)
    for activity_id, name in session.execute(_interests(wanted.shape()), wanted.values()):
        names[activity_id].append(name)
    return names


@lru_cache(maxsize=128)
def _schedules(shape: Wanted) -> Select[Schedule, Activity, Venue, Area]:
    start = bindparam("start", type_=Schedule.first_day.type)
    end = bindparam("end", type_=Schedule.first_day.type)
    moved_here = and_(ScheduleException.schedule_id == Schedule.id, ScheduleException.moved_to >= start)
    within = and_(Schedule.first_day < end, or_(Schedule.last_day.is_(None), Schedule.last_day >= start))
    return (
        select(Schedule, Activity, Venue, Area)
        .join(Activity, Activity.id == Schedule.activity_id)
        .join(Venue, Venue.id == Schedule.venue_id)
        .outerjoin(Area, Area.id == Venue.area_id)
        .where(or_(within, exists().where(moved_here)), *conditions(shape), *in_day_part(shape))
        .order_by(Schedule.id)
    )


@lru_cache(maxsize=128)
def _exceptions(shape: Wanted) -> Select[ScheduleException]:
    start = bindparam("start", type_=Schedule.first_day.type)
    end = bindparam("end", type_=Schedule.first_day.type)
    planned = and_(ScheduleException.day >= start, ScheduleException.day < end)
    moved_here = and_(ScheduleException.moved_to >= start, ScheduleException.moved_to < end)
    return (
        select(ScheduleException)
        .join(Schedule, Schedule.id == ScheduleException.schedule_id)
        .join(Activity, Activity.id == Schedule.activity_id)
        .where(or_(planned, moved_here), *conditions(shape), *in_day_part(shape))
        .order_by(ScheduleException.schedule_id, ScheduleException.day)
    )


@lru_cache(maxsize=128)
def _interests(shape: Wanted) -> Select[int, str]:
    return (
        select(ActivityInterest.activity_id, Interest.name)
        .join(Interest)
        .join(Activity, Activity.id == ActivityInterest.activity_id)
        .where(*conditions(shape))
        .order_by(ActivityInterest.activity_id, ActivityInterest.position, Interest.id)
    )


def closing_days_between(session: Session, days: Days) -> dict[int, frozenset[dt.date]]:
    """Return the closing days of each place that has some within the days (half-open), by place: one statement."""
    found: dict[int, set[dt.date]] = defaultdict(set)
    between = and_(VenueClosingDay.day >= days[0], VenueClosingDay.day < days[1])
    for venue_id, day in session.execute(select(VenueClosingDay.venue_id, VenueClosingDay.day).where(between)):
        found[venue_id].add(day)
    return {venue_id: frozenset(closed) for venue_id, closed in found.items()}
