"""Whatever is done to shifts, in whatever order, the rules of a shift hold, and nobody loses a seat or a partner untold.

A machine does things at random and looks at the rows before and after each. What it expects it works out from the rows alone,
with and without the clock's turns having been written down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from base.database import db, writing
from notices.models import Notice
from people.erasure_commands import erase_rows
from people.group_commands import leave_group
from people.person_commands import end_pause, start_pause
from people.person_models import Person
from seats.models import Occasion, Seat
from shifts import taking_commands, telling_commands
from shifts.clock_commands import list_turned, pass_turns
from shifts.held_commands import ShiftRefusedError, UnknownShiftError
from shifts.keeping_commands import cancel_shift, close_shift, move_shift, restore_shift
from shifts.models import Opening
from shifts.public_queries import list_public_shifts
from shifts.public_words import told_words
from shifts.roll_commands import roll_opening
from shifts.taking_commands import ask_partner, keep_shift, leave_shift, offer_shift, stand_alone, take_shift
from shifts.texts import Tell
from tests.conftest import ONE_ROW, TUESDAY_MORNING, Clock, make_app
from tests.shifts.making import SUNDAYS, make_shift, make_world

# Twelve (PostgreSQL) to twenty (SQLite) times as many were run by hand.
EXAMPLES = {"sqlite": 30, "postgresql": 8}
HOUR = dt.timedelta(hours=1)
# One shift begins an hour into the first Sunday's.
OVERLAPPING = dt.datetime(2026, 11, 29, 10, tzinfo=dt.UTC)
WHO, OTHER, WHICH = st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)


class Row(NamedTuple):
    """A seat as the machine sees it."""

    is_yes: bool
    lapses_at: dt.datetime | None


class Seen(NamedTuple):
    """All that matters, at one moment: seats by (shift, person), shifts as (start, end, live), how many notices each got."""

    seats: dict[tuple[int, str], Row]
    times: dict[int, tuple[dt.datetime, dt.datetime, bool]]
    notices: dict[str, int]
    reachable: set[str]


def make_machine(app: Flask, clock: Clock, ticks: bool) -> type[RuleBasedStateMachine]:
    """Return the machine on an app, which writes down the clock's turns, or never does."""

    class Shifts(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            clock.moment = TUESDAY_MORNING
            with writing() as session:
                for table in reversed(db.metadata.sorted_tables):
                    if table.name not in ONE_ROW:
                        session.execute(delete(table))
                world = make_world(session)
                opening = session.get_one(Opening, world.opening_id)
                third = make_shift(session, opening, SUNDAYS[1] + dt.timedelta(weeks=1), OVERLAPPING, OVERLAPPING + 3 * HOUR).id
            self.people, self.opening_id, self.group_id = world.people, world.opening_id, world.group_id
            self.shifts = (*world.shift_ids, third)
            self.seen = see()

        def do(self, actor: str | None, change: Callable[[Session], object]) -> None:
            # No two presses come at one moment: the same told at one moment is told once.
            clock.moment += dt.timedelta(milliseconds=1)
            before = self.seen
            with suppress(ShiftRefusedError, UnknownShiftError), writing() as session:
                change(session)
            self.seen = see()
            check_told(before, self.seen, actor, clock.moment)
            check_seats(self.seen)

        def press(self, command: Callable[..., object], which: int, who: int) -> None:
            person_id = self.people[who]
            self.do(person_id, lambda rows: command(rows, self.shifts[which], person_id, clock.moment))

        @rule(which=WHICH, who=WHO)
        def take(self, which: int, who: int) -> None:
            self.press(take_shift, which, who)

        @rule(which=WHICH, first=st.integers(0, 2))
        def two_take(self, which: int, first: int) -> None:
            # By chance alone two seldom meet.
            for who in (first, first + 1):
                self.press(take_shift, which, who)

        @rule(which=WHICH, who=WHO, other=OTHER)
        def ask(self, which: int, who: int, other: int) -> None:
            asked, by = self.people[other], self.people[who]
            self.do(by, lambda rows: ask_partner(rows, self.shifts[which], by, asked, clock.moment))

        @rule(which=WHICH, who=WHO)
        def leave_or_decline(self, which: int, who: int) -> None:
            self.press(leave_shift, which, who)

        @rule(which=WHICH, who=WHO)
        def offer(self, which: int, who: int) -> None:
            self.press(offer_shift, which, who)

        @rule(which=WHICH, who=WHO)
        def take_offer_back(self, which: int, who: int) -> None:
            self.press(keep_shift, which, who)

        @rule(which=WHICH, who=WHO)
        def alone(self, which: int, who: int) -> None:
            self.press(stand_alone, which, who)

        @rule(who=WHO, ends=st.booleans())
        def pause(self, who: int, ends: bool) -> None:
            person_id = self.people[who]
            with suppress(KeyError):
                self.do(person_id, lambda rows: _pause(rows, person_id, ends, clock.moment))

        @rule(which=WHICH, how=st.sampled_from([cancel_shift, close_shift, restore_shift]))
        def staff(self, which: int, how: Callable[..., object]) -> None:
            self.do(None, lambda rows: how(rows, self.shifts[which], clock.moment))

        @rule(which=WHICH, hours=st.integers(-3, 3))
        def move(self, which: int, hours: int) -> None:
            starts = OVERLAPPING + hours * HOUR
            self.do(None, lambda rows: move_shift(rows, self.shifts[which], starts, starts + 3 * HOUR, clock.moment))

        @rule(who=WHO)
        def erase(self, who: int) -> None:
            person_id = self.people[who]
            if who == 3:
                self.do(person_id, partial(_erase, person_id=person_id, now=clock.moment))

        @rule(who=WHO)
        def leave_the_group(self, who: int) -> None:
            if who == 2:
                self.do(self.people[who], lambda rows: leave_group(rows, self.group_id, self.people[who]))

        @rule()
        def roll(self) -> None:
            self.do(None, lambda rows: roll_opening(rows, self.opening_id, clock.moment))

        @rule(to=st.sampled_from([dt.timedelta(days=1), 10 * HOUR, HOUR, dt.timedelta(minutes=30)]))
        def later(self, to: dt.timedelta) -> None:
            clock.moment += to

        @rule()
        def tick(self) -> None:
            if not ticks:
                return
            shown = public(clock.moment)
            for shift_id in list_turned(db.session(), clock.moment):
                self.do(None, partial(pass_turns, shift_id=shift_id, now=clock.moment))
            assert public(clock.moment) == shown, "what everybody is told waits for nothing to have run"

        @invariant()
        def open_is_two_who_said_yes(self) -> None:
            if hasattr(self, "seen"):
                check_public(self.seen, clock.moment)

    return Shifts


def _erase(rows: Session, person_id: str, now: dt.datetime) -> None:
    if rows.get(Person, person_id):
        erase_rows(rows, person_id, now)


def _pause(rows: Session, person_id: str, ends: bool, now: dt.datetime) -> None:
    if rows.get(Person, person_id) is None:
        raise KeyError(person_id)
    if ends:
        end_pause(rows, person_id)
    else:
        start_pause(rows, person_id, now)


def see() -> Seen:
    """Look at the rows."""
    session = db.session()
    session.rollback()
    seats = {(each.occasion_id, each.person_id): Row(each.is_yes, each.lapses_at) for each in session.scalars(select(Seat))}
    times = {each.id: (each.starts_at, each.ends_at, each.is_live) for each in session.scalars(select(Occasion))}
    counted = session.execute(select(Notice.person_id, func.count()).group_by(Notice.person_id))
    reachable = set(session.scalars(select(Person.id).where(Person.paused_at.is_(None))))
    return Seen(seats, times, {str(person): count for person, count in counted}, reachable)


def check_told(before: Seen, after: Seen, actor: str | None, now: dt.datetime) -> None:
    """Assert that whoever lost a seat, a partner, or the shift itself, and did not do it themselves, was written a notice."""
    for (shift_id, person_id), row in before.seats.items():
        _, ends_at, live = before.times[shift_id]
        # Of what was called off or closed they were told then.
        if person_id == actor or person_id not in after.reachable or now >= ends_at or not live:
            continue
        lost = (shift_id, person_id) not in after.seats
        changed = before.times[shift_id] != after.times.get(shift_id)
        others = [_others(each, shift_id, person_id) for each in (before, after)]
        partner = row.is_yes and others[0] != others[1]
        if lost or changed or partner:
            assert after.notices.get(person_id, 0) > before.notices.get(person_id, 0), f"{person_id} was not told of {shift_id}"


def _others(seen: Seen, shift_id: int, person_id: str) -> set[str]:
    return {who for (which, who), row in seen.seats.items() if which == shift_id and who != person_id and row.is_yes}


def check_seats(seen: Seen) -> None:
    """Assert what the database is to hold."""
    for shift_id in seen.times:
        assert sum(which == shift_id for which, _ in seen.seats) <= 2
    yes = [(who, *seen.times[which]) for (which, who), row in seen.seats.items() if row.is_yes]
    for one, other in combinations(yes, 2):
        both_live = one[3] and other[3]
        assert one[0] != other[0] or not both_live or one[2] <= other[1] or other[2] <= one[1], "in two places at once"


def check_public(seen: Seen, now: dt.datetime) -> None:
    """Assert that what is told as open has two who said yes and is neither called off nor closed, and the other way round."""
    for shift_id, words in public(now).items():
        live = seen.times[shift_id][2]
        count = sum(which == shift_id and row.is_yes for (which, _), row in seen.seats.items())
        assert words.startswith("Åbent") is (live and count == 2), (words, live, count)


def public(now: dt.datetime) -> dict[int, str]:
    """Return what everybody is told of each shift that is not over."""
    session = db.session()
    session.rollback()
    found = list_public_shifts(session, now, now + dt.timedelta(days=60))
    return {each.id: told_words(each.facts, now) for each in found if each.facts.ends_at > now}


def run(app: Flask, clock: Clock, ticks: bool, examples: int, **more: Any) -> None:
    """Run the machine."""
    chosen: dict[str, Any] = {
        "max_examples": examples,
        "stateful_step_count": 30,
        "deadline": None,
        "derandomize": True,
        "phases": [Phase.generate],
        **more,
    }
    with app.test_request_context():
        run_state_machine_as_test(
            make_machine(app, clock, ticks), settings=settings(suppress_health_check=list(HealthCheck), database=None, **chosen)
        )  # fmt: skip


@pytest.mark.parametrize("ticks", [True, False])
def test_whatever_happens_the_rules_of_a_shift_hold(app: Flask, clock: Clock, ticks: bool) -> None:
    run(app, clock, ticks, EXAMPLES[db_name(app)])


def db_name(app: Flask) -> str:
    """Return the name of an app's engine."""
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).partition(":")[0].partition("+")[0]


def test_one_who_leaves_without_a_word_is_found(sqlite_app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    def tell_all_but(session: Session, now: dt.datetime, kind: Tell, *rest: Any) -> None:
        if kind is not Tell.LEFT:
            telling_commands.tell(session, now, kind, *rest)

    monkeypatch.setattr(taking_commands, "tell", tell_all_but)
    with pytest.raises(AssertionError, match="was not told"):
        # That it is found is enough; the shortest way there takes minutes.
        run(sqlite_app, clock, True, 200)


@pytest.fixture
def sqlite_app(sqlite_address: str, clock: Clock) -> Flask:

    return make_app(sqlite_address, clock)
