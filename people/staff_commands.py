"""Add, move, end and open accounts of the staff; each is noted, in the caller's transaction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import insert_if_new
from people.audit_commands import note
from people.codes import digest, new_id, new_token
from people.permissions import Actor
from people.person_models import Person
from people.second_factor import new_salt
from people.sign_in_commands import end_all_sign_ins
from people.sign_in_queries import registry
from people.staff_models import StaffAccount, StaffLink, StaffListCode
from people.staff_rules import LINK_LIVES, Post, Refusal, refusal_to_leave
from people.terms import AuditAction, AuditKind, StaffRole


def add_staff(session: Session, actor: Actor | None, name: str, email: str, post: Post, now: dt.datetime) -> str | None:
    """Add somebody who works here and return their id; None, and nothing added, where the address has an account.

    Without an actor, as from the command line, they stand in the log as having added themselves.
    """
    person_id = new_id()
    with session.begin_nested() as attempt:
        today = day_of(now)
        session.add(Person(id=person_id, name=name, seen_on=today, created_at=now))
        session.flush()
        values = {"person_id": person_id, "role": post.role, "email": email, "totp_step": 0, "created_at": now}
        added = session.execute(insert_if_new(session, StaffAccount, values).returning(StaffAccount.person_id)).all()
        if not added:
            attempt.rollback()
            return None
    registry().set_workplaces(session, person_id, post.places)
    _note(session, actor or Actor(person_id, post.role), AuditAction.STAFF_ADDED, person_id, now)
    return person_id


def move_staff(session: Session, actor: Actor, person_id: str, post: Post, now: dt.datetime) -> Refusal | None:
    """Give somebody another role or other places, and end their sessions; what is so already ends nothing."""
    account, is_last = get_locked(session, person_id)
    if refusal := refusal_to_leave(is_last, account.ended_at is not None, post.role):
        return refusal
    places = frozenset(place.id for place in registry().find_workplaces(session, person_id))
    if Post(StaffRole(account.role), places) != Post(post.role, post.places):
        account.role = post.role
        registry().set_workplaces(session, person_id, post.places)
        end_all_sign_ins(session, person_id)
        _note(session, actor, AuditAction.STAFF_MOVED, person_id, now)
    return None


def end_staff(session: Session, actor: Actor, person_id: str, now: dt.datetime) -> Refusal | None:
    """Let somebody in no more: sessions, places and all they proved themselves with are gone; ended twice is once."""
    account, is_last = get_locked(session, person_id)
    refusal = refusal_to_leave(is_last, account.ended_at is not None, None)
    if refusal:
        return None if refusal is Refusal.ENDED else refusal
    account.ended_at, account.password_hash, account.totp_salt = now, None, None
    session.execute(delete(StaffListCode).where(StaffListCode.person_id == person_id))
    session.execute(delete(StaffLink).where(StaffLink.person_id == person_id))
    registry().set_workplaces(session, person_id, ())
    end_all_sign_ins(session, person_id)
    _note(session, actor, AuditAction.STAFF_ENDED, person_id, now)
    return None


def open_staff_again(session: Session, actor: Actor, person_id: str, post: Post, now: dt.datetime) -> Refusal | None:
    """Open an account that has ended; it needs a new link."""
    account, _ = get_locked(session, person_id)
    if account.ended_at is None:
        return Refusal.NOT_ENDED
    account.ended_at, account.role = None, post.role
    registry().set_workplaces(session, person_id, post.places)
    _note(session, actor, AuditAction.STAFF_ADDED, person_id, now)
    return None


def make_staff_link(session: Session, actor: Actor, person_id: str, now: dt.datetime) -> str | None:
    """Make the link with which somebody chooses password and second factor, and return its token, the only time it is known.

    The one before is dead. Until it is used, what they have works as it did. None where their account has ended.
    """
    account, _ = get_locked(session, person_id)
    if account.ended_at is not None:
        return None
    token = new_token()
    expires_at = now + LINK_LIVES
    session.merge(StaffLink(person_id=person_id, token_digest=digest(token), totp_salt=new_salt(), expires_at=expires_at))
    _note(session, actor, AuditAction.STAFF_LINK_MADE, person_id, now)
    return token


def get_locked(session: Session, person_id: str) -> tuple[StaffAccount, bool]:
    """Return an account, and whether it is the last coordinator's; both stay so until the caller's transaction ends.

    Locks it together with the accounts of all coordinators, in one order. Raises NoResultFound where there is none.
    """
    coordinates = and_(StaffAccount.role == StaffRole.COORDINATOR, StaffAccount.ended_at.is_(None))
    theirs = StaffAccount.person_id == person_id
    locked = select(StaffAccount).where(or_(coordinates, theirs)).order_by(StaffAccount.person_id).with_for_update()
    rows = session.scalars(locked).all()
    coordinators = {row.person_id for row in rows if row.role == StaffRole.COORDINATOR and row.ended_at is None}
    return session.get_one(StaffAccount, person_id), coordinators == {person_id}


def _note(session: Session, actor: Actor, action: AuditAction, person_id: str, now: dt.datetime) -> None:
    note(session, actor, action, AuditKind.STAFF, now, for_id=person_id)
