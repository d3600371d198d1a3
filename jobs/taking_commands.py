"""Take a job, say yes when asked, stand in line, leave. All in the caller's transaction.

Each takes the person first, then the job. All raise UnknownJobError where there is no such job, and JobRefusedError, with nothing
changed, where a rule or the database says no.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from jobs.held_commands import (
    HeldJob,
    free_seat,
    get_job,
    hold_job,
    leave_line,
    move_up,
    refusals,
    refuse,
)
from jobs.models import Job, JobLine
from jobs.rules import why_not_sign_up, why_over
from jobs.telling_commands import tell
from jobs.terms import Refusal, Taking
from jobs.texts import Tell
from people.person_commands import hold_persons
from seats.commands import free_worthless, hold_takers, take_seat


def take_job(session: Session, job_id: int, person_id: str, now: dt.datetime) -> Job:
    """Give a person a seat: the one held for them, else one that nobody in the line is waiting for."""
    held = _begin(session, job_id, person_id, now)
    refuse(why_not_sign_up(held.facts, now))
    own = held.seat_of(person_id)
    # Where the line is asked first, a seat that is free is theirs by now.
    refuse(Refusal.FULL if own is None and not held.facts.free else None)
    return _take(session, held, person_id, now)


def give_job(session: Session, job_id: int, person_id: str, now: dt.datetime) -> Job:
    """Write down who got a job by the lots that were drawn: until it is over."""
    held = _begin(session, job_id, person_id, now)
    refuse(None if held.facts.taking is Taking.LOTS else why_not_sign_up(held.facts, now))
    over = why_over(held.facts, now)
    refuse(None if over is Refusal.BEGUN else over)
    job = _take(session, held, person_id, now)
    tell(session, now, Tell.WRITTEN_DOWN, job, [person_id])
    return job


def join_line(session: Session, job_id: int, person_id: str, now: dt.datetime) -> Job:
    """Let a person stand last in the line of a job that is full."""
    held = _begin(session, job_id, person_id, now)
    refuse(why_not_sign_up(held.facts, now))
    refuse(Refusal.TWICE if held.seat_of(person_id) or held.place_in_line(person_id) else None)
    refuse(Refusal.FREE if held.facts.free else None)
    session.add(JobLine(job_id=job_id, person_id=person_id, joined_at=now))
    held.job.changed_at = now
    session.flush()
    return held.job


def leave_job(session: Session, job_id: int, person_id: str, now: dt.datetime) -> Job:
    """Free a person's seat, or take them out of the line, until the job begins; the next in line is asked."""
    hold_persons(session, [person_id])
    job = get_job(session, job_id)
    held = hold_job(session, job, now)
    refuse(Refusal.NOT_YOURS if not (held.seat_of(person_id) or held.place_in_line(person_id)) else None)
    over = why_over(held.facts, now)
    refuse(None if over is Refusal.CANCELLED else over)
    leave_held(session, held, person_id, now)
    return job


def take_off(session: Session, job_id: int, person_id: str, now: dt.datetime) -> Job:
    """Let staff take somebody off a job until it is over, and tell them."""
    hold_persons(session, [person_id])
    job = get_job(session, job_id)
    held = hold_job(session, job, now)
    refuse(Refusal.NOT_YOURS if held.seat_of(person_id) is None else None)
    refuse(Refusal.OVER if now >= job.occasion.ends_at else None)
    leave_held(session, held, person_id, now)
    tell(session, now, Tell.TAKEN_OFF, job, [person_id])
    return job


def leave_held(session: Session, held: HeldJob, person_id: str, now: dt.datetime) -> None:
    """Let somebody be neither on a held job nor in its line; the next in line is asked."""
    seat, place = held.seat_of(person_id), held.place_in_line(person_id)
    if seat:
        free_seat(session, held, seat)
    if place:
        leave_line(session, held, place)
    held.job.changed_at = now
    move_up(session, held, now)


def _begin(session: Session, job_id: int, person_id: str, now: dt.datetime) -> HeldJob:
    with refusals():
        hold_takers(session, [person_id])
    job = get_job(session, job_id)
    free_worthless(session, person_id, job.occasion.starts_at, job.occasion.ends_at, now)
    return hold_job(session, job, now)


def _take(session: Session, held: HeldJob, person_id: str, now: dt.datetime) -> Job:
    with refusals():
        take_seat(session, held.job.occasion, person_id, now)
    place = held.place_in_line(person_id)
    if place:
        leave_line(session, held, place)
    held.job.changed_at = now
    session.flush()
    return held.job
