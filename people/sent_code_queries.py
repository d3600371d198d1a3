"""What is read about codes and links that were sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.code_problems import LIVES, MOST_TRIES, CodeProblem
from people.codes import digest, read_token
from people.contact_points import ContactKind, ContactPoint
from people.way_in_models import SentCode


@dataclass(frozen=True)
class Sent:
    """What was sent to where, and the name that was typed with it; its repr names nobody."""

    id: str
    point: ContactPoint
    name: str = field(repr=False)
    way_back: str


def sent_of(row: SentCode) -> Sent:
    """Return a row as values, which outlive its transaction."""
    kind, address = (ContactKind.phone, row.phone) if row.phone else (ContactKind.email, row.email)
    return Sent(row.id, ContactPoint(kind, address or ""), row.name, row.way_back)


def find_sent_code(session: Session, sent_code_id: str, person_id: str | None) -> SentCode | None:
    """Return what was sent under an id: to let somebody in, or to change how `person_id` is reached."""
    return session.scalar(select(SentCode).where(SentCode.id == sent_code_id, SentCode.person_id == person_id))


def find_sent_link(session: Session, token: str) -> SentCode | None:
    """Return what was sent with a link that lets somebody in."""
    if not read_token(token):
        return None
    return session.scalar(select(SentCode).where(SentCode.link_digest == digest(token), SentCode.person_id.is_(None)))


def find_proven(session: Session, sent_code_id: str, now: dt.datetime) -> Sent | None:
    """Return what was sent and has been used so lately that somebody may still say which of several they are."""
    row = find_sent_code(session, sent_code_id, None)
    return sent_of(row) if row and row.used_at and now < row.used_at + LIVES else None


def code_problem(row: SentCode | None, now: dt.datetime) -> CodeProblem | None:
    """Return why a code can be used no more, None while it can."""
    problem = link_problem(row, now)
    return CodeProblem.spent if problem is None and row and row.tries >= MOST_TRIES else problem


def link_problem(row: SentCode | None, now: dt.datetime) -> CodeProblem | None:
    """Return why a link can be used no more, None while it can; wrong codes take nothing from it."""
    if row is None:
        return CodeProblem.unknown
    if row.used_at:
        return CodeProblem.used
    return CodeProblem.expired if now >= row.expires_at else None
