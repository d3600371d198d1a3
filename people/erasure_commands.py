"""Erase a person from every table; the rooms that keep rows of theirs take them along."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import writing
from base.scrub import scrub
from people.erased_list import note_erased
from people.erasure_queries import is_still_needed
from people.person_commands import hold_persons
from people.person_models import Person
from people.sign_in_commands import end_all_sign_ins
from people.sign_in_queries import registry
from people.staff_models import AuditEntry
from people.terms import CodePurpose
from people.way_in_models import SentCode


class StillNeededError(Exception):
    """The person works here, or the audit log still tells what they did when they did."""


def erased_list() -> Path:
    """Return where the erased list is: `ERASED_LIST` in the app's config, else in the instance folder."""
    given = current_app.config.get("ERASED_LIST")
    return Path(given) if given else Path(current_app.instance_path) / "erased.txt"


def erase_person(person_id: str, now: dt.datetime) -> None:
    """Erase a person for good, in a transaction of its own, and the traces in the database's files after it.

    Somebody who is erased already is left so. Raises StillNeededError, with nothing changed, where staff are still needed.
    """
    with writing() as session:
        if not hold_persons(session, [person_id]):
            return
        if is_still_needed(session, person_id):
            raise StillNeededError
        erase_rows(session, person_id, now)
        list_as_erased(session, person_id, now)
    scrub()


def list_as_erased(session: Session, person_id: str, now: dt.datetime) -> None:
    """Put a person on the erased list once the database has agreed, and before the caller's transaction is committed.

    The other way round, a crash between the two would lose the line, and an older backup would bring the person back. A crash
    after the line leaves a person who is on the list, and they are erased when the app starts, as they asked.
    """
    session.flush()
    note_erased(erased_list(), person_id, day_of(now))


def erase_rows(session: Session, person_id: str, now: dt.datetime) -> None:
    """Free what lies ahead of a person, then take every row of theirs, in the caller's transaction, which has locked the person.

    Foreign keys take what hangs on the person.
    """
    rooms = registry().personal_rows
    for rows in rooms:
        rows.free(session, person_id, now)
    for rows in rooms:
        rows.erase(session, person_id)
    session.flush()
    _erase_codes(session, person_id)
    end_all_sign_ins(session, person_id)
    # Only a restored backup still has these: they were past their days when the person was erased.
    session.execute(delete(AuditEntry).where(AuditEntry.actor_id == person_id))
    session.execute(delete(Person).where(Person.id == person_id))


def _erase_codes(session: Session, person_id: str) -> None:
    # Asked for on the way in, before anybody knew whose number or address it is.
    person = session.execute(select(Person.phone, Person.email).where(Person.id == person_id)).one()
    to_number, to_address = SentCode.phone == (person.phone or ""), SentCode.email == (person.email or "")
    session.execute(delete(SentCode).where(SentCode.purpose == CodePurpose.START, or_(to_number, to_address)))
