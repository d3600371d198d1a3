"""Make a card, use it, choose its PIN, unlock it, void it; each in the caller's transaction.

All of them lock the person first, so that those who do it at the same moment wait for each other.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from people.attempt_commands import forget_attempts
from people.card_queries import FoundCard, card_digest, find_card
from people.card_rules import CARD
from people.codes import new_card_code
from people.person_models import Person
from people.sign_in_commands import end_all_sign_ins
from people.sign_in_queries import registry
from people.way_in_models import Card


def make_card(session: Session, person_id: str, venue_id: int, now: dt.datetime) -> str | None:
    """Give a person a new card of a place and return its code, the only time it is known; None if they are gone.

    The card before it is dead, and whoever was signed in as the person is signed out.
    """
    if not _lock(session, person_id):
        return None
    _take_card(session, person_id)
    code = new_card_code()
    session.add(Card(person_id=person_id, code_digest=card_digest(code), created_at=now))
    session.flush()
    registry().note_card(session, person_id, venue_id)
    return code


def void_card(session: Session, person_id: str) -> bool:
    """Make a person's card dead and sign them out everywhere; False, and nothing changed, where they have none."""
    _lock(session, person_id)
    return _take_card(session, person_id)


def unlock_card(session: Session, person_id: str) -> bool:
    """Forget the wrong tries of a person's card; False where they have none."""
    code_digest = session.scalar(select(Card.code_digest).where(Card.person_id == person_id))
    if code_digest is None:
        return False
    forget_attempts(session, CARD, code_digest)
    return True


def use_card(session: Session, card: FoundCard) -> bool:
    """Hold a card whose PIN was right, for a session to begin; False where it has changed since."""
    return _is_still(session, card)


def choose_pin(session: Session, card: FoundCard, pin_hash: str) -> bool:
    """Give a card its first PIN, for a session to begin; False where the card has changed since."""
    if card.pin_hash is not None or not _is_still(session, card):
        return False
    session.execute(update(Card).where(Card.person_id == card.person_id).values(pin_hash=pin_hash))
    end_all_sign_ins(session, card.person_id)
    return True


def _is_still(session: Session, card: FoundCard) -> bool:
    return _lock(session, card.person_id) and find_card(session, card.code_digest) == card


def _lock(session: Session, person_id: str) -> bool:
    return session.scalar(select(Person.id).where(Person.id == person_id).with_for_update()) is not None


def _take_card(session: Session, person_id: str) -> bool:
    taken = session.scalars(delete(Card).where(Card.person_id == person_id).returning(Card.person_id)).all()
    if taken:
        end_all_sign_ins(session, person_id)
    return bool(taken)
