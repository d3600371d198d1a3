"""What people and the erasing command are told of jobs: what is kept about a person, and for how long."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.clock_commands import forget_lines
from jobs.held_commands import get_job, hold_job
from jobs.models import Job
from jobs.personal_queries import (
    belongers,
    belongings,
    export_lines,
    export_news,
    export_seats,
    list_ahead,
    list_held_jobs,
)
from jobs.rules import SEEN_AFTER
from jobs.taking_commands import leave_held
from jobs.texts import Tell
from notices.outbox_commands import drop_untrue
from people.registry import PersonalRows, Registry, Retention
from seats.commands import forget_seats


def start_rows(registry: Registry) -> None:
    """Tell the registry what jobs keep about persons, and for how long."""
    registry.personal_rows += [
        PersonalRows(
            "Dine job", export_seats, list_ahead=list_ahead, free=free_ahead,
            what_happens="Din plads bliver fri, og den næste i køen bliver spurgt.",
        ),
        PersonalRows("Job, hvor du står i kø", export_lines),
        PersonalRows("Besked om dagens job", export_news),
    ]  # fmt: skip
    registry.belongings.append(belongings)
    registry.belongers.append(belongers)
    registry.retentions += [
        Retention("Plads på et job", SEEN_AFTER.days, "Så kan du få dine penge, hvis jobbet giver løn.", forget_names),
        Retention("Plads i køen til et job", 0, "Den er væk, når jobbet begynder.", forget_lines),
    ]


def free_ahead(session: Session, person_id: str, now: dt.datetime) -> None:
    """Free a held person's seats, and their places in lines, on all that has not ended; the next in line is asked."""
    for job_id in list_held_jobs(session, person_id, now):
        held = hold_job(session, get_job(session, job_id), now)
        if held.seat_of(person_id) or held.place_in_line(person_id):
            leave_held(session, held, person_id, now)


def forget_names(session: Session, now: dt.datetime) -> int:
    """Erase who was on what ended a week ago, and what waits to be told of what is over; return how many."""
    return forget_seats(session, select(Job.id), now - SEEN_AFTER) + drop_untrue(session, Tell, now)
