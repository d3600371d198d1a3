"""What is left of today at a place, what was closed of it, and what its closing days and public holidays stop."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.keeping.time_queries import by_start, list_times
from catalogue.keeping.time_rules import ComingTime
from catalogue.models import Activity, Schedule, ScheduleException
from catalogue.place_models import VenueClosingDay
from catalogue.wanted import Wanted

A_DAY = dt.timedelta(days=1)


class ClosedTime(NamedTuple):
    """A time that was closed with the rest of the day."""

    row: ScheduleException
    activity: Activity


def list_left(session: Session, venue_id: int, now: dt.datetime) -> list[ComingTime]:
    """List what is to begin at a place later on the day of `now` and is not called off, by start: four statements.

    What was moved here from another day is among it; what has begun stays, and so does what is at another host.
    """
    times = _times_at(session, venue_id, (now.date(), now.date() + A_DAY))
    return sorted((time for time in times if not time.is_off and not time.now_at.has_begun(now)), key=by_start)


def list_closed(session: Session, venue_id: int, today: dt.date) -> list[ClosedTime]:
    """List what was closed with the rest of a day at a place, by schedule and day."""
    rows = session.execute(
        select(ScheduleException, Activity)
        .join(Schedule, Schedule.id == ScheduleException.schedule_id)
        .join(Activity, Activity.id == Schedule.activity_id)
        .where(ScheduleException.closed_on == today, Schedule.venue_id == venue_id)
        .order_by(ScheduleException.schedule_id, ScheduleException.day)
    )
    return [ClosedTime(row, activity) for row, activity in rows]


def list_closing_days(session: Session, venue_id: int, today: dt.date) -> list[dt.date]:
    """List a place's closing days from today on."""
    told = select(VenueClosingDay.day).where(VenueClosingDay.venue_id == venue_id, VenueClosingDay.day >= today)
    return list(session.scalars(told.order_by(VenueClosingDay.day)))


def titles_on(session: Session, venue_id: int, days: Iterable[dt.date]) -> dict[dt.date, list[str]]:
    """Return the titles of what takes place at a place on each of these days, in order; days without are left out."""
    wanted = set(days)
    found: dict[dt.date, set[str]] = defaultdict(set)
    if wanted:
        for time in _times_at(session, venue_id, (min(wanted), max(wanted) + A_DAY)):
            if time.one.day in wanted and not time.is_off:
                found[time.one.day].add(time.title)
    return {day: sorted(titles) for day, titles in found.items()}


def _times_at(session: Session, venue_id: int, days: tuple[dt.date, dt.date]) -> list[ComingTime]:
    # An activity with two hosts has each of its times at one of them.
    return list_times(session, Wanted(venue_id=venue_id), Schedule.venue_id == venue_id, days)
