"""What everything that is done to a job begins with: the lock, the job as it is now, and the line moved up.

The line moves whenever a job is changed: what a hold left free goes to the next in it, whether or not anything has run. A press
that is refused changes nothing, and so moves no line; `JobFacts.free` tells what is free all the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.models import Job, JobLine
from jobs.queries import find_job
from jobs.rules import JobFacts, answer_by, why_over
from jobs.telling_commands import tell
from jobs.terms import Refusal, Taking
from jobs.texts import Tell
from seats.commands import hold_occasion, hold_seat, leave_seat, read_seats
from seats.models import Seat
from seats.refusals import ClashError, FullError, NotLiveError, PausedError, SeatRefusedError, TwiceError

OF_SEATS = {
    FullError: Refusal.FULL, TwiceError: Refusal.TWICE, ClashError: Refusal.CLASH, NotLiveError: Refusal.CANCELLED,
    PausedError: Refusal.PAUSED,
}  # fmt: skip


class JobRefusedError(Exception):
    """It could not be done, and nothing was changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


class UnknownJobError(Exception):
    """There is no such job."""


@dataclass
class HeldJob:
    """A job that is this transaction's alone, with its seats by number and its line in order."""

    job: Job
    seats: list[Seat]
    line: list[JobLine]

    @property
    def facts(self) -> JobFacts:
        """What the rules need."""
        taken, occasion, posting = sum(each.is_yes for each in self.seats), self.job.occasion, self.job.posting
        return JobFacts(
            occasion.starts_at, occasion.ends_at, occasion.capacity, Taking(posting.taking), taken, len(self.seats) - taken,
            len(self.line), occasion.is_live,
        )  # fmt: skip

    def seat_of(self, person_id: str) -> Seat | None:
        """Return somebody's seat, also one that is held for them."""
        return next((each for each in self.seats if each.person_id == person_id), None)

    def place_in_line(self, person_id: str) -> JobLine | None:
        """Return where somebody stands in the line."""
        return next((each for each in self.line if each.person_id == person_id), None)


@contextmanager
def refusals() -> Iterator[None]:
    """Tell what the seats refuse as what a job refuses."""
    try:
        yield
    except SeatRefusedError as error:
        raise JobRefusedError(OF_SEATS[type(error)]) from error


def refuse(refusal: Refusal | None) -> None:
    """Raise JobRefusedError where there is a reason to."""
    if refusal:
        raise JobRefusedError(refusal)


def get_job(session: Session, job_id: int) -> Job:
    """Return a job with its posting and place; raise UnknownJobError where there is none."""
    job = find_job(session, job_id)
    if job is None:
        raise UnknownJobError
    return job


def hold_job(session: Session, job: Job, now: dt.datetime) -> HeldJob:
    """Hold a job, free what is held no longer, and ask the next in line; persons who are to be held are held by now."""
    occasion = hold_occasion(session, job.id)
    if occasion is None:
        raise UnknownJobError
    line = select(JobLine).where(JobLine.job_id == job.id).order_by(JobLine.joined_at, JobLine.person_id)
    held = HeldJob(job, read_seats(session, occasion), list(session.scalars(line.execution_options(populate_existing=True))))
    for seat in held.seats.copy():
        if seat.lapses_at is not None and seat.lapses_at <= now:
            free_seat(session, held, seat)
            tell(session, now, Tell.LAPSED, job, [seat.person_id])
    move_up(session, held, now)
    return held


def free_seat(session: Session, held: HeldJob, seat: Seat) -> None:
    """Free a seat of a held job."""
    leave_seat(session, seat)
    held.seats.remove(seat)


def leave_line(session: Session, held: HeldJob, place: JobLine) -> None:
    """Let somebody be in the line of a held job no longer."""
    session.delete(place)
    held.line.remove(place)
    session.flush()


def move_up(session: Session, held: HeldJob, now: dt.datetime) -> None:
    """Hold each seat that is free for the next in line, and ask them; never once the job has begun, or is called off."""
    occasion = held.job.occasion
    if why_over(held.facts, now):
        return
    while held.line and len(held.seats) < occasion.capacity:
        place = held.line[0]
        leave_line(session, held, place)
        lapses_at = answer_by(now, occasion.starts_at)
        held.seats.append(hold_seat(session, occasion, place.person_id, None, lapses_at, now))
        tell(session, now, Tell.ASKED, held.job, [place.person_id], answer_by=lapses_at)
