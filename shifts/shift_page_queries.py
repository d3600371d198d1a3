"""What the page of one shift reads."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from base.danish import sort_key
from people.group_models import Membership
from people.person_models import Person
from people.terms import MemberState
from seats.models import Occasion, Seat
from seats.terms import SeatState
from shifts.models import Opening, Shift
from shifts.rules import SEATS, ShiftFacts, why_not_take
from shifts.shift_queries import facts_of

FREE_WITHIN = dt.timedelta(weeks=7)
# So many that begin next may be past their cut-off.
PAST_CUTOFF = 3


class ShiftPage(NamedTuple):
    """A shift with its opening, place and group, what decides about it, its seats with their persons, and who asked whom."""

    shift: Shift
    facts: ShiftFacts
    seats: list[Seat]


class Partner(NamedTuple):
    """One of the group who can be asked."""

    person_id: str
    name: str


def find_page(session: Session, shift_id: int) -> ShiftPage | None:
    """Return all that the page shows of the shift itself, seats whose hold has lapsed too: two statements."""
    shift = session.scalar(
        select(Shift)
        .where(Shift.id == shift_id)
        .options(
            joinedload(Shift.occasion),
            joinedload(Shift.opening).joinedload(Opening.venue),
            joinedload(Shift.opening).joinedload(Opening.group),
        )
    )
    if shift is None:
        return None
    rows = select(Seat).where(Seat.occasion_id == shift_id).options(joinedload(Seat.person)).order_by(Seat.number)
    seats = list(session.scalars(rows))
    return ShiftPage(shift, facts_of(shift, seats), seats)


def list_partners(session: Session, group_id: int, person_id: str) -> list[Partner]:
    """Return those of a group whom somebody can ask, by name; who holds a pause is not asked."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == group_id, Membership.state.in_([MemberState.MEMBER, MemberState.CONTACT]))
        .where(Person.paused_at.is_(None), Person.id != person_id)
    )
    return sorted((Partner(*row) for row in rows), key=lambda each: (sort_key(each.name), each.person_id))


def find_note(session: Session, shift: Shift) -> str:
    """Return the note that those before left: that of the latest earlier shift of the same hours; "" where there is none.

    Also of one that was closed: then there may be more to tell.
    """
    earlier = (
        select(Shift.note)
        .join(Shift.occasion)
        .where(
            Shift.opening_id == shift.opening_id, Occasion.starts_at < shift.occasion.starts_at, Occasion.cancelled_at.is_(None)
        )
        .order_by(Occasion.starts_at.desc())
        .limit(1)
    )
    return session.scalar(earlier) or ""


def list_free(
    session: Session, group_id: int, person_id: str, now: dt.datetime, but: int, most: int = 3
) -> list[tuple[Shift, ShiftFacts]]:
    """Return other shifts of a group that somebody could take now, the nearest first: two statements."""
    # A great many who come too late at once are shown this: what is full, or theirs, is left out before it is read.
    theirs = (Seat.occasion_id == Shift.id, or_(Seat.state == SeatState.TAKEN, Seat.lapses_at > now))
    taken = select(func.count()).select_from(Seat).where(*theirs).scalar_subquery()
    rows = session.scalars(
        select(Shift)
        .join(Shift.occasion)
        .join(Shift.opening)
        .where(Opening.group_id == group_id, Shift.id != but, Occasion.is_live)
        .where(Occasion.starts_at > now, Occasion.starts_at < now + FREE_WITHIN)
        .where(taken < SEATS, ~exists().where(*theirs, Seat.person_id == person_id))
        .order_by(Occasion.starts_at, Shift.id)
        .limit(most + PAST_CUTOFF)
        .options(
            contains_eager(Shift.occasion).selectinload(Occasion.seats), contains_eager(Shift.opening).joinedload(Opening.venue)
        )
    )
    found = ((each, facts_of(each, each.occasion.seats)) for each in rows)
    return list(islice(((shift, facts) for shift, facts in found if _can_take(facts, person_id, now)), most))


def _can_take(facts: ShiftFacts, person_id: str, now: dt.datetime) -> bool:
    return len(facts.taken(now)) < SEATS and why_not_take(facts, person_id, now) is None
