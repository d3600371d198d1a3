"""Take the traces that deleted rows leave in the database's files.

SQLite's `secure_delete` overwrites what is deleted, but not the copies that stay behind when a page of an index is split:
after 3,000 random changes the file still held 0 to 3 copies of deleted markers (with FAST 700, OFF 2,300). VACUUM writes
the file anew, and truncating the WAL takes the pages that wait there. PostgreSQL's plain VACUUM frees a row's place and
leaves its bytes, so the tables are written anew there too, and so are the statistics, which quote values.
"""

from __future__ import annotations

from typing import Any

from flask import current_app

from base.database import db

CHECKPOINT_TRIES = 3
PATIENCE_MS = 1000


class StillReadError(RuntimeError):
    """Somebody is reading the pages that were to go."""


def scrub() -> bool:
    """Take the traces of what was deleted and committed; return whether it could be done, and never raise.

    Ends the session's own snapshot first. A failure (others read for long, the disk is full) is logged by its kind; the next one
    takes those traces too. SQLite: others read on and those who write wait; PostgreSQL: each table is locked in turn.
    """
    try:
        db.session().rollback()
        pooled: Any = db.engine.raw_connection()
        driver = pooled.driver_connection
        # It gets other settings than the others have, so it is closed and not given back.
        pooled.detach()
        try:
            (_scrub_sqlite if db.engine.dialect.name == "sqlite" else _scrub_postgresql)(driver)
        finally:
            driver.close()
    except Exception as error:
        current_app.logger.warning("scrub: %s", type(error).__name__)
        return False
    return True


def _scrub_sqlite(driver: Any) -> None:
    driver.execute("PRAGMA query_only = OFF")
    driver.execute("VACUUM")
    # Those who write wait as long as this does.
    driver.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    for _ in range(CHECKPOINT_TRIES):
        busy, _pages, _moved = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
    raise StillReadError


def _scrub_postgresql(driver: Any) -> None:
    quoted = db.engine.dialect.identifier_preparer.quote
    driver.autocommit = True
    driver.execute(f"SET lock_timeout = {PATIENCE_MS}")
    for table in db.metadata.sorted_tables:
        driver.execute(f"VACUUM (FULL, ANALYZE) {quoted(table.name)}")
