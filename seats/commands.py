"""Take, leave and hand over a seat; move, cancel, close and open an occasion. All in the caller's transaction.

Locks are taken in one order: persons by id, what is worthless to them, the occasion. Whoever is second sees what the first did:
no seat is refused while one is free.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from sqlalchemy import Select, delete, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.database import changed
from people.person_commands import hold_persons
from people.person_models import Person
from seats.models import CARRIED, Occasion, Seat
from seats.queries import list_clashing
from seats.refusals import FullError, NotLiveError, PausedError, TwiceError, refusal_of
from seats.registry import SeatRegistry
from seats.terms import SeatState


def start_seats(app: Flask) -> None:
    """Give the app what the rooms above tell the seats."""
    app.extensions["seats"] = SeatRegistry()


def hold_takers(session: Session, person_ids: Collection[str]) -> dict[str, Person]:
    """Hold those who are to have a seat; raise PausedError where one holds a pause, or is gone."""
    found = hold_persons(session, person_ids)
    for person_id in person_ids:
        if person_id not in found or found[person_id].paused_at:
            raise PausedError(person_id)
    return found


def free_worthless(session: Session, person_id: str, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> None:
    """Free the seats of a held person in that time that the clock alone has made worthless: before holding an occasion."""
    registry: SeatRegistry = current_app.extensions["seats"]
    for free in registry.free_worthless:
        free(session, person_id, starts_at, ends_at, now)


def hold_occasion(session: Session, occasion_id: int) -> Occasion | None:
    """Return an occasion as it is now, this transaction's alone until it ends; None where there is none."""
    return session.get(Occasion, occasion_id, with_for_update=True, populate_existing=True)


def read_seats(session: Session, occasion: Occasion) -> list[Seat]:
    """Return the seats of a held occasion as they are now, by number."""
    rows = select(Seat).where(Seat.occasion_id == occasion.id).order_by(Seat.number)
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def take_seat(session: Session, occasion: Occasion, person_id: str, now: dt.datetime) -> Seat:
    """Give a held person the lowest free seat of a held occasion; a seat held for them becomes theirs.

    Raises NotLiveError, FullError, TwiceError where they have said yes already, ClashError where they have said yes to
    something else at that time.
    """
    own = next((each for each in read_seats(session, occasion) if each.person_id == person_id), None)
    if own is None:
        return _add(session, occasion, person_id, now, state=SeatState.TAKEN)
    _need_live(occasion)
    if own.is_yes:
        raise TwiceError
    with _told_as_refusals(session):
        own.state, own.asked_by_id, own.lapses_at, own.changed_at = SeatState.TAKEN, None, None, now
    return own


def hold_seat(
    session: Session, occasion: Occasion, person_id: str, asked_by_id: str | None, lapses_at: dt.datetime, now: dt.datetime
) -> Seat:  # fmt: skip
    """Hold the lowest free seat of a held occasion for somebody until they answer; the errors are those of `take_seat`.

    What is only held stands in the way of nothing else: somebody else's asking must not tell where a person is.
    """
    return _add(session, occasion, person_id, now, state=SeatState.HELD, asked_by_id=asked_by_id, lapses_at=lapses_at)


def _add(session: Session, occasion: Occasion, person_id: str, now: dt.datetime, **values: object) -> Seat:
    _need_live(occasion)
    there = read_seats(session, occasion)
    if any(each.person_id == person_id for each in there):
        raise TwiceError
    free = sorted(set(range(1, occasion.capacity + 1)) - {each.number for each in there})
    if not free:
        raise FullError
    carried = {name: getattr(occasion, name) for name in CARRIED}
    seat = Seat(occasion_id=occasion.id, number=free[0], person_id=person_id, changed_at=now, **carried, **values)
    with _told_as_refusals(session):
        session.add(seat)
    return seat


def offer_seat(seat: Seat, now: dt.datetime) -> None:
    """Let a seat be anybody's who takes it; it stays its owner's until then."""
    seat.offered_at = seat.offered_at or now
    seat.changed_at = now


