"""What is typed of a posting, as one value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jobs.terms import Taking, Trait


@dataclass(frozen=True, slots=True)
class PostingValues:
    """What a posting says; the names are those of its columns, and `traits` what the job is like."""

    title: str
    hands: int
    start_minute: int
    minutes: int
    first_day: dt.date
    last_day: dt.date | None
    is_weekly: bool
    meeting_point: str
    is_paid: bool
    pay: str
    paid_when: str
    employer: str
    bring: str
    food: str
    ask_whom: str
    taking: Taking
    lots_minute: int | None
    traits: tuple[Trait, ...]
