"""What staff see at the desk: who belongs to their place, and the one who stands there; nobody of the staff is among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.danish import sort_key
from people.card_queries import CardState, card_digest, find_card, find_card_state
from people.contact_points import ContactPoint
from people.group_models import Group, Membership
from people.permissions import Actor
from people.person_models import Person
from people.person_queries import belongers_of, belongs_to, list_belongers
from people.registry import Workplace
from people.sign_in_queries import registry
from people.staff_models import StaffAccount
from people.start_queries import list_persons_at
from people.terms import MemberState, StaffRole


@dataclass(frozen=True)
class AtDesk:
    """A person as staff see them: their groups at these staff's places, the places of both, and their card."""

    person: Person
    groups: list[str]
    places: list[Workplace]
    card: CardState | None


def list_people_at(session: Session, venue_id: int) -> list[Person]:
    """Return the persons who belong to a place, by name."""
    staff = set(session.scalars(select(StaffAccount.person_id)))
    return [person for person in list_belongers(session, {venue_id}) if person.id not in staff]


def count_people(session: Session) -> list[tuple[Workplace, int]]:
    """Return how many belong to each place, by its name."""
    places = registry().list_workplaces(session)
    found, staff = belongers_of(session, [place.id for place in places]), set(session.scalars(select(StaffAccount.person_id)))
    return [(place, len(found[place.id] - staff)) for place in places]


def find_helped(session: Session, person_id: str) -> Person | None:
    """Return a person who can be helped at a desk."""
    account = select(StaffAccount.person_id).where(StaffAccount.person_id == person_id)
    return session.scalar(select(Person).where(Person.id == person_id, ~account.exists()))


def find_at_desk(session: Session, actor: Actor, person: Person, now: dt.datetime) -> AtDesk:
    """Return what staff see of a person."""
    mine = registry().find_workplaces(session, actor.person_id)
    belongs = belongs_to(session, person.id)
    # The place that the next card is of stands first.
    places = sorted(mine, key=lambda place: place.id not in belongs)
    return AtDesk(person, _list_groups(session, actor, person.id), places, find_card_state(session, person.id, now))


def _list_groups(session: Session, actor: Actor, person_id: str) -> list[str]:
    rows = session.execute(
        select(Group.id, Group.name)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.person_id == person_id, Membership.state != MemberState.WAITING)
    ).all()
    places = registry().places_of_groups(session, [group_id for group_id, _ in rows])
    here = (name for group_id, name in rows if not actor.venues.isdisjoint(places.get(group_id, ())))
    return sorted(here, key=sort_key)


def list_found(session: Session, actor: Actor, typed: str | ContactPoint) -> list[Person]:
    """Return whom a card's code, or a number or an address, is of: for staff, those alone who belong to their places."""
    found = list_persons_at(session, typed) if isinstance(typed, ContactPoint) else _list_by_card(session, typed)
    if actor.role is not StaffRole.STAFF:
        return found
    return [person for person in found if not actor.venues.isdisjoint(belongs_to(session, person.id))]


def _list_by_card(session: Session, code: str) -> list[Person]:
    card = find_card(session, card_digest(code))
    person = session.get(Person, card.person_id) if card else None
    return [person] if person else []
