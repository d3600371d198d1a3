"""What shifts keep about a person, given out in plain words: of them alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, contains_eager

from catalogue.place_models import Venue
from people.registry import Ahead
from seats.models import Occasion, Seat
from seats.terms import SeatState
from shifts.key_queries import list_shown
from shifts.models import Opening, Shift, ShiftSuits
from shifts.rules import is_closed_by_clock
from shifts.shift_queries import facts_of
from shifts.texts import clock_of

Rows = list[dict[str, Any]]
ANSWERS = {SeatState.TAKEN: "du har sagt ja", SeatState.HELD: "du er spurgt"}


def export_shifts(session: Session, person_id: str) -> Rows:
    """Return the shifts a person is on, is asked about, or asks another about: each kind by start."""
    asked = session.execute(_seats(Seat.asked_by_id == person_id))
    return [
        {
            "sted": place, "fra": seat.starts_at, "til": seat.ends_at, "svar": ANSWERS[SeatState(seat.state)],
            "tilbudt andre": seat.offered_at, "aflyst eller lukket": not seat.is_live, "siden": seat.changed_at,
        }
        for seat, place in session.execute(_seats(Seat.person_id == person_id))
    ] + [
        {"sted": place, "fra": seat.starts_at, "til": seat.ends_at, "svar": "du har spurgt en anden", "siden": seat.changed_at}
        for seat, place in asked
    ]  # fmt: skip


def export_keys(session: Session, person_id: str) -> Rows:
    """Return where a person has been shown key and alarm."""
    return [{"sted": each.venue_name, "vist": each.shown_on} for each in list_shown(session, person_id)]


def export_suits(session: Session, person_id: str) -> Rows:
    """Return the shifts that a person has said would suit them, by day."""
    rows = (
        select(Venue.name, Shift.day)
        .join(Opening, Opening.venue_id == Venue.id)
        .join(Shift, Shift.opening_id == Opening.id)
        .join(ShiftSuits, ShiftSuits.shift_id == Shift.id)
        .where(ShiftSuits.person_id == person_id)
        .order_by(Shift.day, Shift.id)
    )
    return [{"sted": place, "dag": day} for place, day in session.execute(rows)]


def list_ahead(session: Session, person_id: str, now: dt.datetime) -> Sequence[Ahead]:
    """Return the shifts a person has said yes to that have not ended, in neutral words: at most two statements.

    Not those that are called off or closed, by the clock too: nobody is to come there.
    """
    own = Seat.__table__.alias()
    rows = session.scalars(
        select(Shift)
        .join(Shift.occasion)
        .join(Shift.opening)
        .join(own, own.c.occasion_id == Shift.id)
        .where(own.c.person_id == person_id, own.c.state == SeatState.TAKEN, Occasion.is_live, Occasion.ends_at > now)
        .order_by(Occasion.starts_at, Shift.id)
        .options(contains_eager(Shift.opening), contains_eager(Shift.occasion).selectinload(Occasion.seats))
        .execution_options(populate_existing=True)
    )
    return [_ahead(each, person_id) for each in rows if not is_closed_by_clock(facts_of(each, each.occasion.seats), now)]


def _ahead(shift: Shift, person_id: str) -> Ahead:
    occasion = shift.occasion
    seat = next(each for each in occasion.seats if each.person_id == person_id)
    # What is due is erased where no request is, and no address can be asked for.
    path = f"/vagter/{shift.id}"
    return Ahead(
        f"vagt-{shift.id}", f"Kl. {clock_of(occasion.starts_at)}–{clock_of(occasion.ends_at)}", occasion.starts_at,
        occasion.ends_at, path, f"{path}/hop-fra", max(seat.changed_at, shift.changed_at),
    )  # fmt: skip


def list_asked(session: Session, person_id: str, now: dt.datetime) -> list[tuple[int, dt.datetime, dt.datetime]]:
    """Return the shifts a person is asked about and has not answered: id, start and end, by start."""
    held = _seats(Seat.person_id == person_id).where(Seat.state == SeatState.HELD, Seat.is_live, Seat.lapses_at > now)
    return [(seat.occasion_id, seat.starts_at, seat.ends_at) for seat, _place in session.execute(held)]


def belongings(session: Session, person_ids: Sequence[str]) -> Mapping[str, set[int]]:
    """Return the ids of the places where each person has a seat, also one that is past while it is kept."""
    found: dict[str, set[int]] = defaultdict(set)
    for person_id, venue_id in session.execute(_places().where(Seat.person_id.in_(person_ids))):
        found[person_id].add(venue_id)
    return found


def belongers(session: Session, venue_ids: Iterable[int]) -> Mapping[int, set[str]]:
    """Return the ids of the persons who have a seat at each of these places."""
    found: dict[int, set[str]] = defaultdict(set)
    for person_id, venue_id in session.execute(_places().where(Opening.venue_id.in_(list(venue_ids)))):
        found[venue_id].add(person_id)
    return found


def _seats(which: ColumnElement[bool]) -> Select[Seat, str]:
    return (
        select(Seat, Venue.name)
        .join(Shift, Shift.id == Seat.occasion_id)
        .join(Opening, Opening.id == Shift.opening_id)
        .join(Venue, Venue.id == Opening.venue_id)
        .where(which)
        .order_by(Seat.starts_at, Seat.occasion_id)
    )


def _places() -> Select[str, int]:
    return (
        select(Seat.person_id, Opening.venue_id)
        .join(Shift, Shift.id == Seat.occasion_id)
        .join(Opening, Opening.id == Shift.opening_id)
        .where(Seat.state == SeatState.TAKEN)
    )
