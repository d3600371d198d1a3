"""What waits to be told, and whether it is still true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from notices.models import Notice
from notices.outbox import CARRIED, Outbox
from people.group_models import Membership
from people.person_models import Person
from people.person_queries import list_belongers
from people.terms import MemberState, NoticeWay
from people.way_in_models import SentCode


@dataclass(frozen=True)
class Waiting:
    """A notice with its way, where it goes (None: staff tell it) and its words; `true` says whether it still is."""

    id: str
    way: NoticeWay
    address: str | None
    text: str
    true: bool


@dataclass(frozen=True)
class ToTell:
    """What staff are to tell one person, the oldest first."""

    person_id: str
    name: str
    notices: list[Waiting]


def outbox() -> Outbox:
    """Return the outbox of this app."""
    found: Outbox = current_app.extensions["notices"]
    return found


def list_due(session: Session, now: dt.datetime, limit: int) -> list[Waiting]:
    """Return what is to be sent now by text or by mail, in the order it fell due.

    Who has changed their number, or how they are told things, since it was written is told as they have chosen now.
    """
    rows = session.execute(
        select(Notice, Person)
        .outerjoin(Person, Person.id == Notice.person_id)
        .where(_is_due(now), or_(_to_address(True), and_(_to_address(False), _wants(CARRIED))))
        .order_by(Notice.due_at, Notice.id)
        .limit(limit)
    )
    return [_waiting(session, notice, person, now) for notice, person in rows]


def list_to_tell(session: Session, venue_ids: Collection[int], now: dt.datetime) -> list[ToTell]:
    """Return what staff of these places are to tell now, by name: two statements and those of the registries."""
    persons = list_belongers(session, set(venue_ids)) if venue_ids else []
    rows = session.execute(
        select(Notice, Person)
        .join(Person, Person.id == Notice.person_id)
        .where(_is_due(now), _to_address(False), _wants({NoticeWay.STAFF}), Person.id.in_([person.id for person in persons]))
        .order_by(Notice.due_at, Notice.id)
    ).all()
    found: dict[str, list[Waiting]] = {}
    for notice, person in rows:
        found.setdefault(person.id, []).append(_waiting(session, notice, person, now))
    to_tell = [ToTell(each.id, each.name, [one for one in found.get(each.id, []) if one.true]) for each in persons]
    return [each for each in to_tell if each.notices]


def find_for_staff(session: Session, notice_id: str) -> Notice | None:
    """Return a notice that staff are to tell, or have told."""
    by_staff = or_(
        and_(Notice.told_at.is_(None), _wants({NoticeWay.STAFF})),
        and_(Notice.told_at.is_not(None), Notice.way == NoticeWay.STAFF),
    )
    mine = select(Notice).join(Person, Person.id == Notice.person_id).where(Notice.id == notice_id, _to_address(False), by_staff)
    return session.scalar(mine)


def is_still_true(session: Session, notice: Notice, now: dt.datetime) -> bool:
    """Say whether what a notice tells is true."""
    return outbox().kinds.get(notice.kind).still_true(session, notice, now)


def count_waiting(session: Session, now: dt.datetime) -> int:
    """Count what is due by text or by mail and has not been told."""
    wanted = or_(_to_address(True), and_(_to_address(False), _wants(CARRIED)))
    return session.scalar(select(func.count()).select_from(Notice).outerjoin(Person).where(_is_due(now), wanted)) or 0


def code_lives(session: Session, notice: Notice, now: dt.datetime) -> bool:
    """Say whether the code of a notice ("code " and the id it is found by) can still be used."""
    sent = session.get(SentCode, notice.key.removeprefix("code "))
    return sent is not None and sent.used_at is None and now < sent.expires_at


def is_in_group(session: Session, notice: Notice, _now: dt.datetime) -> bool:
    """Say whether a person is in the group (`group`) that they were welcomed to."""
    found = session.get(Membership, (notice.details["group"], notice.person_id))
    return found is not None and found.state != MemberState.WAITING


def _is_due(now: dt.datetime) -> ColumnElement[bool]:
    return and_(Notice.told_at.is_(None), Notice.due_at <= now)


def _to_address(given: bool) -> ColumnElement[bool]:
    # By name: a kind that this release does not know waits, and stands in nobody's way.
    return Notice.kind.in_([kind.name for kind in outbox().kinds if kind.to_address is given])


def _wants(ways: Collection[NoticeWay]) -> ColumnElement[bool]:
    return and_(Person.notice_way.in_(ways), Person.paused_at.is_(None))


def _waiting(session: Session, notice: Notice, person: Person | None, now: dt.datetime) -> Waiting:
    kind = outbox().kinds.get(notice.kind)
    way, address = NoticeWay(notice.way), notice.address
    if person and not kind.to_address:
        way = NoticeWay(person.notice_way)
        address = {NoticeWay.TEXT: person.phone, NoticeWay.MAIL: person.email}.get(way)
    return Waiting(notice.id, way, address, kind.text(notice.details, way), kind.still_true(session, notice, now))
