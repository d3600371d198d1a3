"""When a job can be taken, by whom the next seat is, how long somebody has to answer: values and `now` in, reasons out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from base.clock import KOLDING
from jobs.posting_values import PostingValues
from jobs.terms import Problem, Refusal, Taking

FURTHEST = dt.timedelta(days=365)
LONG_MINUTES, SHORTEST_MINUTES, LONGEST_MINUTES = 180, 15, 720
SEEN_AFTER = dt.timedelta(days=7)
ANSWER_TIME, LAST_CALL = dt.timedelta(hours=2), dt.timedelta(minutes=30)
EVENING, MORNING = dt.time(21), dt.time(9)


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What the rules need of a job: when, how many seats are whose, how it is taken.

    `held` counts the seats whose hold has not lapsed, and `next_lapse` is when the first of them does; `waiting` counts the line.
    """

    starts_at: dt.datetime
    ends_at: dt.datetime
    hands: int
    taking: Taking
    taken: int = 0
    held: int = 0
    waiting: int = 0
    is_live: bool = True
    next_lapse: dt.datetime | None = None

    @property
    def free(self) -> int:
        """How many seats anybody may take: those that the line is not asked about, or about to be."""
        return max(0, self.hands - self.taken - self.held - self.waiting)


def why_over(facts: JobFacts, now: dt.datetime) -> Refusal | None:
    """Say why nothing is changed on a job any more; None where it can be."""
    if now >= facts.ends_at:
        return Refusal.OVER
    if not facts.is_live:
        return Refusal.CANCELLED
    return Refusal.BEGUN if now >= facts.starts_at else None


def why_not_sign_up(facts: JobFacts, now: dt.datetime) -> Refusal | None:
    """Say why nobody puts themselves down for a job."""
    by_other_ways = {Taking.TURN_UP: Refusal.TURN_UP, Taking.LOTS: Refusal.LOTS}
    return why_over(facts, now) or by_other_ways.get(facts.taking)


def answer_by(now: dt.datetime, starts_at: dt.datetime) -> dt.datetime:
    """Return until when a seat is held for the next in line, who is asked now.

    Two hours, and not in the night; half an hour is left before the start for the one after, or half of what is left.
    """
    by = (now + ANSWER_TIME).astimezone(KOLDING)
    if by.time() >= EVENING or by.time() < MORNING:
        day = by.date() + dt.timedelta(days=by.time() >= EVENING)
        by = dt.datetime.combine(day, MORNING, KOLDING)
    left = starts_at - now
    latest = starts_at - LAST_CALL if left > 2 * LAST_CALL else now + left / 2
    return min(by, latest)


def minutes_between(start: dt.time, end: dt.time) -> int:
    """Return wall minutes from a time of day to another of the same day; none or fewer where the end is no later."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def problem_of(said: PostingValues, today: dt.date, earliest: dt.date) -> Problem | None:
    """Say why a posting cannot be on those days and at those times; None where it can. It begins on `earliest` or later."""
    checks = [
        (said.first_day < (earliest if said.is_weekly else today), Problem.PAST),
        (max(said.first_day, said.last_day or said.first_day) > today + FURTHEST, Problem.TOO_FAR),
        (said.last_day is not None and said.last_day < said.first_day, Problem.ENDS_BEFORE),
        (said.minutes < SHORTEST_MINUTES, Problem.TOO_SHORT),
        (said.minutes > LONGEST_MINUTES, Problem.TOO_LONG),
        (said.lots_minute is not None and said.lots_minute > said.start_minute, Problem.LOTS_TOO_LATE),
    ]
    return next((problem for wrong, problem in checks if wrong), None)
