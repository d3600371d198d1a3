"""What is read about persons."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.person_models import Person
from people.sign_in_queries import registry


def find_person(session: Session, person_id: str) -> Person | None:
    """Return a person."""
    return session.get(Person, person_id)


def belongs_to(session: Session, person_id: str) -> set[int]:
    """Return the ids of the places a person belongs to."""
    found = (known(session, [person_id]).get(person_id, set()) for known in registry().belongings)
    return set[int]().union(*found)


def list_belongers(session: Session, venue_ids: set[int]) -> list[Person]:
    """Return the persons who belong to these places, by name."""
    ids = set[str]().union(*(known(session, venue_ids) for known in registry().belongers))
    rows = session.scalars(select(Person).where(Person.id.in_(ids)))
    return sorted(rows, key=lambda person: (person.name.casefold(), person.id))
