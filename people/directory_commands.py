"""Let in whom the municipality's directory knows; its groups say each time what they may do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from people.audit_commands import note
from people.directory_claims import Known
from people.permissions import Actor
from people.sign_in_commands import end_all_sign_ins
from people.sign_in_queries import registry
from people.staff_commands import add_staff, end_staff, get_locked, move_staff
from people.staff_models import StaffAccount, StaffLink
from people.staff_rules import Post, Refusal
from people.terms import AuditAction, AuditKind, StaffRole


class Barred(Enum):
    """Why somebody whom the directory knows is not let in."""

    NO_GROUP = auto()
    NO_PLACE = auto()
    ENDED = auto()
    TAKEN = auto()


@dataclass(frozen=True)
class Entered:
    """Somebody who may come in, and their role."""

    person_id: str
    role: StaffRole


def enter_by_directory(session: Session, known: Known, now: dt.datetime) -> Entered | Barred:
    """Give an account the role and places that the directory gives, for a session to begin, in the caller's transaction.

    Who is new gets an account. Another role or other places end the sessions there were; no role ends the account, which only a
    coordinator opens again. What is changed is to be kept, also where somebody is barred.
    """
    post = _post(session, known)
    found = _account(session, known, post, now)
    if isinstance(found, Barred):
        return found
    barred = _follow(session, found, post, now)
    if barred or post is None:
        return barred or Barred.NO_GROUP
    role = StaffRole(session.get_one(StaffAccount, found).role)
    if role is StaffRole.STAFF and not post.places:
        return Barred.NO_PLACE
    note(session, Actor(found, role), AuditAction.SIGNED_IN, AuditKind.STAFF, now)
    return Entered(found, role)


def _post(session: Session, known: Known) -> Post | None:
    if known.role is None:
        return None
    # A slug that is misspelt in the settings leads nowhere.
    places = frozenset(place.id for place in registry().list_workplaces(session) if place.slug in known.slugs)
    return Post(known.role, places)


def _account(session: Session, known: Known, post: Post | None, now: dt.datetime) -> str | Barred:
    if person_id := session.scalar(select(StaffAccount.person_id).where(StaffAccount.oidc_subject == known.subject)):
        return person_id
    if post is None:
        return Barred.NO_GROUP
    if post.role is StaffRole.STAFF and not post.places:
        return Barred.NO_PLACE
    if person_id := session.scalar(select(StaffAccount.person_id).where(StaffAccount.email == known.address)):
        return _link(session, person_id, known)
    if person_id := add_staff(session, None, known.name, known.address, post, now):
        session.get_one(StaffAccount, person_id).oidc_subject = known.subject
        session.flush()
        return person_id
    # Somebody else added the address at this moment.
    return _account(session, known, post, now)


def _link(session: Session, person_id: str, known: Known) -> str | Barred:
    """Let an account that waits for its owner be theirs: one that a coordinator made, and nobody has proved to be theirs."""
    account, _ = get_locked(session, person_id)
    if account.ended_at is not None:
        return Barred.ENDED
    if account.oidc_subject == known.subject:
        return person_id
    if account.password_hash is not None or account.oidc_subject is not None:
        return Barred.TAKEN
    account.oidc_subject = known.subject
    # They came by this door; the other one is shut.
    session.execute(delete(StaffLink).where(StaffLink.person_id == person_id))
    session.flush()
    return person_id


def _follow(session: Session, person_id: str, post: Post | None, now: dt.datetime) -> Barred | None:
    """Do as the directory says, except that the last coordinator stays one."""
    account, _ = get_locked(session, person_id)
    actor = Actor(person_id, StaffRole(account.role))
    if account.ended_at is not None:
        return Barred.ENDED
    if post is None:
        refusal = end_staff(session, actor, person_id, now)
        end_all_sign_ins(session, person_id)
    else:
        refusal = move_staff(session, actor, person_id, post, now)
    if refusal is Refusal.LAST_COORDINATOR:
        current_app.logger.warning("directory: the last coordinator stays coordinator, though the directory says otherwise")
    return None if post else Barred.NO_GROUP
