"""Close the rest of a day at a place and open it again; keep its closing days. All in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from base.database import changed, insert_if_new, touch_public
from catalogue.belonging_queries import places
from catalogue.keeping.closing_queries import list_closed, list_left
from catalogue.keeping.time_commands import drop_change, write_change
from catalogue.models import Schedule, ScheduleException
from catalogue.overlap_commands import hold_overlaps
from catalogue.place_models import Venue, VenueClosingDay
from catalogue.terms import Change, Instead

# What of an exception is put back; a day is kept as text.
_KEPT = ("change", "start_minute", "minutes", "instead")


def close_today(session: Session, venue_id: int, instead: Instead | None, now: dt.datetime) -> bool:
    """Close what is left of today at a place; False where nothing is left, as where somebody has just closed it."""
    _hold(session, venue_id)
    left = list_left(session, venue_id, now)
    for time in left:
        before = session.get(ScheduleException, (time.schedule_id, time.planned.day))
        write_change(
            session, time.schedule_id, time.planned.day, now,
            change=Change.CLOSED, instead=instead, closed_on=now.date(), before=_kept(before) if before else None,
        )  # fmt: skip
    others = [close(session, venue_id, now) for close in places().closed_today]
    return bool(left) or any(others)


def open_again(session: Session, venue_id: int, now: dt.datetime) -> bool:
    """Put back all that was closed today at a place, as it was; False where nothing is closed."""
    _hold(session, venue_id)
    closed = list_closed(session, venue_id, now.date())
    for row, activity in closed:
        if row.before is None:
            drop_change(session, row, activity, now)
        else:
            moved_to = dt.date.fromisoformat(row.before["moved_to"])
            kept = {name: row.before[name] for name in _KEPT}
            write_change(session, row.schedule_id, row.day, now, **kept, moved_to=moved_to)
    return bool(closed)


def add_closing_days(session: Session, venue: Venue, days: Collection[dt.date], now: dt.datetime) -> None:
    """Let a place hold closed on these days; those that are there already stay."""
    for day in days:
        session.execute(insert_if_new(session, VenueClosingDay, {"venue_id": venue.id, "day": day}))
    _note_change(session, venue, now)
    _tell_days(session, venue.id, now)


def remove_closing_days(session: Session, venue: Venue, days: Collection[dt.date], now: dt.datetime) -> None:
    """Let a place be open on these days; those that are gone already stay away."""
    if changed(session, delete(VenueClosingDay).where(VenueClosingDay.venue_id == venue.id, VenueClosingDay.day.in_(days))):
        _note_change(session, venue, now)
        _tell_days(session, venue.id, now)


def _hold(session: Session, venue_id: int) -> None:
    # First of all, as whoever edits: two who wait for each other would fail.
    hold_overlaps(session)
    session.execute(select(Venue.id).where(Venue.id == venue_id).with_for_update())
    # Whoever calls off or moves one of its times holds its schedule.
    session.execute(select(Schedule.id).where(Schedule.venue_id == venue_id).order_by(Schedule.id).with_for_update())


def _tell_days(session: Session, venue_id: int, now: dt.datetime) -> None:
    session.flush()
    for tell in places().days_changed:
        tell(session, venue_id, now)


def _kept(row: ScheduleException) -> dict[str, Any]:
    # What takes place today and has an exception was moved, if only to another hour.
    assert row.moved_to is not None
    return {name: getattr(row, name) for name in _KEPT} | {"moved_to": row.moved_to.isoformat()}


def _note_change(session: Session, venue: Venue, now: dt.datetime) -> None:
    # Calendars are told of a series whose place has changed.
    venue.changed_at = now
    touch_public(session)