def keep_seat(seat: Seat, now: dt.datetime) -> None:
    """Take an offer back."""
    seat.offered_at, seat.changed_at = None, now


def hand_over(session: Session, seat: Seat, person_id: str, now: dt.datetime) -> None:
    """Let an offered seat of a held occasion be a held person's, in one change; the errors are those of `take_seat`."""
    if not seat.is_live:
        raise NotLiveError
    if seat.offered_at is None:
        raise FullError
    with _told_as_refusals(session):
        seat.person_id, seat.offered_at, seat.changed_at = person_id, None, now


def leave_seat(session: Session, seat: Seat) -> None:
    """Free a seat of a held occasion."""
    session.delete(seat)
    session.flush()


def move_occasion(session: Session, occasion: Occasion, starts_at: dt.datetime, ends_at: dt.datetime) -> list[str]:
    """Move a held occasion whose people are held; return who lost their seat, having said yes to something else at that time."""
    with _told_as_refusals(session):
        clashing = list_clashing(session, occasion.id, starts_at, ends_at) if occasion.is_live else []
        gone = delete(Seat).where(Seat.occasion_id == occasion.id, Seat.person_id.in_(clashing))
        session.execute(gone.execution_options(synchronize_session="fetch"))
        occasion.starts_at, occasion.ends_at = starts_at, ends_at
    _read_again(session, occasion)
    return clashing


def resize_occasion(session: Session, occasion: Occasion, capacity: int) -> None:
    """Give a held occasion room for more or fewer; raise FullError where more seats than that are somebody's."""
    there = read_seats(session, occasion)
    if len(there) > capacity:
        raise FullError
    free = iter(sorted(set(range(1, capacity + 1)) - {each.number for each in there}))
    for seat in there:
        if seat.number > capacity:
            seat.number = next(free)
    session.flush()
    occasion.capacity = capacity
    session.flush()
    _read_again(session, occasion)


def end_occasion(
    session: Session, occasion: Occasion, *, cancelled_at: dt.datetime | None = None, closed_at: dt.datetime | None = None
) -> None:  # fmt: skip
    """Cancel or close a held occasion; its seats stay as they were, and stand in the way of nothing."""
    occasion.cancelled_at = occasion.cancelled_at or cancelled_at
    occasion.closed_at = occasion.closed_at or closed_at
    occasion.is_live = occasion.cancelled_at is None and occasion.closed_at is None
    session.flush()
    _read_again(session, occasion)


def revive_occasion(session: Session, occasion: Occasion) -> None:
    """Let a held occasion that was cancelled or closed take place after all, with every seat free: all were told not to come."""
    session.execute(delete(Seat).where(Seat.occasion_id == occasion.id).execution_options(synchronize_session="fetch"))
    occasion.cancelled_at, occasion.closed_at, occasion.is_live = None, None, True
    session.flush()
    _read_again(session, occasion)


def forget_seats(session: Session, occasion_ids: Select[int], ended_by: dt.datetime) -> int:
    """Erase who was on those of these occasions that had ended by then; return how many."""
    due = select(Occasion.id).where(Occasion.id.in_(occasion_ids), Occasion.ends_at <= ended_by)
    return changed(session, delete(Seat).where(Seat.occasion_id.in_(due)))


def _need_live(occasion: Occasion) -> None:
    if not occasion.is_live:
        raise NotLiveError


def _read_again(session: Session, occasion: Occasion) -> None:
    # The foreign key moved what the seats carry of it. Their own columns may not be asked: another may have deleted the row.
    for seat in list(session.identity_map.values()):
        if isinstance(seat, Seat) and (inspect(seat).identity or ())[:1] == (occasion.id,):
            session.expire(seat)


@contextmanager
def _told_as_refusals(session: Session) -> Iterator[None]:
    # The database has the last word, also where the rules above it were wrong.
    try:
        yield
        session.flush()
    except IntegrityError as error:
        named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        refusal = refusal_of(named, str(error.orig))
        if refusal is None:
            raise
        raise refusal from error
