"""Who is signed in, and what they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from people.codes import digest, read_token
from people.group_models import Membership
from people.hashing import Hashing
from people.permissions import Actor
from people.person_models import Person
from people.registry import Registry
from people.staff_models import StaffAccount
from people.stays import has_ended
from people.terms import MemberState, StaffRole, Stay
from people.way_in_models import SignIn


@dataclass(frozen=True)
class SignedIn:
    """A living session: its row, the person's name and who that makes them."""

    id: str
    stay: Stay
    name: str
    seen_at: dt.datetime
    seen_on: dt.date
    acts_for_name: str | None
    actor: Actor


def registry() -> Registry:
    """Return what the rooms told this app."""
    found: Registry = current_app.extensions["people"]
    return found


def hashing() -> Hashing:
    """Return how this app hashes passwords and PINs."""
    found: Hashing = current_app.extensions["hashing"]
    return found


def find_signed_in(session: Session, token: str, now: dt.datetime) -> SignedIn | None:
    """Return the living session of a token, at most four statements; None where there is none, or it is over."""
    if not read_token(token):
        return None
    row = session.execute(
        select(SignIn, Person, StaffAccount.role, StaffAccount.ended_at)
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(StaffAccount, StaffAccount.person_id == Person.id)
        .where(SignIn.token_digest == digest(token))
    ).one_or_none()
    if row is None:
        return None
    sign_in, person, role, ended_at = row
    if has_ended(Stay(sign_in.stay), sign_in.seen_at, sign_in.expires_at, now) or ended_at:
        return None
    acts_for = sign_in.acts_for_id if sign_in.acts_until and now < sign_in.acts_until else None
    return SignedIn(
        sign_in.id, Stay(sign_in.stay), person.name, sign_in.seen_at, person.seen_on,
        session.scalar(select(Person.name).where(Person.id == acts_for)) if acts_for else None,
        _actor(session, person.id, StaffRole(role) if role else None, acts_for),
    )  # fmt: skip


def _actor(session: Session, person_id: str, role: StaffRole | None, acts_for: str | None) -> Actor:
    places = registry().find_workplaces(session, person_id) if role is StaffRole.STAFF else []
    memberships = session.execute(
        select(Membership.group_id, Membership.state).where(Membership.person_id == (acts_for or person_id))
    )
    groups = {group_id: MemberState(state) for group_id, state in memberships}
    return Actor(person_id, role, frozenset(place.id for place in places), acts_for, groups)


def list_sign_ins(session: Session, person_id: str, now: dt.datetime) -> list[SignIn]:
    """Return a person's living sessions, the last used first."""
    rows = session.scalars(select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.seen_at.desc(), SignIn.id))
    return [row for row in rows if not has_ended(Stay(row.stay), row.seen_at, row.expires_at, now)]
