"""Those who storm, signed in, and what they storm."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import text
from sqlalchemy.orm import Session

from base.database import db, writing
from people.group_models import Group, Membership
from people.sign_in_commands import start_sign_in
from people.terms import MemberState, Stay
from tests.making import LONG_AGO, make_activity, make_venue
from tests.people.making import make_group, make_person
from tests.shifts.making import make_opening, make_shift
from tests.shifts.storm.asking import Answer, ask
from tests.shifts.storm.storm_app import SCRATCH

# Far enough ahead that no turn of the clock comes near.
AHEAD = dt.timedelta(days=7)
HOURS = dt.timedelta(hours=3)
NOT_LATER = dt.timedelta()


class Claimant(NamedTuple):
    """Somebody with a browser: what it sends along with everything, and the token of its forms."""

    person_id: str
    cookie: str
    token: str

    def press(self, port: int, path: str, **typed: str) -> Answer:
        """Press a button."""
        return ask(port, path, self.cookie, urlencode({"csrf_token": self.token, **typed}))


def make_claimants(app: Flask, count: int) -> list[Claimant]:
    """Add people, each with a browser that is signed in; the tokens are made here, so that nobody needs to look first."""
    with app.app_context(), writing() as session:
        moment = dt.datetime.now(dt.UTC)
        people = [make_person(session, f"Nr. {number}").id for number in range(count)]
        keys = [start_sign_in(session, person_id, Stay.OWN, "Ukendt enhed", moment) for person_id in people]
    return [_claimant(app, *each) for each in zip(people, keys, strict=True)]


def _claimant(app: Flask, person_id: str, key: str) -> Claimant:
    raw = secrets.token_hex(20)
    kept = {"_user_id": key, "_fresh": True, "csrf_token": raw}
    signed = app.session_interface.get_signing_serializer(app).dumps(kept)  # type: ignore[attr-defined]
    token = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(raw)
    return Claimant(person_id, f"Cookie: {app.config['SESSION_COOKIE_NAME']}={signed}\r\n", str(token))


def make_rota(app: Flask, people: Sequence[Claimant], count: int, later: dt.timedelta = dt.timedelta()) -> list[int]:
    """Add a place, a group of all these there, and a shift on each of so many days; return the shifts by start."""
    first = dt.datetime.now(dt.UTC).replace(hour=10, minute=0, second=0, microsecond=0) + AHEAD + later
    with app.app_context(), writing() as session:
        group = _make_group(session, people)
        venue = make_venue(session, f"Hus {secrets.token_hex(4)}")
        # A place is told of once something is there.
        make_activity(session, venue, f"Kaffe {venue.id}")
        opening = make_opening(session, group, venue)
        starts = [first + dt.timedelta(days=number) for number in range(count)]
        return [make_shift(session, opening, start.date(), start, start + HOURS).id for start in starts]


def _make_group(session: Session, people: Sequence[Claimant]) -> Group:
    group = make_group(session)
    session.add_all(
        Membership(group_id=group.id, person_id=each.person_id, state=MemberState.MEMBER, joined_at=LONG_AGO) for each in people
    )
    session.flush()
    return group


@contextmanager
def scratch_tables(app: Flask) -> Iterator[None]:
    """Keep the tables of the naive views for as long as the block lasts."""
    _run(app, [f"CREATE TABLE {name} ({columns})" for name, columns in SCRATCH.items()])
    try:
        yield
    finally:
        _run(app, [f"DROP TABLE {name}" for name in SCRATCH])


def _run(app: Flask, statements: Sequence[str]) -> None:
    with app.app_context():
        with writing() as session:
            for statement in statements:
                session.execute(text(statement))
        db.session.remove()
