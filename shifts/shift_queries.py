"""One shift as the rules need it: its seats, its turns of the clock, who of its people knows the key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from base.clock import day_of
from people.group_models import Membership
from people.terms import MemberState
from seats.models import Seat
from seats.terms import SeatState
from shifts.models import Opening, Shift
from shifts.rules import SeatFacts, ShiftFacts, moments


def facts_of(shift: Shift, seats: Iterable[Seat]) -> ShiftFacts:
    """Return what decides about a shift; its opening and occasion are loaded."""
    occasion, opening = shift.occasion, shift.opening
    evening_at, cutoff_at = moments(occasion.starts_at, opening.evening_minute, opening.cutoff_minutes)
    return ShiftFacts(
        occasion.starts_at, occasion.ends_at, evening_at, cutoff_at, shift.changed_at, occasion.cancelled_at, occasion.closed_at,
        tuple(SeatFacts(each.person_id, each.is_yes, each.lapses_at, each.offered_at is not None) for each in seats),
    )  # fmt: skip


def find_shift(session: Session, shift_id: int) -> Shift | None:
    """Return a shift with its occasion, its opening and the place."""
    return session.scalar(
        select(Shift)
        .where(Shift.id == shift_id)
        .options(joinedload(Shift.occasion), joinedload(Shift.opening).joinedload(Opening.venue))
    )


def list_days_near(session: Session, person_id: str, shift: Shift, reach: dt.timedelta) -> list[dt.date]:
    """Return the days of a person's other shifts with the group of one that begin as near as `reach` to it, in order."""
    starts_at = shift.occasion.starts_at
    rows = (
        select(Seat.starts_at)
        .join(Shift, Shift.id == Seat.occasion_id)
        .join(Opening, Opening.id == Shift.opening_id)
        .where(Opening.group_id == shift.opening.group_id, Shift.id != shift.id)
        .where(Seat.starts_at.between(starts_at - reach, starts_at + reach))
        .where(Seat.person_id == person_id, Seat.state == SeatState.TAKEN, Seat.is_live)
        .order_by(Seat.starts_at)
    )
    return [day_of(each) for each in session.scalars(rows)]


def list_group_people(session: Session, group_id: int, *states: MemberState) -> list[str]:
    """Return the ids of those of a group who stand in one of these states, in order."""
    rows = select(Membership.person_id).where(Membership.group_id == group_id, Membership.state.in_(states))
    return sorted(session.scalars(rows))
