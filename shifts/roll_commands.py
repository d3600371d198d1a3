"""Keep the shifts of the coming weeks there: add, call off and revive what the plan says. Never by a GET."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from base.clock import day_of
from catalogue.place_models import VenueClosingDay
from catalogue.recurrence import ends_at, starts_at
from seats.commands import end_occasion
from seats.models import Occasion
from shifts.held_commands import ShiftRefusedError, get_shift, hold_shift
from shifts.keeping_commands import move_shift, restore_shift
from shifts.models import Opening, Shift
from shifts.plan import WEEKS_AHEAD, Plan, is_off, stands, wanted_days
from shifts.rules import SEATS
from shifts.telling_commands import tell
from shifts.terms import OpeningState, Refusal
from shifts.texts import Tell

AHEAD = dt.timedelta(weeks=WEEKS_AHEAD)


def list_running(session: Session) -> list[int]:
    """Return the extra hours that are to have shifts, in order."""
    return list(session.scalars(select(Opening.id).where(Opening.state == OpeningState.APPROVED).order_by(Opening.id)))


def hold_opening(session: Session, opening_id: int) -> Opening | None:
    """Return extra hours as they are now, this transaction's alone until it ends; None where there are none."""
    return session.scalar(
        select(Opening)
        .where(Opening.id == opening_id)
        .options(joinedload(Opening.venue), selectinload(Opening.days), selectinload(Opening.pauses))
        .with_for_update(of=Opening)
        .execution_options(populate_existing=True)
    )


def plan_of(opening: Opening) -> Plan:
    """Return the plan of extra hours as a value."""
    return Plan(
        opening.first_day, opening.last_day, opening.weekday, tuple(each.day for each in opening.days),
        opening.runs_on_holidays, [(each.first_day, each.last_day) for each in opening.pauses],
    )  # fmt: skip


def roll_opening(session: Session, opening_id: int, now: dt.datetime) -> int:
    """Let the shifts of extra hours be those of their plan from now to six weeks ahead; return how many were changed.

    In the caller's transaction; twice is once. What has begun is left alone, and so is what staff called off. Who loses a seat
    is told.
    """
    opening = hold_opening(session, opening_id)
    if opening is None:
        return 0
    there = _list_there(session, opening, now)
    closed = _closing_days(session, opening)
    added = _missing(opening, {each.day for each in there}, closed, now)
    called_off, revived = _turned(opening, [each for each in there if each.occasion.starts_at > now], closed)
    for day in added:
        _add(session, opening, day, now)
    for shift in called_off:
        _call_off(session, shift, now)
    for shift in revived:
        restore_shift(session, shift.id, now)
    session.flush()
    return len(added) + len(called_off) + len(revived)


def restore_planned(session: Session, shift_id: int, now: dt.datetime) -> Shift:
    """Let a shift that was called off or closed take place after all, as `restore_shift`.

    Raises BY_PLAN where the hours are at an end, the group holds a pause or the place is closed that day.
    """
    shift = get_shift(session, shift_id)
    opening = hold_opening(session, shift.opening_id)
    runs = opening is not None and opening.state == OpeningState.APPROVED
    held_on = day_of(shift.occasion.starts_at)
    if opening is None or not (runs and stands(plan_of(opening), shift.day, held_on, _closing_days(session, opening))):
        raise ShiftRefusedError(Refusal.BY_PLAN)
    return restore_shift(session, shift_id, now)


def move_planned(session: Session, shift_id: int, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> Shift:
    """Move a shift as `move_shift`; raise DAY_OFF where the place is closed on another day, or the group holds a pause."""
    shift = get_shift(session, shift_id)
    opening, day = hold_opening(session, shift.opening_id), day_of(starts_at)
    is_elsewhere = day != day_of(shift.occasion.starts_at)
    if opening and is_elsewhere and is_off(plan_of(opening), day, _closing_days(session, opening)):
        raise ShiftRefusedError(Refusal.DAY_OFF)
    return move_shift(session, shift_id, starts_at, ends_at, now)


def _closing_days(session: Session, opening: Opening) -> set[dt.date]:
    return set(session.scalars(select(VenueClosingDay.day).where(VenueClosingDay.venue_id == opening.venue_id)))


def _missing(opening: Opening, there: set[dt.date], closed: set[dt.date], now: dt.datetime) -> list[dt.date]:
    if opening.state != OpeningState.APPROVED:
        return []
    today = day_of(now)
    wanted = wanted_days(plan_of(opening), today, today + AHEAD, closed)
    return [day for day in wanted if day not in there and starts_at(day, opening.start_minute) > now]


def _turned(opening: Opening, ahead: list[Shift], closed: set[dt.date]) -> tuple[list[Shift], list[Shift]]:
    plan, runs = plan_of(opening), opening.state == OpeningState.APPROVED
    standing = {each.id for each in ahead if runs and stands(plan, each.day, day_of(each.occasion.starts_at), closed)}
    called_off = [each for each in ahead if each.id not in standing and each.occasion.is_live]
    return called_off, [each for each in ahead if each.id in standing and each.by_plan]


def _list_there(session: Session, opening: Opening, now: dt.datetime) -> list[Shift]:
    # Also those that were moved to another day, or have begun: they stand for the day they were planned on.
    rows = select(Shift).join(Shift.occasion).where(Shift.opening_id == opening.id)
    there = rows.where((Occasion.starts_at > now) | (Shift.day >= day_of(now))).order_by(Shift.id)
    return list(session.scalars(there.options(joinedload(Shift.occasion), joinedload(Shift.opening))))


def _add(session: Session, opening: Opening, day: dt.date, now: dt.datetime) -> None:
    ends = ends_at(day, opening.start_minute, opening.minutes)
    occasion = Occasion(starts_at=starts_at(day, opening.start_minute), ends_at=ends, capacity=SEATS)
    session.add(occasion)
    session.flush()
    session.add(Shift(id=occasion.id, opening_id=opening.id, day=day, changed_at=now))


def _call_off(session: Session, shift: Shift, now: dt.datetime) -> None:
    held = hold_shift(session, shift, now)
    if not shift.occasion.is_live:
        # Staff were faster.
        return
    end_occasion(session, shift.occasion, cancelled_at=now)
    shift.by_plan, shift.changed_at = True, now
    tell(session, now, Tell.CANCELLED, shift, [each.person_id for each in held.seats])
