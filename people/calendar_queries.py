"""Whose calendar an address opens, and whether somebody has one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.codes import digest, read_token
from people.person_models import CalendarLink, Person


@dataclass(frozen=True)
class CalendarOwner:
    """The person a calendar is about, and whether they hold a pause."""

    person_id: str
    is_paused: bool


def find_calendar_owner(session: Session, token: str) -> CalendarOwner | None:
    """Return whose calendar a token opens; None for one that is wrong, cut short or replaced."""
    if not read_token(token):
        return None
    row = session.execute(
        select(Person.id, Person.paused_at)
        .join(CalendarLink, CalendarLink.person_id == Person.id)
        .where(CalendarLink.token_digest == digest(token))
    ).one_or_none()
    return CalendarOwner(row.id, row.paused_at is not None) if row else None


def find_calendar_day(session: Session, person_id: str) -> dt.datetime | None:
    """Return when the address of a person's calendar was made; None where there is none."""
    return session.scalar(select(CalendarLink.created_at).where(CalendarLink.person_id == person_id))
