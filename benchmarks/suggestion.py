"""Suggesting a rota, beside the best plan there is: a mixed-integer solver (HiGHS) on the same instances in the same run."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import highspy

from shifts.rules import SEATS
from shifts.suggestion import Free, Member, Suggestion, suggest

PEOPLE, WEEKS, A_WEEK = 20, 26, 2
SOLVER_SECONDS = 60
# How many of ten shifts suit somebody, how many of twenty know the key, whether the key is needed, days of rest.
INSTANCES = {
    "loose": (0.5, 10, False, 0),
    "tight": (0.15, 10, False, 0),
    "very tight": (0.08, 10, False, 0),
    "few know the key": (0.3, 3, True, 0),
    "rest between": (0.3, 8, True, 1),
    "uneven": (None, 8, True, 0),
}


def make(name: str) -> tuple[list[Member], list[Free]]:
    """Return an instance, the same each time: twenty people, and Saturday and Sunday of twenty-six weeks."""
    chance = random.Random(name)
    share, knowers, needs_key, rest = INSTANCES[name]
    begin = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
    shifts: list[Free] = []
    for week in range(WEEKS):
        for at in range(A_WEEK):
            starts = begin + dt.timedelta(weeks=week, days=at)
            shifts.append(Free(len(shifts), starts.date(), starts, starts + dt.timedelta(hours=3), frozenset(), needs_key, rest))
    everywhere = frozenset(each.key for each in shifts)
    members = [
        Member(
            f"p{n:02}", frozenset(each.key for each in shifts if chance.random() < (share or (n + 1) / 40)),
            everywhere if n < knowers else frozenset(),
        )
        for n in range(PEOPLE)
    ]  # fmt: skip
    return members, shifts


def best(members: Sequence[Member], shifts: Sequence[Free]) -> tuple[int, int]:
    """Return how many seats the best plan fills, and the least spread of those that fill so many."""
    filled = _solve(members, shifts, None)
    return filled, _solve(members, shifts, filled)


def _solve(members: Sequence[Member], shifts: Sequence[Free], filled: int | None) -> int:
    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", float(SOLVER_SECONDS))
    seat: dict[tuple[str, int], Any] = {
        (who.key, shift.key): model.addBinary() for who in members for shift in shifts if shift.key in who.suits
    }  # fmt: skip
    whole = {shift.key: model.addBinary() for shift in shifts}
    for shift in shifts:
        on = [seat[who.key, shift.key] for who in members if (who.key, shift.key) in seat]
        model.addConstr(sum(on) - SEATS * whole[shift.key] == 0) if on else model.addConstr(whole[shift.key] == 0)
        knowers = [seat[who.key, shift.key] for who in members if shift.key in who.knows and (who.key, shift.key) in seat]
        if shift.needs_key:
            model.addConstr(sum(knowers) - whole[shift.key] >= 0) if knowers else model.addConstr(whole[shift.key] == 0)
    for one, two in combinations(shifts, 2):
        if abs((one.day - two.day).days) <= max(one.rest_days, two.rest_days):
            for who in members:
                if (who.key, one.key) in seat and (who.key, two.key) in seat:
                    model.addConstr(seat[who.key, one.key] + seat[who.key, two.key] <= 1)
    if filled is None:
        model.maximize(sum(whole.values()))
        most_pairs: int = round(model.getObjectiveValue())
        return SEATS * most_pairs
    model.addConstr(SEATS * sum(whole.values()) == filled)
    most, least = model.addIntegral(lb=0, ub=len(shifts)), model.addIntegral(lb=0, ub=len(shifts))
    for who in members:
        load = [variable for (key, _), variable in seat.items() if key == who.key]
        if load:
            model.addConstr(sum(load) - most <= 0)
            model.addConstr(sum(load) - least >= 0)
        else:
            model.addConstr(least <= 0)
    model.minimize(most - least)
    least_spread: int = round(model.getObjectiveValue())
    return least_spread


def spread(found: Suggestion, members: Sequence[Member]) -> int:
    """Return how many more seats the most asked has than the least."""
    loads = found.count(members).values()
    return max(loads) - min(loads)


def lines() -> Iterator[str]:
    """Yield a line an instance."""
    yield f"{PEOPLE} people, {WEEKS} weeks, {A_WEEK} shifts a week; seats filled, spread, seconds; the solver's beside them"
    for name in INSTANCES:
        members, shifts = make(name)
        begun = time.perf_counter()
        found = suggest(members, shifts)
        own = time.perf_counter() - begun
        begun = time.perf_counter()
        filled, least = best(members, shifts)
        solver = time.perf_counter() - begun
        yield (
            f"{name:18} {len(found.asked):4} {spread(found, members):3} {own:7.3f} s"
            f"   best {filled:4} {least:3} {solver:7.1f} s   {own / solver:.3f} of the solver's time"
        )


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
