"""People for tests, made with as few words as the test needs, and browsers signed in as them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from base.database import db, writing
from base.web import now
from catalogue.belonging_commands import note_card, set_workplaces
from catalogue.belonging_models import VenueGroup
from catalogue.place_models import Venue
from people.card_queries import card_digest, hash_pin
from people.codes import new_card_code, new_id
from people.group_models import Group, Membership
from people.person_models import Person
from people.sign_in_commands import start_sign_in
from people.sign_in_queries import hashing
from people.staff_models import StaffAccount
from people.terms import MemberState, NoticeWay, StaffRole, Stay
from people.way_in_models import Card
from tests.making import LONG_AGO


def make_person(session: Session, name: str = "Anna", phone: str | None = None, email: str | None = None) -> Person:
    """Add a person who is told things by text, by mail, else by staff."""
    way = NoticeWay.TEXT if phone else NoticeWay.MAIL if email else NoticeWay.STAFF
    person = Person(
        id=new_id(), name=name, phone=phone, email=email, notice_way=way,
        seen_on=dt.date(2026, 11, 24), created_at=LONG_AGO,
    )  # fmt: skip
    session.add(person)
    session.flush()
    return person


def make_staff(
    session: Session, name: str = "Stine", role: StaffRole = StaffRole.STAFF, venues: tuple[Venue, ...] = (),
    password: str | None = None,
) -> StaffAccount:  # fmt: skip
    """Add somebody who works here, with a password if one is given and no second factor yet."""
    person = make_person(session, name)
    account = StaffAccount(
        person_id=person.id, role=role, email=f"{name.lower()}@kommunen.example", created_at=LONG_AGO,
        password_hash=hashing().hash(password) if password else None,
    )  # fmt: skip
    session.add(account)
    session.flush()
    set_workplaces(session, person.id, [venue.id for venue in venues])
    session.flush()
    return account


def make_group(
    session: Session, name: str = "Søndagsholdet", venue: Venue | None = None, approved: bool = True, **people: MemberState
) -> Group:  # fmt: skip
    """Add a group, at a place if one is given; its people are given by id: `**{anna.id: MemberState.CONTACT}`."""
    group = Group(name=name, created_at=LONG_AGO)
    session.add(group)
    session.flush()
    session.add_all(
        Membership(group_id=group.id, person_id=person_id, state=state, joined_at=LONG_AGO) for person_id, state in people.items()
    )
    if venue:
        session.add(VenueGroup(group_id=group.id, venue_id=venue.id, approved_at=LONG_AGO if approved else None))
    session.flush()
    return group


def make_card(session: Session, person: Person, venue: Venue | None = None, pin: str | None = None) -> str:
    """Add the card of a person, printed at a place, and return its code."""
    code = new_card_code()
    pin_hash = hash_pin(person.id, pin) if pin else None
    session.add(Card(person_id=person.id, code_digest=card_digest(code), pin_hash=pin_hash, created_at=LONG_AGO))
    session.flush()
    if venue:
        note_card(session, person.id, venue.id)
    session.flush()
    return code


def signed_in_client(app: Flask, person_id: str, stay: Stay = Stay.OWN) -> FlaskClient:
    """Return a browser that is signed in as somebody; staff need `Stay.STAFF`."""
    client = app.test_client()
    with app.app_context(), writing() as session:
        token = start_sign_in(session, person_id, stay, "Ukendt enhed", now())
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    with app.app_context():
        db.session.remove()
    return client


def token_of(client: FlaskClient, path: str) -> str:
    """Return the token that the forms of a page carry."""
    page = client.get(path).get_data(as_text=True)
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def press(client: FlaskClient, page: str, action: str, **typed: Any):  # type: ignore[no-untyped-def]
    """Send a form as the browser would: with the token of the page it stands on."""
    return client.post(action, data={"csrf_token": token_of(client, page), **typed})
