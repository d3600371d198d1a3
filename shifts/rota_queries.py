"""A group's rota: its shifts with their people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from people.codes import digest, read_token
from people.group_models import Group
from seats.models import Occasion, Seat
from shifts.models import Opening, RotaLink, Shift, ShiftSuits
from shifts.rules import ShiftFacts
from shifts.shift_queries import facts_of


class RotaShift(NamedTuple):
    """A shift with what decides about it, and its seats with their persons, by number; lapsed holds are among them."""

    shift: Shift
    facts: ShiftFacts
    seats: list[Seat]


def find_rota_group(session: Session, token: str) -> Group | None:
    """Return the group whose rota a token opens; None for one that is wrong, cut short or replaced."""
    if not read_token(token):
        return None
    return session.scalar(
        select(Group).join(RotaLink, RotaLink.group_id == Group.id).where(RotaLink.token_digest == digest(token))
    )


def list_suits(session: Session, person_id: str, shift_ids: Collection[int]) -> set[int]:
    """Return those of some shifts that somebody has said suit them."""
    rows = select(ShiftSuits.shift_id).where(ShiftSuits.person_id == person_id, ShiftSuits.shift_id.in_(shift_ids))
    return set(session.scalars(rows))


def list_rota(
    session: Session, group_id: int, since: dt.datetime, until: dt.datetime, venue_ids: Collection[int] | None = None
) -> list[RotaShift]:  # fmt: skip
    """Return a group's shifts that end after `since` and begin before `until`, at these places or all, by start.

    Two statements.
    """
    here = [] if venue_ids is None else [Opening.venue_id.in_(venue_ids)]
    rows = session.scalars(
        select(Shift)
        .join(Shift.occasion)
        .join(Shift.opening)
        .where(Opening.group_id == group_id, Occasion.ends_at > since, Occasion.starts_at < until, *here)
        .order_by(Occasion.starts_at, Shift.id)
        .options(
            contains_eager(Shift.opening).joinedload(Opening.venue),
            contains_eager(Shift.occasion).selectinload(Occasion.seats).joinedload(Seat.person),
        )
        .execution_options(populate_existing=True)
    ).all()
    return [RotaShift(each, facts_of(each, each.occasion.seats), each.occasion.seats) for each in rows]
