"""Run the migrations on the app's own engine."""

from __future__ import annotations

from alembic import context
from flask import current_app

from base.database import db

# Batch mode rebuilds a table on SQLite; with foreign keys on, ON DELETE CASCADE would empty its children.
with db.engine.connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.rollback()
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=db.metadata,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
    if sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        if broken:
            raise RuntimeError(f"foreign keys broken by the migration: {broken}")
