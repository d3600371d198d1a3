"""What shifts keep about a person, given out in plain words: of them alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from catalogue.place_models import Venue
from people.registry import Ahead
from seats.models import Occasion, Seat
from seats.terms import SeatState
from shifts.key_queries import list_shown
from shifts.models import Opening, Shift, ShiftSuits
from shifts.texts import clock_of

Rows = list[dict[str, Any]]
ANSWERS = {SeatState.TAKEN: "du har sagt ja", SeatState.HELD: "du er spurgt"}


def export_shifts(session: Session, person_id: str) -> Rows:
    """Return the shifts a person is on or asked about, by start."""
    rows = session.execute(_seats(person_id).order_by(Occasion.starts_at, Shift.id))
    return [
        {
            "sted": place, "fra": seat.starts_at, "til": seat.ends_at, "svar": ANSWERS[SeatState(seat.state)],
            "tilbudt andre": seat.offered_at, "aflyst eller lukket": not seat.is_live, "siden": seat.changed_at,
        }
        for seat, place in rows
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
    """Return the shifts a person has said yes to that have not ended, in neutral words."""
    rows = _seats(person_id).where(Seat.state == SeatState.TAKEN, Seat.is_live, Seat.ends_at > now)
    return [
        Ahead(
            f"vagt-{seat.occasion_id}", f"Kl. {clock_of(seat.starts_at)}–{clock_of(seat.ends_at)}", seat.starts_at, seat.ends_at,
            url_for("shift.show", shift_id=seat.occasion_id), url_for("shift.leave", shift_id=seat.occasion_id), seat.changed_at,
        )
        for seat, _place in session.execute(rows.order_by(Seat.starts_at, Seat.occasion_id))
    ]  # fmt: skip


def list_asked(session: Session, person_id: str, now: dt.datetime) -> list[tuple[int, dt.datetime, dt.datetime]]:
    """Return the shifts a person is asked about and has not answered: id, start and end, by start."""
    rows = _seats(person_id).where(Seat.state == SeatState.HELD, Seat.is_live, Seat.lapses_at > now)
    found = session.execute(rows.order_by(Seat.starts_at, Seat.occasion_id))
    return [(seat.occasion_id, seat.starts_at, seat.ends_at) for seat, _place in found]


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


def _seats(person_id: str) -> Select[Seat, str]:
    return (
        select(Seat, Venue.name)
        .join(Occasion, Occasion.id == Seat.occasion_id)
        .join(Shift, Shift.id == Seat.occasion_id)
        .join(Opening, Opening.id == Shift.opening_id)
        .join(Venue, Venue.id == Opening.venue_id)
        .where(Seat.person_id == person_id)
    )


def _places() -> Select[str, int]:
    return (
        select(Seat.person_id, Opening.venue_id)
        .join(Shift, Shift.id == Seat.occasion_id)
        .join(Opening, Opening.id == Shift.opening_id)
        .where(Seat.state == SeatState.TAKEN)
    )
