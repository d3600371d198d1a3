"""A row of times as typed becomes a rule, is asked back about, and comes back as it was typed."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from catalogue.keeping.activity_rhythms import RARE, RHYTHMS, TypedTime, Unclear, next_running_day, read_time, said, typed_of
from catalogue.keeping.activity_written import Time, Written, differing, in_order, pair_times, tidied
from catalogue.recurrence import Rule, occurrence_days

TODAY = dt.date(2026, 11, 24)
TUESDAY, A_YEAR_ON = dt.date(2026, 12, 1), dt.date(2027, 11, 24)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (TypedTime(weekday=1, start="13", end="15"), "Hver tirsdag kl. 13.00–15.00, næste gang tirsdag d. 24. november"),
        (TypedTime("uger-2", 1, TUESDAY, None, "13.00", "15.00"),
         "Hver anden tirsdag kl. 13.00–15.00, næste gang tirsdag d. 1. december"),
        (TypedTime("uger-2", None, TUESDAY, None, "1300"), "Hver anden tirsdag kl. 13.00, næste gang tirsdag d. 1. december"),
        (TypedTime("lige", 3, start="10", end="11.30"),
         "Torsdag i lige uger kl. 10.00–11.30, næste gang torsdag d. 26. november"),
        (TypedTime("maaned-sidste", 4, start="18"), "Sidste fredag i måneden kl. 18.00, næste gang fredag d. 27. november"),
        (TypedTime("maaned-1", 0), "Første mandag i måneden, tid: spørg stedet, næste gang mandag d. 7. december"),
        (TypedTime("en-gang", None, TUESDAY, None, "19", "21"), "Tirsdag den 1. december 2026 kl. 19.00–21.00"),
        (TypedTime(weekday=4, start="22", end="02.00 næste dag"),
         "Hver fredag kl. 22.00–02.00, næste gang fredag d. 27. november"),
        (TypedTime(weekday=1, start="13", last_day=dt.date(2026, 12, 15)),
         "Hver tirsdag kl. 13.00 til og med tirsdag den 15. december 2026, næste gang tirsdag d. 24. november"),
    ],
)  # fmt: skip
def test_a_row_is_said_as_the_page_will_say_it(typed: TypedTime, words: str) -> None:
    assert said(read_time(typed, TODAY), TODAY) == words


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (TypedTime("uger-2", 1, start="13"), "first_day", "Hvilken uge begynder I?"),
        (TypedTime("uger-3", 1, dt.date(2026, 12, 3)), "first_day", "Torsdag d. 3. december er ikke en tirsdag"),
        (TypedTime(start="13"), "weekday", "Hvilken ugedag er det?"),
        (TypedTime("en-gang", 1), "first_day", "Hvilken dag er det?"),
        (TypedTime(weekday=1, end="15"), "start", "Hvornår begynder det?"),
        (TypedTime(weekday=1, start="13.75"), "start", "er ikke et klokkeslæt"),
        (TypedTime(weekday=1, start="efter frokost"), "start", "Skriv kun et klokkeslæt"),
        (TypedTime(weekday=1, start="15", end="13"), "end", "slutter, før den begynder"),
        (TypedTime(weekday=1, first_day=TUESDAY, last_day=TODAY), "last_day", "Den sidste dag er før den første"),
        (TypedTime(weekday=1, first_day=dt.date(2206, 1, 1)), "first_day", "Se på årstallet"),
        (TypedTime(weekday=1, last_day=dt.date(9999, 12, 31)), "last_day", "Se på årstallet"),
    ],
)
def test_what_a_row_does_not_say_is_asked_back(typed: TypedTime, field: str, sentence: str) -> None:
    with pytest.raises(Unclear, match=sentence.replace("?", r"\?")) as asked:
        read_time(typed, TODAY)
    assert asked.value.field == field


def test_every_rule_a_row_can_say_comes_back_as_the_same_rule() -> None:
    chance = random.Random(4)
    for _ in range(400):
        rhythm = chance.choice([*RHYTHMS, *RARE])
        first = TODAY + dt.timedelta(days=chance.randrange(-300, 300))
        weekday = first.weekday() if rhythm.startswith("uger-") else chance.randrange(7)
        start = chance.choice(["", "8", "13.15", "23.30"])
        end = chance.choice(["", "24.00", "01.00 næste dag"]) if start else ""
        last = chance.choice([None, first + dt.timedelta(days=400)])
        rule = read_time(TypedTime(rhythm, weekday, first, last, start, end, chance.random() < 0.5), TODAY)
        assert read_time(typed_of(tidied(rule)), TODAY) == tidied(rule)
        assert occurrence_days(tidied(rule), TODAY, A_YEAR_ON) == occurrence_days(rule, TODAY, A_YEAR_ON)


def test_the_next_day_passes_over_holidays_and_closing_days() -> None:
    fridays = Rule(TODAY, None, 4, None, None)
    christmas = dt.date(2026, 12, 25)
    assert next_running_day(fridays, christmas) == dt.date(2027, 1, 8)
    assert next_running_day(fridays, dt.date(2027, 1, 2), {dt.date(2027, 1, 8)}) == dt.date(2027, 1, 15)


def test_times_pair_at_their_own_place_and_keep_who_they_are() -> None:
    rule, later = Rule(TODAY, None, 1, 780, 120), Rule(TODAY, None, 1, 840, 120)
    stored = {1: Time(10, rule), 2: Time(20, rule)}
    kept, added, left = pair_times(stored, [Time(20, later), Time(30, rule)])
    assert (kept, added, left) == ({2: Time(20, later)}, [Time(30, rule)], [1])


def test_what_differs_is_named_and_order_of_rows_is_no_difference() -> None:
    early, late = Time(1, Rule(TODAY, None, 1, 600, None)), Time(1, Rule(TODAY, None, 1, 900, None))
    one = Written("Strik", times=in_order([late, early]), food="Kaffe")
    other = Written("Strik", times=in_order([early, late, early]), food="Te")
    assert differing(one, other) == ["food"]
