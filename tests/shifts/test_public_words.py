"""What everybody is told of extra hours: the words of design §6, each at its hour, and never how many."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from base.clock import KOLDING
from base.danish import lix
from shifts.public_words import (
    PublicOpening,
    PublicShift,
    looks_for_more,
    made_words,
    next_turn,
    open_until,
    opening_words,
    shown,
    told_words,
)
from shifts.rules import SeatFacts, ShiftFacts, moments

HOUR = dt.timedelta(hours=1)
YES = SeatFacts("", is_yes=True)
HELD = SeatFacts("", is_yes=False, lapses_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=KOLDING)


def facts(yes: int, starts: str = "2026-11-29 10:00", ends: str = "2026-11-29 13:00", **changes: object) -> ShiftFacts:
    turns = moments(at(starts), 20 * 60, 60)
    made = ShiftFacts(at(starts), at(ends), *turns, changed_at=at("2026-11-01 12:00"), seats=(YES,) * yes)
    return replace(made, **changes)  # type: ignore[arg-type]


def shift(made: ShiftFacts, venue_id: int = 1) -> PublicShift:
    return PublicShift(7, venue_id, "Huset", "huset", "Huset, Gaden 1", False, made)


@pytest.mark.parametrize(
    ("yes", "now", "words"),
    [
        (2, "2026-11-20 10:00", "Åbent kl. 10–13. Vi er to."),
        (2, "2026-11-29 09:59", "Åbent kl. 10–13. Vi er to."),
        (2, "2026-11-29 10:00", "Åbent efter planen."),
        (2, "2026-11-29 12:59", "Åbent efter planen."),
        (1, "2026-11-21 19:00", "Måske åbent. Kig igen lørdag d. 28. november kl. 20."),
        (1, "2026-11-22 00:00", "Måske åbent. Kig igen lørdag kl. 20."),
        (1, "2026-11-28 19:59", "Måske åbent. Kig igen lørdag kl. 20."),
        (1, "2026-11-28 20:00", "Måske åbent. Kig igen kl. 9."),
        (1, "2026-11-29 08:59", "Måske åbent. Kig igen kl. 9."),
        (1, "2026-11-29 09:00", "Lukket."),
        (1, "2026-11-29 11:00", "Lukket."),
    ],
)
def test_each_hour_has_its_words_and_none_is_told_as_one(yes: int, now: str, words: str) -> None:
    assert told_words(facts(yes), at(now)) == words
    if yes == 1:
        assert told_words(facts(0), at(now)) == told_words(facts(0, seats=(HELD,)), at(now)) == words


@pytest.mark.parametrize("yes", [0, 1, 2])
def test_what_is_cancelled_or_closed_is_closed_at_every_hour(yes: int) -> None:
    ended = at("2026-11-20 12:00")
    for made in (facts(yes, cancelled_at=ended), facts(yes, closed_at=ended)):
        _is_closed(made)


def _is_closed(made: ShiftFacts) -> None:
    assert {told_words(made, at(f"2026-11-{day} 11:00")) for day in (21, 28, 29)} == {"Lukket."}
    assert shown(shift(made), at("2026-11-21 11:00")).is_closed


def test_half_hours_and_hours_past_midnight_are_said_as_they_are() -> None:
    assert told_words(facts(2, "2026-11-29 13:30", "2026-11-29 15:00"), at("2026-11-29 09:00")) == "Åbent kl. 13.30–15. Vi er to."
    late = facts(0, "2026-11-29 00:30", "2026-11-29 02:30")
    assert told_words(late, at("2026-11-28 21:00")) == "Måske åbent. Kig igen kl. 23.30."


def test_a_cutoff_before_the_evening_hour_is_the_one_time_to_look_again() -> None:
    starts = at("2026-11-29 10:00")
    evening_at, cutoff_at = moments(starts, 23 * 60, 720)
    early = facts(1, evening_at=evening_at, cutoff_at=cutoff_at)
    assert told_words(early, at("2026-11-28 20:00")) == "Måske åbent. Kig igen lørdag kl. 22."
    assert told_words(early, at("2026-11-28 22:00")) == "Lukket."


def test_no_words_are_hard_to_read() -> None:
    moments_told = [at(f"2026-11-{day} {hour}:00") for day, hour in ((21, 10), (24, 10), (28, 21), (29, 10))]
    for words in [told_words(facts(yes), now) for yes in (0, 2) for now in moments_told] + [made_words(moments_told[0])]:
        assert lix(words) <= 30, words


def test_a_group_looks_for_more_while_there_is_a_seat_to_take_before_the_cutoff() -> None:
    before, after = at("2026-11-29 08:59"), at("2026-11-29 09:00")
    assert [looks_for_more(facts(yes), before) for yes in (0, 1, 2)] == [True, True, False]
    assert not looks_for_more(facts(0), after)
    assert not looks_for_more(facts(0, closed_at=before), before)


def test_a_place_is_open_until_the_end_of_what_is_on_with_two() -> None:
    now = at("2026-11-29 11:00")
    two, one = shift(facts(2)), shift(facts(1))
    later = shift(facts(2, "2026-11-29 13:00", "2026-11-29 15:00"))
    assert open_until([two, later], now) == at("2026-11-29 13:00")
    assert open_until([one, later], now) is None
    assert open_until([two], at("2026-11-29 09:59")) is None and open_until([two], at("2026-11-29 13:00")) is None


def test_what_is_shown_turns_at_the_first_turn_of_any_shift() -> None:
    sunday, monday = shift(facts(1)), shift(facts(1, "2026-11-30 10:00", "2026-11-30 13:00"))
    turns = ["2026-11-28 20:00", "2026-11-29 09:00", "2026-11-29 10:00", "2026-11-29 13:00", "2026-11-29 20:00"]
    now = at("2026-11-24 10:00")
    for turn in turns:
        assert next_turn([monday, sunday], now) == at(turn)
        now = at(turn)
    assert next_turn([], now) is None and next_turn([sunday], at("2026-11-29 13:00")) is None


def test_the_hours_of_a_group_are_said_with_their_period() -> None:
    opening = PublicOpening(1, "Huset", "huset", "", 6, 600, 210, dt.date(2026, 11, 29), dt.date(2027, 1, 24))
    today = dt.date(2026, 11, 24)
    assert opening_words(opening, today) == "Søndag kl. 10–13.30, fra søndag d. 29. november til søndag d. 24. januar"
    assert opening_words(opening, dt.date(2026, 11, 29)) == "Søndag kl. 10–13.30, til søndag d. 24. januar"
    assert (
        opening_words(opening._replace(weekday=None), dt.date(2026, 12, 1))
        == "Enkelte dage kl. 10–13.30, til søndag d. 24. januar"
    )
