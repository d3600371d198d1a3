"""Proofs of dag til dag-jobs, numbered as the lines of what it must show; the storms themselves are in `tests/jobs/storm/`.

Each runs on both engines, under gunicorn with four processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.jobs.storm.job_storms import (
    HAND_COUNTS,
    as_many_as_hands,
    job_storm,
    make_jobs,
    make_overlaps,
    naive_storm,
    shift_and_job_at_once,
    shift_and_job_naively,
)
from tests.proofs.shifts import PAUSE_SECONDS, SLOWEST_MS, Measured, Site, on_both, seats, site
from tests.shifts.storm.storm_world import make_rota
from tests.shifts.storm.storms import NAIVE, NUMBERED, double_booked, storm, two_for_two

# When the jobs of each storm begin, in minutes after midnight: apart from one another, and from the shifts.
STORM_HOURS = dict(zip(HAND_COUNTS, (300, 360, 420), strict=True))
MEETING_HOURS = dict(zip(HAND_COUNTS, (480, 540, 600), strict=True))
NAIVE_ROUNDS = 10


def storms(short: bool) -> dict[str, Any]:
    """Let all claim every job, as many as the hands each, and a shift and a job at once; beside each who looks, then writes."""
    people, count, rounds = (30, 3, 5) if short else (200, 50, 100)

    def measure(engine: str) -> Measured:
        with site(engine, people, PAUSE_SECONDS) as found:
            # A process answers its first few slowly, and is asked those once a release.
            job_storm(found.server.port, found.people, make_jobs(found.app, 1, 1, 0))
            told = [each for hands in HAND_COUNTS for each in _with_hands(found, hands, count, rounds, short)]
            told += [*_overlaps(found), *_over_http(found, count)]
        figure, control = ("; ".join(filter(None, each)) for each in list(zip(*told, strict=True))[:2])
        return figure, control, all(holds for *_, holds in told)

    bar = f"as many let in as hands, 0, 0, under {SLOWEST_MS} ms; 0 false refusals; 0 in two places; each oversold"
    return on_both(measure, bar)


def _with_hands(found: Site, hands: int, count: int, rounds: int, short: bool) -> Iterator[Measured]:
    *jobs, _left_alone = make_jobs(found.app, hands, count + 1, STORM_HOURS[hands])
    real, given = job_storm(found.server.port, found.people, jobs), seats(found.app, jobs)
    others = real.statuses.total() - real.statuses[303] - real.statuses[409]
    naive = naive_storm(found.app, found.people, jobs[:NAIVE_ROUNDS])
    oversold = sum(each > hands for each in naive.values())
    right = (real.statuses[303], given, others, real.without_way_on) == (hands * count, {hands: count}, 0, 0)
    yield (
        f"{hands} hands: {real.statuses[303]} of {real.statuses.total()} let in, {given[hands]} of {count} jobs have {hands}, "
        f"{others} other answers, {real.without_way_on} refusals without another job, p99 {real.p99_ms:.0f} ms",
        f"{hands} hands: {oversold} of {len(naive)} oversold",
        right and oversold > 0 and (short or real.p99_ms < SLOWEST_MS),
    )
    meetings = make_jobs(found.app, hands, rounds, MEETING_HOURS[hands])
    answers = as_many_as_hands(found.server.port, found.people[:hands], meetings)
    yield f"{answers[409]} false refusals in {answers.total()}", "", answers == {303: hands * rounds}


def _overlaps(found: Site) -> Iterator[Measured]:
    overlaps = make_overlaps(found.app, found.people)
    each_got, twice = shift_and_job_at_once(found.server.port, found.people, overlaps), double_booked(found.app)
    shift_and_job_naively(found.app, found.server.port, found.people, overlaps)
    naive = double_booked(found.app, "naive_seat", "shift_id")
    holds = each_got == [[303, 409]] * len(found.people) and not twice and bool(naive)
    yield f"{len(twice)} of {len(found.people)} in two places", f"{len(naive)} in two places", holds


def _over_http(found: Site, count: int) -> Iterator[Measured]:
    # Shifts as jobs of two hands: the naive views know no others.
    naive = storm(found.server.port, found.people, make_rota(found.app, found.people, count), NAIVE)
    numbered = two_for_two(found.server.port, found.people[:2], make_rota(found.app, found.people, NAIVE_ROUNDS), NUMBERED)
    control = f"{naive.oversold} of {count} oversold over HTTP, {numbered[409]} false refusals of {numbered.total()}"
    yield "", control, naive.oversold > 0 and numbered[409] > 0


PROOFS = {"jobs.1": storms}
