"""The coming times of an activity, with what is different about each."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from catalogue.keeping.time_rules import FURTHEST_DAYS, ComingTime
from catalogue.models import Schedule
from catalogue.series import series_occurrences
from catalogue.series_queries import list_series
from catalogue.wanted import Wanted

MOST_COMING = 12


def list_coming(session: Session, activity_id: int, now: dt.datetime) -> list[ComingTime]:
    """List the next twelve times of a published activity by day and start, what is called off among them: four statements."""
    return _coming(session, activity_id, now)[:MOST_COMING]


def find_coming(
    session: Session, activity_id: int, schedule_id: int, day: dt.date, now: dt.datetime
) -> ComingTime | None:  # fmt: skip
    """Find the time that a schedule puts on a day, wherever it has been moved; None once it is over, or is not there."""
    at = (schedule_id, day)
    return next((time for time in _coming(session, activity_id, now) if (time.schedule_id, time.planned.day) == at), None)


def list_times(
    session: Session, wanted: Wanted, at: ColumnElement[bool], days: tuple[dt.date, dt.date]
) -> list[ComingTime]:  # fmt: skip
    """List the times of what is wanted on some days (half-open), of the schedules that `at` lets through: four statements.

    They are by schedule, and by day and start within each; what is called off is among them.
    """
    ids = {uid: schedule_id for uid, schedule_id in session.execute(select(Schedule.uid, Schedule.id).where(at))}
    return [
        ComingTime(
            ids[series.uid], series.title, placed.venue_name, series.rule, one,
            is_closed=one.status != "CANCELLED" and one.day in series.closing_days,
        )
        for placed in list_series(session, wanted, days, "")
        if (series := placed.series).uid in ids
        for one in series_occurrences(series, *days)
    ]  # fmt: skip


def by_start(time: ComingTime) -> tuple[dt.date, bool, float, int]:
    """Return what sorts times by day and start, those without one last."""
    start = time.one.starts_at
    return time.one.day, start is None, start.timestamp() if start else 0.0, time.schedule_id


def _coming(session: Session, activity_id: int, now: dt.datetime) -> list[ComingTime]:
    # What began the day before may still be on.
    days = (now.date() - dt.timedelta(days=1), now.date() + dt.timedelta(days=FURTHEST_DAYS + 1))
    times = list_times(session, Wanted(activity_id=activity_id), Schedule.activity_id == activity_id, days)
    return sorted((time for time in times if not time.now_at.is_over(now)), key=by_start)
