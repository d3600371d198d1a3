"""Proofs of two together, numbered as the lines of what it must show; the storms themselves are in `tests/shifts/storm/`.

Each runs on both engines, under gunicorn with four processes.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from flask import Flask

from base.database import db
from tests.conftest import make_app
from tests.proofs.catalogue import finding
from tests.shifts.storm.churning import Churn, churn_and_read
from tests.shifts.storm.databases import ENGINES, database
from tests.shifts.storm.killing import (
    AT_ONCE,
    Volunteer,
    faults_of,
    kill_again_and_again,
    unsynced_answers,
    waits_for_disk,
)
from tests.shifts.storm.meetings import pairs_against_singles, take_while_moved
from tests.shifts.storm.reading import make_one_shift, told_by_flag, told_of
from tests.shifts.storm.serving import Server, served
from tests.shifts.storm.storm_app import RealClock
from tests.shifts.storm.storm_world import Claimant, make_claimants, make_rota, scratch_tables
from tests.shifts.storm.storms import NAIVE, NUMBERED, REAL, double_booked, seats_of, storm, two_at_once, two_for_two

SLOWEST_MS, PAUSE_SECONDS, TRACED = 500, 0.02, 50
LATER = dt.timedelta(hours=1)
# What was measured, what the negative control did, whether it holds.
Measured = tuple[str, str, bool]


class Site(NamedTuple):
    """An app, the server of the same database, and people with browsers."""

    app: Flask
    server: Server
    people: list[Claimant]


@contextmanager
def site(engine: str, count: int, pause_seconds: float = 0, trace: Path | None = None) -> Iterator[Site]:
    """Yield a site on an empty database of its own."""
    with database(engine) as address:
        app = make_app(address, RealClock())
        people = make_claimants(app, count)
        with scratch_tables(app), served(address, pause_seconds, trace) as server:
            yield Site(app, server, people)
        with app.app_context():
            db.engine.dispose()


def on_both(measure: Callable[[str], Measured], bar: str) -> dict[str, Any]:
    """Return what was found on both engines."""
    found = {engine: measure(engine) for engine in ENGINES}
    figure = "; ".join(f"{engine}: {each}" for engine, (each, *_) in found.items())
    control = "; ".join(f"{engine}: {each}" for engine, (_, each, _) in found.items())
    return finding(figure, bar, control, all(holds for *_, holds in found.values()))


def seats(app: Flask, shifts: Sequence[int]) -> Counter[int]:
    """Return how many shifts have so many people."""
    return Counter(len(set(there)) for there in seats_of(app, shifts).values())


def storms(short: bool) -> dict[str, Any]:
    """Let all claim every shift; beside it a view that looks, then writes."""
    people, count = (20, 6) if short else (200, 50)

    def measure(engine: str) -> Measured:
        with site(engine, people) as found:
            _left_alone, first, *shifts = make_rota(found.app, found.people, count + 2)
            # A process answers its first few slowly, and is asked those once a release.
            storm(found.server.port, found.people, [first])
            real = storm(found.server.port, found.people, shifts)
            given = seats(found.app, shifts)
            naive = storm(found.server.port, found.people, shifts, NAIVE)
        others = real.statuses.total() - real.statuses[303] - real.statuses[409]
        figure = (
            f"{real.statuses[303]} of {real.statuses.total()} let in, {given[2]} of {count} shifts have two, "
            f"{others} other answers, {real.without_way_on} refusals without another shift, p99 {real.p99_ms:.0f} ms"
        )
        right = (real.statuses[303], given[2], others, real.without_way_on) == (2 * count, count, 0, 0)
        control = naive.oversold >= (1 if short else 10)
        return figure, f"{naive.oversold} of {count} oversold", right and control and (short or real.p99_ms < SLOWEST_MS)

    return on_both(measure, f"{2 * count}, {count}, 0, 0, under {SLOWEST_MS} ms; at least ten oversold")


def meetings(short: bool) -> dict[str, Any]:
    """Let two meet on an empty shift, each press for two at once, shifts be moved, pairs meet singles."""
    rounds, people, few = (10, 20, 10) if short else (500, 400, 100)

    def measure(engine: str) -> Measured:
        with site(engine, people, PAUSE_SECONDS) as found:
            told = [*_two_for_two(found, rounds), *_overlaps(found), *_moves(found, few), *_pairs(found, few)]
        figure, control = ", ".join(each for each, *_ in told), ", ".join(each for _, each, _ in told)
        return figure, control, all(holds for *_, holds in told)

    return on_both(measure, f"0 false refusals in {2 * rounds}, 0 of {people} in two places, 0 by a move, 0 half pairs")


def _two_for_two(found: Site, rounds: int) -> Iterator[Measured]:
    pair = found.people[:2]
    real = two_for_two(found.server.port, pair, make_rota(found.app, pair, rounds))
    naive = two_for_two(found.server.port, pair, make_rota(found.app, pair, 20), NUMBERED)
    yield (
        f"{real[409]} false refusals in {real.total()}",
        f"{naive[409]} of {naive.total()}",
        real == {303: 2 * rounds} and naive[409] > 0,
    )


def _overlaps(found: Site) -> Iterator[Measured]:
    far = dt.timedelta(days=1000)
    sides = [make_rota(found.app, found.people, len(found.people) // 2, each) for each in (far, far + LATER)]
    shifts = list(zip(*sides, strict=True))
    real = two_at_once(found.server.port, found.people, shifts)
    twice = double_booked(found.app)
    two_at_once(found.server.port, found.people, shifts, NAIVE)
    naive = double_booked(found.app, "naive_seat", "shift_id")
    holds = real == dict.fromkeys((303, 409), len(found.people)) and not twice and bool(naive)
    yield f"{len(twice)} of {len(found.people)} in two places", str(len(naive)), holds


def _moves(found: Site, count: int) -> Iterator[Measured]:
    people = (found.people * count)[:count]
    for naive_pause_seconds in (None, PAUSE_SECONDS):
        days = dt.timedelta(days=2000 if naive_pause_seconds is None else 3000)
        moved, taken = (make_rota(found.app, found.people, count, days + later) for later in (0 * LATER, 5 * LATER))
        take_while_moved(found.app, found.server.port, people, moved, taken, naive_pause_seconds)
        if naive_pause_seconds is None:
            twice = double_booked(found.app)
            placed = sum(map(len, seats_of(found.app, moved + taken).values()))
    naive = double_booked(found.app, "naive_seat", "shift_id")
    yield f"{len(twice)} by {count} moves", str(len(naive)), not twice and placed == count and bool(naive)


def _pairs(found: Site, count: int) -> Iterator[Measured]:
    halves = []
    asks, partner = (each.person_id for each in found.people[:2])
    for one_by_one in (False, True):
        shifts = make_rota(found.app, found.people, count, dt.timedelta(days=5000 if one_by_one else 4000))
        answers = pairs_against_singles(found.server.port, found.people[:4], shifts, one_by_one)
        halves.append(sum((asks in there) != (partner in there) for there in seats_of(found.app, shifts).values()))
        if not one_by_one:
            whole = set(answers) <= {303, 409} and seats(found.app, shifts) == {2: count}
    yield f"{halves[0]} half pairs in {count}", str(halves[1]), whole and halves[0] == 0 < halves[1]


def open_is_true(short: bool) -> dict[str, Any]:
    """Read pages, calendars and data while two come and go."""
    count = 560 if short else 100_000

    def measure(engine: str) -> Measured:
        with site(engine, 2) as found:
            two = [each.person_id for each in found.people]
            shift_id = make_one_shift(found.app, found.people)
            churn = Churn(found.app, shift_id, two, rest_seconds=0.002 if short else 0.03)
            real = churn_and_read(found.server.port, churn, told_of(found.app, shift_id), count)
            late = Churn(found.app, shift_id, two, flag_late_seconds=0.005)
            flag = churn_and_read(found.server.port, late, told_by_flag(found.app, shift_id), max(560, count // 10))
        figure = (
            f"{real.false} of {real.open} open with fewer than two, {real.silent} not open with two, {real.stale} of the past, "
            f"in {real.readings} readings of {len(churn.yes_at)} states"
        )
        right = (real.false, real.silent, real.stale) == (0, 0, 0) and 0 < real.open < real.readings
        return figure, f"{flag.false} of {flag.open} by a stored flag", right and flag.false > 0

    return on_both(measure, f"0, 0, 0 in {count}")


def kills(short: bool) -> dict[str, Any]:
    """Kill every process again and again, and trace what reaches the disk before an answer."""
    cycles = 10 if short else 1000

    def measure(engine: str) -> Measured:
        with site(engine, 4, PAUSE_SECONDS) as found:
            shifts = make_rota(found.app, found.people, 4)
            real, naive = (
                [Volunteer(person, shifts[first + number % 2], take, rest) for number, person in enumerate(found.people)]
                for first, take, rest in ((0, REAL, 0), (2, AT_ONCE, 0.1))
            )
            kill_again_and_again(found.app, found.server, real, cycles, seed=1)
            faults = faults_of(found.app)
            kill_again_and_again(found.app, found.server, naive, 30, seed=1)
        lost, failed, told = (sum(getattr(each, name) for each in real) for name in ("lost", "failed", "acknowledged"))
        lost_naively = sum(each.lost for each in naive)
        how, blind, synced = _synced(engine)
        figure = f"{lost} of {told} acknowledged lost in {cycles} kills, {failed} failed, {len(faults)} faults, {how}"
        control = f"{lost_naively} lost by answering first{blind}"
        return figure, control, not (lost or failed or faults) and told > cycles and lost_naively > 0 and synced

    return on_both(measure, f"0 in {cycles} kills, 0, 0, none unsynced")


def _synced(engine: str) -> Measured:
    if engine != "sqlite":
        # Its own processes write, and are another user's: it is asked.
        with site(engine, 1) as found:
            waits = waits_for_disk(found.app)
        return f"its commits {'wait' if waits else 'DO NOT WAIT'} for the disk", "", waits
    if not shutil.which("strace"):
        return "strace is not there: apt-get install strace", "", False
    answers, unsynced = _traced(REAL)
    _, naive = _traced(AT_ONCE)
    figure = f"{unsynced} of {answers} answers without a sync before"
    return figure, f", {naive} answers without a sync before", answers == TRACED and not unsynced and naive > 0


def _traced(take: str) -> tuple[int, int]:
    with TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        with site("sqlite", 1, trace=trace) as found:
            [anna] = found.people
            for shift_id in make_rota(found.app, found.people, TRACED):
                anna.press(found.server.port, take.format(shift_id))
        return unsynced_answers(trace)


PROOFS = {"shifts.1": storms, "shifts.2": meetings, "shifts.3": open_is_true, "shifts.4": kills}
