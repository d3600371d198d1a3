"""What the outbox keeps about a person, and for how long."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from base.database import changed
from notices.models import Notice
from notices.waiting_queries import outbox
from people.own_wording import WAYS
from people.person_models import Person
from people.registry import PersonalRows, Retention
from people.terms import NoticeWay

NOTICE_DAYS = 30
CODE_DAYS = 1


def notice_rows() -> PersonalRows:
    """Return what people are told of the notices of a person."""
    return PersonalRows("Beskeder", _export, free=_drop_waiting, erase=_erase)


def notice_retentions() -> list[Retention]:
    """Return how long notices are kept."""
    return [
        Retention("Besked", NOTICE_DAYS, "Den samme besked skal ikke gives to gange.", _forget_notices),
        Retention("Kode, der ikke blev sendt", CODE_DAYS, "Koden er for gammel til at blive brugt.", _forget_codes),
    ]


def _export(session: Session, person_id: str) -> list[dict[str, Any]]:
    rows = session.scalars(select(Notice).where(Notice.person_id == person_id).order_by(Notice.created_at, Notice.id))
    label = outbox().kinds.label
    return [
        {"besked": label(row.kind), "hvordan": WAYS[NoticeWay(row.way)], "skrevet": row.created_at, "givet": row.told_at}
        for row in rows
    ]


def _drop_waiting(session: Session, person_id: str, _now: dt.datetime) -> None:
    # Who holds a pause is told nothing; what goes to an address is about the account, and goes all the same.
    kinds = [kind.name for kind in outbox().kinds if not kind.to_address]
    waiting = and_(Notice.person_id == person_id, Notice.told_at.is_(None), Notice.kind.in_(kinds))
    session.execute(delete(Notice).where(waiting))


def _erase(session: Session, person_id: str) -> None:
    # What is the person's goes with them; this waits for their number or address, before anybody knew whose it is.
    person = session.execute(select(Person.phone, Person.email).where(Person.id == person_id)).one()
    reached = [address for address in person if address]
    session.execute(delete(Notice).where(or_(Notice.person_id == person_id, Notice.address.in_(reached))))


def _forget_notices(session: Session, now: dt.datetime) -> int:
    before = now - dt.timedelta(days=NOTICE_DAYS)
    return _forget(session, or_(Notice.told_at < before, and_(Notice.told_at.is_(None), Notice.due_at < before)))


def _forget_codes(session: Session, now: dt.datetime) -> int:
    before = now - dt.timedelta(days=CODE_DAYS)
    return _forget(session, and_(Notice.kind == "code", Notice.told_at.is_(None), Notice.due_at < before))


def _forget(session: Session, which: ColumnElement[bool]) -> int:
    return changed(session, delete(Notice).where(which))
