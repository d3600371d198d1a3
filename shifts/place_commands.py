"""What becomes of extra hours when their place changes: what the catalogue is told. All in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import touch_public
from catalogue.place_registry import PlaceRegistry
from catalogue.recurrence import starts_at
from seats.models import Occasion
from shifts.held_commands import ShiftRefusedError
from shifts.keeping_commands import cancel_shift
from shifts.models import KeyShown, Opening, Shift
from shifts.opening_commands import end_openings
from shifts.roll_commands import roll_opening
from shifts.terms import OpeningState


def start_places(registry: PlaceRegistry) -> None:
    """Tell the catalogue what is to be done."""
    registry.days_changed.append(roll_at)
    registry.closed_today.append(cancel_today)
    registry.merged.append(move_to)
    registry.group_left.append(end_openings)


def roll_at(session: Session, venue_id: int, now: dt.datetime) -> None:
    """Let the shifts at a place follow its closing days."""
    running = select(Opening.id).where(Opening.venue_id == venue_id, Opening.state == OpeningState.APPROVED)
    for opening_id in session.scalars(running.order_by(Opening.id)).all():
        roll_opening(session, opening_id, now)


def cancel_today(session: Session, venue_id: int, now: dt.datetime) -> bool:
    """Call off what of today's shifts at a place is not over; say whether there was any."""
    done = [_cancel(session, shift_id, now) for shift_id in _list_left(session, venue_id, now)]
    return any(done)


def _cancel(session: Session, shift_id: int, now: dt.datetime) -> bool:
    try:
        cancel_shift(session, shift_id, now)
    except ShiftRefusedError:
        # Somebody was faster.
        return False
    return True


def _list_left(session: Session, venue_id: int, now: dt.datetime) -> Sequence[int]:
    ends = starts_at(day_of(now) + dt.timedelta(days=1), 0)
    left = (
        select(Shift.id)
        .join(Occasion, Occasion.id == Shift.id)
        .join(Opening, Opening.id == Shift.opening_id)
        .where(Opening.venue_id == venue_id, Occasion.is_live, Occasion.ends_at > now, Occasion.starts_at < ends)
        .order_by(Shift.id)
    )
    return session.scalars(left).all()


def move_to(session: Session, venue_id: int, kept_id: int, now: dt.datetime) -> None:
    """Let extra hours of a place, and who was shown its key, be those of the place it is laid under, whose closing days hold."""
    session.execute(update(Opening).where(Opening.venue_id == venue_id).values(venue_id=kept_id))
    there = select(KeyShown.person_id).where(KeyShown.venue_id == kept_id).scalar_subquery()
    own = (KeyShown.venue_id == venue_id, KeyShown.person_id.not_in(there))
    session.execute(update(KeyShown).where(*own).values(venue_id=kept_id), execution_options={"synchronize_session": False})
    session.execute(delete(KeyShown).where(KeyShown.venue_id == venue_id))
    touch_public(session)
    roll_at(session, kept_id, now)
