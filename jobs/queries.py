"""What is read of jobs: one, those ahead that are asked for, whose seats are whose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from catalogue.place_models import Area, Venue
from jobs.asked import AskedJobs
from jobs.models import Job, JobLine, Posting, PostingTrait
from jobs.rules import JobFacts
from jobs.terms import Taking
from seats.models import Occasion, Seat
from seats.terms import SeatState


@dataclass(frozen=True, slots=True)
class SeenJob:
    """A job with its posting, place and area, and how it stands."""

    job: Job
    facts: JobFacts


def find_job(session: Session, job_id: int) -> Job | None:
    """Return a job with occasion, posting, place and traits, if there is one."""
    return session.scalar(_whole().where(Job.id == job_id))


def find_seen(session: Session, job_id: int, now: dt.datetime) -> SeenJob | None:
    """Return a job and how it stands, if there is one: two statements."""
    return next(iter(_seen(session, _whole().where(Job.id == job_id), now)), None)


def list_ahead(
    session: Session, asked: AskedJobs, now: dt.datetime, not_at: Collection[str] = (), *,
    most: int | None = None, like: bool = False,
) -> list[SeenJob]:  # fmt: skip
    """Return the jobs asked for that are not over, by start, at most so many, none at places with these slugs: one statement.

    With what they are `like` it is two. Those called off are among them until they would have ended: whoever comes is to learn
    of it.
    """
    rows = _whole(like).where(Occasion.ends_at > now, Venue.slug.not_in(not_at)).order_by(Occasion.starts_at, Job.id)
    since, until = asked.span(now)
    if until:
        rows = rows.where(Occasion.starts_at < until, Occasion.ends_at > since)
    if asked.venue:
        rows = rows.where(Venue.slug == asked.venue)
    if asked.area:
        rows = rows.where(Area.slug == asked.area)
    if asked.trait:
        rows = rows.where(Posting.traits.any(PostingTrait.trait == asked.trait))
    return _seen(session, rows.limit(most), now)


def list_free(session: Session, person_id: str, now: dt.datetime, not_at: Collection[str], most: int) -> list[SeenJob]:
    """Return the next jobs that somebody may put themselves down for and has not yet, by start: one statement."""
    # A great many who come too late at once are shown this: what is full is left out before it is read.
    given = select(func.count()).select_from(Seat).where(Seat.occasion_id == Job.id, _counts(now)).scalar_subquery()
    rows = _whole(like=False).where(
        Occasion.is_live, Occasion.starts_at > now, Posting.taking == Taking.FIRST_COME,
        ~exists().where(Seat.occasion_id == Job.id, Seat.person_id == person_id),
        Venue.slug.not_in(not_at), Occasion.capacity > given + _waiting(),
    )  # fmt: skip
    return _seen(session, rows.order_by(Occasion.starts_at, Job.id).limit(most), now)


def list_seats(session: Session, job_id: int, now: dt.datetime) -> Sequence[Seat]:
    """Return the seats of a job that are somebody's or held for them, with the persons, by number."""
    rows = select(Seat).where(Seat.occasion_id == job_id, _counts(now))
    return session.scalars(rows.order_by(Seat.number).options(joinedload(Seat.person))).all()


def find_own_seat(session: Session, job_id: int, person_id: str, now: dt.datetime) -> Seat | None:
    """Return somebody's seat on a job, or the one that is held for them still."""
    own = select(Seat).where(Seat.occasion_id == job_id, Seat.person_id == person_id)
    return session.scalar(own.where(_counts(now)))


def is_in_line(session: Session, job_id: int, person_id: str) -> bool:
    """Say whether somebody stands in the line of a job."""
    return session.get(JobLine, (job_id, person_id)) is not None


def _whole(like: bool = True) -> Select[Job]:
    of_posting = [contains_eager(Posting.venue).contains_eager(Venue.area), joinedload(Posting.firm)]
    return (
        select(Job)
        .join(Job.occasion)
        .join(Job.posting)
        .join(Posting.venue)
        .outerjoin(Venue.area)
        .options(
            contains_eager(Job.occasion),
            contains_eager(Job.posting).options(*of_posting, *([selectinload(Posting.traits)] if like else [])),
        )
        .execution_options(populate_existing=True)
    )


def _seen(session: Session, rows: Select[Job], now: dt.datetime) -> list[SeenJob]:
    of_job = Seat.occasion_id == Job.id
    asked_now = and_(of_job, Seat.state == SeatState.HELD, Seat.lapses_at > now)
    counted = rows.add_columns(
        select(func.count()).select_from(Seat).where(of_job, Seat.state == SeatState.TAKEN).scalar_subquery(),
        select(func.count()).select_from(Seat).where(asked_now).scalar_subquery(),
        _waiting(),
        select(Seat.lapses_at).where(asked_now).order_by(Seat.lapses_at).limit(1).scalar_subquery(),
    )
    return [
        SeenJob(job, _facts(job, taken, held, waiting, next_lapse))
        for job, taken, held, waiting, next_lapse in session.execute(counted)
    ]


def _counts(now: dt.datetime) -> ColumnElement[bool]:
    return Seat.lapses_at.is_(None) | (Seat.lapses_at > now)


def _waiting() -> ScalarSelect[int]:
    return select(func.count()).select_from(JobLine).where(JobLine.job_id == Job.id).scalar_subquery()


def _facts(job: Job, taken: int, held: int, waiting: int, next_lapse: dt.datetime | None) -> JobFacts:
    occasion = job.occasion
    return JobFacts(
        occasion.starts_at, occasion.ends_at, occasion.capacity, Taking(job.posting.taking), taken, held, waiting,
        occasion.is_live, next_lapse,
    )  # fmt: skip
