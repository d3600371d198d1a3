"""Suggest a rota: whom to ask about which free seats, from what people have said suits them. Nothing here is taken.

First as many whole pairs as can be, then as few seats as can be on anybody. It is greedy, then chains of swaps make room for what
was left, then chains of stand-ins even out: no solver. `benchmarks/suggestion.py` prints how near it comes to the best there is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import combinations

from shifts.rules import SEATS


@dataclass(frozen=True, slots=True)
class Free:
    """A shift with a seat that is free: who is on it or asked about it already, and what the group has agreed on."""

    key: int
    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    there: frozenset[str] = frozenset()
    needs_key: bool = False
    rest_days: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can be asked: which shifts suit them, what they have ahead, and of which they have been shown the key.

    `ahead` counts their seats ahead alone; `busy` are the times of those, and `days` their days with this group.
    """

    key: str
    suits: frozenset[int]
    knows: frozenset[int] = frozenset()
    ahead: int = 0
    busy: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    days: frozenset[dt.date] = frozenset()


class Hole(Enum):
    """Why a seat stayed empty."""

    NOBODY = auto()
    """Nobody has said that it suits them."""
    ONE = auto()
    """One alone could; and one alone is not asked."""
    KEY = auto()
    """Nobody of whom it suits has been shown the key."""
    NEXT_TO = auto()
    """Those whom it suits have something next to it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whom to ask about which shift, by start, and for each that stays short of two why."""

    asked: tuple[tuple[int, str], ...]
    holes: tuple[tuple[int, Hole], ...]

    def count(self, members: Sequence[Member]) -> Counter[str]:
        """Return how many seats ahead each would have."""
        found = Counter({each.key: each.ahead for each in members})
        found.update(person for _, person in self.asked)
        return found


def suggest(members: Sequence[Member], shifts: Sequence[Free]) -> Suggestion:
    """Return whom to ask about which shifts: nobody twice at once, nor back to back, and one who knows the key where needed."""
    plan = _Plan(members, shifts)
    for shift in sorted(plan.shifts, key=lambda each: (len(plan.fitting[each.key]), each.starts_at, each.key)):
        plan.fill(shift)
    for shift in plan.shifts:
        if not plan.is_full(shift):
            plan.make_room(shift)
    plan.even_out()
    return plan.result()


