"""Write what somebody is to be told in the transaction that made it true, and note that it was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from base.database import changed, insert_if_new
from notices.models import Notice
from notices.outbox import CARRIED
from notices.waiting_queries import outbox
from people.codes import keyed_digest, new_id
from people.person_models import Person
from people.terms import NoticeWay


def enqueue(
    session: Session, now: dt.datetime, kind: str, key: str, details: Mapping[str, Any],
    person_id: str | None = None, way: str | None = None, address: str | None = None,
) -> None:  # fmt: skip
    """Add a notice in the caller's transaction; the same `key` again adds nothing, until the first is forgotten.

    It goes to a person as they have chosen, and nowhere while they hold a pause or want no notices; or, for kinds that are
    `to_address`, by `way` to `address`, and a `person_id` only says whose it is. Raises ValueError where the kind is unknown or
    does not go that way, KeyError where a detail is missing, NoResultFound where there is no such person.
    """
    found = outbox().kinds.get(kind)
    goes = way in CARRIED and address if found.to_address else person_id and way is None and address is None
    if not goes:
        raise ValueError(f"{kind} goes to {'an address, by text or by mail' if found.to_address else 'a person'}")
    session.flush()
    if way is None:
        person = session.get_one(Person, person_id)
        way = NoticeWay.NONE if person.paused_at else person.notice_way
    if way == NoticeWay.NONE:
        return
    found.text(details, NoticeWay(way))
    values = {
        "id": new_id(), "key": key, "kind": kind, "person_id": person_id, "way": way, "address": address,
        "details": dict(details), "due_at": now, "created_at": now, "told_at": None,
    }  # fmt: skip
    session.execute(insert_if_new(session, Notice, values))


def sealed(words: str) -> str:
    """Return a key made of these words that tells nothing of them: the row of a notice outlives what it was about."""
    return keyed_digest(current_app.config["SECRET_KEY"], "notice", words)


def drop_untrue(session: Session, kinds: Iterable[str], now: dt.datetime) -> int:
    """Take away the waiting notices of these kinds that are not true any more; return how many."""
    waiting = session.scalars(select(Notice).where(Notice.told_at.is_(None), Notice.kind.in_(list(kinds)))).all()
    untrue = [each.id for each in waiting if not outbox().kinds.get(each.kind).still_true(session, each, now)]
    return changed(session, delete(Notice).where(Notice.id.in_(untrue))) if untrue else 0


def note_told(session: Session, notice_id: str, way: NoticeWay, now: dt.datetime) -> bool:
    """Note that a notice was told, and wipe what it said and where it went; False where that was noted before."""
    still = update(Notice).where(Notice.id == notice_id, Notice.told_at.is_(None))
    return bool(changed(session, still.values(told_at=now, way=way, details={}, address=None)))


def drop(session: Session, notice_id: str) -> None:
    """Take away what is not true any more, untold."""
    session.execute(delete(Notice).where(Notice.id == notice_id, Notice.told_at.is_(None)))
