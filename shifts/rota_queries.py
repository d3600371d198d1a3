"""A group's rota: its shifts with their people."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from seats.models import Occasion, Seat
from shifts.models import Opening, Shift
from shifts.rules import ShiftFacts
from shifts.shift_queries import facts_of


class RotaShift(NamedTuple):
    """A shift with what decides about it, and its seats with their persons, by number; lapsed holds are among them."""

    shift: Shift
    facts: ShiftFacts
    seats: list[Seat]


def list_rota(session: Session, group_id: int, since: dt.datetime, until: dt.datetime) -> list[RotaShift]:
    """Return a group's shifts that end after `since` and begin before `until`, by start: two statements."""
    rows = session.scalars(
        select(Shift)
        .join(Shift.occasion)
        .join(Shift.opening)
        .where(Opening.group_id == group_id, Occasion.ends_at > since, Occasion.starts_at < until)
        .order_by(Occasion.starts_at, Shift.id)
        .options(
            contains_eager(Shift.opening).joinedload(Opening.venue),
            contains_eager(Shift.occasion).selectinload(Occasion.seats).joinedload(Seat.person),
        )
        .execution_options(populate_existing=True)
    ).all()
    return [RotaShift(each, facts_of(each, each.occasion.seats), each.occasion.seats) for each in rows]
