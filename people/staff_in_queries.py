"""What staff prove themselves against: read alike whether there is such an account or not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from people.codes import digest, read_card_code, read_one_time_code, read_token
from people.person_models import Person
from people.second_factor import list_code_digest, matching_step, totp_secret
from people.sign_in_queries import hashing
from people.staff_models import StaffAccount, StaffLink, StaffListCode
from people.staff_proofs import Proof
from people.terms import StaffRole

NOBODYS_SALT = "nobody has this"


@dataclass(frozen=True)
class StaffSecrets:
    """What an account is proved with; all None where there is no account, or one that has ended."""

    person_id: str | None
    role: StaffRole | None
    password_hash: str | None
    totp_salt: str | None
    has_list_code: bool


@dataclass(frozen=True)
class LivingLink:
    """A link that can be used now, and whose it is."""

    person_id: str
    name: str
    email: str
    totp_salt: str


def find_proof(session: Session, email: str, password: str, code: str, now: dt.datetime) -> Proof | None:
    """Return what these three prove; None where one is wrong, and nothing, not the time it takes, tells which.

    The work is always the same: one statement, one hash of a password, one secret with its codes, one digest.
    """
    key = current_app.config["SECRET_KEY"]
    on_list = list_code_digest(key, read_card_code(code) or "")
    found = find_secrets(session, email, on_list)
    is_password = hashing().matches(found.password_hash, password)
    step = matching_step(totp_secret(key, found.totp_salt or NOBODYS_SALT), read_one_time_code(code), now)
    is_step = found.totp_salt is not None and step is not None
    if found.person_id is None or found.role is None or not is_password or not (is_step or found.has_list_code):
        return None
    hashed = found.password_hash or ""
    return Proof(found.person_id, found.role, hashed, found.totp_salt, step if is_step else None, on_list)


def find_secrets(session: Session, email: str, on_list: str) -> StaffSecrets:
    """Return what an address is proved with, and whether the code is on its list: one statement, one row, always."""
    is_theirs = (StaffAccount.email == email) & StaffAccount.ended_at.is_(None)
    is_on_list = (StaffListCode.person_id == StaffAccount.person_id) & (StaffListCode.code_digest == on_list)
    asked = select(literal(1).label("one")).subquery()
    row = session.execute(
        select(
            StaffAccount.person_id, StaffAccount.role, StaffAccount.password_hash, StaffAccount.totp_salt,
            StaffListCode.code_digest,
        ).select_from(asked).outerjoin(StaffAccount, is_theirs).outerjoin(StaffListCode, is_on_list)
    ).one()  # fmt: skip
    person_id, role, password_hash, totp_salt, found = row
    return StaffSecrets(person_id, StaffRole(role) if role else None, password_hash, totp_salt, found is not None)


def find_living_link(session: Session, token: str, now: dt.datetime) -> LivingLink | None:
    """Return a link that is there, has not run out and is of an account that has not ended."""
    if not read_token(token):
        return None
    row = session.execute(
        select(StaffLink.person_id, Person.name, StaffAccount.email, StaffLink.totp_salt)
        .join(StaffAccount, StaffAccount.person_id == StaffLink.person_id)
        .join(Person, Person.id == StaffLink.person_id)
        .where(StaffLink.token_digest == digest(token), StaffLink.expires_at > now, StaffAccount.ended_at.is_(None))
    ).one_or_none()
    return LivingLink(*row) if row else None
