"""The storms: many claim few seats over HTTP, and what became of it is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from threading import Barrier
from typing import NamedTuple

from flask import Flask
from sqlalchemy import text

from base.database import db
from tests.shifts.storm.asking import Answer, at_once
from tests.shifts.storm.storm_world import Claimant

REAL, NAIVE, NUMBERED = "/vagter/{}/tag", "/naiv/{}/tag", "/naiv/{}/nummer"
# How many press at one moment: client, server and database share the two cores that this is measured on, and each waits for all.
HANDS = 32


class Storm(NamedTuple):
    """The answers by status, seats given for each shift, refusals without a way on, and the slowest but one of a hundred (ms)."""

    statuses: Counter[int]
    given: Counter[int]
    without_way_on: int
    p99_ms: float

    @property
    def oversold(self) -> int:
        """Return how many shifts more than two were let in to."""
        return sum(count > 2 for count in self.given.values())


def storm(port: int, people: Sequence[Claimant], shifts: Sequence[int], path: str = REAL) -> Storm:
    """Let all press for each shift in turn, by thirty-two hands."""
    presses = [(shift_id, person) for shift_id in shifts for person in people]
    answers = at_once([_press(port, person, path.format(shift_id)) for shift_id, person in presses], HANDS)
    given: Counter[int] = Counter(dict.fromkeys(shifts, 0))
    given.update(shift_id for (shift_id, _), answer in zip(presses, answers, strict=True) if answer.status == 303)
    refused = [(shift_id, answer) for (shift_id, _), answer in zip(presses, answers, strict=True) if answer.status == 409]
    seconds = sorted(answer.seconds for answer in answers)
    return Storm(
        Counter(answer.status for answer in answers), given,
        sum(not offers_another(answer.body, shift_id, path.split("/")[1]) for shift_id, answer in refused),
        1000 * seconds[len(seconds) * 99 // 100],
    )  # fmt: skip


def _press(port: int, person: Claimant, path: str) -> Callable[[], Answer]:
    return lambda: person.press(port, path)


def offers_another(page: str, own_id: int, room: str = "vagter") -> bool:
    """Say whether a page has a link to a shift, or a job, that is another."""
    return any(int(found) != own_id for found in re.findall(rf'<a[^>]* href="/{room}/(\d+)"', page))


def two_for_two(port: int, pair: Sequence[Claimant], shifts: Sequence[int], path: str = REAL) -> Counter[int]:
    """Let two press for each empty shift at the same moment; return the answers by status."""
    ready = Barrier(2)

    def press_all(person: Claimant) -> list[int]:
        found = []
        for shift_id in shifts:
            ready.wait(60)
            found.append(person.press(port, path.format(shift_id)).status)
        return found

    first, second = at_once([partial(press_all, each) for each in pair], 2)
    return Counter(first + second)


def two_at_once(port: int, people: Sequence[Claimant], shifts: Sequence[tuple[int, int]], path: str = REAL) -> Counter[int]:
    """Let each press for two shifts at the same moment, two people for each two shifts; return the answers by status."""
    presses = [
        _press(port, person, path.format(shift_id))
        for number, person in enumerate(people)
        for shift_id in shifts[number // 2]
    ]  # fmt: skip
    return Counter(answer.status for answer in at_once(presses, HANDS))


def seats_of(app: Flask, shifts: Sequence[int]) -> dict[int, list[str]]:
    """Return who has a seat on each shift, or has one held, by number."""
    found: dict[int, list[str]] = {shift_id: [] for shift_id in shifts}
    with app.app_context():
        for occasion_id, person_id in db.session.execute(
            text("SELECT occasion_id, person_id FROM seat ORDER BY occasion_id, number")
        ):
            if occasion_id in found:
                found[occasion_id].append(person_id)
        db.session.remove()
    return found


def double_booked(app: Flask, table: str = "seat", column: str = "occasion_id") -> set[str]:
    """Return who has seats on two occasions that overlap, by the occasions' own times."""
    spans_of = (
        f"SELECT {table}.person_id, occasion.starts_at, occasion.ends_at FROM {table}, occasion WHERE id = {table}.{column}"
    )
    with app.app_context():
        rows = db.session.execute(text(spans_of)).all()
        db.session.remove()
    by_person: dict[str, list[tuple[str, str]]] = {}
    for person_id, starts_at, ends_at in rows:
        by_person.setdefault(person_id, []).append((str(starts_at), str(ends_at)))
    return {
        person_id
        for person_id, spans in by_person.items()
        if any(one[0] < other[1] and other[0] < one[1] for one, other in combinations(spans, 2))
    }
