"""Write down what the clock has made true: lines move on, people hear of the jobs of the day. In the caller's transaction.

Nothing that anybody sees waits for this: whoever changes a job moves its line first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from base.clock import minute_of
from base.danish import clock
from base.database import changed
from jobs.asked import AskedJobs
from jobs.held_commands import UnknownJobError, get_job, hold_job
from jobs.models import Job, JobLine, JobNewsArea, JobNewsDay
from jobs.queries import SeenJob, list_ahead
from jobs.terms import Taking
from jobs.texts import TODAY
from notices.outbox_commands import enqueue
from people.person_models import Person
from seats.models import Occasion, Seat
from seats.terms import SeatState

NEWS_FROM, NEWS_UNTIL = dt.time(7), dt.time(9)


def list_turned(session: Session, now: dt.datetime) -> Sequence[int]:
    """Return the jobs on which a hold has lapsed that have not begun, by number."""
    lapsed = exists().where(Seat.occasion_id == Job.id, Seat.state == SeatState.HELD, Seat.lapses_at <= now)
    return session.scalars(select(Job.id).join(Job.occasion).where(Occasion.starts_at > now, lapsed).order_by(Job.id)).all()


def pass_on(session: Session, job_id: int, now: dt.datetime) -> None:
    """Let the next in the line of one job be asked."""
    try:
        hold_job(session, get_job(session, job_id), now)
    except UnknownJobError:
        return


def forget_lines(session: Session, now: dt.datetime) -> int:
    """Erase the line of what has begun, and whom a seat was held for who never said yes; return how many."""
    begun = select(Job.id).join(Job.occasion).where(Occasion.starts_at <= now)
    lines = changed(session, delete(JobLine).where(JobLine.job_id.in_(begun)))
    return lines + changed(session, delete(Seat).where(Seat.occasion_id.in_(begun), Seat.state == SeatState.HELD))


def tell_today(session: Session, now: dt.datetime, site: str, not_at: Sequence[str] = ()) -> int:
    """Tell those who want it, from seven to nine, of the day's jobs that they may take in their areas; return to how many.

    The same day is told once, however often this runs.
    """
    if not NEWS_FROM <= now.time() < NEWS_UNTIL:
        return 0
    today = [each for each in list_ahead(session, AskedJobs(day="i-dag"), now, not_at) if _is_open(each, now)]
    told = 0
    for person_id, areas in _list_listeners(session, now.weekday()).items():
        found = [each for each in today if not areas or each.job.posting.venue.area_id in areas]
        if found:
            first = found[0]
            details = {
                "title": first.job.posting.title, "clock": clock(minute_of(first.facts.starts_at)), "count": len(found),
                "address": f"{site}job",
            }  # fmt: skip
            enqueue(session, now, TODAY, f"{TODAY} {now.date().isoformat()} {person_id}", details, person_id)
            told += 1
    return told


def _is_open(seen: SeenJob, now: dt.datetime) -> bool:
    facts = seen.facts
    return facts.is_live and facts.starts_at > now and (facts.free > 0 or facts.taking is not Taking.FIRST_COME)


def _list_listeners(session: Session, weekday: int) -> dict[str, set[int]]:
    rows = (
        select(JobNewsDay.person_id, JobNewsArea.area_id)
        .join(Person, Person.id == JobNewsDay.person_id)
        .outerjoin(JobNewsArea, JobNewsArea.person_id == JobNewsDay.person_id)
        .where(JobNewsDay.weekday == weekday, Person.paused_at.is_(None))
        .order_by(JobNewsDay.person_id, JobNewsArea.area_id)
    )
    found: dict[str, set[int]] = {}
    for person_id, area_id in session.execute(rows):
        found.setdefault(person_id, set()).update({area_id} if area_id else set())
    return found
