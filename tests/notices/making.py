"""Notices for tests, made with as few words as the test needs."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.database import db
from base.settings import Settings
from base.web import now
from notices.models import Notice
from notices.outbox_commands import enqueue
from people.code_problems import LIVES
from people.codes import new_id
from people.group_models import Membership
from people.person_models import Person
from people.terms import CodePurpose, MemberState
from people.way_in_models import SentCode
from tests.conftest import Clock, make_app
from tests.making import LONG_AGO
from tests.people.making import make_group

NUMBER = "+4520304050"


def make_trial(address: str, clock: Clock, path: Path) -> Flask:
    """Make an app that sends to a file."""
    settings = Settings(site_url="https://paatvaers.example/", trial=True, sender="file")
    return make_app(address, clock, SETTINGS=settings, SENT_FILE=str(path))


def tell_code(session: Session, code: str = "123456", address: str = NUMBER, way: str = "text") -> str:
    """Add a living code, and the notice that tells it; return the id of the code."""
    code_id = new_id()
    reached = {"phone": address} if way == "text" else {"email": address}
    session.add(
        SentCode(
            id=code_id, purpose=CodePurpose.START, code_digest="x", link_digest=new_id(), name="Anna", **reached,
            tries=0, way_back="", expires_at=now() + LIVES,
        )
    )  # fmt: skip
    details = {"code": code, "link": "https://paatvaers.example/ind/abc"}
    enqueue(session, now(), kind="code", key=f"code {code_id}", details=details, way=way, address=address)
    return code_id


def tell_welcome(session: Session, person: Person, key: str = "welcomed 1") -> int:
    """Welcome a person in a group of their own, and add the notice that tells it; return the id of the group."""
    group = make_group(session)
    session.add(Membership(group_id=group.id, person_id=person.id, state=MemberState.MEMBER, joined_at=LONG_AGO))
    enqueue(session, now(), kind="welcomed", key=key, details={"group": group.id}, person_id=person.id)
    return group.id


def stored() -> list[Notice]:
    """Return all notices there are, by key."""
    db.session.rollback()
    return list(db.session.scalars(select(Notice).order_by(Notice.key)))
