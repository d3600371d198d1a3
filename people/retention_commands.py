"""How long people's own rows are kept, and the one command that erases in every room what is due."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import changed, writing
from base.scrub import scrub
from people.erasure_commands import erase_rows, list_as_erased
from people.erasure_queries import has_something_ahead, is_still_needed
from people.person_models import Person
from people.registry import Retention
from people.sign_in_queries import registry
from people.staff_models import AuditEntry, StaffAccount, StaffLink
from people.stays import LIMITS
from people.terms import Stay
from people.way_in_models import Attempt, Card, SentCode, SignIn

PERSON_DAYS, UNUSED_CARD_DAYS, CODE_DAYS = 365, 60, 1
AUDIT_DAYS, ACTED_FOR_DAYS, ENDED_STAFF_DAYS = 730, 30, 730
MOST_AT_A_TIME = 100
SIGN_INS_END = (
    f"Du er logget ud efter {LIMITS[Stay.OWN].idle.days} dage uden besøg."
    f" På en fælles computer er det {LIMITS[Stay.SHARED].idle.seconds // 60} minutter."
)


def list_retentions() -> list[Retention]:
    """Return how long each kind of row is kept: people's own first, then each room's."""
    return [*OWN, *registry().retentions]


def forget_due(now: dt.datetime) -> dict[str, int]:
    """Erase what is due in every room, and the traces in the files; return how many rows of each kind.

    Each kind has transactions of its own, so that nobody waits for long and a kind that fails undoes no other. The files are
    scrubbed every time: an erasure may have found them in use.
    """
    counts = {each.kind: _forget_all(each, now) for each in list_retentions()}
    scrub()
    return counts


def _forget_all(retention: Retention, now: dt.datetime) -> int:
    total = 0
    while True:
        with writing() as session:
            count = retention.forget(session, now)
        total += count
        if count == 0:
            return total


def _forget_attempts(session: Session, now: dt.datetime) -> int:
    return changed(session, delete(Attempt).where(Attempt.forget_at <= now))


def _forget_codes(session: Session, now: dt.datetime) -> int:
    return changed(session, delete(SentCode).where(SentCode.expires_at <= now - dt.timedelta(days=CODE_DAYS)))


def _forget_sign_ins(session: Session, now: dt.datetime) -> int:
    idle = (and_(SignIn.stay == stay, SignIn.seen_at <= now - limits.idle) for stay, limits in LIMITS.items())
    return changed(session, delete(SignIn).where(or_(SignIn.expires_at <= now, *idle)))


def _forget_cards(session: Session, now: dt.datetime) -> int:
    long_ago = now - dt.timedelta(days=UNUSED_CARD_DAYS)
    return changed(session, delete(Card).where(Card.pin_hash.is_(None), Card.created_at <= long_ago))


def _forget_staff_links(session: Session, now: dt.datetime) -> int:
    return changed(session, delete(StaffLink).where(StaffLink.expires_at <= now))


def _forget_acted_for(session: Session, now: dt.datetime) -> int:
    long_ago = AuditEntry.at <= now - dt.timedelta(days=ACTED_FOR_DAYS)
    return changed(session, update(AuditEntry).where(long_ago, AuditEntry.for_id.is_not(None)).values(for_id=None))


def _forget_audit(session: Session, now: dt.datetime) -> int:
    return changed(session, delete(AuditEntry).where(AuditEntry.at <= now - dt.timedelta(days=AUDIT_DAYS)))


def _forget_ended_staff(session: Session, now: dt.datetime) -> int:
    ended = exists().where(
        StaffAccount.person_id == Person.id, StaffAccount.ended_at <= now - dt.timedelta(days=ENDED_STAFF_DAYS)
    )
    due = [person_id for person_id in _list_ids(session, ended) if not is_still_needed(session, person_id)]
    return _erase_some(session, due, now)


def _forget_persons(session: Session, now: dt.datetime) -> int:
    day = day_of(now) - dt.timedelta(days=PERSON_DAYS)
    unseen = and_(Person.seen_on <= day, ~exists().where(StaffAccount.person_id == Person.id))
    due = [person_id for person_id in _list_ids(session, unseen) if not has_something_ahead(session, person_id, now)]
    return _erase_some(session, due, now)


def _list_ids(session: Session, due: ColumnElement[bool]) -> list[str]:
    return list(session.scalars(select(Person.id).where(due).order_by(Person.id).with_for_update()))


def _erase_some(session: Session, person_ids: list[str], now: dt.datetime) -> int:
    some = person_ids[:MOST_AT_A_TIME]
    for person_id in some:
        erase_rows(session, person_id, now)
        list_as_erased(session, person_id, now)
    return len(some)


OWN = (
    Retention("Navn, nummer og mail", PERSON_DAYS, "Tiden tæller fra sidste gang, du var her.", _forget_persons),
    Retention("Kort, der ikke er brugt", UNUSED_CARD_DAYS, "Et kort, der er tabt, må ikke ligge for længe.", _forget_cards),
    Retention("Kode på sms eller mail", CODE_DAYS, "Koden virker i ti minutter.", _forget_codes),
    Retention("Her er du logget ind", 0, SIGN_INS_END, _forget_sign_ins),
    Retention("Forsøg på at logge ind", 0, "De bliver glemt efter en time til en uge.", _forget_attempts),
    Retention("Link til nyt personale", 0, "Linket virker i et døgn.", _forget_staff_links),
    Retention("Hvem personalet har hjulpet", ACTED_FOR_DAYS, "Så længe kan du se, hvad de hjalp dig med.", _forget_acted_for),
    Retention("Hvad personalet har gjort", AUDIT_DAYS, "En revisor kan se efter, om det gik rigtigt til.", _forget_audit),
    Retention(
        "Personale, der er stoppet", ENDED_STAFF_DAYS, "Så længe skal vi kunne se, hvem der gjorde hvad.", _forget_ended_staff
    ),
)
