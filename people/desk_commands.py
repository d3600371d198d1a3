"""What staff do at the desk, each with its line in the audit log, in the caller's transaction."""

from __future__ import annotations

import datetime as dt

from flask import current_app
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import insert_if_new
from people.audit_commands import note
from people.card_commands import make_card, unlock_card, void_card
from people.codes import keyed_digest
from people.permissions import Actor
from people.person_models import Person
from people.sign_in_commands import note_seen, start_acting
from people.terms import AuditAction, AuditKind
from people.way_in_models import Card


def add_person(session: Session, actor: Actor, name: str, once: str, now: dt.datetime) -> str:
    """Add a person of a name that has been read, and return their id.

    `once` is the random name of the form that was sent. The same form with the same name sent twice is one person: the id
    comes of both and of who sent it, so that nobody can name an id that is not theirs to make.
    """
    key = current_app.config["SECRET_KEY"]
    person_id = keyed_digest(key, f"new person {actor.person_id}", f"{once} {name}")[:32]
    values = {"id": person_id, "name": name, "seen_on": day_of(now), "created_at": now}
    if session.scalars(insert_if_new(session, Person, values).returning(Person.id)).all():
        note(session, actor, AuditAction.PERSON_MADE, AuditKind.PERSON, now, for_id=person_id)
    return person_id


def give_card(session: Session, actor: Actor, person_id: str, venue_id: int, now: dt.datetime) -> str | None:
    """Give a person a new card of a place in place of any before, and return its code; None if they are gone."""
    code = make_card(session, person_id, venue_id, now)
    if code:
        note_seen(session, person_id, now)
        note(session, actor, AuditAction.CARD_MADE, AuditKind.CARD, now, for_id=person_id)
    return code


def give_first_card(session: Session, actor: Actor, person_id: str, venue_id: int, now: dt.datetime) -> str | None:
    """Give a person who was just made their card; None where they use one already: the form came late."""
    card = session.get(Card, person_id)
    return None if card and card.pin_hash else give_card(session, actor, person_id, venue_id, now)


def take_card(session: Session, actor: Actor, person_id: str, now: dt.datetime) -> None:
    """Make a person's card dead; where there is none, nothing happens."""
    if void_card(session, person_id):
        note(session, actor, AuditAction.CARD_VOIDED, AuditKind.CARD, now, for_id=person_id)


def unlock_pin(session: Session, actor: Actor, person_id: str, now: dt.datetime) -> None:
    """Let a person's PIN be tried again at once."""
    if unlock_card(session, person_id):
        note_seen(session, person_id, now)
        note(session, actor, AuditAction.PIN_UNLOCKED, AuditKind.CARD, now, for_id=person_id)


def begin_helping(session: Session, actor: Actor, sign_in_id: str, person_id: str, now: dt.datetime) -> bool:
    """Let a session of the staff act for a person; False where they are gone."""
    if session.get(Person, person_id, with_for_update=True) is None:
        return False
    start_acting(session, sign_in_id, person_id, now)
    note(session, actor, AuditAction.ACTED_FOR, AuditKind.PERSON, now, for_id=person_id)
    return True
