"""A person with a marker in every column that can hold something of theirs, among others who must keep theirs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from base.database import db, writing
from base.web import now
from notices.models import Notice
from people.audit_commands import note
from people.codes import card_code_shown, digest, new_id, new_token
from people.permissions import Actor
from people.person_models import CalendarLink, Person
from people.sign_in_commands import start_acting, start_sign_in
from people.terms import AuditAction, AuditKind, CodePurpose, MemberState, NoticeWay, StaffRole, Stay
from people.way_in_models import Card, SentCode, SignIn
from tests.making import make_venue
from tests.people.making import make_card, make_group, make_person, make_staff

NAME, PHONE, EMAIL = "Zenobiaplantet", "+4520987654", "zenobiaplantet@planted.example"
NEW_PHONE, GROUP, DEVICE = "+4531987650", "Zenobiagruppen", "Zenobiatelefon"
DETAIL, KEY, WAY_BACK, WAITING_NAME = "Zenobiabesked", "zenobia-noegle", "/mig?zenobiavej", "Zenobiaivente"
WAITING_KEY = "zenobia-ventende"
A_CROWD = 300


@dataclass(frozen=True)
class Planted:
    """Who was planted, who else is there, and every text that must be nowhere after the erasure."""

    person_id: str
    other_id: str
    staff_sign_in_id: str
    shared_group_id: int
    markers: tuple[str, ...]


def plant(others: int = 0) -> Planted:
    """Add the person, with so many others before and after, a hundred in each transaction."""
    _add_others(others)
    with writing() as session:
        planted = _plant(session)
    _add_others(others)
    return planted


def _add_others(others: int) -> None:
    for start in range(0, others, 100):
        with writing() as session:
            for number in range(start, start + 100):
                make_person(session, f"Nabo{number}", f"+4522{number:06}", f"nabo{number}@example.dk")


def _plant(session: Session) -> Planted:
    venue = make_venue(session)
    person, other = make_person(session, NAME, PHONE, EMAIL), make_person(session, "Bodil", "+4522334455")
    person_id, other_id = person.id, other.id
    make_group(session, GROUP, venue, True, **{person_id: MemberState.CONTACT})
    shared = make_group(session, "Fælles", venue, True, **{person_id: MemberState.MEMBER, other_id: MemberState.CONTACT})
    card_code = make_card(session, person, venue, pin="7391")
    calendar = new_token()
    session.add(CalendarLink(person_id=person_id, token_digest=digest(calendar), created_at=now()))
    sign_in = start_sign_in(session, person_id, Stay.OWN, DEVICE, now())
    codes = [_code(CodePurpose.START, phone=PHONE), _code(CodePurpose.START, email=EMAIL)]
    codes.append(_code(CodePurpose.CHANGE, person_id=person_id, phone=NEW_PHONE))
    notice = Notice(
        id=new_id(), key=KEY, kind="code", person_id=person_id, way=NoticeWay.TEXT, address=PHONE,
        details={"for": DETAIL}, due_at=now(), created_at=now(),
    )  # fmt: skip
    to_nobody_yet = Notice(
        id=new_id(), key=WAITING_KEY, kind="code", way=NoticeWay.MAIL, address=EMAIL, details={"code": "1"},
        due_at=now(), created_at=now(),
    )  # fmt: skip
    session.add_all([*codes, notice, to_nobody_yet])
    session.flush()
    staff_sign_in_id = _help(session, person_id)
    markers = (
        person_id, NAME, PHONE, EMAIL, NEW_PHONE, GROUP, DEVICE, DETAIL, KEY, WAY_BACK, WAITING_NAME,
        card_code, card_code_shown(card_code), digest(card_code), session.get_one(Card, person_id).pin_hash or "",
        calendar, digest(calendar), sign_in, digest(sign_in), notice.id, to_nobody_yet.id, WAITING_KEY,
        *(each.id for each in codes), *(each.link_digest for each in codes), *(each.code_digest for each in codes),
    )  # fmt: skip
    return Planted(person_id, other_id, staff_sign_in_id, shared.id, markers)


def _code(purpose: CodePurpose, **values: str) -> SentCode:
    return SentCode(
        id=new_id(), purpose=purpose, code_digest=digest(new_token()), link_digest=digest(new_token()), name=WAITING_NAME,
        way_back=WAY_BACK, expires_at=now() + dt.timedelta(minutes=10), **values,
    )  # fmt: skip


def _help(session: Session, person_id: str) -> str:
    staff = make_staff(session)
    token = start_sign_in(session, staff.person_id, Stay.STAFF, "Firefox", now())
    session.flush()
    sign_in_id: str = session.query(SignIn.id).filter_by(token_digest=digest(token)).scalar()
    start_acting(session, sign_in_id, person_id, now())
    note(session, Actor(staff.person_id, StaffRole.STAFF), AuditAction.ACTED_FOR, AuditKind.PERSON, now(), for_id=person_id)
    return sign_in_id


def everything_stored() -> str:
    """Return every row of every table as text."""
    session = db.session()
    session.rollback()
    return "\n".join(repr(session.execute(table.select()).all()) for table in db.metadata.sorted_tables)


def stored_bytes() -> bytes:
    """Return what the database's files hold: SQLite's three, or the pages of PostgreSQL's tables, indexes and long values."""
    db.session().rollback()
    if db.engine.dialect.name == "sqlite":
        path = db.engine.url.database or ""
        return b"".join(_bytes_of(f"{path}{end}") for end in ("", "-wal", "-shm"))
    with db.engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        pages = connection.scalars(
            text(
                "SELECT pg_read_binary_file(pg_relation_filepath(c.oid), 0, pg_relation_size(c.oid)) FROM pg_class c"
                " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'i')"
                " OR c.oid IN (SELECT reltoastrelid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"
            )
        )
        return b"".join(bytes(page) for page in pages)


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb") as opened:
            return opened.read()
    except FileNotFoundError:
        return b""


def found_in(held: str | bytes, markers: tuple[str, ...]) -> list[str]:
    """Return the markers that are there."""
    haystack = held if isinstance(held, bytes) else held.encode()
    return [marker for marker in markers if marker and marker.encode() in haystack]


def is_there(person_id: str) -> bool:
    """Say whether a person is in the database."""
    db.session().rollback()
    return db.session().get(Person, person_id) is not None
