"""Tell people of what has become of a shift: a row in the outbox, in the transaction that made it true. No names go along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from notices.outbox_commands import enqueue, sealed
from people.terms import MemberState
from shifts.models import Shift
from shifts.shift_queries import list_group_people
from shifts.texts import Tell


def tell(session: Session, now: dt.datetime, kind: Tell, shift: Shift, person_ids: Iterable[str]) -> None:
    """Tell these, each once for what happened at this moment."""
    for person_id in sorted(set(person_ids)):
        _write(session, now, kind, shift, person_id, f"{now.timestamp():.6f}")


def tell_once(session: Session, now: dt.datetime, kind: Tell, shift: Shift, person_id: str) -> None:
    """Tell somebody what the clock made true of a shift: the same start is told once, however often anything looks."""
    _write(session, now, kind, shift, person_id, f"{shift.occasion.starts_at.timestamp():.0f}")


def tell_contacts(session: Session, now: dt.datetime, kind: Tell, shift: Shift, but: Iterable[str] = ()) -> None:
    """Tell the contacts of the group that keeps the hours."""
    contacts = list_group_people(session, shift.opening.group_id, MemberState.CONTACT)
    tell(session, now, kind, shift, set(contacts) - set(but))


def _write(session: Session, now: dt.datetime, kind: Tell, shift: Shift, person_id: str, which: str) -> None:
    occasion, opening = shift.occasion, shift.opening
    details = {
        "place": opening.venue.name, "shift": shift.id, "phone": opening.phone,
        "starts": occasion.starts_at.isoformat(), "ends": occasion.ends_at.isoformat(),
    }  # fmt: skip
    enqueue(session, now, kind, sealed(f"{kind} {shift.id} {which} {person_id}"), details, person_id)
