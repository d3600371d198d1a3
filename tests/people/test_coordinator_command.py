"""A coordinator is made from the command line."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import create_engine, select

from base.database import db, writing
from people.permissions import Actor
from people.person_models import Person
from people.staff_commands import end_staff
from people.staff_models import AuditEntry, StaffAccount
from people.terms import AuditAction, StaffRole
from tests.conftest import TUESDAY_MORNING, Clock, make_app
from tests.making import make_venue
from tests.people.making import make_staff


def run(app: Flask, *arguments: str):  # type: ignore[no-untyped-def]
    return app.test_cli_runner().invoke(args=["people", "coordinator", *arguments])


def accounts(app: Flask) -> list[tuple[str, str, str, bool]]:
    with app.app_context():
        rows = db.session.execute(select(Person.name, StaffAccount).join(StaffAccount, StaffAccount.person_id == Person.id))
        return [(name, account.email, account.role, account.ended_at is None) for name, account in rows]


def test_a_new_one_gets_a_link_that_works(app: Flask) -> None:
    result = run(app, "Karen", "Karen@Kommunen.example")
    assert result.exit_code == 0 and "24 timer" in result.output
    assert accounts(app) == [("Karen", "karen@kommunen.example", StaffRole.COORDINATOR, True)]
    path = result.output.strip().split("https://paatvaers.example")[1]
    assert app.test_client().get(path).status_code == 200
    with app.app_context():
        actions = db.session.execute(select(AuditEntry.action, AuditEntry.actor_id == AuditEntry.for_id)).all()
        assert [tuple(row) for row in actions] == [(AuditAction.STAFF_ADDED, True), (AuditAction.STAFF_LINK_MADE, True)]


@pytest.mark.parametrize("has_ended", [False, True])
def test_one_who_is_there_becomes_coordinator_and_keeps_the_name(app: Flask, has_ended: bool) -> None:
    with app.app_context(), writing() as session:
        person_id = make_staff(session, venues=(make_venue(session),)).person_id
        if has_ended:
            end_staff(session, Actor(person_id, StaffRole.COORDINATOR), person_id, TUESDAY_MORNING)
    assert run(app, "Karen", "stine@kommunen.example").exit_code == 0
    assert accounts(app) == [("Stine", "stine@kommunen.example", StaffRole.COORDINATOR, True)]


def test_run_twice_there_is_one_account_and_the_last_link_works(app: Flask) -> None:
    paths = [run(app, "Karen", "karen@kommunen.example").output.split("https://paatvaers.example")[1].strip() for _ in range(2)]
    assert len(accounts(app)) == 1
    assert [app.test_client().get(path).status_code for path in paths] == [410, 200]


@pytest.mark.parametrize(
    ("name", "email", "told"),
    [("", "k@x.example", "Skriv et fornavn"), ("Karen", "karen", "Skriv hele mailadressen"), ("<b>", "k@x.example", "bogstaver")],
)
def test_what_cannot_be_read_is_told(app: Flask, name: str, email: str, told: str) -> None:
    result = run(app, name, email)
    assert result.exit_code == 1 and told in result.output and accounts(app) == []


def test_without_tables_it_says_what_to_do_first(tmp_path, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    result = run(make_app(f"sqlite:///{tmp_path / 'empty.sqlite'}", clock), "Karen", "karen@kommunen.example")
    assert result.exit_code == 1 and "flask --app wsgi db upgrade" in result.output


def test_a_busy_database_is_told(sqlite_address: str, clock: Clock) -> None:
    app = make_app(f"{sqlite_address}?timeout=0", clock)
    other = create_engine(sqlite_address, isolation_level="AUTOCOMMIT")
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        result = run(app, "Karen", "karen@kommunen.example")
        connection.exec_driver_sql("ROLLBACK")
    other.dispose()
    assert result.exit_code == 1 and "optaget" in result.output and "intet er skrevet" in result.output
    assert accounts(app) == []
