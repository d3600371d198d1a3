"""What jobs keep about a person, given out in plain words: of them alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from base.danish import WEEKDAYS
from catalogue.place_models import Area, Venue
from jobs.models import Job, JobLine, JobNewsArea, JobNewsDay, Posting
from jobs.rules import SEEN_AFTER
from jobs.texts import hours_words
from people.registry import Ahead
from seats.models import Occasion, Seat
from seats.terms import SeatState

Rows = list[dict[str, Any]]
ANSWERS = {SeatState.TAKEN: "du har sagt ja", SeatState.HELD: "du er spurgt"}


def export_seats(session: Session, person_id: str) -> Rows:
    """Return the jobs a person has a seat on, or is asked about, by start."""
    return [
        {
            "job": title, "sted": place, "fra": seat.starts_at, "til": seat.ends_at, "svar": ANSWERS[SeatState(seat.state)],
            "aflyst": not seat.is_live, "siden": seat.changed_at,
        }
        for seat, title, place in session.execute(_seats(person_id))
    ]  # fmt: skip


def export_lines(session: Session, person_id: str) -> Rows:
    """Return the jobs in whose line a person stands, by when they joined it."""
    rows = (
        select(Posting.title, JobLine.joined_at)
        .join(Job, Job.posting_id == Posting.id)
        .join(JobLine, JobLine.job_id == Job.id)
        .where(JobLine.person_id == person_id)
        .order_by(JobLine.joined_at, JobLine.job_id)
    )
    return [{"job": title, "i kø siden": since} for title, since in session.execute(rows)]


def export_news(session: Session, person_id: str) -> Rows:
    """Return on which days, and of which areas, a person hears of jobs."""
    days, areas = find_news(session, person_id)
    names = session.scalars(select(Area.name).where(Area.id.in_(areas)).order_by(Area.postcode)).all()
    return [{"dage": [WEEKDAYS[day] for day in sorted(days)], "områder": list(names) or ["alle"]}] if days else []


def find_news(session: Session, person_id: str) -> tuple[set[int], set[int]]:
    """Return on which weekdays somebody hears of jobs, and of which areas, by id; of all where there are none."""
    days = session.scalars(select(JobNewsDay.weekday).where(JobNewsDay.person_id == person_id))
    areas = session.scalars(select(JobNewsArea.area_id).where(JobNewsArea.person_id == person_id))
    return set(days), set(areas)


def list_ahead(session: Session, person_id: str, now: dt.datetime) -> Sequence[Ahead]:
    """Return the jobs a person has said yes to that have not ended and are not called off, in neutral words: one statement."""
    rows = (
        select(Seat, Job)
        .join(Job, Job.id == Seat.occasion_id)
        .where(Seat.person_id == person_id, Seat.state == SeatState.TAKEN, Seat.is_live, Seat.ends_at > now)
        .order_by(Seat.starts_at, Job.id)
    )
    return [_ahead(seat, job) for seat, job in session.execute(rows)]


def _ahead(seat: Seat, job: Job) -> Ahead:
    path = f"/job/{job.id}"
    title = hours_words(seat.starts_at, seat.ends_at).capitalize()
    return Ahead(
        f"job-{job.id}", title, seat.starts_at, seat.ends_at, f"{path}/plads", f"{path}/fra", max(seat.changed_at, job.changed_at)
    )


@dataclass(frozen=True, slots=True)
class OwnJob:
    """A job as it stands on somebody's own page."""

    id: int
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OwnJobs:
    """The jobs somebody is asked about, those they had the last seven days, and those they stand in line for: each by start."""

    asked: list[OwnJob]
    had: list[OwnJob]
    waiting: list[OwnJob]


def find_own(session: Session, person_id: str, now: dt.datetime) -> OwnJobs:
    """Return what stands of jobs on somebody's own page, beside what they have said yes to: two statements."""
    recent = _seats(person_id).where(Seat.is_live, Seat.ends_at > now - SEEN_AFTER)
    seats = [(seat, OwnJob(seat.occasion_id, title, seat.starts_at, seat.ends_at)) for seat, title, _ in session.execute(recent)]
    asked = [own for seat, own in seats if seat.lapses_at and seat.lapses_at > now]
    return OwnJobs(
        asked, [own for seat, own in seats if seat.is_yes and seat.ends_at <= now], _list_waiting(session, person_id, now)
    )


def _list_waiting(session: Session, person_id: str, now: dt.datetime) -> list[OwnJob]:
    rows = (
        select(Job.id, Posting.title, Occasion.starts_at, Occasion.ends_at)
        .join(Job.occasion)
        .join(Job.posting)
        .join(JobLine, JobLine.job_id == Job.id)
        .where(JobLine.person_id == person_id, Occasion.starts_at > now)
        .order_by(Occasion.starts_at, Job.id)
    )
    return [OwnJob(*row) for row in session.execute(rows)]


def belongings(session: Session, person_ids: Sequence[str]) -> Mapping[str, set[int]]:
    """Return the ids of the places where each person has a job, also one that is past while it is kept."""
    found: dict[str, set[int]] = defaultdict(set)
    for person_id, venue_id in session.execute(_places().where(Seat.person_id.in_(person_ids))):
        found[person_id].add(venue_id)
    return found


def belongers(session: Session, venue_ids: Iterable[int]) -> Mapping[int, set[str]]:
    """Return the ids of the persons who have a job at each of these places."""
    found: dict[int, set[str]] = defaultdict(set)
    for person_id, venue_id in session.execute(_places().where(Posting.venue_id.in_(list(venue_ids)))):
        found[venue_id].add(person_id)
    return found


def list_held_jobs(session: Session, person_id: str, now: dt.datetime) -> list[int]:
    """Return the jobs that have not ended on which a person has a seat or stands in line, by number."""
    seats = select(Job.id).join(Seat, Seat.occasion_id == Job.id).where(Seat.person_id == person_id, Seat.ends_at > now)
    lines = select(JobLine.job_id).join(Occasion, Occasion.id == JobLine.job_id)
    return sorted({*session.scalars(seats), *session.scalars(lines.where(JobLine.person_id == person_id))})


def _seats(person_id: str) -> Select[Seat, str, str]:
    return (
        select(Seat, Posting.title, Venue.name)
        .join(Job, Job.id == Seat.occasion_id)
        .join(Posting, Posting.id == Job.posting_id)
        .join(Venue, Venue.id == Posting.venue_id)
        .where(Seat.person_id == person_id)
        .order_by(Seat.starts_at, Seat.occasion_id)
    )


def _places() -> Select[str, int]:
    return (
        select(Seat.person_id, Posting.venue_id)
        .join(Job, Job.id == Seat.occasion_id)
        .join(Posting, Posting.id == Job.posting_id)
        .where(Seat.state == SeatState.TAKEN)
    )
