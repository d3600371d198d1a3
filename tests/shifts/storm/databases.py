"""An empty database of a proof's own, dropped after it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from base.database import database_url, db
from tests.conftest import POSTGRES, Clock, make_app

ENGINES = ("sqlite", "postgresql")


@contextmanager
def database(engine: str) -> Iterator[str]:
    """Yield the address of a migrated empty database on an engine."""
    with _file() if engine == "sqlite" else _schema() as address:
        with make_app(address, Clock()).app_context():
            upgrade()
            db.engine.dispose()
        yield address


@contextmanager
def _file() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/proof.sqlite"


@contextmanager
def _schema() -> Iterator[str]:
    name = f"t_{secrets.token_hex(8)}"
    admin = create_engine(database_url(POSTGRES), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        yield f"{POSTGRES}?options=-csearch_path%3D{name}"
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        admin.dispose()
