"""Run the migrations on the app's own engine: all of them in one transaction, or none."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from base.database import db


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=db.metadata,
        transactional_ddl=True,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"foreign keys broken by the migration: {broken}")


def _run_without_cascades(connection: Connection) -> None:
    # Batch mode rebuilds a table; with foreign keys on, dropping the old one empties its children. SQLite ignores the
    # pragma inside a transaction, so it is run on the driver's connection, where none is open.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        _run(connection)
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON")


with db.engine.connect() as opened:
    if opened.dialect.name == "sqlite":
        _run_without_cascades(opened)
    else:
        _run(opened)
