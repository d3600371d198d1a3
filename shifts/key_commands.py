"""Note who has been shown key and alarm, and forget it. In the caller's transaction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.orm import Session

from base.database import insert_if_new
from shifts.models import KeyShown


def show_key(session: Session, person_id: str, venue_id: int, day: dt.date) -> None:
    """Note that a person has been shown key and alarm of a place; who has been so before stays so from that day."""
    values = {"person_id": person_id, "venue_id": venue_id, "shown_on": day}
    session.execute(insert_if_new(session, KeyShown, values))


def forget_key(session: Session, person_id: str, venue_id: int) -> None:
    """Forget that a person has been shown key and alarm of a place."""
    session.execute(delete(KeyShown).where(KeyShown.person_id == person_id, KeyShown.venue_id == venue_id))
