"""Post a job, answer a firm, change a posting, end it. All in the caller's transaction.

All raise UnknownPostingError where there is no such posting, and PostingRefusedError, with nothing changed, where it cannot be.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import day_of
from catalogue.recurrence import starts_at
from jobs.held_commands import hold_job
from jobs.job_commands import cancel_held, change_job
from jobs.models import Firm, Posting, PostingTrait
from jobs.posting_values import PostingValues
from jobs.roll_commands import hold_posting, list_jobs_ahead, roll_posting
from jobs.rules import problem_of
from jobs.terms import PostingState, Problem, Taking
from people.person_commands import hold_persons
from seats.queries import list_persons_on

COLUMNS = [each.name for each in fields(PostingValues) if each.name != "traits"]

# Who said yes said it to these, beside the time.
TOLD = ("title", "meeting_point", "is_paid", "pay", "paid_when", "employer")


class PostingRefusedError(Exception):
    """It cannot be posted so, and nothing was changed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


class UnknownPostingError(Exception):
    """There is no such posting."""


def post(session: Session, venue_id: int, values: PostingValues, form_key: str, now: dt.datetime) -> Posting:
    """Post a job of a place, by its staff; the same form sent twice is one posting."""
    posting, is_new = _add(session, venue_id, None, values, form_key, PostingState.POSTED, now)
    if is_new:
        roll_posting(session, posting.id, now)
    return posting


def ask(session: Session, firm_id: int, values: PostingValues, form_key: str, now: dt.datetime) -> Posting:
    """Ask, as a firm, for a job to be posted; the same form sent twice is one posting."""
    firm = session.get(Firm, firm_id, with_for_update=True, populate_existing=True)
    if firm is None or firm.ended_at:
        raise PostingRefusedError(Problem.FIRM_GONE)
    return _add(session, firm.venue_id, firm_id, values, form_key, PostingState.ASKED, now)[0]


def approve(session: Session, posting_id: int, now: dt.datetime) -> Posting:
    """Post what a firm asked for."""
    posting = _get_held(session, posting_id, PostingState.ASKED)
    _refuse(Problem.PAST if posting.first_day < day_of(now) else None)
    posting.state, posting.changed_at = PostingState.POSTED, now
    session.flush()
    if roll_posting(session, posting_id, now) == 0 and not posting.is_weekly:
        raise PostingRefusedError(Problem.PAST)
    return posting


def decline(session: Session, posting_id: int, now: dt.datetime) -> Posting:
    """Say no to what a firm asked for."""
    posting = _get_held(session, posting_id, PostingState.ASKED)
    posting.state, posting.changed_at = PostingState.DECLINED, now
    session.flush()
    return posting


def change(session: Session, posting_id: int, values: PostingValues, now: dt.datetime) -> Posting:
    """Change a posting, and the jobs of it that have not begun: those who have a seat are told of another time.

    Fewer hands than have a seat, and another way of taking once somebody has one, are refused.
    """
    posting = _get_held(session, posting_id, PostingState.ASKED, PostingState.POSTED)
    _refuse(problem_of(values, day_of(now), min(posting.first_day, day_of(now))))
    jobs = list_jobs_ahead(session, posting_id, now)
    hold_persons(session, list_persons_on(session, [each.id for each in jobs]))
    was, was_weekly = Taking(posting.taking), posting.is_weekly
    is_other = any(getattr(posting, name) != getattr(values, name) for name in TOLD)
    _write(posting, values)
    posting.changed_at = now
    session.flush()
    for job in jobs:
        _refuse(change_job(session, job, was, now, moves=not (was_weekly or posting.is_weekly), is_other=is_other))
    if posting.state == PostingState.POSTED:
        roll_posting(session, posting_id, now)
    return posting


def end(session: Session, posting_id: int, now: dt.datetime) -> Posting:
    """Take a posting down: its jobs that have not begun are called off, and those who have a seat are told."""
    posting = _get_held(session, posting_id, PostingState.ASKED, PostingState.POSTED)
    for job in list_jobs_ahead(session, posting_id, now):
        cancel_held(session, hold_job(session, job, now), now)
    posting.state, posting.changed_at = PostingState.ENDED, now
    session.flush()
    return posting


def _add(
    session: Session, venue_id: int, firm_id: int | None, values: PostingValues, form_key: str, state: PostingState,
    now: dt.datetime,
) -> tuple[Posting, bool]:  # fmt: skip
    before = session.scalar(select(Posting).where(Posting.form_key == form_key))
    if before:
        return before, False
    _refuse(problem_of(values, day_of(now), day_of(now)))
    _refuse(Problem.PAST if not values.is_weekly and starts_at(values.first_day, values.start_minute) <= now else None)
    posting = Posting(venue_id=venue_id, firm_id=firm_id, state=state, form_key=form_key, asked_at=now, changed_at=now, traits=[])
    _write(posting, values)
    session.add(posting)
    session.flush()
    return posting, True


def _write(posting: Posting, values: PostingValues) -> None:
    for name in COLUMNS:
        setattr(posting, name, getattr(values, name))
    there = {each.trait: each for each in posting.traits}
    posting.traits = [there.get(trait) or PostingTrait(trait=trait) for trait in values.traits]


def _get_held(session: Session, posting_id: int, *states: PostingState) -> Posting:
    posting = hold_posting(session, posting_id)
    if posting is None:
        raise UnknownPostingError
    _refuse(None if posting.state in states else Problem.ANSWERED)
    return posting


def _refuse(problem: Problem | None) -> None:
    if problem:
        raise PostingRefusedError(problem)
