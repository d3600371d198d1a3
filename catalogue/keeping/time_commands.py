"""Call off or move one time of an activity, or put it back as the rule has it. All in the caller's transaction.

Each says which change of the time was seen: of two who change one time at once the second is told, unless both want the same.
A change raises the number of the exception, never that of the activity, which tells who edits it what has moved on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.keeping.time_queries import find_coming
from catalogue.keeping.time_rules import ComingTime, Slot
from catalogue.models import Activity, Schedule, ScheduleException
from catalogue.overlap_commands import hold_overlaps
from catalogue.terms import Change, Instead

NOTHING = {
    "moved_to": None, "start_minute": None, "minutes": None, "instead": None, "closed_on": None, "before": None,
}  # fmt: skip


class TimeKey(NamedTuple):
    """One time: of which activity, by which schedule, planned on which day."""

    activity_id: int
    schedule_id: int
    day: dt.date


def cancel_time(session: Session, key: TimeKey, instead: Instead | None, seen: int, now: dt.datetime) -> bool:
    """Call a time off, with the line of what else one can do; False where it is over or has been changed since it was seen."""
    return _change(session, key, seen, now, lambda _time: {"change": Change.CANCELLED, "instead": instead})


def move_time(session: Session, key: TimeKey, to: Slot, seen: int, now: dt.datetime) -> bool:
    """Move a time; False where it is over or has been changed since it was seen. `to` is a move that the rules allow.

    Back to where the rule has it, it is as planned; with the rule's own hours it follows them.
    """

    def wanted(time: ComingTime) -> dict[str, Any] | None:
        if to == time.planned:
            return None
        hours = {} if to[1:] == time.planned[1:] else {"start_minute": to.start_minute, "minutes": to.minutes}
        return {"change": Change.MOVED, "moved_to": to.day, **hours}

    return _change(session, key, seen, now, wanted)


def restore_time(session: Session, key: TimeKey, seen: int, now: dt.datetime) -> bool:
    """Let a time be as planned; False where that, or the time itself, is over, or it has been changed since it was seen."""
    return _change(session, key, seen, now, lambda _time: None)


def write_change(session: Session, schedule_id: int, day: dt.date, now: dt.datetime, **values: Any) -> None:
    """Write what is different about the time that a schedule puts on a day, in place of what was."""
    row = session.get(ScheduleException, (schedule_id, day))
    if row is None:
        row = ScheduleException(schedule_id=schedule_id, day=day, sequence=0)
        session.add(row)
    for name, value in {**NOTHING, **values}.items():
        setattr(row, name, value)
    row.sequence, row.changed_at = row.sequence + 1, now


def drop_change(session: Session, row: ScheduleException, activity: Activity, now: dt.datetime) -> None:
    """Let nothing be different about a time any more."""
    session.delete(row)
    # Calendars that hold the change are told when it went: its own row can no longer say.
    activity.changed_at = now


def _change(
    session: Session, key: TimeKey, seen: int, now: dt.datetime, wanted: Callable[[ComingTime], dict[str, Any] | None]
) -> bool:  # fmt: skip
    # First of all, as whoever edits: two who wait for each other would fail.
    hold_overlaps(session)
    session.execute(select(Schedule.id).where(Schedule.id == key.schedule_id).with_for_update())
    time = find_coming(session, *key, now)
    if time is None:
        return False
    values, row = wanted(time), session.get(ScheduleException, (key.schedule_id, key.day))
    if _stands(row, values):
        return True
    if time.seen != seen or (values is None and not time.may_be_put_back(now)):
        return False
    if values is not None:
        write_change(session, key.schedule_id, key.day, now, **values)
    elif row is not None:
        drop_change(session, row, session.get_one(Activity, key.activity_id), now)
    return True


def _stands(row: ScheduleException | None, values: dict[str, Any] | None) -> bool:
    if row is None or values is None:
        return row is None and values is None
    return all(getattr(row, name) == value for name, value in {**NOTHING, **values}.items())
