"""What is read about seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from seats.models import Seat
from seats.terms import SeatState


def list_clashing(session: Session, occasion_id: int, starts_at: dt.datetime, ends_at: dt.datetime) -> list[str]:
    """Return those with a yes on an occasion who have said yes to something else in [starts_at, ends_at), by id."""
    other = aliased(Seat)
    elsewhere = exists().where(
        other.person_id == Seat.person_id, other.occasion_id != occasion_id, other.is_live,
        other.state == SeatState.TAKEN, other.starts_at < ends_at, other.ends_at > starts_at,
    )  # fmt: skip
    own = select(Seat.person_id).where(Seat.occasion_id == occasion_id, Seat.state == SeatState.TAKEN, elsewhere)
    return list(session.scalars(own.order_by(Seat.person_id)))


def list_persons_on(session: Session, occasion_ids: Collection[int]) -> list[str]:
    """Return all who have a seat on one of these occasions, or have one held, by id."""
    rows = select(Seat.person_id).where(Seat.occasion_id.in_(occasion_ids)).distinct()
    return sorted(session.scalars(rows))
