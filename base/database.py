"""The database: engine settings, snapshots for reading, one way of writing.

Reads run in a snapshot (SQLite: deferred BEGIN in WAL; PostgreSQL: REPEATABLE READ, read only). `writing()` ends that
snapshot and opens the one kind of transaction that changes things; `docs/decisions.md` says what was measured.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, Delete, MetaData, Update, case, event, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

# The numbers of psycopg.IsolationLevel: the driver itself is only there with PostgreSQL.
READ_COMMITTED, REPEATABLE_READ = 2, 3
# Another's lock, another's row first, or a deadlock, by the codes of both engines.
PASSING = {
    "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY",
    "23505", "40001", "40P01", "55P03",
}  # fmt: skip
UNDEFINED_TABLE = "42P01"
TRIES = 3
T = TypeVar("T")
# What is deleted is overwritten, whatever this SQLite was built with; what that leaves, base/scrub takes.
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000", "secure_delete = ON")
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class WritesRefusedError(RuntimeError):
    """A view set out to write in a request that may only read: it forgot to ask its form, or to look before it wrote."""


class Base(DeclarativeBase):
    """The declarative base of every model."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class PublicState(Model):
    """One row whose counter rises in every transaction that changes something public (design §8)."""

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counter: Mapped[int] = mapped_column(BigInteger)


class PublicModel(Model):
    """A model whose rows show on public pages: a flush that touches one raises the public counter."""

    __abstract__ = True


def database_url(address: str) -> str:
    """Return the address in the form SQLAlchemy 2.1 takes, with psycopg 3 for PostgreSQL; raise ArgumentError if unreadable."""
    if address.startswith("postgres://"):
        address = "postgresql://" + address.removeprefix("postgres://")
    url = make_url(address)
    return url.render_as_string(hide_password=False)


def start_database(app: Flask) -> None:
    """Bind the database to the app and set each engine's connections up."""
    # A server may have been restarted since a connection was last used; a file has not.
    away = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).get_backend_name() != "sqlite"
    given = app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {})
    # What people typed stands in the parameters, and errors are logged.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": away, **given, "hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)


def _set_up_sqlite(connection: Any, record: Any) -> None:
    # Transactions are begun by _begin alone: the driver's own implicit ones overbook.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    record.info["writes"] = True


def _begin(connection: Connection) -> None:
    # On the driver's own connection: opening a transaction is no statement of a page's.
    writes = connection.get_execution_options().get("writes", False)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        # Only when it changes: the pragma makes SQLite compile every statement of the connection anew.
        if connection.info["writes"] is not writes:
            driver.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
            connection.info["writes"] = writes
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
        try:
            driver.execute(begin)
        except sqlite3.Error as error:
            raise OperationalError(begin, {}, error) from error
    else:
        driver.read_only = not writes
        driver.isolation_level = READ_COMMITTED if writes else REPEATABLE_READ


@contextmanager
def writing() -> Iterator[Session]:
    """Open the transaction that may change things: re-read, rules and change only, committed at the end, else rolled back.

    The public counter is raised last when a public row was touched, so that a lock on it is held as briefly as can be.
    Raises WritesRefusedError where `g.read_only` says so.
    """
    if g.get("read_only"):
        raise WritesRefusedError
    session = db.session()
    session.rollback()
    session.connection(execution_options={"writes": True})
    try:
        yield session
        session.flush()
        if session.info.pop("public_touched", False):
            session.execute(update(PublicState).values(counter=_next_counter()))
        session.commit()
    except BaseException:
        session.rollback()
        session.info.pop("public_touched", None)
        raise


def written(change: Callable[[Session], T]) -> T:
    """Run a change in a transaction of its own, and again where another's lock or row came first; return what it returns.

    Raises what the change raises, and the database's error where it meets such another three times.
    """
    for tries_left in range(TRIES - 1, -1, -1):
        try:
            with writing() as session:
                return change(session)
        except DBAPIError as error:
            if not (tries_left and is_passing(error)):
                raise
    raise AssertionError("unreachable")


def _next_counter() -> ColumnElement[int]:
    # Never behind the clock, so that a database restored from a backup, or made anew, repeats no number.
    milliseconds = time.time_ns() // 1_000_000
    return case((PublicState.counter >= milliseconds, PublicState.counter + 1), else_=milliseconds)


@event.listens_for(Session, "after_flush")
def _note_public_change(session: Session, _context: Any) -> None:
    for rows in (session.new, session.dirty, session.deleted):
        if any(isinstance(row, PublicModel) for row in rows):
            session.info["public_touched"] = True


def public_counter(session: Session) -> int:
    """Read the public counter in a new snapshot of the session's, which stays open: one statement."""
    session.rollback()
    return int(session.connection().exec_driver_sql("SELECT counter FROM public_state").scalar_one())


def is_passing(error: DBAPIError) -> bool:
    """Say whether the same may succeed in a moment: another transaction held the lock, or wrote the same row first."""
    return _code(error) in PASSING


def is_unbuilt(error: DBAPIError) -> bool:
    """Say whether a table is missing, as it is where the migrations have not run."""
    return _code(error) == UNDEFINED_TABLE or str(error.orig).startswith("no such table")


def _code(error: DBAPIError) -> str:
    # PostgreSQL's SQLSTATE, or the name of SQLite's extended result code.
    code: str = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None) or ""
    return code


def touch_public(session: Session) -> None:
    """Note that a bulk statement, which no flush sees, changed something public."""
    session.info["public_touched"] = True


def insert_if_new(session: Session, model: type[Base], values: dict[str, Any]) -> postgresql.Insert | sqlite.Insert:
    """Return the statement that inserts a row unless one with its key is there: nobody fails for being second."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model).values(values).on_conflict_do_nothing()
    return sqlite.insert(model).values(values).on_conflict_do_nothing()


def changed(session: Session, statement: Update | Delete) -> int:
    """Run a statement in the caller's transaction, and return how many rows it changed."""
    done: Any = session.execute(statement)
    return int(done.rowcount)
