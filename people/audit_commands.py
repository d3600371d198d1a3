"""Note what staff did: who, what, to which kind of thing, when; no words."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from people.permissions import Actor
from people.staff_models import AuditEntry
from people.terms import AuditAction, AuditKind


def note(
    session: Session, actor: Actor, action: AuditAction, kind: AuditKind, now: dt.datetime,
    thing_id: object = None, for_id: str | None = None,
) -> None:  # fmt: skip
    """Add a line to the audit log in the caller's transaction.

    A person is only ever `for_id`, never `thing_id`: that column can be cut out. A user who acts for themselves leaves no line.
    """
    if actor.role is None:
        return
    thing = None if thing_id is None else str(thing_id)
    session.add(AuditEntry(at=now, actor_id=actor.person_id, action=action, kind=kind, thing_id=thing, for_id=for_id))
