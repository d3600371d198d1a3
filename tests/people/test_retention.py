"""Each kind of row goes on its day, and not a moment before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import people.retention_commands
from base.database import Model, db, writing
from base.web import now
from people.audit_commands import note
from people.codes import digest, new_id, new_token
from people.erased_list import list_erased
from people.erasure_commands import erased_list
from people.keeping_cli import forget
from people.permissions import Actor
from people.person_models import Person
from people.registry import Ahead, PersonalRows, Retention
from people.retention_commands import forget_due, list_retentions
from people.sign_in_commands import start_sign_in
from people.sign_in_queries import registry
from people.staff_models import AuditEntry, StaffAccount, StaffLink
from people.terms import AuditAction, AuditKind, CodePurpose, StaffRole, Stay
from people.way_in_models import Attempt, Card, SentCode, SignIn
from tests.conftest import TUESDAY_MORNING, Clock, make_app
from tests.people.making import make_card, make_person, make_staff

NOW = TUESDAY_MORNING
A_MOMENT = dt.timedelta(seconds=1)


def days(count: int) -> dt.timedelta:
    """Return so many days."""
    return dt.timedelta(days=count)


@pytest.fixture
def app(address: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app on an empty database of each kind, with an erased list of its own, and no waiting for scrubs."""
    monkeypatch.setattr(people.retention_commands, "scrub", lambda: True)
    return make_app(address, clock, ERASED_LIST=tmp_path / "erased.txt")


def an_attempt(session: Session, at: dt.datetime) -> None:
    """Add tries that are to be forgotten at a moment."""
    session.add(Attempt(key="a" * 64, tries=1, wait_until=at, forget_at=at))


def a_code(session: Session, at: dt.datetime) -> None:
    """Add a code that ran out at a moment."""
    session.add(
        SentCode(
            id=new_id(), purpose=CodePurpose.START, code_digest="a" * 64, link_digest="b" * 64, name="Anna", email="a@b.dk",
            expires_at=at,
        )
    )  # fmt: skip


def a_card(session: Session, at: dt.datetime) -> None:
    """Add a card that was made at a moment, and never used."""
    person = make_person(session)
    make_card(session, person)
    session.get_one(Card, person.id).created_at = at


def a_sign_in(stay: Stay) -> Callable[[Session, dt.datetime], None]:
    """Return what adds a session that was last used at a moment."""

    def add(session: Session, at: dt.datetime) -> None:
        start_sign_in(session, make_person(session).id, stay, "Firefox", at)

    return add


def a_link(session: Session, at: dt.datetime) -> None:
    """Add a link to new staff that ran out at a moment."""
    account = make_staff(session)
    session.add(StaffLink(person_id=account.person_id, token_digest=digest(new_token()), totp_salt="s", expires_at=at))


def a_line(session: Session, at: dt.datetime) -> None:
    """Add a line of the audit log."""
    account, person = make_staff(session), make_person(session)
    note(session, Actor(account.person_id, StaffRole.STAFF), AuditAction.ACTED_FOR, AuditKind.PERSON, at, for_id=person.id)


@pytest.mark.parametrize(
    ("model", "add", "lives"),
    [
        (Attempt, an_attempt, days(0)),
        (SentCode, a_code, days(1)),
        (Card, a_card, days(60)),
        (SignIn, a_sign_in(Stay.OWN), days(90)),
        (SignIn, a_sign_in(Stay.SHARED), dt.timedelta(minutes=15)),
        (SignIn, a_sign_in(Stay.STAFF), dt.timedelta(minutes=45)),
        (StaffLink, a_link, days(0)),
        (AuditEntry, a_line, days(730)),
    ],
)
def test_a_row_goes_when_its_time_is_over_and_not_before(
    app: Flask, model: type[Model], add: Callable[[Session, dt.datetime], None], lives: dt.timedelta
) -> None:
    with app.app_context():
        with writing() as session:
            add(session, NOW - lives + A_MOMENT)
        forget_due(NOW)
        assert count_of(model) == 1
        forget_due(NOW + A_MOMENT)
        assert count_of(model) == 0


