"""Let somebody in who has shown that a number or an address is theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from base.clock import day_of
from people.attempt_commands import Tried
from people.codes import new_id
from people.contact_points import ContactKind, ContactPoint
from people.person_models import Person
from people.sent_code_commands import way_to
from people.sent_code_queries import Sent
from people.start_queries import is_same_name, list_persons_at
from people.waits import ADDRESS, CODE_REQUEST

ASKED = "code"


def tried(point: ContactPoint, address: str) -> Sequence[Tried]:
    """Return what asking for a code is counted against: where it goes, and the address that it is asked from."""
    return [(ASKED, point.address, CODE_REQUEST), ("address", address, ADDRESS)]


def find_or_make(session: Session, sent: Sent, now: dt.datetime) -> str | None:
    """Return the id of the person of that name, made where nobody is reached there; None if it must be asked who it is.

    Call `settle` first: it makes those who come at the same moment by the same number wait for each other.
    """
    there = list_persons_at(session, sent.point)
    same = [person.id for person in there if is_same_name(person.name, sent.name)]
    if len(same) == 1:
        return same[0]
    return None if there else make_reached(session, sent, now)


def make_reached(session: Session, sent: Sent, now: dt.datetime) -> str:
    """Add a person who is told things where the code went, in the caller's transaction, and return their id."""
    person = Person(
        id=new_id(), name=sent.name, notice_way=way_to(sent.point),
        phone=sent.point.address if sent.point.kind is ContactKind.phone else None,
        email=sent.point.address if sent.point.kind is ContactKind.email else None,
        seen_on=day_of(now), created_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    return person.id


def choose_person(session: Session, sent: Sent, person_id: str | None, now: dt.datetime) -> str | None:
    """Return the id of the person chosen among those at that number, a new one for no id; None if it is nobody there."""
    if person_id is None:
        return make_reached(session, sent, now)
    return next((person.id for person in list_persons_at(session, sent.point) if person.id == person_id), None)
