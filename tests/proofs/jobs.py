"""Proofs of jobs, numbered as the lines of what it must show; the storms themselves are those of shifts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.jobs.storm.job_storm_world import NAIVE_HAND, TAKE, make_jobs
from tests.proofs.shifts import Measured, on_both, seats, site
from tests.shifts.storm.storms import storm

HANDS = (1, 2, 20)


def storms(short: bool) -> dict[str, Any]:
    """Let all claim every job, of one, two and twenty hands; beside it a view that looks, then writes."""
    people, count = (24, 3) if short else (200, 17)

    def measure(engine: str) -> Measured:
        let_in, oversold, others, blind = [], [], 0, 0
        with site(engine, people) as found:
            make_jobs(found.app, 1, 20)
            for hands in HANDS:
                jobs = make_jobs(found.app, count, hands)
                real = storm(found.server.port, found.people, jobs, TAKE)
                others += real.statuses.total() - real.statuses[303] - real.statuses[409]
                blind += real.without_way_on
                let_in.append(real.statuses[303] if seats(found.app, jobs) == Counter({hands: count}) else -1)
                naive = storm(found.server.port, found.people, make_jobs(found.app, count, hands), NAIVE_HAND)
                oversold.append(sum(given > hands for given in naive.given.values()))
        figure = f"{let_in} let in, {others} other answers, {blind} refusals without another job"
        holds = let_in == [hands * count for hands in HANDS] and not others and not blind and all(oversold)
        return figure, f"{oversold} of {count} oversold", holds

    return on_both(measure, f"{[hands * count for hands in HANDS]}, 0, 0; some of each oversold")


PROOFS = {"jobs.1": storms}