def count_of(model: type[Model]) -> int:
    """Return how many rows there are, read anew."""
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(model)) or 0


def test_a_card_with_a_pin_stays(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            make_card(session, make_person(session), pin="7391")
        forget_due(NOW + days(70))
        assert count_of(Card) == 1


def test_a_session_ends_at_its_absolute_end_though_it_is_in_use(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            start_sign_in(session, make_person(session).id, Stay.OWN, "Firefox", NOW - days(365))
            session.flush()
            session.scalars(select(SignIn)).one().seen_at = NOW
        forget_due(NOW)
        assert count_of(SignIn) == 0


def test_whom_staff_acted_for_is_cut_out_after_thirty_days_and_the_line_stays(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            a_line(session, NOW - days(30) + A_MOMENT)
        forget_due(NOW)
        assert db.session().scalars(select(AuditEntry.for_id)).one() is not None
        forget_due(NOW + A_MOMENT)
        assert db.session().scalars(select(AuditEntry.for_id)).one() is None


def test_a_person_nobody_has_heard_from_for_a_year_is_erased_and_listed(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            gone, seen = make_person(session, "Gone"), make_person(session, "Seen")
            gone.seen_on, seen.seen_on = NOW.date() - days(365), NOW.date() - days(364)
            gone_id = gone.id
        assert forget_due(NOW)["Navn, nummer og mail"] == 1
        assert db.session().scalars(select(Person.name)).all() == ["Seen"]
        assert list_erased(erased_list()) == [gone_id]


def test_one_who_has_something_ahead_and_staff_who_work_here_stay(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            busy, staff = make_person(session, "Busy"), make_staff(session)
            busy.seen_on = session.get_one(Person, staff.person_id).seen_on = NOW.date() - days(400)
            busy_id = busy.id
        ahead = Ahead("k", "Kl. 10-13", NOW + days(1), NOW + days(2), "/", "/", NOW)
        registry().personal_rows.append(
            PersonalRows("Prøve", lambda *_: [], list_ahead=lambda _session, each, _now: [ahead] if each == busy_id else [])
        )
        assert forget_due(NOW)["Navn, nummer og mail"] == 0
        assert count_of(Person) == 2


def test_more_than_a_batch_are_all_erased(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people.retention_commands, "MOST_AT_A_TIME", 2)
    with app.app_context():
        with writing() as session:
            for number in range(5):
                make_person(session, f"Gone{number}").seen_on = dt.date(2020, 1, 1)
        assert forget_due(NOW)["Navn, nummer og mail"] == 5


def test_staff_who_have_ended_go_when_the_log_no_longer_names_them(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            a_line(session, NOW - days(729))
            session.scalars(select(StaffAccount)).one().ended_at = NOW - days(730)
        forget_due(NOW)
        assert count_of(StaffAccount) == 1
        counts = forget_due(NOW + days(1))
        assert (counts["Hvad personalet har gjort"], counts["Personale, der er stoppet"]) == (1, 1)
        assert count_of(StaffAccount) == 0


def test_each_kind_has_a_name_of_its_own_and_a_transaction_of_its_own(app: Flask) -> None:
    def fail(_session: Session, _now: dt.datetime) -> int:
        raise RuntimeError

    with app.app_context():
        kinds = [each.kind for each in list_retentions()]
        assert len(kinds) == len(set(kinds))
        with writing() as session:
            an_attempt(session, NOW)
        registry().retentions.append(Retention("Prøve", 1, "", fail))
        with pytest.raises(RuntimeError):
            forget_due(NOW)
        assert count_of(Attempt) == 0


def test_the_command_tells_what_went(app: Flask) -> None:
    with app.app_context(), writing() as session:
        an_attempt(session, now())
    told = app.test_cli_runner().invoke(forget)
    assert told.output.splitlines()[0] == "Forsøg på at logge ind: 1"
