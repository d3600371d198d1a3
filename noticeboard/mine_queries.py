"""What a person sees of themselves: what they have said yes to, their groups, and what stands about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.calendar_queries import find_calendar_day
from people.group_queries import MyGroup, list_groups_of
from people.person_models import Person
from people.registry import Ahead, PersonalRows
from people.sign_in_queries import registry
from people.staff_models import AuditEntry
from people.terms import AuditAction
from people.way_in_models import Card

MOST_ACTS = 20


@dataclass(frozen=True)
class Mine:
    """A person's own page as values; `acts` is what staff did for them, the newest first."""

    person: Person
    ahead: list[Ahead]
    groups: list[MyGroup]
    card: Card | None
    calendar_made_at: dt.datetime | None
    acts: list[tuple[dt.datetime, AuditAction]]


def find_mine(session: Session, person_id: str, now: dt.datetime) -> Mine | None:
    """Return what a person sees of themselves, in five statements and those of the rooms; None where there is no such person."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    return Mine(
        person, list_ahead(session, person_id, now), list_groups_of(session, person_id), session.get(Card, person_id),
        find_calendar_day(session, person_id), _list_acts(session, person_id),
    )  # fmt: skip


def list_ahead(session: Session, person_id: str, now: dt.datetime) -> list[Ahead]:
    """Return all that somebody has said yes to and that has not ended, in every room, by start."""
    found = (each for rows in registry().personal_rows for each in rows.list_ahead(session, person_id, now))
    return sorted(found, key=lambda each: (each.starts_at, each.key))


def list_ahead_by_room(session: Session, person_id: str, now: dt.datetime) -> list[tuple[PersonalRows, list[Ahead]]]:
    """Return the same room by room, those alone where something lies ahead."""
    rooms = ((rows, list(rows.list_ahead(session, person_id, now))) for rows in registry().personal_rows)
    return [(rows, ahead) for rows, ahead in rooms if ahead]


def export(session: Session, person_id: str) -> dict[str, list[dict[str, object]]]:
    """Return all rows about a person under the headings of the rooms."""
    found: dict[str, list[dict[str, object]]] = {}
    for rows in registry().personal_rows:
        found.setdefault(rows.heading, []).extend(dict(row) for row in rows.export(session, person_id))
    return found


def _list_acts(session: Session, person_id: str) -> list[tuple[dt.datetime, AuditAction]]:
    rows = session.execute(
        select(AuditEntry.at, AuditEntry.action)
        .where(AuditEntry.for_id == person_id)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(MOST_ACTS)
    )
    return [(at, AuditAction(action)) for at, action in rows]
