"""Sign a browser in, keep its session, end it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from base.clock import day_of
from people.codes import digest, new_id, new_token
from people.person_models import Person
from people.stays import HELP_LASTS, LIMITS
from people.terms import Stay
from people.way_in_models import SignIn


def start_sign_in(session: Session, person_id: str, stay: Stay, device: str, now: dt.datetime) -> str:
    """Add a session for a person, in the caller's transaction, and return its token: the only time it is known."""
    token = new_token()
    session.add(
        SignIn(
            id=new_id(), token_digest=digest(token), person_id=person_id, stay=stay, device=device,
            started_at=now, seen_at=now, expires_at=now + LIMITS[stay].absolute,
        )
    )  # fmt: skip
    note_seen(session, person_id, now)
    return token


def keep_sign_in(session: Session, sign_in_id: str, person_id: str, now: dt.datetime) -> None:
    """Note that a session is in use."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))
    note_seen(session, person_id, now)


def note_seen(session: Session, person_id: str, now: dt.datetime) -> None:
    """Note the day a person was last here, which puts their erasure off."""
    today = day_of(now)
    session.execute(update(Person).where(Person.id == person_id, Person.seen_on != today).values(seen_on=today))


def end_sign_in(session: Session, sign_in_id: str, person_id: str) -> None:
    """End one of a person's own sessions; another's, or one that is over, stays as it is."""
    session.execute(delete(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == person_id))


def end_all_sign_ins(session: Session, person_id: str, but: str | None = None) -> None:
    """End all sessions of a person, and all help that is being given them; `but` one of their own may stay."""
    session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.id != (but or "")))
    session.execute(update(SignIn).where(SignIn.acts_for_id == person_id).values(acts_for_id=None, acts_until=None))


def start_acting(session: Session, sign_in_id: str, person_id: str, now: dt.datetime) -> None:
    """Let a session of the staff act for a person, for a quarter of an hour."""
    values = {"acts_for_id": person_id, "acts_until": now + HELP_LASTS}
    session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.stay == Stay.STAFF).values(values))
    note_seen(session, person_id, now)


def stop_acting(session: Session, sign_in_id: str) -> None:
    """Let a session act for nobody but its own person."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(acts_for_id=None, acts_until=None))
