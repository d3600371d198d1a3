"""What tests share: a clock that stands still, a database of each kind, an app, and a client whose pages must be valid."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from base.database import database_url, db
from base.settings import Settings
from people.hashing import Cost
from tests.html_page import problems_of
from tests.made import MADE
from wsgi import create_app

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
_FOLDER = TemporaryDirectory(prefix="paa-tvaers-tests-")
ERASED, SENT = Path(_FOLDER.name) / "erased.txt", Path(_FOLDER.name) / "sent.txt"
# Tables of one row, which migrations fill.
ONE_ROW = ("public_state", "overlap_state")
TUESDAY_MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = TUESDAY_MORNING

    def __call__(self) -> dt.datetime:
        return self.moment


class PageClient(FlaskClient):
    """A client that fails the test when an HTML page it is given is not valid."""

    def open(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        response = super().open(*args, **kwargs)
        readable = response.mimetype == "text/html" and "Content-Encoding" not in response.headers
        if readable and response.status_code not in (301, 302, 303, 304):
            assert problems_of(response.get_data(as_text=True)) == []
        return response


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty SQLite database, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite"
    with make_app(f"sqlite:///{path}", Clock()).app_context():
        upgrade()
        db.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_schema() -> Iterator[str]:
    """The address of a migrated schema of this run's own; skipped without PostgreSQL, except where CI asks for all."""
    if not POSTGRES:
        assert os.environ.get("CI") != "true", "CI needs PostgreSQL"
        pytest.skip("PostgreSQL is not there")
    name = f"t_{secrets.token_hex(8)}"
    admin = create_engine(database_url(POSTGRES), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
    except OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("PostgreSQL is not there")
    address = f"{POSTGRES}?options=-csearch_path%3D{name}"
    try:
        with make_app(address, Clock()).app_context():
            upgrade()
        yield address
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        admin.dispose()


@pytest.fixture
def sqlite_address(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite database of this test's own."""
    path = tmp_path / "test.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_emptied(postgres_schema: str) -> Iterator[Callable[[], None]]:
    """What empties the PostgreSQL schema. Deleting from small tables is thirty times as fast as truncating them."""
    engine = create_engine(database_url(postgres_schema))
    tables = [f'DELETE FROM "{table.name}"' for table in reversed(db.metadata.sorted_tables) if table.name not in ONE_ROW]
    with engine.connect() as connection:
        named = connection.scalars(text("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()"))
        sequences = [f"SELECT setval('{name}', 1, false)" for name in named]
    digests = "UPDATE overlap_state SET vocabulary_digest = '', comparer_digest = ''"

    def empty() -> None:
        with engine.begin() as connection:
            connection.execute(text("; ".join([*tables, *sequences, digests])))

    yield empty
    engine.dispose()


@pytest.fixture
def postgres_address(postgres_schema: str, postgres_emptied: Callable[[], None]) -> str:
    """The address of the PostgreSQL schema, emptied."""
    postgres_emptied()
    return postgres_schema


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """An empty database on each engine in turn."""
    name = {"sqlite": "sqlite_address", "postgresql": "postgres_address"}[request.param]
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture
def clock() -> Clock:
    """The clock the app under test goes by."""
    return Clock()


def make_app(address: str, clock: Clock, **config: object) -> Flask:
    """Make an app on a database address with a clock of its own."""
    app = create_app(
        {
            "SQLALCHEMY_DATABASE_URI": address,
            "SECRET_KEY": "test",
            "SETTINGS": Settings(site_url="https://paatvaers.example/"),
            "CLOCK": clock,
            "HASH_COST": Cost(1, 8, 1),
            "ERASED_LIST": str(ERASED),
            "SENT_FILE": str(SENT),
            **config,
        }
    )
    app.test_client_class = PageClient
    MADE.append(app)
    return app


@pytest.fixture(autouse=True)
def _close_databases() -> Iterator[None]:
    yield
    while MADE:
        with MADE.pop().app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(address: str, clock: Clock) -> Flask:
    """The app on an empty database of each kind."""
    return make_app(address, clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the app."""
    return app.test_client()
