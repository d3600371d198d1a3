"""What a group leads, as its own page tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from catalogue.keeping.time_queries import by_start, list_times
from catalogue.keeping.time_rules import FURTHEST_DAYS, ComingTime
from catalogue.models import Activity, ActivityHost, Schedule
from catalogue.terms import Status
from catalogue.wanted import Wanted

MOST_STOPPED = 5
_IN_ORDER = list(Status)


class Led(NamedTuple):
    """An activity that a group leads, read with its hosts, and its next time if it is out and has one."""

    activity: Activity
    next_time: ComingTime | None


def list_led(session: Session, group_id: int, now: dt.datetime) -> list[Led]:
    """List what a group leads: what is not out yet, what is; and the last five that stopped, by title within each.

    Seven statements, however much it is; what became one with another is told by that one alone.
    """
    found = session.scalars(
        select(Activity)
        .where(Activity.group_id == group_id, Activity.replaced_by_id.is_(None))
        .options(selectinload(Activity.hosts).joinedload(ActivityHost.venue), selectinload(Activity.schedules))
        .order_by(Activity.withdrawn_at.desc(), Activity.id)
    ).all()
    standing = [each for each in found if each.status != Status.WITHDRAWN]
    stopped = [each for each in found if each.status == Status.WITHDRAWN][:MOST_STOPPED]
    shown = sorted(standing + stopped, key=lambda each: (_IN_ORDER.index(Status(each.status)), each.sort_key, each.id))
    next_times = _next_times(session, group_id, standing, now)
    return [Led(each, next_times.get(each.id)) for each in shown]


def _next_times(session: Session, group_id: int, activities: Iterable[Activity], now: dt.datetime) -> dict[int, ComingTime]:
    led_by = {schedule.id: each.id for each in activities for schedule in each.schedules}
    if not led_by:
        return {}
    # What began the day before may still be on.
    days = (now.date() - dt.timedelta(days=1), now.date() + dt.timedelta(days=FURTHEST_DAYS + 1))
    times = list_times(session, Wanted(group_id=group_id), Schedule.id.in_(led_by), days)
    found: dict[int, ComingTime] = {}
    for time in sorted(times, key=by_start):
        if not time.now_at.is_over(now):
            found.setdefault(led_by[time.schedule_id], time)
    return found
