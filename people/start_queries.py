"""Who can be reached at a number or an address."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.danish import fold, sort_key
from people.contact_points import ContactKind, ContactPoint
from people.person_models import Person
from people.staff_models import StaffAccount


def list_persons_at(session: Session, point: ContactPoint) -> list[Person]:
    """Return the persons who share a number or an address, by name; nobody of the staff, who must prove more than that."""
    column = Person.phone if point.kind is ContactKind.phone else Person.email
    rows = session.scalars(
        select(Person)
        .outerjoin(StaffAccount, StaffAccount.person_id == Person.id)
        .where(column == point.address, StaffAccount.person_id.is_(None))
    )
    return sorted(rows, key=lambda person: (sort_key(person.name), person.id))


def is_same_name(one: str, other: str) -> bool:
    """Say whether two names are the same but for capitals, accents and signs."""
    return (fold(one) or one) == (fold(other) or other)
