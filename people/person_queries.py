"""What is read about persons."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.danish import sort_key
from people.person_models import Person
from people.sign_in_queries import registry


def find_person(session: Session, person_id: str) -> Person | None:
    """Return a person."""
    return session.get(Person, person_id)


def belongs_to(session: Session, person_id: str) -> set[int]:
    """Return the ids of the places a person belongs to."""
    found = (known(session, [person_id]).get(person_id, set()) for known in registry().belongings)
    return set[int]().union(*found)


def belongers_of(session: Session, venue_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the ids of the persons who belong to each of these places."""
    ids = list(venue_ids)
    told = [known(session, ids) for known in registry().belongers]
    return {venue_id: set[str]().union(*(each.get(venue_id, set()) for each in told)) for venue_id in ids}


def list_belongers(session: Session, venue_ids: Iterable[int]) -> list[Person]:
    """Return the persons who belong to these places, by name."""
    ids = set[str]().union(*belongers_of(session, venue_ids).values())
    rows = session.scalars(select(Person).where(Person.id.in_(ids)))
    return sorted(rows, key=lambda person: (sort_key(person.name), person.id))
