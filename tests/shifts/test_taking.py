"""What people do with seats of a shift: what becomes of the seats, and who is told what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from base.database import db
from seats.commands import hold_occasion, hold_seat
from shifts.clock_commands import pass_turns
from shifts.keeping_commands import cancel_shift, close_shift
from shifts.models import Shift
from shifts.taking_commands import ask_partner, keep_shift, leave_shift, offer_shift, stand_alone, take_shift, write_note
from shifts.terms import Refusal
from shifts.texts import Tell
from tests.conftest import TUESDAY_MORNING, Clock
from tests.shifts.playing import CUTOFF, ENDS, EVENING, HOUR, MINUTE, STARTS, Playing


@pytest.fixture
def play(app: Flask, clock: Clock) -> Playing:
    return Playing(app, clock)


def _two(play: Playing) -> None:
    for who in "ab":
        play.act(take_shift, who)


def test_two_take_a_seat_and_a_third_is_refused(play: Playing) -> None:
    assert play.act(take_shift, "a") == {}
    assert play.act(take_shift, "b") == {"a": [Tell.TWO]}
    assert play.seats() == "a b"
    assert play.refusal(take_shift, "c") is Refusal.FULL
    assert play.refusal(take_shift, "b") is Refusal.TWICE


def test_one_is_asked_and_says_yes(play: Playing) -> None:
    assert play.act(ask_partner, "a", "b") == {"b": [Tell.ASKED]}
    assert play.seats() == "a b?"
    assert play.refusal(take_shift, "c") is Refusal.FULL
    assert play.act(take_shift, "b") == {"a": [Tell.ANSWERED_YES]}
    assert play.seats() == "a b"


def test_one_is_asked_and_says_no(play: Playing) -> None:
    play.act(take_shift, "a")
    play.act(ask_partner, "a", "b")
    assert play.act(leave_shift, "b") == {"a": [Tell.ANSWERED_NO]}
    assert play.seats() == "a"


def test_who_asked_and_leaves_takes_the_question_along(play: Playing) -> None:
    play.act(ask_partner, "a", "b")
    assert play.act(leave_shift, "a") == {"b": [Tell.LAPSED]}
    assert play.seats() == ""


def test_with_nobody_named_but_a_plan_it_is_the_same(play: Playing) -> None:
    def hold(rows: Session) -> None:
        occasion = hold_occasion(rows, play.world.shift_ids[0])
        assert occasion
        for who in "ab":
            hold_seat(rows, occasion, play.people[who], None, EVENING, TUESDAY_MORNING)

    play.change(hold)
    assert play.act(take_shift, "a") == {}
    assert play.act(leave_shift, "b") == {}
    assert play.seats() == "a"


@pytest.mark.parametrize("ticks", [True, False])
def test_what_is_held_is_anybodys_after_the_evening_hour_with_and_without_a_tick(play: Playing, ticks: bool) -> None:
    play.act(ask_partner, "a", "b")
    play.at(EVENING)
    if ticks:
        assert play.act(lambda rows, shift_id, _, now: pass_turns(rows, shift_id, now), "a") == {
            "a": [Tell.EVENING], "b": [Tell.LAPSED],
        }  # fmt: skip
    told = play.act(take_shift, "c")
    assert told == {"a": [Tell.TWO]} | ({} if ticks else {"b": [Tell.LAPSED]})
    assert play.seats() == "a c"


def test_one_whose_seat_was_held_no_longer_may_take_it_all_the_same(play: Playing) -> None:
    play.act(ask_partner, "a", "b")
    play.at(EVENING)
    assert play.act(take_shift, "b") == {"a": [Tell.TWO], "b": [Tell.LAPSED]}
    assert play.seats() == "a b"


def test_who_is_asked_in_the_evening_has_until_the_cutoff(play: Playing) -> None:
    play.at(EVENING + HOUR)
    play.act(ask_partner, "a", "b")
    play.at(CUTOFF - MINUTE)
    assert play.act(take_shift, "b") == {"a": [Tell.ANSWERED_YES]}


def test_who_is_asked_and_does_not_answer_before_the_cutoff_is_too_late(play: Playing) -> None:
    play.at(EVENING + HOUR)
    play.act(ask_partner, "a", "b")
    play.at(CUTOFF)
    assert play.refusal(take_shift, "b") is Refusal.TOO_LATE
    assert play.refusal(leave_shift, "b") is Refusal.NOT_YOURS
    play.at(STARTS)
    assert play.refusal(leave_shift, "b") is Refusal.PAST


def test_an_offered_seat_stays_its_owners_until_another_takes_it(play: Playing) -> None:
    _two(play)
    assert play.act(offer_shift, "a") == {"c": [Tell.OFFERED], "d": [Tell.OFFERED]}
    assert play.act(offer_shift, "a") == {}
    assert play.seats() == "a! b"
    assert play.act(take_shift, "c") == {"a": [Tell.HANDED_OVER], "b": [Tell.NEW_PARTNER]}
    assert play.seats() == "c b"
    assert play.refusal(take_shift, "d") is Refusal.FULL
    assert play.refusal(keep_shift, "a") is Refusal.NOT_YOURS


def test_an_offer_taken_back_is_no_offer(play: Playing) -> None:
    _two(play)
    play.act(offer_shift, "a")
    assert play.act(keep_shift, "a") == {}
    assert play.seats() == "a b"
    assert play.refusal(take_shift, "c") is Refusal.FULL


def test_of_two_offers_the_first_is_taken_first(play: Playing) -> None:
    _two(play)
    play.act(offer_shift, "b")
    play.act(offer_shift, "a")
    assert play.act(take_shift, "c") == {"b": [Tell.HANDED_OVER], "a": [Tell.NEW_PARTNER]}
    assert play.act(take_shift, "d") == {"a": [Tell.HANDED_OVER], "c": [Tell.NEW_PARTNER]}
    assert play.seats() == "d c"


def test_an_offer_where_a_seat_is_free_takes_nobodys(play: Playing) -> None:
    play.act(take_shift, "a")
    play.act(offer_shift, "a")
    assert play.act(take_shift, "b") == {"a": [Tell.TWO]}
    assert play.seats() == "a! b"


def test_a_hand_over_that_is_refused_leaves_all_as_it_was(play: Playing) -> None:
    _two(play)
    play.act(offer_shift, "a")
    play.add_shift(STARTS + HOUR)
    play.act(take_shift, "c", which=2)
    assert play.refusal(take_shift, "c") is Refusal.CLASH
    assert play.seats() == "a! b"


def test_who_takes_over_is_asked_for_by_nobody_that_is_gone(play: Playing) -> None:
    play.act(ask_partner, "a", "b")
    play.act(offer_shift, "a")
    assert play.act(take_shift, "c") == {"a": [Tell.HANDED_OVER], "b": [Tell.ASKED]}
    assert play.seats() == "c b?"
    assert play.act(leave_shift, "b") == {"c": [Tell.ANSWERED_NO]}


def test_after_the_cutoff_a_seat_is_only_handed_over(play: Playing) -> None:
    _two(play)
    play.at(CUTOFF)
    assert play.refusal(take_shift, "c") is Refusal.FULL
    play.act(offer_shift, "a")
    assert play.act(take_shift, "c") == {"a": [Tell.HANDED_OVER], "b": [Tell.NEW_PARTNER]}
    play.at(STARTS + HOUR)
    play.act(offer_shift, "b")
    assert play.act(take_shift, "d") == {"b": [Tell.HANDED_OVER], "c": [Tell.NEW_PARTNER]}


@pytest.mark.parametrize("now", [TUESDAY_MORNING, EVENING, CUTOFF - MINUTE])
def test_who_leaves_leaves_the_other_who_is_told(play: Playing, now: dt.datetime) -> None:
    _two(play)
    play.at(now)
    assert play.act(leave_shift, "a") == {"b": [Tell.LEFT]}
    assert play.seats() == "b"
    assert play.refusal(leave_shift, "a") is Refusal.NOT_YOURS


@pytest.mark.parametrize("now", [CUTOFF, STARTS, ENDS - MINUTE])
def test_who_leaves_after_the_cutoff_closes_it_for_both(play: Playing, now: dt.datetime) -> None:
    _two(play)
    play.at(now)
    assert play.act(leave_shift, "b") == {"a": [Tell.ALONE]}
    assert play.seats() == ""


def test_the_contacts_hear_of_it_when_it_is_two_others(play: Playing) -> None:
    for who in "cd":
        play.act(take_shift, who)
    play.at(STARTS)
    assert play.act(leave_shift, "c") == {"a": [Tell.ALONE], "d": [Tell.ALONE]}


def test_who_leaves_what_the_clock_has_closed_tells_nobody_anew(play: Playing) -> None:
    play.act(take_shift, "b")
    play.at(CUTOFF)
    assert play.refusal(offer_shift, "b") is Refusal.CLOSED
    assert play.act(leave_shift, "b") == {}
    assert play.seats() == ""


def test_one_who_stands_there_alone_closes_it_once(play: Playing) -> None:
    for who in "bc":
        play.act(take_shift, who)
    play.at(STARTS)
    assert play.act(stand_alone, "b") == {"a": [Tell.ALONE], "c": [Tell.ALONE]}
    assert play.act(stand_alone, "b") == play.act(stand_alone, "c") == {}
    assert play.refusal(take_shift, "d") is play.refusal(offer_shift, "b") is Refusal.CLOSED
    # The seats stand as they were, and tell nobody when they are left.
    assert play.act(leave_shift, "c") == {} and play.seats() == "b"


@pytest.mark.parametrize(
    ("now", "refusal"),
    [(CUTOFF - MINUTE, Refusal.TOO_EARLY), (CUTOFF, None), (ENDS - MINUTE, None), (ENDS, Refusal.PAST)],
)
def test_one_stands_there_alone_from_the_cutoff_to_the_end(play: Playing, now: dt.datetime, refusal: Refusal | None) -> None:
    _two(play)
    play.at(now)
    assert play.refusal(stand_alone, "b") is refusal


@pytest.mark.parametrize("command", [offer_shift, keep_shift, stand_alone, leave_shift])
def test_with_a_seat_that_is_anothers_nobody_does_anything(play: Playing, command: Callable[..., object]) -> None:
    play.act(ask_partner, "a", "b")
    assert play.refusal(command, "c") is Refusal.NOT_YOURS
    if command is not leave_shift:
        assert play.refusal(command, "b") is Refusal.NOT_YOURS


def test_a_note_is_left_once_it_has_begun_and_taken_away(play: Playing) -> None:
    _two(play)

    def note(text: str, seen: str = "") -> Refusal | None:
        return play.refusal(lambda rows, shift_id, who, now: write_note(rows, shift_id, who, text, seen, now), "a")

    def left() -> tuple[str, bool]:
        with play.app.app_context():
            shift = db.session.get_one(Shift, play.world.shift_ids[0])
            db.session.remove()
            return shift.note, shift.noted_at is not None

    play.at(STARTS - MINUTE)
    assert note("Der er mælk") is Refusal.TOO_EARLY
    play.at(STARTS)
    assert note("Der er mælk") is None and left() == ("Der er mælk", True)
    assert note("Der er kage") is Refusal.NOTE_CHANGED and left() == ("Der er mælk", True)
    assert note("", "Der er mælk") is None and left() == ("", False)


@pytest.mark.parametrize("change", [cancel_shift, close_shift])
def test_nothing_is_done_with_what_staff_have_ended(play: Playing, change: Callable[..., object]) -> None:
    play.act(take_shift, "a")
    assert play.change(lambda rows: change(rows, play.world.shift_ids[0], play.clock.moment)).keys() == {"a"}
    refusal = Refusal.CANCELLED if change is cancel_shift else Refusal.CLOSED
    assert play.refusal(take_shift, "b") is play.refusal(offer_shift, "a") is refusal
    assert play.refusal(ask_partner, "b", "c") is refusal
    assert play.act(leave_shift, "a") == {}
