"""Who has been shown key and alarm of a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.place_models import Venue
from shifts.models import KeyShown


class Shown(NamedTuple):
    """A place whose key and alarm somebody has been shown."""

    venue_id: int
    venue_name: str
    shown_on: dt.date


def list_shown(session: Session, person_id: str) -> list[Shown]:
    """Return the places whose key and alarm a person has been shown, by name."""
    rows = (
        select(Venue.id, Venue.name, KeyShown.shown_on)
        .join(KeyShown, KeyShown.venue_id == Venue.id)
        .where(KeyShown.person_id == person_id)
        .order_by(Venue.sort_key, Venue.id)
    )
    return [Shown(*row) for row in session.execute(rows)]


def list_who_knows(session: Session, venue_ids: Collection[int], person_ids: Collection[str]) -> set[tuple[str, int]]:
    """Return which of some people have been shown which of some places: (person id, place id)."""
    rows = select(KeyShown.person_id, KeyShown.venue_id)
    found = rows.where(KeyShown.venue_id.in_(venue_ids), KeyShown.person_id.in_(person_ids))
    return {(person_id, venue_id) for person_id, venue_id in session.execute(found)}
