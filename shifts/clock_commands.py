"""Write down what the clock has made true of shifts: free worthless seats, tell people. All in the caller's transaction.

Nothing that anybody sees waits for this (`rules.py` derives it); it only tells, and frees seats that are worth nothing.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from base.web import now as clock_now
from people.terms import MemberState
from seats.models import Occasion, Seat
from seats.terms import SeatState
from shifts.held_commands import HeldShift, UnknownShiftError, get_shift, hold_shift
from shifts.models import Opening, Shift
from shifts.rules import is_closed_by_clock
from shifts.shift_queries import facts_of, list_group_people
from shifts.taking_commands import free_all, leave_held
from shifts.telling_commands import tell_once
from shifts.texts import Tell


def free_worthless(session: Session, person_id: str, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> None:
    """Free a person's seats in that time on shifts that the clock alone has closed, and tell them."""
    rows = (
        select(Shift)
        .join(Shift.occasion)
        .where(exists().where(Seat.occasion_id == Shift.id, Seat.person_id == person_id, Seat.state == SeatState.TAKEN))
        .where(Occasion.is_live, Occasion.starts_at < ends_at, Occasion.ends_at > starts_at)
        .order_by(Shift.id)
        .options(contains_eager(Shift.occasion).selectinload(Occasion.seats), joinedload(Shift.opening))
    )
    # Only these are held: two who want each other's live shift would wait for one another.
    closed = [each.id for each in session.scalars(rows) if is_closed_by_clock(facts_of(each, each.occasion.seats), now)]
    for shift_id in closed:
        pass_turns(session, shift_id, now)


def pass_turns(session: Session, shift_id: int, now: dt.datetime) -> None:
    """Write down what the clock has made true of one shift: a lone one is told in the evening, and freed at the cut-off."""
    try:
        held = hold_shift(session, get_shift(session, shift_id), now)
    except UnknownShiftError:
        return
    facts = held.facts
    if not facts.is_live or not held.seats or now >= facts.ends_at:
        return
    if is_closed_by_clock(facts, now):
        _free_lone(session, held, now)
    elif now >= facts.evening_at and facts.yes == 1:
        for seat in held.seats:
            if seat.is_yes:
                tell_once(session, now, Tell.EVENING, held.shift, seat.person_id)


def _free_lone(session: Session, held: HeldShift, now: dt.datetime) -> None:
    held.shift.changed_at = now
    free_all(session, held, Tell.FREED, now)


def list_turned(session: Session, now: dt.datetime) -> list[int]:
    """Return the shifts with seats that the clock may have made something of: those that begin within two days, by start."""
    rows = (
        select(Shift.id)
        .join(Occasion, Occasion.id == Shift.id)
        .where(Occasion.is_live, Occasion.ends_at > now, Occasion.starts_at < now + dt.timedelta(days=2))
        .where(select(Seat.number).where(Seat.occasion_id == Shift.id).exists())
        .order_by(Occasion.starts_at, Shift.id)
    )
    return list(session.scalars(rows))


def free_ahead(session: Session, person_id: str, now: dt.datetime) -> None:
    """Leave all of a held person's shifts that have not ended, as they would one by one."""
    _free(session, _ahead(session, person_id, now), person_id, now)


def free_in_group(session: Session, group_id: int, person_id: str) -> None:
    """Leave all of a person's shifts with a group they are in no longer; with the last of the group its hours end."""
    _free(session, _ahead(session, person_id, clock_now(), group_id), person_id, clock_now())
    if not list_group_people(session, group_id, MemberState.MEMBER, MemberState.CONTACT):
        theirs = select(Shift.id).join(Opening, Opening.id == Shift.opening_id).where(Opening.group_id == group_id)
        session.execute(delete(Occasion).where(Occasion.id.in_(theirs)))


def _ahead(session: Session, person_id: str, now: dt.datetime, group_id: int | None = None) -> list[int]:
    rows = (
        select(Shift.id)
        .join(Seat, Seat.occasion_id == Shift.id)
        .join(Opening, Opening.id == Shift.opening_id)
        .where(Seat.person_id == person_id, Seat.ends_at > now)
        .order_by(Shift.id)
    )
    return list(session.scalars(rows if group_id is None else rows.where(Opening.group_id == group_id)))


def _free(session: Session, shift_ids: list[int], person_id: str, now: dt.datetime) -> None:
    for shift_id in shift_ids:
        held = hold_shift(session, get_shift(session, shift_id), now)
        own = held.seat_of(person_id)
        if own:
            leave_held(session, held, own, now)
