"""What stands in the audit log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.audit_filters import AuditQuestion
from people.person_models import Person
from people.staff_models import AuditEntry
from people.terms import AuditAction, AuditKind

LINES_A_PAGE = 50
SHOWN_OF_AN_ID = 8


@dataclass(frozen=True)
class AuditLine:
    """A line of the log: who did what to which thing, and when; `for_number` begins the id of the person it was done for."""

    id: int
    at: dt.datetime
    actor: str
    action: AuditAction
    kind: AuditKind
    thing_id: str | None
    for_number: str | None


def list_audit(session: Session, question: AuditQuestion) -> tuple[list[AuditLine], bool]:
    """Return a page of the log, the newest first, and whether there is more: one statement, whatever the log holds."""
    asked = select(AuditEntry, Person.name).join(Person, Person.id == AuditEntry.actor_id)
    if span := question.span():
        asked = asked.where(AuditEntry.at >= span[0], AuditEntry.at < span[1])
    if question.action:
        asked = asked.where(AuditEntry.action == question.action)
    if question.before_id:
        asked = asked.where(AuditEntry.id < question.before_id)
    rows = session.execute(asked.order_by(AuditEntry.id.desc()).limit(LINES_A_PAGE + 1)).all()
    return [_line(entry, name) for entry, name in rows[:LINES_A_PAGE]], len(rows) > LINES_A_PAGE


def _line(entry: AuditEntry, actor: str) -> AuditLine:
    for_number = entry.for_id[:SHOWN_OF_AN_ID] if entry.for_id else None
    return AuditLine(
        entry.id, entry.at, actor, AuditAction(entry.action), AuditKind(entry.kind), entry.thing_id, for_number
    )  # fmt: skip
