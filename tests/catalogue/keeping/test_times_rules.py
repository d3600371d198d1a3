"""What may be changed about one time, as tables."""

from __future__ import annotations

import datetime as dt

import pytest

from base.clock import KOLDING
from catalogue.keeping.time_rules import ComingTime, MoveProblem, Slot, move_problem, slot_between
from catalogue.recurrence import Rule
from catalogue.series import ExceptionDay, Series, series_occurrences
from catalogue.terms import Change

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=KOLDING)
TODAY, TOMORROW = NOW.date(), NOW.date() + dt.timedelta(days=1)
CLUB = Rule(dt.date(2026, 1, 6), None, 1, 13 * 60, 120)
DAY = dt.date(2026, 12, 1)


def time_of(rule: Rule = CLUB, exception: ExceptionDay | None = None) -> ComingTime:
    series = Series("u", rule, NOW, 0, "Klub", exceptions=(exception,) if exception else ())
    day = exception.moved_to if exception and exception.moved_to else DAY
    (one,) = series_occurrences(series, day, day + dt.timedelta(days=1))
    return ComingTime(1, "Klub", "Huset", rule, one)


@pytest.mark.parametrize(
    ("slot", "begun", "over"),
    [
        (Slot(TODAY, 13 * 60, 120), True, False),
        (Slot(TODAY, 13 * 60, 60), True, True),
        (Slot(TODAY, 14 * 60, 60), True, False),
        (Slot(TODAY, 14 * 60 + 1, 60), False, False),
        (Slot(TODAY, 13 * 60, None), True, False),
        (Slot(TODAY, None, None), False, False),
        (Slot(TODAY - dt.timedelta(days=1), None, None), True, True),
        (Slot(TODAY - dt.timedelta(days=1), 23 * 60, 16 * 60), True, False),
    ],
)
def test_when_a_time_has_begun_and_is_over(slot: Slot, begun: bool, over: bool) -> None:
    assert (slot.has_begun(NOW), slot.is_over(NOW)) == (begun, over)


@pytest.mark.parametrize(
    ("to", "problem"),
    [
        (Slot(DAY, 14 * 60, 120), None),
        (Slot(TOMORROW, 13 * 60, 120), None),
        (Slot(TODAY, 14 * 60 + 1, 60), None),
        (Slot(TODAY, None, None), None),
        (Slot(TODAY, 14 * 60, 60), MoveProblem.PAST),
        (Slot(TODAY - dt.timedelta(days=1), 23 * 60, 1200), MoveProblem.PAST),
        (Slot(DAY, 13 * 60, 120), MoveProblem.THE_SAME),
        (Slot(TODAY + dt.timedelta(days=365), 600, 60), None),
        (Slot(TODAY + dt.timedelta(days=366), 600, 60), MoveProblem.TOO_FAR),
    ],
)
def test_where_a_time_can_be_moved(to: Slot, problem: MoveProblem | None) -> None:
    assert move_problem(time_of(), to, NOW) is problem


def test_what_is_called_off_can_be_moved_to_its_own_hours_and_so_take_place() -> None:
    off = time_of(exception=ExceptionDay(DAY, Change.CANCELLED))
    assert off.is_off and move_problem(off, off.planned, NOW) is None


def test_what_is_moved_is_where_it_is_now_and_can_be_put_back() -> None:
    moved = time_of(exception=ExceptionDay(DAY, Change.MOVED, dt.date(2026, 12, 3), 600, 90))
    assert moved.now_at == Slot(dt.date(2026, 12, 3), 600, 90) and moved.planned == Slot(DAY, 780, 120)
    assert moved.may_be_put_back(NOW) and not moved.may_be_put_back(NOW + dt.timedelta(days=8))
    assert move_problem(moved, moved.planned, NOW) is None
    only_the_day = time_of(exception=ExceptionDay(DAY, Change.MOVED, dt.date(2026, 12, 3)))
    assert only_the_day.now_at == Slot(dt.date(2026, 12, 3), 780, 120)


@pytest.mark.parametrize(
    ("rule", "start", "end", "expected"),
    [
        (CLUB, dt.time(13), dt.time(15), (780, 120)),
        (CLUB, dt.time(22), dt.time(2), (1320, 240)),
        (CLUB, dt.time(13), None, (780, None)),
        (CLUB, None, None, (None, None)),
        (Rule(DAY, DAY, None, 600, 3000), dt.time(10), dt.time(12), (600, 3000)),
        (Rule(DAY, DAY, None, 600, 3000), dt.time(10), dt.time(13), (600, 180)),
        (Rule(DAY, DAY, None, 600, 2880), dt.time(10), dt.time(10), (600, 2880)),
    ],
)
def test_hours_typed_by_the_clock(
    rule: Rule, start: dt.time | None, end: dt.time | None, expected: tuple[int | None, int | None]
) -> None:  # fmt: skip
    assert slot_between(time_of(rule), TOMORROW, start, end) == Slot(TOMORROW, *expected)
