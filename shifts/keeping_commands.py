"""What staff do with one shift: call it off, close it, restore it, move it. In the caller's transaction; those on it are told.

All raise UnknownShiftError where there is no such shift, and ShiftRefusedError where it cannot be. Who takes a seat while a
shift is moved may make the database end one of the two, which is then tried again.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from people.person_commands import hold_persons
from seats.commands import end_occasion, free_worthless, move_occasion, revive_occasion
from seats.queries import list_persons_on
from shifts.held_commands import HeldShift, get_shift, hold_shift, refuse, renew_holds
from shifts.models import Shift
from shifts.rules import is_closed_by_clock, why_not_live
from shifts.taking_commands import free_all, free_asked
from shifts.telling_commands import tell
from shifts.terms import Refusal
from shifts.texts import Tell


def cancel_shift(session: Session, shift_id: int, now: dt.datetime) -> Shift:
    """Call a shift off."""
    held = _hold_live(session, shift_id, now)
    end_occasion(session, held.shift.occasion, cancelled_at=now)
    return _tell_all(session, held, Tell.CANCELLED, now)


def close_shift(session: Session, shift_id: int, now: dt.datetime) -> Shift:
    """Close a shift that may have begun."""
    held = _hold_live(session, shift_id, now)
    end_occasion(session, held.shift.occasion, closed_at=now)
    return _tell_all(session, held, Tell.CLOSED, now)


def restore_shift(session: Session, shift_id: int, now: dt.datetime) -> Shift:
    """Let a shift that was called off or closed take place after all, its seats free; one that takes place is left as it is.

    Raises PAST where it has begun.
    """
    held = hold_shift(session, get_shift(session, shift_id), now)
    shift = held.shift
    refuse(Refusal.PAST if now >= shift.occasion.starts_at else None)
    if not shift.occasion.is_live:
        told = [each.person_id for each in held.seats]
        revive_occasion(session, shift.occasion)
        shift.by_plan, shift.changed_at = False, now
        tell(session, now, Tell.RUNS_AGAIN, shift, told)
    return shift


def move_shift(session: Session, shift_id: int, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> Shift:
    """Move a shift that has not begun to a time that has not; a yes stays a yes.

    Who has said yes to something else at that time is taken off and told so, and their partner is told. Raises PAST where
    either time has begun.
    """
    shift = get_shift(session, shift_id)
    people = list_persons_on(session, [shift_id])
    for person_id in hold_persons(session, people):
        free_worthless(session, person_id, starts_at, ends_at, now)
    held = hold_shift(session, shift, now)
    if not {each.person_id for each in held.seats} <= set(people):
        # Somebody took a seat meanwhile, and is not held: try the whole again.
        return move_shift(session, shift_id, starts_at, ends_at, now)
    refuse(why_not_live(held.facts, now))
    refuse(Refusal.PAST if min(starts_at, shift.occasion.starts_at) <= now else None)
    if is_closed_by_clock(held.facts, now):
        # As if the tick had been there: who was not to come is not to come to the new time either.
        free_all(session, held, Tell.FREED, now)
    seats = {each.person_id: each for each in held.seats}
    clashing = move_occasion(session, shift.occasion, starts_at, ends_at)
    shift.changed_at = now
    held.seats = [seat for person_id, seat in seats.items() if person_id not in clashing]
    for person_id in clashing:
        free_asked(session, held, person_id, now)
    renew_holds(held, now)
    tell(session, now, Tell.MOVED_AWAY, shift, clashing)
    tell(session, now, Tell.MOVED, shift, [each.person_id for each in held.seats])
    tell(session, now, Tell.LEFT, shift, [each.person_id for each in held.seats if clashing and each.is_yes])
    return shift


def _hold_live(session: Session, shift_id: int, now: dt.datetime) -> HeldShift:
    held = hold_shift(session, get_shift(session, shift_id), now)
    refuse(why_not_live(held.facts, now))
    return held


def _tell_all(session: Session, held: HeldShift, kind: Tell, now: dt.datetime) -> Shift:
    held.shift.changed_at = now
    tell(session, now, kind, held.shift, [each.person_id for each in held.seats])
    return held.shift
