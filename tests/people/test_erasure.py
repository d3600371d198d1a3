"""An erased person is nowhere: not in a table, an index, the files, the log, what others are given, or a restored backup."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

import base.database
import people.erasure_commands
from base.database import db, writing
from base.scrub import scrub
from base.web import now
from people.cleanse_commands import cleanse
from people.erased_list import list_erased, note_erased
from people.erasure_commands import StillNeededError, erase_person, erased_list
from people.group_models import Group
from people.registry import PersonalRows
from people.sign_in_queries import registry
from people.staff_models import AuditEntry, StaffAccount
from people.way_in_models import SignIn
from tests.conftest import Clock, make_app
from tests.people.making import make_person, make_staff
from tests.people.planting import A_CROWD, Planted, everything_stored, found_in, is_there, plant, stored_bytes


@pytest.fixture
def app(address: str, clock: Clock, tmp_path: Path) -> Flask:
    """The app on an empty database of each kind, with an erased list of its own."""
    return make_app(address, clock, ERASED_LIST=tmp_path / "erased.txt")


def traces(planted: Planted) -> list[str]:
    """Return the markers left in the files; PostgreSQL keeps dead rows for as long as any transaction of the server is older."""
    for _ in range(20):
        left = found_in(stored_bytes(), planted.markers)
        if not left or db.engine.dialect.name == "sqlite":
            break
        scrub()
    return left


def test_an_erased_person_is_in_no_table_index_file_or_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        # With another connection open, closing one's own does not take the WAL away by itself.
        bystander = db.engine.raw_connection()
        bystander.driver_connection.execute("SELECT 1 FROM person").fetchall()  # type: ignore[union-attr]
        bystander.driver_connection.rollback()  # type: ignore[union-attr]
        planted = plant(A_CROWD)
        assert len(planted.markers) >= 20
        # All but the secrets themselves, of which only digests are stored.
        assert len(found_in(everything_stored(), planted.markers)) >= 20
        assert found_in(stored_bytes(), planted.markers)
        erase_person(planted.person_id, now())
        assert found_in(everything_stored(), planted.markers) == []
        assert traces(planted) == []
        bystander.close()
        export = repr([rows.export(db.session(), planted.other_id) for rows in registry().personal_rows])
        assert found_in(export, planted.markers) == []
    assert found_in(caplog.text, planted.markers) == []


def test_without_the_scrub_and_secure_delete_the_files_still_hold_them(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base.database, "PRAGMAS", (*base.database.PRAGMAS, "secure_delete = OFF"))
    monkeypatch.setattr(people.erasure_commands, "scrub", lambda: True)
    with app.app_context():
        db.engine.dispose()
        planted = plant(A_CROWD)
        erase_person(planted.person_id, now())
        assert found_in(everything_stored(), planted.markers) == []
        assert found_in(stored_bytes(), planted.markers)


def test_what_is_others_stays(app: Flask) -> None:
    with app.app_context():
        planted = plant()
        erase_person(planted.person_id, now())
        session = db.session()
        assert is_there(planted.other_id)
        assert session.scalars(select(Group.name)).all() == ["Fælles"]
        assert session.get_one(SignIn, planted.staff_sign_in_id).acts_for_id is None
        assert session.scalars(select(AuditEntry.for_id)).all() == [None]


def test_codes_to_others_stay(app: Flask) -> None:
    with app.app_context():
        planted = plant()
        with writing() as session:
            nameless = make_person(session, "Uden nummer").id
        erase_person(nameless, now())
        assert found_in(everything_stored(), planted.markers)


def test_the_rooms_free_what_lies_ahead_before_they_erase(app: Flask) -> None:
    seen: list[str] = []
    with app.app_context():
        with writing() as session:
            person_id = make_person(session).id
        registry().personal_rows.append(
            PersonalRows(
                "Prøve", lambda _session, _person: [], free=lambda *_: seen.append("free"), erase=lambda *_: seen.append("erase")
            )
        )
        erase_person(person_id, now())
        erase_person(person_id, now())
    assert seen == ["free", "erase"]


def test_the_erased_list_tells_who_and_when_and_nobody_else_may_read_it(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            first, second = make_person(session).id, make_person(session).id
        erase_person(first, now())
        erase_person(second, now())
        assert erased_list().read_text() == f"{first} 2026-11-24\n{second} 2026-11-24\n"
        assert list_erased(erased_list()) == [first, second]
        assert stat.S_IMODE(erased_list().stat().st_mode) == 0o600


def test_the_list_is_written_before_the_database_forgets(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        with writing() as session:
            person_id = make_person(session).id

        def fail(*_: object) -> None:
            raise OSError

        monkeypatch.setattr(people.erasure_commands, "note_erased", fail)
        with pytest.raises(OSError):
            erase_person(person_id, now())
        assert is_there(person_id)


@pytest.mark.parametrize("ended", [False, True])
def test_staff_who_work_here_or_are_in_the_log_are_kept(app: Flask, ended: bool) -> None:
    with app.app_context():
        planted = plant()
        with writing() as session:
            staff_id = session.scalars(select(AuditEntry.actor_id)).one()
            session.get_one(StaffAccount, staff_id).ended_at = now() if ended else None
        with pytest.raises(StillNeededError):
            erase_person(staff_id, now())
        assert is_there(staff_id) and is_there(planted.person_id)
        assert list_erased(erased_list()) == []


def test_staff_who_have_ended_and_did_nothing_can_be_erased(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            account = make_staff(session)
            account.ended_at, person_id = now(), account.person_id
        erase_person(person_id, now())
        assert not is_there(person_id)


def test_a_scrub_that_cannot_be_done_fails_nobody_and_tells_its_kind_alone(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_driver: object) -> None:
        raise sqlite3.OperationalError("a secret")

    monkeypatch.setattr("base.scrub._scrub_sqlite", fail)
    monkeypatch.setattr("base.scrub._scrub_postgresql", fail)
    with app.app_context():
        assert scrub() is False
    assert "scrub: OperationalError" in caplog.text and "a secret" not in caplog.text


def test_one_who_reads_for_long_puts_the_scrub_off(sqlite_address: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("base.scrub.PATIENCE_MS", 20)
    with make_app(sqlite_address, clock).app_context():
        reader = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()
        assert scrub() is False
        reader.execute("COMMIT")
        reader.close()
        assert scrub() is True


def restored(app: Flask, planted: Planted, tmp_path: Path, listed: Path) -> Flask:
    """Erase the person, and return an app on a backup made before that."""
    source, backup = tmp_path / "test.sqlite", tmp_path / "backup.sqlite"
    with app.app_context():
        with sqlite3.connect(source) as connection:
            connection.execute("VACUUM INTO ?", (str(backup),))
        connection.close()
        with writing() as session:
            # Somebody who was staff when the backup was made, and has ended since.
            staff_id = session.scalars(select(AuditEntry.actor_id)).one()
            session.execute(text("DELETE FROM audit_entry"))
            session.get_one(StaffAccount, staff_id).ended_at = now() - dt.timedelta(days=731)
        erase_person(planted.person_id, now())
        erase_person(staff_id, now())
        db.session.remove()
        db.engine.dispose()
    shutil.copy(backup, source)
    return make_app(f"sqlite:///{source}", Clock(), ERASED_LIST=listed)


@pytest.mark.parametrize("kept_list", [True, False], ids=["with the list", "without the list"])
def test_a_restored_backup_is_cleansed_when_the_app_starts(
    sqlite_address: str, clock: Clock, tmp_path: Path, kept_list: bool
) -> None:
    listed = tmp_path / "erased.txt"
    app = make_app(sqlite_address, clock, ERASED_LIST=listed)
    with app.app_context():
        planted = plant(A_CROWD)
    again = restored(app, planted, tmp_path, listed if kept_list else tmp_path / "nowhere.txt")
    cleanse(again)
    with again.app_context():
        assert bool(found_in(everything_stored(), planted.markers)) is not kept_list
        assert bool(found_in(stored_bytes(), planted.markers)) is not kept_list
        staff = db.session().scalars(select(StaffAccount.person_id)).all()
        assert bool(staff) is not kept_list
        assert is_there(planted.other_id)


def test_those_on_the_list_are_erased_on_each_engine_even_staff_who_work_here(app: Flask) -> None:
    with app.app_context():
        planted = plant()
        staff_id = db.session().scalars(select(StaffAccount.person_id)).one()
        note_erased(erased_list(), planted.person_id, now().date())
        note_erased(erased_list(), staff_id, now().date())
        db.session.remove()
    cleanse(app)
    with app.app_context():
        assert found_in(everything_stored(), (*planted.markers, staff_id)) == []
        assert is_there(planted.other_id)


def test_an_app_without_tables_starts_all_the_same(tmp_path: Path, clock: Clock) -> None:
    listed = tmp_path / "erased.txt"
    listed.write_text(f"{'a' * 32} 2026-11-24\n")
    app = make_app(f"sqlite:///{tmp_path / 'empty.sqlite'}", clock, ERASED_LIST=listed)
    cleanse(app)
    with app.app_context():
        assert db.session().scalar(text("SELECT count(*) FROM sqlite_master")) == 0
