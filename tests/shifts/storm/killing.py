"""People take and leave seats while the processes that answer are killed; what was acknowledged must be there."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from flask import Flask
from sqlalchemy import text

from base.database import db, writing
from tests.shifts.storm.asking import at_once
from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import Claimant
from tests.shifts.storm.storms import REAL, seats_of

LEAVE, AT_ONCE = "/vagter/{}/hop-fra", "/naiv/{}/straks"
# A kill comes some answers after the last one, and then somewhere in the midst of the next few.
MOST_ANSWERS, LONGEST_SECONDS, PATIENCE_SECONDS = 8, 0.02, 10


@dataclass
class Volunteer:
    """Somebody who takes and leaves the same seat again and again; `is_on` is what was acknowledged last, None if unknown."""

    person: Claimant
    shift_id: int
    take: str = REAL
    rest_seconds: float = 0
    is_on: bool | None = False
    acknowledged: int = 0
    lost: int = 0
    failed: int = 0

    def go_on(self, port: int, enough: Event) -> None:
        """Press until it is enough."""
        while not (enough.is_set() or self.failed):
            leaves = self.is_on is not False
            try:
                status = self.person.press(port, (LEAVE if leaves else self.take).format(self.shift_id)).status
            except OSError:
                # Killed on the way: it may have come to the database or not, and whoever is in doubt leaves.
                self.is_on = None
                continue
            self._note(status, leaves)
            time.sleep(self.rest_seconds)

    def _note(self, status: int, leaves: bool) -> None:
        if status not in (303, 409):
            self.failed += 1
            self.is_on = None
            return
        # Nobody but they themselves change it: a refusal says that what was acknowledged before is gone.
        self.lost += status == 409 and self.is_on is not None
        self.acknowledged += status == 303
        # Who could not leave is not on it; who could not take is asked to leave next.
        self.is_on = not leaves if status == 303 else False if leaves else None

    def look(self, there: bool) -> None:
        """Compare with what the database holds."""
        if self.is_on is not None and self.is_on is not there:
            self.lost += 1
            self.is_on = None


def kill_again_and_again(app: Flask, server: Server, volunteers: Sequence[Volunteer], cycles: int, seed: int) -> None:
    """Let all press, kill every process at a random moment, and look; as many times as `cycles`."""
    chance = random.Random(seed)
    for _ in range(cycles):
        _kill_once(server, volunteers, chance)
        there = seats_of(app, [each.shift_id for each in volunteers])
        for each in volunteers:
            each.look(each.person.person_id in there[each.shift_id])


def _kill_once(server: Server, volunteers: Sequence[Volunteer], chance: random.Random) -> None:
    enough = Event()

    def kill() -> None:
        wanted = sum(each.acknowledged for each in volunteers) + chance.randint(0, MOST_ANSWERS)
        until = time.monotonic() + PATIENCE_SECONDS
        while not _is_time(volunteers, wanted) and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        server.kill()
        enough.set()

    deeds: list[Callable[[], None]] = [partial(each.go_on, server.port, enough) for each in volunteers]
    at_once([*deeds, kill], len(deeds) + 1)


def _is_time(volunteers: Sequence[Volunteer], wanted: int) -> bool:
    return sum(each.acknowledged for each in volunteers) >= wanted or any(each.failed for each in volunteers)


def faults_of(app: Flask) -> list[str]:
    """Return what is wrong with a database after all that: its own checks, and the rules read row by row."""
    with app.app_context():
        on_sqlite = db.engine.dialect.name == "sqlite"
        found = _checks_of_sqlite() if on_sqlite else _checks_of_postgres()
        found += [f"{name}: {row}" for name, rule in RULES.items() for row in db.session.execute(text(rule)).all()]
        db.session.remove()
    return found


RULES = {
    "more than its seats": "SELECT occasion_id, count(*) FROM seat GROUP BY occasion_id, capacity HAVING count(*) > capacity",
    "twice the same": "SELECT occasion_id, person_id FROM seat GROUP BY occasion_id, person_id HAVING count(*) > 1",
    "a seat of nothing": "SELECT occasion_id FROM seat WHERE NOT EXISTS (SELECT 1 FROM occasion WHERE id = occasion_id)",
    "a seat of nobody": "SELECT occasion_id FROM seat WHERE NOT EXISTS (SELECT 1 FROM person WHERE id = person_id)",
}


def _checks_of_sqlite() -> list[str]:
    said = [str(row[0]) for row in db.session.execute(text("PRAGMA integrity_check")).all()]
    return [each for each in said if each != "ok"] + [
        str(row) for row in db.session.execute(text("PRAGMA foreign_key_check")).all()
    ]


def _checks_of_postgres() -> list[str]:
    invalid = "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
    broken = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid AND indrelid = 'seat'::regclass"
    return [str(row[0]) for rule in (invalid, broken) for row in db.session.execute(text(rule)).all()]


# What each engine is to answer where a commit waits for the disk.
ON_DISK: dict[str, dict[str, object]] = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2},
    "postgresql": {"SHOW fsync": "on", "SHOW synchronous_commit": "on"},
}


def waits_for_disk(app: Flask) -> bool:
    """Say whether a commit of the app's waits until it is on disk, as the database itself tells on the app's own connection."""
    with app.app_context(), writing() as session:
        asked = ON_DISK[db.engine.dialect.name]
        return {each: session.scalar(text(each)) for each in asked} == asked


def unsynced_answers(trace: Path) -> tuple[int, int]:
    """Return how many answers said that a change was made, and before how many of them nothing was written to disk.

    The trace is strace's, over processes that take one request at a time.
    """
    synced: set[str] = set()
    answers = unsynced = 0
    for pid, call in re.findall(r"^(\d+) +(.*)$", trace.read_text(), re.MULTILINE):
        if "accept4" in call:
            synced.discard(pid)
        elif re.search(r"f(data)?sync(\(.*\)| resumed.*\)) += 0", call):
            synced.add(pid)
        elif "sendto(" in call and '"HTTP/1.1 303' in call:
            answers += 1
            unsynced += pid not in synced
    return answers, unsynced
