"""Write a week in: new activities, and new times of those that stand. In the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_queries import written_of
from catalogue.keeping.activity_written import Time, Written, in_order
from catalogue.keeping.publishing_commands import add_activity, change_activity, get_activity
from catalogue.keeping.sheet_lines import Planned
from catalogue.overlap_commands import hold_overlaps


def add_new(
    session: Session, new: Sequence[tuple[Written, bool]], seen: Collection[int], now: dt.datetime, by: Keeper
) -> list[int]:  # fmt: skip
    """Add activities, each public or a draft, and return their ids. Raises UnseenOverlapError."""
    hold_overlaps(session)
    return [add_activity(session, written, now, by, publish=public, seen=seen)[0] for written, public in new]


def add_times(session: Session, planned: Planned, venue_id: int, seen: Collection[int], now: dt.datetime, by: Keeper) -> None:
    """Add the times to the activity that stands. Raises UnseenOverlapError, and NoActivityError where it is gone."""
    hold_overlaps(session)
    activity = get_activity(session, planned.activity_id or 0)
    written = written_of(activity)
    times = in_order([*written.times, *(Time(venue_id, rule) for rule in planned.rules)])
    change_activity(
        session, activity.id, activity.sequence, replace(written, times=times), now, by, publish=False, seen=seen
    )  # fmt: skip
