"""Change where a person is reached, once a code has shown that the new number or address is theirs."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from people.contact_points import ContactKind, ContactPoint
from people.person_models import Person
from people.sent_code_commands import way_to
from people.sent_code_queries import Sent
from people.sign_in_commands import end_all_sign_ins
from people.sign_in_queries import registry
from people.terms import NoticeWay
from people.way_in_models import SentCode


def change_contact(session: Session, person_id: str, sign_in_id: str, sent: Sent, now: dt.datetime) -> None:
    """Reach a person at another number or address from now on, in the caller's transaction, and tell those there were.

    Other browsers than that of `sign_in_id` are signed out, and codes on their way to the one before are nothing.
    Who could not be reached until now is told things there, unless they want no notices.
    """
    person = session.get_one(Person, person_id, with_for_update=True)
    points = _points(person)
    before = person.phone if sent.point.kind is ContactKind.phone else person.email
    if sent.point.kind is ContactKind.phone:
        person.phone = sent.point.address
    else:
        person.email = sent.point.address
    if not points and person.notice_way == NoticeWay.STAFF:
        person.notice_way = way_to(sent.point)
    if before != sent.point.address:
        end_all_sign_ins(session, person_id, but=sign_in_id)
        if before:
            session.execute(delete(SentCode).where(or_(SentCode.phone == before, SentCode.email == before)))
        for point in points:
            if point.address != sent.point.address:
                _tell_of_it(session, person_id, point, sent.id, now)


def _points(person: Person) -> list[ContactPoint]:
    phones = [ContactPoint(ContactKind.phone, person.phone)] if person.phone else []
    return phones + ([ContactPoint(ContactKind.email, person.email)] if person.email else [])


def _tell_of_it(session: Session, person_id: str, point: ContactPoint, sent_id: str, now: dt.datetime) -> None:
    # The one before, and any other they have: whoever borrowed the phone is seen there.
    if tell := registry().tell:
        key = f"number_changed {sent_id} {point.kind}"
        tell(session, now, "number_changed", key, {}, person_id, way=way_to(point), address=point.address)
