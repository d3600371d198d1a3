"""Keep the jobs of a posting two weeks ahead, and in step with the closing days of its place. In the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from base.clock import day_of
from catalogue.place_models import VenueClosingDay
from catalogue.recurrence import ends_at, starts_at
from jobs.held_commands import hold_job
from jobs.job_commands import cancel_held, restore_job
from jobs.models import Job, Posting
from jobs.plan import is_kept_on, planned_days
from jobs.terms import PostingState
from seats.models import Occasion


def hold_posting(session: Session, posting_id: int) -> Posting | None:
    """Return a posting as it is now, this transaction's alone until it ends; None where there is none."""
    row = select(Posting).where(Posting.id == posting_id).with_for_update(of=Posting)
    whole = row.options(joinedload(Posting.venue), selectinload(Posting.traits))
    return session.scalar(whole.execution_options(populate_existing=True))


def list_running(session: Session, today: dt.date) -> Sequence[int]:
    """Return the weekly postings that have days to come."""
    to_come = or_(Posting.last_day.is_(None), Posting.last_day >= today)
    rows = select(Posting.id).where(Posting.state == PostingState.POSTED, Posting.is_weekly, to_come)
    return session.scalars(rows.order_by(Posting.id)).all()


def list_jobs_ahead(session: Session, posting_id: int, now: dt.datetime) -> list[Job]:
    """Return the jobs of a posting that have not begun, by number, those called off too."""
    rows = select(Job).join(Job.occasion).where(Job.posting_id == posting_id, Occasion.starts_at > now).order_by(Job.id)
    return list(session.scalars(rows.options(contains_eager(Job.occasion), joinedload(Job.posting))))


def roll_posting(session: Session, posting_id: int, now: dt.datetime) -> int:
    """Add the jobs that a posting is to have, call off those it has no longer; return how many were changed.

    One that was called off because the place is closed comes back when it is open after all.
    """
    posting = hold_posting(session, posting_id)
    if posting is None or posting.state != PostingState.POSTED:
        return 0
    planned = planned_days(posting.first_day, posting.last_day, posting.is_weekly, day_of(now))
    closed = set(session.scalars(select(VenueClosingDay.day).where(VenueClosingDay.venue_id == posting.venue_id)))
    wanted = [day for day in planned if is_kept_on(day, posting.is_weekly, posting.firm_id is None, closed)]
    there = set(session.scalars(select(Job.day).where(Job.posting_id == posting_id, Job.day >= day_of(now))))
    added = [day for day in wanted if day not in there and starts_at(day, posting.start_minute) > now]
    for day in added:
        _add(session, posting, day, now)
    ahead = [each for each in list_jobs_ahead(session, posting_id, now) if each.day not in added]
    called_off = [each for each in ahead if each.day not in wanted and each.occasion.is_live]
    back = [each for each in ahead if each.day in wanted and each.by_plan]
    for job in called_off:
        cancel_held(session, hold_job(session, job, now), now, by_plan=True)
    for job in back:
        restore_job(session, job.id, now, by_plan=True)
    session.flush()
    return len(added) + len(called_off) + len(back)


def _add(session: Session, posting: Posting, day: dt.date, now: dt.datetime) -> None:
    starts, ends = starts_at(day, posting.start_minute), ends_at(day, posting.start_minute, posting.minutes)
    occasion = Occasion(starts_at=starts, ends_at=ends, capacity=posting.hands)
    session.add(occasion)
    session.flush()
    session.add(Job(id=occasion.id, posting_id=posting.id, day=day, changed_at=now))
    session.flush()
