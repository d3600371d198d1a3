"""How a shift lives, as tables over values and moments (design §6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from base.clock import KOLDING
from shifts.rules import (
    SeatFacts,
    ShiftFacts,
    changes_at,
    evening_before,
    is_closed_by_clock,
    lacks_key,
    lacks_rest,
    lapses_at,
    moments,
    rest_reach,
    told,
    told_since,
    why_not_ask,
    why_not_live,
    why_not_offer,
    why_not_take,
)
from shifts.terms import Refusal, Told

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
STARTS = dt.datetime(2026, 11, 29, 10, tzinfo=KOLDING).astimezone(dt.UTC)
ENDS, CUTOFF, EVENING, TUESDAY = STARTS + 3 * HOUR, STARTS - HOUR, STARTS - 14 * HOUR, STARTS - 5 * DAY
NONE = ShiftFacts(STARTS, ENDS, EVENING, CUTOFF, TUESDAY)
ANNA, BO = SeatFacts("anna", is_yes=True), SeatFacts("bo", is_yes=True)
BO_ASKED, BO_OFFERS = SeatFacts("bo", is_yes=False, lapses_at=EVENING), replace(BO, is_offered=True)
ALONE, ASKED, TWO = (replace(NONE, seats=seats) for seats in ((ANNA,), (ANNA, BO_ASKED), (ANNA, BO)))
OFFERED, ALONE_OFFERS = replace(TWO, seats=(ANNA, BO_OFFERS)), replace(NONE, seats=(BO_OFFERS,))
OFFERED_AND_ASKED = replace(NONE, seats=(BO_OFFERS, SeatFacts("carla", is_yes=False, lapses_at=EVENING)))
CANCELLED, CLOSED = replace(TWO, cancelled_at=TUESDAY), replace(TWO, closed_at=TUESDAY)


def _wall(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=KOLDING)  # type: ignore[arg-type,misc]


def _utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("starts", "evening_minute", "evening"),
    [
        (_wall(2026, 11, 29, 10), 20 * 60, _wall(2026, 11, 28, 20)),
        (_wall(2026, 11, 29, 0, 30), 20 * 60 + 15, _wall(2026, 11, 28, 20, 15)),
        (_wall(2027, 1, 1, 9), 12 * 60, _wall(2026, 12, 31, 12)),
        # On both sides of the change of the clock 20.00 is 20.00.
        (_wall(2027, 3, 28, 10), 20 * 60, _wall(2027, 3, 27, 20)),
        (_wall(2027, 3, 29, 10), 20 * 60, _wall(2027, 3, 28, 20)),
        (_wall(2027, 10, 31, 10), 20 * 60, _wall(2027, 10, 30, 20)),
        (_wall(2027, 11, 1, 10), 20 * 60, _wall(2027, 10, 31, 20)),
    ],
)
def test_the_evening_before_is_by_the_wall(starts: dt.datetime, evening_minute: int, evening: dt.datetime) -> None:
    found = evening_before(starts.astimezone(dt.UTC), evening_minute)
    assert found == evening
    assert found.astimezone(KOLDING).time() == dt.time(evening_minute // 60, evening_minute % 60)


@pytest.mark.parametrize(
    ("starts", "cutoff_minutes", "evening", "cutoff"),
    [
        (STARTS, 60, EVENING, CUTOFF),
        (STARTS, 15, EVENING, STARTS - 15 * MINUTE),
        # Fourteen hours lie between; a cut-off of twelve is after the evening hour, and of a night shift before it.
        (STARTS, 720, EVENING, STARTS - 12 * HOUR),
        (STARTS - 8 * HOUR, 720, STARTS - 20 * HOUR, STARTS - 20 * HOUR),
        # From one to three by the wall an hour is lost or comes twice: an hour before is sixty minutes before.
        (_utc(2027, 3, 28, 1), 60, _wall(2027, 3, 27, 20), _utc(2027, 3, 28, 0)),
        (_utc(2027, 10, 31, 2), 90, _wall(2027, 10, 30, 20), _utc(2027, 10, 31, 0, 30)),
    ],
)
def test_the_turns_of_a_shift(starts: dt.datetime, cutoff_minutes: int, evening: dt.datetime, cutoff: dt.datetime) -> None:
    assert moments(starts, 20 * 60, cutoff_minutes) == (evening, cutoff)


@pytest.mark.parametrize("starts", [_wall(2027, 3, 28, 4), _wall(2027, 10, 31, 4)])
def test_a_start_said_by_the_wall_has_its_cutoff_as_many_minutes_before(starts: dt.datetime) -> None:
    _, cutoff = moments(starts, 20 * 60, 120)
    assert starts.astimezone(dt.UTC) - cutoff.astimezone(dt.UTC) == 2 * HOUR


@pytest.mark.parametrize(
    ("now", "until"),
    [(TUESDAY, EVENING), (EVENING - MINUTE, EVENING), (EVENING, CUTOFF), (CUTOFF - MINUTE, CUTOFF)],
)
def test_a_seat_is_held_until_the_evening_or_the_cutoff(now: dt.datetime, until: dt.datetime) -> None:
    assert lapses_at(NONE, now) == until


@pytest.mark.parametrize(("now", "counts"), [(EVENING - MINUTE, True), (EVENING, False), (CUTOFF, False)])
def test_what_is_held_is_somebodys_until_that_moment(now: dt.datetime, counts: bool) -> None:
    assert BO_ASKED.counts(now) is counts
    assert ASKED.taken(now) == ([ANNA, BO_ASKED] if counts else [ANNA])
    assert ASKED.seat_of("bo", now) == (BO_ASKED if counts else None)
    assert ANNA.counts(now) and ASKED.seat_of("anna", now) == ANNA and ASKED.seat_of("carla", now) is None


def test_a_yes_is_counted_and_what_is_held_is_not() -> None:
    assert [each.yes for each in (NONE, ALONE, ASKED, TWO, OFFERED)] == [0, 1, 1, 2, 2]
    assert [each.is_live for each in (NONE, TWO, CANCELLED, CLOSED)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("shift", "before", "after"),
    [
        (NONE, Told.MAYBE, Told.CLOSED),
        (ALONE, Told.MAYBE, Told.CLOSED),
        (ASKED, Told.MAYBE, Told.CLOSED),
        (TWO, Told.OPEN, Told.OPEN),
        (OFFERED, Told.OPEN, Told.OPEN),
        (ALONE_OFFERS, Told.MAYBE, Told.CLOSED),
        (CANCELLED, Told.CLOSED, Told.CLOSED),
        (CLOSED, Told.CLOSED, Told.CLOSED),
    ],
)
def test_what_everybody_is_told_turns_at_the_cutoff_and_at_no_other_moment(shift: ShiftFacts, before: Told, after: Told) -> None:
    for now in (TUESDAY, EVENING - MINUTE, EVENING, CUTOFF - dt.timedelta(microseconds=1)):
        assert told(shift, now) is before
    for now in (CUTOFF, STARTS, ENDS - MINUTE):
        assert told(shift, now) is after
        assert is_closed_by_clock(shift, now) is (shift.yes < 2)
    assert not is_closed_by_clock(shift, CUTOFF - MINUTE)


def test_nothing_that_is_told_tells_that_one_may_be_alone() -> None:
    for now in (TUESDAY, EVENING, CUTOFF - MINUTE, CUTOFF, STARTS):
        assert told(NONE, now) is told(ALONE, now) is told(ASKED, now)


@pytest.mark.parametrize(
    ("now", "turn"),
    [(TUESDAY, EVENING), (EVENING, CUTOFF), (CUTOFF, STARTS), (STARTS, ENDS), (ENDS - MINUTE, ENDS), (ENDS, None)],
)
def test_the_clock_turns_at_the_evening_the_cutoff_the_start_and_the_end(now: dt.datetime, turn: dt.datetime | None) -> None:
    assert changes_at(NONE, now) == turn


@pytest.mark.parametrize(
    ("shift", "now", "since"),
    [
        (NONE, EVENING - MINUTE, TUESDAY),
        (NONE, EVENING, EVENING),
        (ALONE, CUTOFF, CUTOFF),
        (replace(ALONE, changed_at=EVENING + HOUR), CUTOFF - MINUTE, EVENING + HOUR),
        (replace(ALONE, changed_at=CUTOFF + HOUR), STARTS + HOUR, CUTOFF + HOUR),
        (TWO, STARTS, TUESDAY),
        (replace(NONE, cancelled_at=TUESDAY), CUTOFF, TUESDAY),
        (replace(ALONE, closed_at=TUESDAY), CUTOFF, TUESDAY),
    ],
)
def test_what_is_told_has_been_so_since_its_change_or_the_clocks(shift: ShiftFacts, now: dt.datetime, since: dt.datetime) -> None:
    assert told_since(shift, now) == since


@pytest.mark.parametrize(
    ("shift", "now", "refusal"),
    [
        (NONE, ENDS - MINUTE, None),
        (NONE, ENDS, Refusal.PAST),
        (CANCELLED, TUESDAY, Refusal.CANCELLED),
        (CLOSED, TUESDAY, Refusal.CLOSED),
        (replace(CLOSED, cancelled_at=TUESDAY), TUESDAY, Refusal.CANCELLED),
        (CANCELLED, ENDS, Refusal.PAST),
    ],
)
def test_with_what_is_over_or_called_off_or_closed_nothing_is_done(
    shift: ShiftFacts, now: dt.datetime, refusal: Refusal | None
) -> None:  # fmt: skip
    assert why_not_live(shift, now) is refusal
    if refusal:
        assert why_not_take(shift, "carla", now) is why_not_ask(shift, "carla", now) is why_not_offer(shift, now) is refusal


@pytest.mark.parametrize(
    ("shift", "who", "now", "refusal"),
    [
        (NONE, "carla", TUESDAY, None),
        (NONE, "carla", CUTOFF - MINUTE, None),
        (NONE, "carla", CUTOFF, Refusal.TOO_LATE),
        (NONE, "carla", STARTS - MINUTE, Refusal.TOO_LATE),
        (NONE, "carla", STARTS, Refusal.PAST),
        (ALONE, "carla", TUESDAY, None),
        (ALONE, "carla", CUTOFF, Refusal.TOO_LATE),
        (ALONE, "anna", TUESDAY, Refusal.TWICE),
        (ALONE, "anna", CUTOFF, Refusal.TWICE),
        (ASKED, "carla", TUESDAY, Refusal.FULL),
        (ASKED, "carla", EVENING, None),
        (ASKED, "bo", TUESDAY, None),
        (ASKED, "bo", EVENING, None),
        (ASKED, "bo", CUTOFF, Refusal.TOO_LATE),
        (TWO, "carla", TUESDAY, Refusal.FULL),
        (TWO, "carla", CUTOFF, Refusal.FULL),
        (TWO, "carla", STARTS, Refusal.FULL),
        (OFFERED, "carla", TUESDAY, None),
        (OFFERED, "carla", CUTOFF, None),
        (OFFERED, "carla", ENDS - MINUTE, None),
        (OFFERED, "carla", ENDS, Refusal.PAST),
        (OFFERED, "anna", TUESDAY, Refusal.TWICE),
        (OFFERED, "bo", TUESDAY, Refusal.TWICE),
        (ALONE_OFFERS, "carla", CUTOFF - MINUTE, None),
        (ALONE_OFFERS, "carla", CUTOFF, Refusal.TOO_LATE),
        (OFFERED_AND_ASKED, "dagmar", TUESDAY, None),
        (OFFERED_AND_ASKED, "carla", TUESDAY, None),
    ],
)
def test_who_can_take_a_seat_and_when(shift: ShiftFacts, who: str, now: dt.datetime, refusal: Refusal | None) -> None:
    assert why_not_take(shift, who, now) is refusal


@pytest.mark.parametrize(
    ("shift", "who", "now", "refusal"),
    [
        (NONE, "carla", TUESDAY, None),
        (NONE, "carla", CUTOFF - MINUTE, None),
        (NONE, "carla", CUTOFF, Refusal.TOO_LATE),
        (NONE, "carla", STARTS, Refusal.PAST),
        (ALONE, "anna", TUESDAY, None),
        (ALONE, "carla", TUESDAY, Refusal.FULL),
        (ASKED, "anna", TUESDAY, Refusal.FULL),
        (ASKED, "anna", EVENING, None),
        (OFFERED, "carla", TUESDAY, Refusal.FULL),
        (TWO, "anna", CUTOFF, Refusal.TOO_LATE),
    ],
)
def test_who_can_sign_up_together_with_one_they_name(
    shift: ShiftFacts, who: str, now: dt.datetime, refusal: Refusal | None
) -> None:  # fmt: skip
    assert why_not_ask(shift, who, now) is refusal


@pytest.mark.parametrize(
    ("shift", "now", "refusal"),
    [
        (ALONE, TUESDAY, None),
        (ALONE, CUTOFF - MINUTE, None),
        (ALONE, CUTOFF, Refusal.CLOSED),
        (TWO, CUTOFF, None),
        (TWO, ENDS - MINUTE, None),
    ],
)
def test_nobody_is_asked_to_take_over_what_the_clock_has_closed(
    shift: ShiftFacts, now: dt.datetime, refusal: Refusal | None
) -> None:  # fmt: skip
    assert why_not_offer(shift, now) is refusal


@pytest.mark.parametrize(
    ("together", "knowers", "lacks"),
    [
        (["anna"], [], False),
        (["anna", "bo"], [], True),
        (["anna", "bo"], ["carla"], True),
        (["anna", "bo"], ["bo"], False),
        (["anna", "bo"], ["anna", "bo"], False),
    ],
)
def test_one_of_two_is_to_know_the_key_and_one_alone_is_asked_nothing(
    together: list[str], knowers: list[str], lacks: bool
) -> None:  # fmt: skip
    assert lacks_key(together, knowers) is lacks


SUNDAY = dt.date(2026, 11, 29)


def test_what_lies_too_near_begins_within_reach_also_in_autumn() -> None:
    assert rest_reach(0) == 0 * DAY
    late, early = _wall(2027, 11, 1, 23, 45), _wall(2027, 10, 31, 0, 15)
    assert lacks_rest(early.date(), [late.date()], 1)
    assert late.astimezone(dt.UTC) - early.astimezone(dt.UTC) <= rest_reach(1)


@pytest.mark.parametrize(
    ("apart", "rest_days", "lacks"),
    [
        ((), 6, False),
        ((0,), 0, False),
        ((0,), 1, True),
        ((1,), 0, False),
        ((1,), 1, True),
        ((-1,), 1, True),
        ((2,), 1, False),
        ((2,), 2, True),
        ((7, -1), 1, True),
    ],
)
def test_as_many_free_days_lie_between_as_the_group_has_agreed_on(apart: tuple[int, ...], rest_days: int, lacks: bool) -> None:
    assert lacks_rest(SUNDAY, [SUNDAY + days * DAY for days in apart], rest_days) is lacks
