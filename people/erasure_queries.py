"""What must be known before a person is erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from people.person_models import Person
from people.sign_in_queries import registry
from people.staff_models import AuditEntry, StaffAccount

IDS_IN_A_QUESTION = 500


def is_still_needed(session: Session, person_id: str) -> bool:
    """Say whether a person works here, or the audit log still tells what they did when they did."""
    works = exists().where(StaffAccount.person_id == person_id, StaffAccount.ended_at.is_(None))
    acted = exists().where(AuditEntry.actor_id == person_id)
    return bool(session.scalar(select(works | acted)))


def has_something_ahead(session: Session, person_id: str, now: dt.datetime) -> bool:
    """Say whether a person has said yes to something, in any room, that has not ended."""
    return any(rows.list_ahead(session, person_id, now) for rows in registry().personal_rows)


def list_present(session: Session, person_ids: Sequence[str]) -> list[str]:
    """Return those of the ids that are a person's here, in the order given."""
    found: set[str] = set()
    for start in range(0, len(person_ids), IDS_IN_A_QUESTION):
        found.update(session.scalars(select(Person.id).where(Person.id.in_(person_ids[start : start + IDS_IN_A_QUESTION]))))
    return [person_id for person_id in person_ids if person_id in found]
