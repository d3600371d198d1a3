"""Change what a person says of themselves: name, pause, how they are told things, the address of their calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.codes import digest, new_token
from people.notice_ways import can_be_told
from people.person_models import CalendarLink, Person
from people.sign_in_queries import registry
from people.terms import NoticeWay


class NoAddressError(Exception):
    """The person has no number, or no address, for the way that was chosen."""


def change_name(session: Session, person_id: str, name: str) -> None:
    """Give a person another name; it has been read by `people.names.read_name`."""
    _get_locked(session, person_id).name = name


def start_pause(session: Session, person_id: str, now: dt.datetime) -> None:
    """Let a person hold a pause, and leave all that lies ahead of them in every room; a pause that lasts goes on."""
    person = hold_persons(session, [person_id])[person_id]
    person.paused_at = person.paused_at or now
    session.flush()
    for rows in registry().personal_rows:
        rows.free(session, person_id, now)


def end_pause(session: Session, person_id: str) -> None:
    """Let a person be asked again."""
    _get_locked(session, person_id).paused_at = None


def choose_notice_way(session: Session, person_id: str, way: NoticeWay) -> None:
    """Tell a person things in this way from now on; raise NoAddressError where they have no address for it."""
    person = _get_locked(session, person_id)
    if not can_be_told(way, person.phone, person.email):
        raise NoAddressError
    person.notice_way = way


def replace_calendar_link(session: Session, person_id: str, now: dt.datetime) -> str:
    """Give a person's calendar a new address and return its token, the only time it is known; the one before is dead."""
    _get_locked(session, person_id)
    token = new_token()
    session.merge(CalendarLink(person_id=person_id, token_digest=digest(token), created_at=now))
    return token


def hold_persons(session: Session, person_ids: Collection[str]) -> dict[str, Person]:
    """Return persons as they are now, by id: nobody else pauses, erases or seats them until the transaction ends.

    Others may still write what only points at them, as a notice: somebody who holds what these wait for may tell them of it.
    """
    rows = select(Person).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update(key_share=True)
    return {each.id: each for each in session.scalars(rows.execution_options(populate_existing=True))}


def _get_locked(session: Session, person_id: str) -> Person:
    # Nobody else changes the person before the commit, so that two presses at once come one after the other.
    return session.get_one(Person, person_id, with_for_update=True)
