"""Who works here, for the pages of coordinators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from base.clock import day_of
from base.danish import sort_key
from people.person_models import Person
from people.registry import Workplace
from people.sign_in_queries import registry
from people.staff_models import StaffAccount
from people.terms import StaffRole


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works here: their account, and the places they work at, by name.

    `is_ready` says that they have chosen a password; who comes by the municipality's directory never does.
    """

    person_id: str
    name: str
    email: str
    role: StaffRole
    is_ready: bool
    ended_at: dt.datetime | None
    places: tuple[Workplace, ...]

    @property
    def ended_on(self) -> dt.date | None:
        """Return the day in Kolding on which the account ended."""
        return day_of(self.ended_at) if self.ended_at else None


def list_staff(session: Session) -> list[StaffMember]:
    """Return all accounts by name, those that have ended last."""
    found = _members(session, session.execute(_accounts()).all())
    return sorted(found, key=lambda one: (one.ended_at is not None, sort_key(one.name), one.person_id))


def find_staff_member(session: Session, person_id: str) -> StaffMember | None:
    """Return somebody who works here, or did."""
    return next(iter(_members(session, session.execute(_accounts().where(StaffAccount.person_id == person_id)).all())), None)


def find_staff_by_email(session: Session, email: str) -> StaffMember | None:
    """Return whose account has this address, in small letters."""
    return next(iter(_members(session, session.execute(_accounts().where(StaffAccount.email == email)).all())), None)


def _accounts() -> Select[StaffAccount, str]:
    return select(StaffAccount, Person.name).join(Person, Person.id == StaffAccount.person_id)


def _members(session: Session, rows: Sequence[Row[StaffAccount, str]]) -> list[StaffMember]:
    at_work = [account.person_id for account, _ in rows if account.role == StaffRole.STAFF and account.ended_at is None]
    places = registry().workplaces_of(session, at_work)
    return [_member(account, name, places.get(account.person_id, [])) for account, name in rows]


def _member(account: StaffAccount, name: str, places: Sequence[Workplace]) -> StaffMember:
    is_ready = account.password_hash is not None or account.oidc_subject is not None
    role = StaffRole(account.role)
    return StaffMember(account.person_id, name, account.email, role, is_ready, account.ended_at, tuple(places))
