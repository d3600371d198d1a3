"""Two take and leave a shift again and again, while many read what everybody may know of it."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import NamedTuple

from flask import Flask
from sqlalchemy import text

from base.database import db, public_counter, writing, written
from base.web import now
from shifts.taking_commands import leave_shift, take_shift
from tests.shifts.storm.asking import Answer, ask, at_once

COUNTER = re.compile(r'(?im)^etag: (?:W/)?"(\d+)-')
READERS = 8


@dataclass
class Churn:
    """The one writer: how many had said yes at each counter, as read in one snapshot after each commit."""

    app: Flask
    shift_id: int
    people: Sequence[str]
    rest_seconds: float = 0.002
    flag_late_seconds: float | None = None
    yes_at: dict[int, int] = field(default_factory=dict)
    last: int = 0

    def note(self) -> None:
        """Note what is so at the counter of now."""
        with self.app.app_context():
            session = db.session()
            self.last = public_counter(session)
            rows = text("SELECT count(*) FROM seat WHERE occasion_id = :shift AND state = 'taken'")
            self.yes_at[self.last] = session.scalar(rows, {"shift": self.shift_id})
            db.session.remove()

    def go_on(self, enough: Event) -> None:
        """Let one after the other come and go until it is enough; the flag of the negative control follows each."""
        chance = random.Random(7)
        while not enough.is_set():
            with self.app.app_context():
                self._change(chance.choice(self.people))
                db.session.remove()
            self.note()
            if self.flag_late_seconds is not None:
                time.sleep(self.flag_late_seconds)
                self._set_flag()
            time.sleep(self.rest_seconds)

    def _change(self, person_id: str) -> None:
        there = text("SELECT count(*) FROM seat WHERE occasion_id = :shift AND person_id = :person")
        is_on = db.session.scalar(there, {"shift": self.shift_id, "person": person_id})
        change = leave_shift if is_on else take_shift
        written(lambda rows: change(rows, self.shift_id, person_id, now()))

    def _set_flag(self) -> None:
        is_open = {"open": int(self.yes_at[self.last] == 2), "shift": self.shift_id}
        with self.app.app_context():
            with writing() as session:
                session.execute(text("UPDATE naive_flag SET is_open = :open WHERE shift_id = :shift"), is_open)
            db.session.remove()


class Reading(NamedTuple):
    """What was read where, the counter it names, the last counter that was known before it was asked for, and whether open."""

    path: str
    counter: int
    known_before: int
    is_open: bool


class Judged(NamedTuple):
    """How many readings there were, how many said open, how many of them with fewer than two, and how many were of the past."""

    readings: int
    open: int
    false: int
    silent: int
    stale: int


def churn_and_read(port: int, churn: Churn, says_open: Mapping[str, Callable[[str], bool]], count: int) -> Judged:
    """Read each address in turn, so many times in all, during the churn; judge each reading."""
    churn.note()
    enough, paths = Event(), list(says_open)

    def read(reader: int) -> list[Reading]:
        found = []
        seen: dict[str, Answer] = {}
        for number in range(count // READERS):
            path = paths[(reader + number) % len(paths)]
            found.append(_read(port, churn, path, seen, says_open[path]))
        return found

    def read_all() -> list[list[Reading]]:
        try:
            return at_once([partial(read, reader) for reader in range(READERS)], READERS)
        finally:
            enough.set()

    _, found = at_once([lambda: churn.go_on(enough), read_all], 2)
    return _judge([reading for each in found or [] for reading in each], churn.yes_at)


def _read(port: int, churn: Churn, path: str, seen: dict[str, Answer], says_open: Callable[[str], bool]) -> Reading:
    # As a browser does: what was got before is asked for again only if it has changed.
    known, before = churn.last, seen.get(path)
    tag = re.search(r"(?im)^etag: (.*?)\r?$", before.head) if before else None
    answer = ask(port, path, f"If-None-Match: {tag[1]}\r\n" if tag else "")
    if answer.status == 200:
        seen[path] = answer
    elif answer.status != 304:
        raise AssertionError(f"{path} answered {answer.status}")
    counter = COUNTER.search(answer.head)
    assert counter, f"{path} names no counter"
    return Reading(path, int(counter[1]), known, says_open(seen[path].body))


def _judge(readings: Sequence[Reading], yes_at: Mapping[int, int]) -> Judged:
    return Judged(
        len(readings),
        sum(each.is_open for each in readings),
        sum(each.is_open and yes_at[each.counter] < 2 for each in readings),
        sum(not each.is_open and yes_at[each.counter] == 2 for each in readings),
        sum(each.counter < each.known_before for each in readings),
    )
