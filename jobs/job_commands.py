"""Call off, bring back and change one time of a posting. All in the caller's transaction; the errors are those of taking."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.recurrence import ends_at, starts_at
from jobs.held_commands import HeldJob, get_job, hold_job, leave_line, refuse
from jobs.models import Job
from jobs.rules import answer_by, why_over
from jobs.telling_commands import tell
from jobs.terms import PostingState, Problem, Refusal, Taking
from jobs.texts import Tell
from people.person_commands import hold_persons
from seats.commands import end_occasion, move_occasion, resize_occasion, revive_occasion
from seats.queries import list_persons_on
from seats.refusals import FullError


def cancel_job(session: Session, job_id: int, now: dt.datetime) -> Job:
    """Call a job off until it is over, and tell those who have a seat or stand in line."""
    held = hold_job(session, get_job(session, job_id), now)
    over = why_over(held.facts, now)
    refuse(None if over is Refusal.BEGUN else over)
    cancel_held(session, held, now)
    return held.job


def restore_job(session: Session, job_id: int, now: dt.datetime, *, by_plan: bool = False) -> Job:
    """Let a job that was called off take place after all, with every seat free; those who had one are told.

    What the plan called off comes back `by_plan` alone, and nothing under a posting that is down: BY_PLAN.
    """
    hold_persons(session, list_persons_on(session, [job_id]))
    held = hold_job(session, get_job(session, job_id), now)
    job = held.job
    if job.occasion.is_live:
        return job
    refuse(Refusal.BEGUN if now >= job.occasion.starts_at else None)
    refuse(Refusal.BY_PLAN if job.by_plan != by_plan or job.posting.state != PostingState.POSTED else None)
    people = [each.person_id for each in held.seats]
    revive_occasion(session, job.occasion)
    job.by_plan, job.changed_at = False, now
    tell(session, now, Tell.RUNS_AGAIN, job, people)
    session.flush()
    return job


def cancel_held(session: Session, held: HeldJob, now: dt.datetime, *, by_plan: bool = False) -> None:
    """Call off a held job, and tell all who wait for it; where it is off already nothing happens."""
    if not held.job.occasion.is_live:
        return
    people = [seat.person_id for seat in held.seats] + [place.person_id for place in held.line]
    for place in held.line.copy():
        leave_line(session, held, place)
    end_occasion(session, held.job.occasion, cancelled_at=now)
    held.job.by_plan, held.job.changed_at = by_plan, now
    tell(session, now, Tell.CANCELLED, held.job, people)
    session.flush()


def change_job(session: Session, job: Job, was: Taking, now: dt.datetime, *, moves: bool, is_other: bool) -> Problem | None:
    """Let a job that has not begun follow its changed posting, its people being held; return why it cannot.

    `was` is how it was taken before; `moves` says that it goes along to another day: of a weekly one the plan says which stay;
    `is_other` that those who have a seat are told, whether or not the time is another.
    """
    held = hold_job(session, job, now)
    occasion, posting = job.occasion, job.posting
    if held.seats and was is not Taking(posting.taking):
        return Problem.TAKEN_ALREADY
    try:
        resize_occasion(session, occasion, posting.hands)
    except FullError:
        return Problem.TOO_FEW_HANDS
    if moves and job.day != posting.first_day:
        had = select(Job.id).where(Job.posting_id == job.posting_id, Job.day == posting.first_day)
        if session.scalar(had):
            return Problem.HAD_THAT_DAY
        job.day = posting.first_day
    start = starts_at(job.day, posting.start_minute)
    end = ends_at(job.day, posting.start_minute, posting.minutes)
    job.changed_at = now
    if (start, end) != (occasion.starts_at, occasion.ends_at):
        if start <= now:
            return Problem.PAST
        _move(session, held, start, end, now)
    elif is_other and occasion.is_live:
        tell(session, now, Tell.MOVED, job, [each.person_id for each in held.seats])
    # There may be room for the next in line.
    hold_job(session, job, now)
    session.flush()
    return None


def _move(session: Session, held: HeldJob, start: dt.datetime, end: dt.datetime, now: dt.datetime) -> None:
    people = {each.person_id: each for each in held.seats}
    clashing = move_occasion(session, held.job.occasion, start, end)
    tell(session, now, Tell.MOVED_AWAY, held.job, clashing)
    for person_id in people.keys() - set(clashing):
        seat = people[person_id]
        if seat.is_yes:
            tell(session, now, Tell.MOVED, held.job, [person_id])
            continue
        # They are asked anew: the time to answer is another, and so is what they say yes to.
        seat.lapses_at = answer_by(now, start)
        tell(session, now, Tell.ASKED, held.job, [person_id], answer_by=seat.lapses_at)
