"""What everything that is done to a shift begins with: who may, the locks in their order, the shift as it is now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.group_models import Membership
from people.terms import MemberState
from seats.commands import hold_occasion, leave_seat, read_seats
from seats.models import Seat
from seats.refusals import ClashError, FullError, NotLiveError, SeatRefusedError, TwiceError
from shifts.models import Shift
from shifts.rules import ShiftFacts, lapses_at
from shifts.shift_queries import facts_of, find_shift
from shifts.telling_commands import tell
from shifts.terms import Refusal
from shifts.texts import Tell

OF_SEATS = {FullError: Refusal.FULL, TwiceError: Refusal.TWICE, ClashError: Refusal.CLASH, NotLiveError: Refusal.CLOSED}


class ShiftRefusedError(Exception):
    """It could not be done, and nothing was changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


class UnknownShiftError(Exception):
    """There is no such shift, or it is none of theirs."""


@dataclass
class HeldShift:
    """A shift that is this transaction's alone, with its seats by number: those whose hold has lapsed are gone."""

    shift: Shift
    seats: list[Seat]

    @property
    def facts(self) -> ShiftFacts:
        """What the rules need."""
        return facts_of(self.shift, self.seats)

    def seat_of(self, person_id: str) -> Seat | None:
        """Return somebody's seat, also one that is held for them."""
        return next((each for each in self.seats if each.person_id == person_id), None)

    def asked_by(self, person_id: str) -> list[Seat]:
        """Return the seats held for those whom somebody asked."""
        return [each for each in self.seats if each.asked_by_id == person_id]

    def yes_but(self, person_id: str) -> list[str]:
        """Return the others who have said yes."""
        return [each.person_id for each in self.seats if each.is_yes and each.person_id != person_id]


@contextmanager
def refusals() -> Iterator[None]:
    """Tell what the seats refuse as what a shift refuses."""
    try:
        yield
    except SeatRefusedError as error:
        raise ShiftRefusedError(OF_SEATS[type(error)]) from error


def refuse(refusal: Refusal | None) -> None:
    """Raise ShiftRefusedError where there is a reason to."""
    if refusal:
        raise ShiftRefusedError(refusal)


def get_shift(session: Session, shift_id: int) -> Shift:
    """Return a shift with its opening and place; raise UnknownShiftError where there is none."""
    shift = find_shift(session, shift_id)
    if shift is None:
        raise UnknownShiftError
    return shift


def need_member(session: Session, shift: Shift, person_id: str) -> None:
    """Raise UnknownShiftError unless somebody is in the group; they stay in it until the transaction ends."""
    row = select(Membership.state).where(Membership.group_id == shift.opening.group_id, Membership.person_id == person_id)
    if session.scalar(row.with_for_update(read=True)) not in (MemberState.MEMBER, MemberState.CONTACT):
        raise UnknownShiftError


def renew_holds(held: HeldShift, now: dt.datetime) -> None:
    """Let what is held lapse as the shift's time, and what was agreed, now say."""
    for seat in held.seats:
        if not seat.is_yes:
            seat.lapses_at = lapses_at(held.facts, now)


def hold_shift(session: Session, shift: Shift, now: dt.datetime) -> HeldShift:
    """Hold a shift, free what is held no longer, and tell those it was held for; persons who are to be held are held by now."""
    occasion = hold_occasion(session, shift.id)
    if occasion is None:
        raise UnknownShiftError
    seats = []
    for seat in read_seats(session, occasion):
        if seat.lapses_at is None or now < seat.lapses_at:
            seats.append(seat)
            continue
        leave_seat(session, seat)
        tell(session, now, Tell.LAPSED, shift, [seat.person_id])
    return HeldShift(shift, seats)
