"""What deleting alone leaves in SQLite's file, and that the scrub takes it."""

from __future__ import annotations

import random
from pathlib import Path

from base.database import db
from base.scrub import scrub
from tests.conftest import Clock, make_app

SEEDS = (1, 5, 7, 9)
ROUNDS = 5000


def test_the_scrub_takes_the_copies_that_pages_leave_when_they_are_split(tmp_path: Path, clock: Clock) -> None:
    left_by_deleting = 0
    for seed in SEEDS:
        path = tmp_path / f"{seed}.sqlite"
        with make_app(f"sqlite:///{path}", clock).app_context():
            # With another connection open, closing one's own does not take the WAL away by itself.
            bystander = db.engine.raw_connection()
            bystander.driver_connection.execute("SELECT 1 FROM sqlite_master").fetchall()  # type: ignore[union-attr]
            with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
                churn(connection.connection.driver_connection, random.Random(seed))
            checkpoint()
            left_by_deleting += path.read_bytes().count(b"Zeno")
            assert scrub() is True
            assert path.read_bytes().count(b"Zeno") == 0
            assert path.with_name(f"{seed}.sqlite-wal").stat().st_size == 0
            bystander.close()
    # The control: else this test would not know what it looks for.
    assert left_by_deleting


def checkpoint() -> None:
    connection = db.engine.raw_connection()
    connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    connection.close()


def churn(rows, dice: random.Random) -> None:  # type: ignore[no-untyped-def]
    """Put in, change and take out rows of all sizes, some of them marked, and at last all that are marked."""
    rows.execute("CREATE TABLE p (id TEXT PRIMARY KEY, name TEXT, phone TEXT, email TEXT)")
    rows.execute("CREATE INDEX by_phone ON p (phone)")
    rows.execute("CREATE INDEX by_email ON p (email)")
    alive: dict[str, str] = {}
    for number in range(ROUNDS):
        what = dice.random()
        if what < 0.5 or not alive:
            row_id, mark = dice.randbytes(16).hex(), f"Zeno{number:05}" if dice.random() < 0.2 else ""
            name, phone = mark + "n" * dice.choice([5, 40, 300, 900]), mark + str(dice.random())
            email = mark + str(dice.random()) * dice.choice([1, 6])
            rows.execute("INSERT INTO p VALUES (?, ?, ?, ?)", (row_id, name, phone, email))
            alive[row_id] = mark
        elif what < 0.75:
            row_id = dice.choice(list(alive))
            del alive[row_id]
            rows.execute("DELETE FROM p WHERE id = ?", (row_id,))
        else:
            row_id = dice.choice(list(alive))
            name, phone = alive[row_id] + "u" * dice.choice([5, 400]), alive[row_id] + str(dice.random())
            rows.execute("UPDATE p SET name = ?, phone = ? WHERE id = ?", (name, phone, row_id))
    rows.execute("DELETE FROM p WHERE name LIKE 'Zeno%'")
