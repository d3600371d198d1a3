"""How a shift lives, as arithmetic on its seats and the clock (design §6): nothing here is stored.

Two who have said yes make it open. From the cut-off on fewer than two is closed, whether or not anything has run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from base.clock import KOLDING
from shifts.terms import Refusal, Told

SEATS = 2


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat of a shift: whose, whether they have said yes, until when it is held otherwise, whether it is offered."""

    person_id: str
    is_yes: bool
    lapses_at: dt.datetime | None = None
    is_offered: bool = False

    def counts(self, now: dt.datetime) -> bool:
        """Say whether it is somebody's: a yes, or a hold that has not lapsed."""
        return self.is_yes or (self.lapses_at is not None and now < self.lapses_at)


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """What decides about one shift; all instants are aware."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    evening_at: dt.datetime
    cutoff_at: dt.datetime
    changed_at: dt.datetime
    cancelled_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    seats: tuple[SeatFacts, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it is neither cancelled nor closed."""
        return self.cancelled_at is None and self.closed_at is None

    @property
    def yes(self) -> int:
        """How many have said yes."""
        return sum(seat.is_yes for seat in self.seats)

    def taken(self, now: dt.datetime) -> list[SeatFacts]:
        """Return the seats that are somebody's at a moment: lapsed holds are not."""
        return [seat for seat in self.seats if seat.counts(now)]

    def seat_of(self, person_id: str, now: dt.datetime) -> SeatFacts | None:
        """Return somebody's seat, None where they have none, or what was held has lapsed."""
        return next((seat for seat in self.taken(now) if seat.person_id == person_id), None)


def evening_before(starts_at: dt.datetime, evening_minute: int) -> dt.datetime:
    """Return the hour of the evening before a start, by the wall in Kolding."""
    day = starts_at.astimezone(KOLDING).date() - dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(evening_minute // 60, evening_minute % 60), KOLDING)


def moments(starts_at: dt.datetime, evening_minute: int, cutoff_minutes: int) -> tuple[dt.datetime, dt.datetime]:
    """Return the evening hour and the cut-off of a shift; a cut-off before the evening hour is both."""
    # In UTC: an hour on the wall is not always an hour.
    cutoff = starts_at.astimezone(dt.UTC) - dt.timedelta(minutes=cutoff_minutes)
    return min(evening_before(starts_at, evening_minute), cutoff), cutoff


def lapses_at(shift: ShiftFacts, now: dt.datetime) -> dt.datetime:
    """Return until when a seat that is held from now on is held: the evening hour, or the cut-off if that has passed."""
    return shift.evening_at if now < shift.evening_at else shift.cutoff_at


def is_closed_by_clock(shift: ShiftFacts, now: dt.datetime) -> bool:
    """Say whether the cut-off has passed with fewer than two: it is closed, and nobody needed to press anything."""
    return now >= shift.cutoff_at and shift.yes < SEATS


def told(shift: ShiftFacts, now: dt.datetime) -> Told:
    """Say what everybody may know of a shift at a moment before its end."""
    if not shift.is_live or is_closed_by_clock(shift, now):
        return Told.CLOSED
    return Told.OPEN if shift.yes == SEATS else Told.MAYBE


def changes_at(shift: ShiftFacts, now: dt.datetime) -> dt.datetime | None:
    """Return the first moment after now at which the clock alone changes what is told of it; None when it is over."""
    turns = (shift.evening_at, shift.cutoff_at, shift.starts_at, shift.ends_at)
    return min((turn for turn in turns if turn > now), default=None)


def told_since(shift: ShiftFacts, now: dt.datetime) -> dt.datetime:
    """Return since when what is told has been so: its last change, or the turn of the clock after it."""
    turns = (shift.evening_at, shift.cutoff_at) if shift.is_live and shift.yes < SEATS else ()
    return max([shift.changed_at, *(turn for turn in turns if turn <= now)])


def why_not_live(shift: ShiftFacts, now: dt.datetime) -> Refusal | None:
    """Say why nobody can do anything with a shift any more; None where they can."""
    if now >= shift.ends_at:
        return Refusal.PAST
    if shift.cancelled_at:
        return Refusal.CANCELLED
    return Refusal.CLOSED if shift.closed_at else None


def why_not_take(shift: ShiftFacts, person_id: str, now: dt.datetime) -> Refusal | None:
    """Say why somebody cannot take a seat; None where one is free, held for them, or offered by another.

    From the cut-off on a seat is only handed over, and nothing is taken once the shift has begun unless it is offered.
    """
    if dead := why_not_live(shift, now):
        return dead
    own = shift.seat_of(person_id, now)
    if own and own.is_yes:
        return Refusal.TWICE
    if is_closed_by_clock(shift, now):
        return Refusal.PAST if now >= shift.starts_at else Refusal.TOO_LATE
    if own or len(shift.taken(now)) < SEATS or any(seat.is_offered for seat in shift.seats):
        return None
    return Refusal.FULL


def why_not_ask(shift: ShiftFacts, person_id: str, now: dt.datetime) -> Refusal | None:
    """Say why somebody cannot sign up together with one they name; None where no other has a seat and the cut-off is ahead."""
    if dead := why_not_live(shift, now):
        return dead
    if now >= shift.cutoff_at:
        return Refusal.PAST if now >= shift.starts_at else Refusal.TOO_LATE
    return Refusal.FULL if any(seat.person_id != person_id for seat in shift.taken(now)) else None


def why_not_offer(shift: ShiftFacts, now: dt.datetime) -> Refusal | None:
    """Say why nobody can be asked to take over a seat: what the clock has closed is not taken over either."""
    return why_not_live(shift, now) or (Refusal.CLOSED if is_closed_by_clock(shift, now) else None)


def lacks_key(together: Collection[str], knowers: Collection[str]) -> bool:
    """Say whether two would be together of whom neither knows key and alarm."""
    return len(together) == SEATS and not set(together) & set(knowers)


def rest_reach(rest_days: int) -> dt.timedelta:
    """Return how near another shift begins, at most, that lies too near: with no days of rest, none does."""
    # A day of autumn is an hour longer.
    return dt.timedelta(days=rest_days + 1, hours=1) if rest_days else dt.timedelta()


def lacks_rest(day: dt.date, others: Collection[dt.date], rest_days: int) -> bool:
    """Say whether a day lies too near another of the same person's: fewer than `rest_days` free days between."""
    return any(abs((day - other).days) <= rest_days for other in others) if rest_days else False
