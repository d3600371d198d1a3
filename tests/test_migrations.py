"""Migrated equals what the models describe, there and back again; and a rebuilt table keeps its children."""

from __future__ import annotations

import logging
import shutil
import warnings
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, func, inspect, select, text

from base.database import db, writing
from catalogue.models import Activity, ActivityHost, Schedule
from tests.conftest import Clock, make_app
from tests.house import ROOT
from tests.making import TUESDAYS, make_activity, make_venue

REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "scratch", "{head}", None, None


def upgrade() -> None:
    with op.batch_alter_table("activity") as batch:
        batch.alter_column("title", type_=sa.String(300), existing_type=sa.String(200), existing_nullable=False)
    {more}
"""
ON_THE_DRIVER = 'driver.execute("PRAGMA foreign_keys = OFF")'
IN_THE_TRANSACTION = 'connection.exec_driver_sql("PRAGMA foreign_keys = OFF")'
FAMILY = (Activity, ActivityHost, Schedule)
INDEX_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}


def make_migrations(folder: Path, more: str = "") -> Path:
    """Make a folder of the app's migrations and one that rebuilds the activities."""
    own = Path(shutil.copytree(ROOT / "migrations", folder / "migrations"))
    head = max(path.name for path in own.glob("versions/0*.py")).partition("_")[0]
    (own / "versions" / "scratch.py").write_text(REVISION.format(head=head, more=more), encoding="utf-8")
    return own


def fill() -> None:
    with writing() as session:
        venue = make_venue(session)
        for title in ("Strikkecafé", "Banko"):
            make_activity(session, venue, title, TUESDAYS)


def counted() -> list[int]:
    db.session.rollback()
    return [db.session.scalars(select(func.count()).select_from(model)).one() for model in FAMILY]


def revision() -> str:
    db.session.rollback()
    found: str = db.session.scalars(text("SELECT version_num FROM alembic_version")).one()
    return found


@pytest.fixture
def migrated(sqlite_address: str) -> Flask:
    return make_app(sqlite_address, Clock())


def test_a_rebuilt_table_keeps_what_hangs_on_it(migrated: Flask, tmp_path: Path) -> None:
    with migrated.app_context():
        fill()
        assert counted() == [2, 2, 2]
        upgrade(make_migrations(tmp_path))
        assert (revision(), counted()) == ("scratch", [2, 2, 2])
        assert "VARCHAR(300)" in db.session.scalars(text("SELECT sql FROM sqlite_master WHERE name = 'activity'")).one()
        assert db.session.scalars(text("PRAGMA foreign_keys")).one() == 1


def test_a_pragma_inside_the_transaction_would_empty_its_children(migrated: Flask, tmp_path: Path) -> None:
    """The negative control: SQLite ignores it there."""
    own = make_migrations(tmp_path)
    script = (own / "env.py").read_text(encoding="utf-8")
    run = "context.run_migrations()"
    assert (script.count(ON_THE_DRIVER), script.count(run)) == (1, 1)
    script = script.replace(ON_THE_DRIVER, "pass").replace(run, f"{IN_THE_TRANSACTION}; {run}")
    (own / "env.py").write_text(script, encoding="utf-8")
    with migrated.app_context():
        fill()
        upgrade(own)
        assert counted() == [2, 0, 0]


def test_a_migration_that_breaks_a_reference_changes_nothing(
    migrated: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with migrated.app_context():
        fill()
        before = revision()
        with pytest.raises(SystemExit), caplog.at_level(logging.ERROR):
            upgrade(make_migrations(tmp_path, more='op.execute("DELETE FROM venue")'))
        assert "foreign keys broken" in caplog.text
        assert (revision(), counted()) == (before, [2, 2, 2])
        assert db.session.scalars(text("PRAGMA foreign_keys")).one() == 1


def differences() -> list[str]:
    """Name what the tables of the database and of the models do not share."""
    db.session.rollback()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*expression-based index")
        context = MigrationContext.configure(db.session.connection(), opts={"compare_type": True})
        found = [repr(difference) for difference in compare_metadata(context, db.metadata)]
    stored = inspect(db.session.connection())
    names = set(db.session.scalars(text(INDEX_NAMES[db.engine.dialect.name])))
    for table in db.metadata.sorted_tables:
        expected = {check.name for check in table.constraints if isinstance(check, CheckConstraint)}
        checks = {check["name"] for check in stored.get_check_constraints(table.name)}
        found += [str(name) for name in expected ^ checks]
        found += [str(index.name) for index in table.indexes if index.name not in names]
    return found


def test_a_migrated_database_is_the_one_the_models_describe_also_there_and_back(app: Flask) -> None:
    with app.app_context():
        assert differences() == []
        db.session.remove()
        downgrade(revision="base")
        try:
            assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        finally:
            upgrade()
        assert differences() == []


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("DROP INDEX ix_schedule_day", "ix_schedule_day"),
        ("DROP INDEX ix_activity_host_venue", "ix_activity_host_venue"),
        ("ALTER TABLE venue ADD COLUMN mood INTEGER", "mood"),
        ("ALTER TABLE venue DROP COLUMN about", "about"),
    ],
)
def test_a_difference_is_seen(migrated: Flask, change: str, seen: str) -> None:
    """The negative control, on a database of the test's own."""
    with migrated.app_context():
        with writing() as session:
            session.execute(text(change))
        assert any(seen in difference for difference in differences())