@dataclass
class _Plan:
    members: Sequence[Member]
    free: Sequence[Free]
    placed: dict[int, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.shifts = sorted(self.free, key=lambda each: (each.starts_at, each.key))
        self.by_key = {each.key: each for each in self.members}
        self.shift_of = {each.key: each for each in self.shifts}
        self.placed = {each.key: set() for each in self.shifts}
        self.load = {each.key: each.ahead for each in self.members}
        self.mine: dict[str, set[int]] = {each.key: set() for each in self.members}
        self.fitting = {
            shift.key: [
                each for each in self.members
                if shift.key in each.suits and each.key not in shift.there and _is_clear(each, shift)
            ]
            for shift in self.shifts
        }  # fmt: skip
        near = {(one.key, two.key) for one in self.shifts for two in self.shifts if one is not two and _are_near(one, two)}
        self.near = {each.key: {other for one, other in near if one == each.key} for each in self.shifts}

    def is_full(self, shift: Free) -> bool:
        return len(shift.there) + len(self.placed[shift.key]) == SEATS

    def can(self, member: Member, shift: Free, but: int | None = None) -> bool:
        """Say whether somebody could be asked about a shift, were they not asked about another (`but`)."""
        taken = self.mine[member.key] - {but}
        return shift.key not in taken and not (self.near[shift.key] & taken)

    def fill(self, shift: Free) -> bool:
        """Ask those who make a shift whole, the least burdened first; one alone helps nobody. Return whether there were any."""
        candidates = [each for each in self.fitting[shift.key] if self.can(each, shift)]
        teams = [team for team in combinations(candidates, SEATS - len(shift.there)) if self.knows(shift, team)]
        chosen = min(teams, key=lambda team: self.burden(shift, team), default=())
        for each in chosen:
            self.place(each, shift)
        return bool(chosen)

    def knows(self, shift: Free, team: Sequence[Member]) -> bool:
        """Say whether one of those who would be on a shift knows the key, where that is needed."""
        return not shift.needs_key or any(shift.key in each.knows for each in (*team, *self.on(shift)))

    def on(self, shift: Free) -> list[Member]:
        """Return who is on a shift without having been asked by this plan."""
        return [self.by_key[each] for each in shift.there if each in self.by_key]

    def burden(self, shift: Free, team: Sequence[Member]) -> tuple[int, int, bool, list[str]]:
        """Return what makes a team a worse choice than another: its load, and that nobody learns the key from the other."""
        loads = [self.load[each.key] for each in team]
        known = {shift.key in each.knows for each in (*team, *self.on(shift))}
        return max(loads), sum(loads), len(known) < SEATS, [each.key for each in team]

    def place(self, member: Member, shift: Free) -> None:
        self.placed[shift.key].add(member.key)
        self.mine[member.key].add(shift.key)
        self.load[member.key] += 1

    def take_off(self, member: Member, shift: Free) -> None:
        """Ask somebody about a shift no longer."""
        self.placed[shift.key].discard(member.key)
        self.mine[member.key].discard(shift.key)
        self.load[member.key] -= 1

    def make_room(self, shift: Free) -> None:
        """Let another stand in, near a shift that could not be filled, for somebody whom it would suit."""
        for member in self.fitting[shift.key]:
            blocking = self.near[shift.key] & self.mine[member.key]
            if len(blocking) != 1:
                continue
            other = self.shift_of[next(iter(blocking))]
            for stand_in in self.stand_ins(member, other):
                self.swap(member, stand_in, other)
                if self.fill(shift):
                    return
                self.swap(stand_in, member, other)

    def stand_ins(self, member: Member, shift: Free) -> list[Member]:
        """Return who could be asked about a shift instead of somebody, the least burdened first."""
        rest = [self.by_key[each] for each in self.placed[shift.key] - {member.key}]
        found = [
            each for each in self.fitting[shift.key]
            if each is not member and self.can(each, shift) and self.knows(shift, [each, *rest])
        ]  # fmt: skip
        return sorted(found, key=lambda each: (self.load[each.key], each.key))

    def swap(self, member: Member, stand_in: Member, shift: Free) -> None:
        """Ask one about a shift instead of another."""
        for key, change in ((member.key, -1), (stand_in.key, 1)):
            self.load[key] += change
        self.placed[shift.key] = self.placed[shift.key] - {member.key} | {stand_in.key}
        self.mine[member.key].discard(shift.key)
        self.mine[stand_in.key].add(shift.key)

    def even_out(self) -> None:
        """Pass seats on, from the most burdened along chains to somebody with two fewer, until nothing is gained by it."""
        while self.relieve_any() or self.exchange_any():
            pass

    def relieve_any(self) -> bool:
        """Take one seat from the most burdened who can be relieved; return whether there was one."""
        return any(self.relieve(each) for each in sorted(self.members, key=lambda each: (-self.load[each.key], each.key)))

    def exchange_any(self) -> bool:
        """Fill another shift instead of one near it, where that is easier on people; return whether there was one."""
        empty = [each for each in self.shifts if not self.is_full(each)]
        return any(self.exchange(self.shift_of[key], each) for each in empty for key in sorted(self.near[each.key]))

    def exchange(self, full: Free, empty: Free) -> bool:
        """Fill one shift instead of another, where as many are asked and it is more even; else leave both as they were."""
        team, before = [self.by_key[each] for each in self.placed[full.key]], self.unevenness()
        if len(team) != SEATS - len(empty.there):
            return False
        for each in team:
            self.take_off(each, full)
        if self.fill(empty) and self.unevenness() < before:
            return True
        for key in self.placed[empty.key].copy():
            self.take_off(self.by_key[key], empty)
        for each in team:
            self.place(each, full)
        return False

    def unevenness(self) -> int:
        """Return the sum of the squares of the loads: less is more even, for as many seats."""
        return sum(load * load for load in self.load.values())

    def relieve(self, member: Member) -> bool:
        """Take one seat from somebody along the shortest chain of stand-ins; return whether there was one."""
        came_by: dict[str, tuple[Member, Free]] = {}
        queue = deque([member])
        while queue:
            giver = queue.popleft()
            for shift in (self.shift_of[key] for key in sorted(self.mine[giver.key])):
                for taker in self.stand_ins(giver, shift):
                    if taker is member or taker.key in came_by:
                        continue
                    came_by[taker.key] = giver, shift
                    if self.load[taker.key] <= self.load[member.key] - 2:
                        self.pass_on(member, taker, came_by)
                        return True
                    queue.append(taker)
        return False

    def pass_on(self, first: Member, last: Member, came_by: dict[str, tuple[Member, Free]]) -> None:
        """Let each of a chain stand in for the one before, from its end."""
        taker = last
        while taker is not first:
            giver, shift = came_by[taker.key]
            self.swap(giver, taker, shift)
            taker = giver

    def result(self) -> Suggestion:
        """Return the plan as a value."""
        asked = tuple((shift.key, person) for shift in self.shifts for person in sorted(self.placed[shift.key]))
        return Suggestion(asked, tuple((each.key, self.why(each)) for each in self.shifts if not self.is_full(each)))

    def why(self, shift: Free) -> Hole:
        """Say why a shift stayed short of two."""
        suits = [each for each in self.members if shift.key in each.suits and each.key not in shift.there]
        if not suits:
            return Hole.NOBODY
        if len(suits) + len(shift.there) < SEATS:
            return Hole.ONE
        return Hole.NEXT_TO if self.knows(shift, suits) else Hole.KEY


def _is_clear(member: Member, shift: Free) -> bool:
    # Of what they have already: not at that time, and not so near it that no rest lies between.
    busy = any(starts < shift.ends_at and shift.starts_at < ends for starts, ends in member.busy)
    return not busy and not any(abs((shift.day - day).days) <= max(shift.rest_days, 0) for day in member.days)


def _are_near(one: Free, two: Free) -> bool:
    # The same day, or back to back: nobody has two of them.
    rest = max(one.rest_days, two.rest_days)
    at_once = one.starts_at <= two.ends_at and two.starts_at <= one.ends_at
    return at_once or abs((one.day - two.day).days) <= rest
