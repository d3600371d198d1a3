"""What is read about seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, joinedload

from seats.models import Occasion, Seat
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


def list_seats_of(session: Session, person_id: str, since: dt.datetime) -> Sequence[Seat]:
    """Return a person's seats on what has not ended at a moment, with their occasions, by start."""
    return session.scalars(
        select(Seat)
        .join(Occasion, Occasion.id == Seat.occasion_id)
        .where(Seat.person_id == person_id, Occasion.ends_at > since)
        .options(joinedload(Seat.occasion))
        .order_by(Seat.starts_at, Seat.occasion_id)
    ).all()
