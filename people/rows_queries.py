"""What people keeps about a person, given out in plain words: of them alone, never a secret, never another's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from people.audit_wording import action_words
from people.own_wording import ACTS_FOR_YOU, ROLES, STAYS, WAYS
from people.person_models import CalendarLink, Person
from people.person_queries import belongs_to
from people.registry import PersonalRows
from people.sign_in_queries import registry
from people.staff_models import AuditEntry, StaffAccount
from people.terms import AuditAction, CodePurpose, NoticeWay, StaffRole, Stay
from people.way_in_models import Card, SentCode, SignIn

Rows = list[dict[str, Any]]


def own_rows() -> list[PersonalRows]:
    """Return what people's own tables keep about a person; their foreign keys erase it with the person."""
    return [
        PersonalRows("Navn, nummer og mail", _person),
        PersonalRows("Nyt nummer eller ny mail på vej", _changes_under_way),
        PersonalRows("Hvor du er logget ind", _sign_ins),
        PersonalRows("Dit kort", _card),
        PersonalRows("Din kalender", _calendar),
        PersonalRows("Steder, du hører til", _places),
        PersonalRows("Hvad personalet har gjort for dig", _acts_for),
        PersonalRows("Din konto som personale", _account),
        PersonalRows("Hvad du har gjort som personale", _acts_by),
    ]


def _person(session: Session, person_id: str) -> Rows:
    person = session.get_one(Person, person_id)
    return [
        {
            "nummer hos os": person.id, "navn": person.name, "telefon": person.phone, "mail": person.email,
            "beskeder": WAYS[NoticeWay(person.notice_way)], "pause siden": person.paused_at, "sidst her": person.seen_on,
            "her siden": person.created_at,
        }
    ]  # fmt: skip


def _changes_under_way(session: Session, person_id: str) -> Rows:
    mine = select(SentCode).where(SentCode.person_id == person_id, SentCode.purpose == CodePurpose.CHANGE)
    rows = session.scalars(mine.order_by(SentCode.expires_at, SentCode.id))
    return [{"skift til": row.phone or row.email, "koden gælder til": row.expires_at, "brugt": row.used_at} for row in rows]


def _sign_ins(session: Session, person_id: str) -> Rows:
    rows = session.scalars(select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.started_at, SignIn.id))
    return [
        {
            "enhed": row.device, "slags": STAYS[Stay(row.stay)], "logget ind": row.started_at, "sidst brugt": row.seen_at,
            "slutter": row.expires_at,
        }
        for row in rows
    ]  # fmt: skip


def _card(session: Session, person_id: str) -> Rows:
    card = session.get(Card, person_id)
    return [{"lavet": card.created_at, "du har valgt en PIN-kode": card.pin_hash is not None}] if card else []


def _calendar(session: Session, person_id: str) -> Rows:
    link = session.get(CalendarLink, person_id)
    return [{"adressen er lavet": link.created_at}] if link else []


def _places(session: Session, person_id: str) -> Rows:
    ids = belongs_to(session, person_id)
    return [{"sted": place.name} for place in registry().list_workplaces(session) if place.id in ids] if ids else []


def _acts_for(session: Session, person_id: str) -> Rows:
    return _acts(session, AuditEntry.for_id == person_id, ACTS_FOR_YOU)


def _acts_by(session: Session, person_id: str) -> Rows:
    return _acts(session, AuditEntry.actor_id == person_id, action_words)


def _acts(session: Session, of: ColumnElement[bool], words: Mapping[AuditAction, str]) -> Rows:
    rows = session.execute(select(AuditEntry.at, AuditEntry.action).where(of).order_by(AuditEntry.at, AuditEntry.id))
    return [{"hvad": words[AuditAction(action)], "hvornår": at} for at, action in rows]


def _account(session: Session, person_id: str) -> Rows:
    account = session.get(StaffAccount, person_id)
    if account is None:
        return []
    return [
        {
            "mail": account.email, "rolle": ROLES[StaffRole(account.role)], "konto siden": account.created_at,
            "slut": account.ended_at, "steder": [place.name for place in registry().find_workplaces(session, person_id)],
        }
    ]  # fmt: skip
