"""What becomes of jobs when their place changes: what the catalogue is told. All in the caller's transaction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import touch_public
from catalogue.place_registry import PlaceRegistry
from catalogue.recurrence import starts_at
from jobs.held_commands import JobRefusedError
from jobs.job_commands import cancel_job
from jobs.models import Firm, Job, Posting
from jobs.roll_commands import roll_posting
from jobs.terms import PostingState
from seats.models import Occasion


def start_places(registry: PlaceRegistry) -> None:
    """Tell the catalogue what is to be done."""
    registry.days_changed.append(roll_at)
    registry.closed_today.append(cancel_today)
    registry.merged.append(move_to)


def roll_at(session: Session, venue_id: int, now: dt.datetime) -> None:
    """Let the weekly jobs of a place follow its closing days."""
    weekly = select(Posting.id).where(Posting.venue_id == venue_id, Posting.state == PostingState.POSTED, Posting.is_weekly)
    for posting_id in session.scalars(weekly.order_by(Posting.id)).all():
        roll_posting(session, posting_id, now)


def cancel_today(session: Session, venue_id: int, now: dt.datetime) -> bool:
    """Call off what of a place's own jobs today is not over; say whether there was any. A firm's jobs are elsewhere."""
    ends = starts_at(day_of(now) + dt.timedelta(days=1), 0)
    left = (
        select(Job.id)
        .join(Job.occasion)
        .join(Job.posting)
        .where(Posting.venue_id == venue_id, Posting.firm_id.is_(None))
        .where(Occasion.is_live, Occasion.ends_at > now, Occasion.starts_at < ends)
        .order_by(Job.id)
    )
    done = [_cancel(session, job_id, now) for job_id in session.scalars(left).all()]
    return any(done)


def _cancel(session: Session, job_id: int, now: dt.datetime) -> bool:
    try:
        cancel_job(session, job_id, now)
    except JobRefusedError:
        # Somebody was faster.
        return False
    return True


def move_to(session: Session, venue_id: int, kept_id: int, now: dt.datetime) -> None:
    """Let the jobs of a place, and the firms it gave links, be those of the place it is laid under, whose closing days hold."""
    for table in (Posting, Firm):
        session.execute(update(table).where(table.venue_id == venue_id).values(venue_id=kept_id))
    touch_public(session)
    roll_at(session, kept_id, now)
