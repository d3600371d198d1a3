"""What a suggested rota is made of: the free seats of the coming weeks, and what members have said suits them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import day_of
from people.group_models import Membership
from people.person_models import Person
from people.terms import MemberState
from seats.models import Seat
from seats.terms import SeatState
from shifts.key_queries import list_who_knows
from shifts.models import Opening, Shift, ShiftSuits
from shifts.rota_queries import RotaShift, list_rota
from shifts.rules import SEATS, rest_reach
from shifts.suggestion import Free, Member

WEEKS, MOST_REST_DAYS = dt.timedelta(weeks=6), 6


class Wanted(NamedTuple):
    """What a plan is made for: shifts by id, members, and the names of those who can be asked."""

    rota: Mapping[int, RotaShift]
    free: Sequence[Free]
    members: Sequence[Member]
    names: Mapping[str, str]


def read_wanted(session: Session, group_id: int, now: dt.datetime, venue_ids: Collection[int] | None = None) -> Wanted:
    """Return the free seats of the coming six weeks at these places, or at all, and the members who can be asked.

    Who holds a pause cannot. Seven statements.
    """
    rota = {
        each.shift.id: each
        for each in list_rota(session, group_id, now, now + WEEKS, venue_ids)
        if each.facts.is_live and now < each.facts.cutoff_at and len(each.facts.taken(now)) < SEATS
    }
    names = dict(_names(session, group_id))
    venues = {each.shift.opening.venue_id for each in rota.values()}
    knows = list_who_knows(session, venues, list(names))
    suits: dict[str, set[int]] = defaultdict(set)
    for person_id, shift_id in session.execute(
        select(ShiftSuits.person_id, ShiftSuits.shift_id).where(ShiftSuits.shift_id.in_(rota))
    ):
        suits[person_id].add(shift_id)
    seats = _seats_ahead(session, list(names), now)
    days = _days(session, group_id, list(names), now)
    members = [
        Member(
            person_id, frozenset(suits[person_id]),
            frozenset(key for key, each in rota.items() if (person_id, each.shift.opening.venue_id) in knows),
            len(seats[person_id]), tuple(seats[person_id]), frozenset(days[person_id]),
        )
        for person_id in sorted(names)
    ]  # fmt: skip
    return Wanted(rota, [_free(each, now) for each in rota.values()], members, names)


def _names(session: Session, group_id: int) -> Iterable[tuple[str, str]]:
    rows = select(Person.id, Person.name).join(Membership, Membership.person_id == Person.id)
    in_group = Membership.state.in_([MemberState.MEMBER, MemberState.CONTACT])
    found = session.execute(rows.where(Membership.group_id == group_id, in_group, Person.paused_at.is_(None)))
    return [(person_id, name) for person_id, name in found]


def _seats_ahead(
    session: Session, person_ids: Sequence[str], now: dt.datetime
) -> Mapping[str, list[tuple[dt.datetime, dt.datetime]]]:
    found: dict[str, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    ahead = (Seat.person_id.in_(person_ids), Seat.ends_at > now, Seat.is_live, Seat.state == SeatState.TAKEN)
    for person_id, starts_at, ends_at in session.execute(select(Seat.person_id, Seat.starts_at, Seat.ends_at).where(*ahead)):
        found[person_id].append((starts_at, ends_at))
    return found


def _days(session: Session, group_id: int, person_ids: Sequence[str], now: dt.datetime) -> Mapping[str, set[dt.date]]:
    found: dict[str, set[dt.date]] = defaultdict(set)
    # What is over needs rest after it, too.
    since = now - rest_reach(MOST_REST_DAYS)
    rows = (
        select(Seat.person_id, Seat.starts_at)
        .join(Shift, Shift.id == Seat.occasion_id)
        .join(Opening, Opening.id == Shift.opening_id)
        .where(Opening.group_id == group_id, Seat.person_id.in_(person_ids), Seat.is_live)
        .where(Seat.state == SeatState.TAKEN, Seat.starts_at > since)
    )
    for person_id, starts_at in session.execute(rows):
        found[person_id].add(day_of(starts_at))
    return found


def _free(rota: RotaShift, now: dt.datetime) -> Free:
    shift, facts = rota.shift, rota.facts
    there = frozenset(seat.person_id for seat in facts.taken(now))
    opening = shift.opening
    return Free(shift.id, day_of(facts.starts_at), facts.starts_at, facts.ends_at, there, opening.needs_key, opening.rest_days)
