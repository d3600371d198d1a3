"""What every change of an activity shares, whoever makes it: a form, an agreement, a list. In the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from base.clock import day_of
from catalogue.models import Activity, ScheduleException
from catalogue.recurrence import Rule, occurs_on

REVIEW_AFTER_DAYS = 90


def mark_changed(activity: Activity, now: dt.datetime) -> None:
    """Raise the number of an activity that somebody has changed."""
    # It tells calendars, the next import and whoever has the form open that it was changed by hand.
    activity.sequence, activity.changed_at = activity.sequence + 1, now


def next_review(now: dt.datetime) -> dt.date:
    """Return the day on which to ask whether an activity that was looked at now still runs."""
    return day_of(now) + dt.timedelta(days=REVIEW_AFTER_DAYS)


def drop_stranded_exceptions(session: Session, rules: Mapping[int, Rule]) -> None:
    """Delete what is different about times that the rules, by schedule id, no longer have."""
    own = ScheduleException.schedule_id.in_(rules)
    for schedule_id, day in session.execute(select(ScheduleException.schedule_id, ScheduleException.day).where(own)).all():
        if not occurs_on(rules[schedule_id], day):
            stranded = (ScheduleException.schedule_id == schedule_id, ScheduleException.day == day)
            session.execute(delete(ScheduleException).where(*stranded))
