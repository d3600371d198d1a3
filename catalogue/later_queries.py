"""What is not on in the days shown but later."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Select, String, bindparam, cast, func, or_, select
from sqlalchemy.orm import Session

from catalogue.activity_queries import conditions, in_day_part
from catalogue.models import Activity, Schedule
from catalogue.place_models import Venue, VenueClosingDay
from catalogue.recurrence import Rule, next_day, runs_on
from catalogue.wanted import Wanted

MOST_LATER = 50
MOST_LOOKED_AT = 2000
DAYS_AHEAD = 400


class LaterActivity(NamedTuple):
    """An activity that is not on in the days shown, with the next day it is."""

    day: dt.date
    id: int
    title: str
    slug: str
    venue_name: str
    venue_slug: str


def list_later(session: Session, wanted: Wanted, after: dt.date, shown: set[int]) -> list[LaterActivity]:
    """List activities that are on from a day and not among those shown, by the next day each is on: one statement.

    At most `MOST_LATER`, the soonest; what is called off or moved is told on the activity's own page.
    """
    nearest: dict[int, LaterActivity] = {}
    for schedule, closed, *rest in session.execute(_later(wanted.shape()), wanted.values() | {"after": after}):
        closing_days = frozenset(map(dt.date.fromisoformat, closed.split(","))) if closed else frozenset()
        day = _next_open_day(schedule.rule(), after, closing_days)
        row = LaterActivity._make((day or dt.date.max, *rest))
        if day and row.id not in shown and (row.id not in nearest or nearest[row.id].day > day):
            nearest[row.id] = row
    return sorted(nearest.values(), key=lambda row: (row.day, row.id))[:MOST_LATER]


def _next_open_day(rule: Rule, after: dt.date, closed: frozenset[dt.date]) -> dt.date | None:
    day = next_day(rule, after, DAYS_AHEAD)
    while day and not runs_on(rule, day, closed):
        day = next_day(rule, day + dt.timedelta(days=1), DAYS_AHEAD)
    return day


@lru_cache(maxsize=128)
def _later(shape: Wanted) -> Select[Schedule, str | None, int, str, str, str, str]:
    after = bindparam("after", type_=Schedule.first_day.type)
    closed = (
        select(VenueClosingDay.venue_id, func.aggregate_strings(cast(VenueClosingDay.day, String), ",").label("days"))
        .where(VenueClosingDay.day >= after)
        .group_by(VenueClosingDay.venue_id)
        .subquery()
    )
    return (
        select(Schedule, closed.c.days, Activity.id, Activity.title, Activity.slug, Venue.name, Venue.slug)
        .join(Activity, Activity.id == Schedule.activity_id)
        .join(Venue, Venue.id == Schedule.venue_id)
        .outerjoin(closed, closed.c.venue_id == Venue.id)
        .where(or_(Schedule.last_day.is_(None), Schedule.last_day >= after))
        .where(*conditions(shape), *in_day_part(shape))
        .order_by(Schedule.id)
        .limit(MOST_LOOKED_AT)
    )
