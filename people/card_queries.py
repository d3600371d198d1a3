"""What is read of cards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from people.attempt_commands import attempt_key
from people.card_rules import CARD
from people.codes import keyed_digest
from people.sign_in_queries import hashing
from people.staff_models import StaffAccount
from people.way_in_models import Attempt, Card

NOBODY = "0" * 32


@dataclass(frozen=True)
class FoundCard:
    """A card that lets its person in; `pin_hash` is None until they have chosen a PIN."""

    person_id: str
    code_digest: str = field(repr=False)
    pin_hash: str | None = field(repr=False)


@dataclass(frozen=True)
class CardState:
    """What staff see of a card: since when, whether a PIN was chosen, and until when wrong ones have locked it."""

    created_at: dt.datetime
    is_used: bool
    locked_until: dt.datetime | None


def card_digest(code: str) -> str:
    """Return what is kept of a card's code: ten signs can be guessed where the digest and no key are at hand."""
    return keyed_digest(current_app.config["SECRET_KEY"], "card", code)


def find_card(session: Session, code_digest: str) -> FoundCard | None:
    """Return the card of a code; never one of the staff, who must prove more than a card does."""
    row = session.execute(
        select(Card.person_id, Card.code_digest, Card.pin_hash)
        .outerjoin(StaffAccount, StaffAccount.person_id == Card.person_id)
        .where(Card.code_digest == code_digest, StaffAccount.person_id.is_(None))
    ).one_or_none()
    return FoundCard(*row) if row else None


def hash_pin(person_id: str, pin: str) -> str:
    """Return the hash of a PIN to store: bound to its person, so that it fits no other row."""
    return hashing().hash(f"{person_id} {pin}")


def is_right_pin(card: FoundCard | None, pin: str) -> bool:
    """Say whether a PIN is that of a card: the same work where there is no card, no PIN yet, or none was typed."""
    person_id, stored = (card.person_id, card.pin_hash) if card else (NOBODY, None)
    return hashing().matches(stored, f"{person_id} {pin}")


def find_card_state(session: Session, person_id: str, now: dt.datetime) -> CardState | None:
    """Return the state of a person's card; None where they have none."""
    card = session.get(Card, person_id)
    if card is None:
        return None
    wait_until = session.scalar(select(Attempt.wait_until).where(Attempt.key == attempt_key(CARD, card.code_digest)))
    return CardState(card.created_at, card.pin_hash is not None, wait_until if wait_until and wait_until > now else None)
