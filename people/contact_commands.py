"""Change where a person is reached, once a code has shown that the new number or address is theirs."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from people.contact_points import ContactKind, ContactPoint
from people.person_models import Person
from people.sent_code_commands import way_to
from people.sent_code_queries import Sent
from people.sign_in_queries import registry
from people.terms import NoticeWay


def change_contact(session: Session, person_id: str, sent: Sent, now: dt.datetime) -> None:
    """Reach a person at another number or address from now on, in the caller's transaction, and tell the one before.

    Who could not be reached until now is told things there, unless they want no notices.
    """
    person = session.get_one(Person, person_id, with_for_update=True)
    reachable = bool(person.phone or person.email)
    before = person.phone if sent.point.kind is ContactKind.phone else person.email
    if sent.point.kind is ContactKind.phone:
        person.phone = sent.point.address
    else:
        person.email = sent.point.address
    if not reachable and person.notice_way == NoticeWay.STAFF:
        person.notice_way = way_to(sent.point)
    tell = registry().tell
    if before and before != sent.point.address and tell:
        way = way_to(ContactPoint(sent.point.kind, before))
        tell(session, now, kind="number_changed", key=f"number_changed {sent.id}", details={}, way=way, address=before)
