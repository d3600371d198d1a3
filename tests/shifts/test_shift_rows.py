"""A row of the rota, as whoever asks sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from shifts.rota_rows import Listed, Named, RotaRow, by_week, rota_row
from shifts.rules import SeatFacts, ShiftFacts

STARTS = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
CUTOFF, EVENING = STARTS - HOUR, STARTS - 14 * HOUR
BEFORE = STARTS - dt.timedelta(days=5)
EMPTY = ShiftFacts(STARTS, STARTS + 3 * HOUR, EVENING, CUTOFF, BEFORE)
ANNA, BODIL = SeatFacts("anna", True), SeatFacts("bodil", True)
HELD = SeatFacts("bodil", False, EVENING)
OFFERED = replace(BODIL, is_offered=True)
NAMES = {"anna": "Anna", "bodil": "Bodil", "carl": "Carl"}


def row(
    *seats: SeatFacts, me: str = "carl", now: dt.datetime = BEFORE, takes: bool = True, of: ShiftFacts = EMPTY
) -> RotaRow:  # fmt: skip
    return rota_row(Listed(7, "Huset", replace(of, seats=seats), NAMES), me, now, takes=takes)


@pytest.mark.parametrize(
    ("seats", "me", "own", "can_take"),
    [
        ((), "carl", "", True),
        ((ANNA,), "carl", "", True),
        ((ANNA,), "anna", "Du er på", False),
        ((ANNA, BODIL), "carl", "", False),
        ((ANNA, HELD), "carl", "", False),
        ((ANNA, HELD), "bodil", "Du er spurgt", False),
        ((ANNA, OFFERED), "carl", "", True),
        ((ANNA, OFFERED), "bodil", "Du er på", False),
    ],
)
def test_where_one_stands_and_whether_one_can_take_a_seat(
    seats: tuple[SeatFacts, ...], me: str, own: str, can_take: bool
) -> None:
    found = row(*seats, me=me)
    assert (found.own, found.can_take) == (own, can_take)
    assert not row(*seats, me=me, takes=False).can_take


def test_names_stand_with_what_is_to_be_said_of_their_seat() -> None:
    assert row(ANNA, HELD).people == [Named("Anna", ""), Named("Bodil", "er spurgt")]
    assert row(ANNA, OFFERED).people[1].note == "spørger, om en anden kan"
    assert row(ANNA, HELD, now=EVENING).people == [Named("Anna", "")]
    assert row(ANNA, HELD).circles == ["yes", "held"]


@pytest.mark.parametrize(
    ("now", "of", "state"),
    [
        (BEFORE, replace(EMPTY, cancelled_at=BEFORE), "Vagten er aflyst."),
        (BEFORE, replace(EMPTY, closed_at=BEFORE), "Der er lukket."),
        (CUTOFF, EMPTY, "Der er lukket. I blev ikke to."),
    ],
)
def test_what_does_not_take_place_is_nobodys_to_come_to(now: dt.datetime, of: ShiftFacts, state: str) -> None:
    found = row(ANNA, me="anna", now=now, of=of)
    assert found.is_off and found.own == "" and found.state == state
    assert not row(ANNA, now=now, of=of).can_take


def test_weeks_are_those_of_the_wall_in_kolding() -> None:
    # Half past eleven in the evening in UTC is Monday in Kolding.
    late = replace(EMPTY, starts_at=dt.datetime(2026, 11, 29, 23, 30, tzinfo=dt.UTC))
    listed = [Listed(1, "Huset", EMPTY, {}), Listed(2, "Huset", late, {})]
    rows = [rota_row(each, "carl", BEFORE, takes=True) for each in listed]
    assert [(week, [each.shift_id for each in found]) for week, found in by_week(listed, rows)] == [
        ("Uge 48", [1]),
        ("Uge 49", [2]),
    ]
