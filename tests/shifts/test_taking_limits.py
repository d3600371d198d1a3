"""Who cannot have a seat, and why; and what becomes of seats of those who go altogether."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from base.database import db
from people.erasure_commands import erase_person
from people.group_commands import leave_group
from people.group_models import Group, Membership
from people.person_commands import end_pause, start_pause
from people.person_models import Person
from people.terms import MemberState, NoticeWay
from seats.models import Occasion
from shifts.held_commands import UnknownShiftError
from shifts.keeping_commands import move_shift
from shifts.models import KeyShown, Opening
from shifts.taking_commands import ask_partner, leave_shift, offer_shift, take_shift
from shifts.terms import Refusal
from shifts.texts import Tell
from tests.conftest import Clock
from tests.making import make_venue
from tests.people.making import make_group
from tests.shifts.making import make_opening
from tests.shifts.playing import CUTOFF, DAY, ENDS, EVENING, HOUR, MINUTE, STARTS, Playing


@pytest.fixture
def play(app: Flask, clock: Clock) -> Playing:
    return Playing(app, clock)


def _elsewhere(play: Playing, starts_at: dt.datetime, *members: str) -> int:
    # A shift of another group at another place, and its number.
    found: list[int] = []

    def add(rows: Session) -> None:
        venue = make_venue(rows, "Havnen")
        group = make_group(rows, "De andre", venue, True, **{play.people[each]: MemberState.MEMBER for each in members})
        found.append(make_opening(rows, group, venue).id)

    play.change(add)
    return play.add_shift(starts_at, found[0])


def _be(play: Playing, who: str, state: MemberState | None) -> None:
    mine = Membership.person_id == play.people[who]
    changed = update(Membership).where(mine).values(state=state) if state else delete(Membership).where(mine)
    play.change(lambda rows: rows.execute(changed))


@pytest.mark.parametrize(
    ("now", "refusal"),
    [(CUTOFF - MINUTE, None), (CUTOFF, Refusal.TOO_LATE), (STARTS, Refusal.PAST), (ENDS, Refusal.PAST)],
)
def test_a_seat_is_taken_before_the_cutoff(play: Playing, now: dt.datetime, refusal: Refusal | None) -> None:
    play.at(now)
    assert play.refusal(ask_partner, "c", "d") is refusal
    if refusal:
        assert play.refusal(take_shift, "a") is refusal


@pytest.mark.parametrize("state", [None, MemberState.WAITING])
def test_the_shift_of_a_group_one_is_not_in_is_not_there(play: Playing, state: MemberState | None) -> None:
    _be(play, "b", state)
    with pytest.raises(UnknownShiftError):
        play.act(take_shift, "b")
    with pytest.raises(UnknownShiftError):
        play.act(ask_partner, "b", "a")
    assert play.refusal(ask_partner, "a", "b") is Refusal.NOT_A_PARTNER
    assert play.seats() == ""


def test_a_shift_that_never_was_is_not_there(play: Playing) -> None:
    play.world = play.world._replace(shift_ids=(999,))
    for command in (take_shift, leave_shift, offer_shift):
        with pytest.raises(UnknownShiftError):
            play.act(command, "a")


def test_nobody_is_their_own_partner_and_nobody_is_asked_twice(play: Playing) -> None:
    assert play.refusal(ask_partner, "a", "a") is Refusal.NOT_A_PARTNER
    play.act(ask_partner, "a", "b")
    assert play.refusal(ask_partner, "a", "b") is play.refusal(ask_partner, "a", "c") is Refusal.FULL
    assert play.refusal(ask_partner, "b", "a") is play.refusal(ask_partner, "c", "d") is Refusal.FULL


def test_a_pair_takes_both_seats_or_none(play: Playing) -> None:
    play.act(take_shift, "c")
    assert play.refusal(ask_partner, "a", "b") is Refusal.FULL
    assert play.seats() == "c"


def test_who_holds_a_pause_is_not_seated_and_not_asked(play: Playing) -> None:
    play.change(lambda rows: start_pause(rows, play.people["b"], play.clock.moment))
    assert play.refusal(take_shift, "b") is Refusal.PAUSED
    assert play.refusal(ask_partner, "b", "a") is Refusal.PAUSED
    assert play.refusal(ask_partner, "a", "b") is Refusal.PARTNER_PAUSED
    play.change(lambda rows: end_pause(rows, play.people["b"]))
    assert play.refusal(take_shift, "b") is None


def test_nobody_is_on_two_things_at_once_wherever_they_are(play: Playing) -> None:
    other = _elsewhere(play, STARTS + HOUR, "a", "b")
    play.act(take_shift, "a", which=other)
    assert play.refusal(take_shift, "a") is play.refusal(ask_partner, "a", "c") is Refusal.CLASH
    # Asking somebody tells nothing of where they are; their yes is refused.
    play.act(ask_partner, "c", "a")
    assert play.refusal(take_shift, "a") is Refusal.CLASH
    assert play.seats() == "c a?"


def test_what_only_meets_is_no_clash(play: Playing) -> None:
    other = _elsewhere(play, ENDS, "a")
    play.act(take_shift, "a", which=other)
    assert play.refusal(take_shift, "a") is None


def test_one_of_the_two_is_to_know_the_key(app: Flask, clock: Clock) -> None:
    play = Playing(app, clock, needs_key=True)
    assert play.refusal(ask_partner, "a", "b") is Refusal.KEY
    assert play.refusal(take_shift, "a") is None
    assert play.refusal(take_shift, "b") is Refusal.KEY
    shown = KeyShown(person_id=play.people["c"], venue_id=play.world.venue_id, shown_on=STARTS.date())
    play.change(lambda rows: rows.add(shown))
    assert play.refusal(take_shift, "c") is None
    # Who hands over to one who does not know it leaves one who does.
    play.act(offer_shift, "a")
    assert play.refusal(take_shift, "b") is None
    play.act(offer_shift, "c")
    assert play.refusal(take_shift, "d") is Refusal.KEY


def test_days_of_rest_lie_between_also_when_one_was_asked(app: Flask, clock: Clock) -> None:
    play = Playing(app, clock, rest_days=6)
    play.act(take_shift, "a")
    # The second Sunday is seven days after the first, and the third shift a day after it.
    third = play.add_shift(STARTS + 8 * DAY)
    play.act(take_shift, "a", which=1)
    assert play.refusal(take_shift, "a", which=third) is play.refusal(ask_partner, "a", "b", which=third) is Refusal.REST
    play.act(ask_partner, "b", "a", which=third)
    assert play.refusal(take_shift, "a", which=third) is Refusal.REST
    # One asks another from the seat one has: that day is not too near itself.
    assert play.refusal(ask_partner, "a", "c", which=1) is None


def test_two_on_one_day_are_no_rest_and_a_moved_one_is_where_it_is_moved_to(app: Flask, clock: Clock) -> None:
    play = Playing(app, clock, rest_days=1)
    afternoon = play.add_shift(ENDS + HOUR)
    play.act(take_shift, "a")
    assert play.refusal(take_shift, "a", which=afternoon) is Refusal.REST
    starts = ENDS + HOUR + 2 * DAY
    play.change(lambda rows: move_shift(rows, play.world.shift_ids[afternoon], starts, starts + HOUR, play.clock.moment))
    assert play.refusal(take_shift, "a", which=afternoon) is None


def test_what_the_clock_has_closed_stands_in_the_way_of_nothing(play: Playing) -> None:
    other = _elsewhere(play, STARTS + HOUR, "a")
    play.act(take_shift, "a")
    play.at(CUTOFF)
    assert play.act(take_shift, "a", which=other) == {"a": [Tell.FREED]}
    assert play.seats() == "" and play.seats(other) == "a"


def test_from_what_the_clock_has_closed_nobody_is_to_rest(app: Flask, clock: Clock) -> None:
    play = Playing(app, clock, rest_days=6)
    play.act(take_shift, "a", which=1)
    third = play.add_shift(STARTS + 8 * DAY)
    play.at(CUTOFF + 7 * DAY)
    assert play.act(take_shift, "a", which=third) == {"a": [Tell.FREED]}
    assert play.seats(third) == "a"


def test_what_stands_in_the_way_and_is_worth_something_is_not_freed(play: Playing) -> None:
    other = _elsewhere(play, STARTS + HOUR, "a")
    for who in "ab":
        play.act(take_shift, who)
    play.at(CUTOFF)
    assert play.refusal(take_shift, "a", which=other) is Refusal.CLASH
    assert play.seats() == "a b"


def test_a_shift_the_clock_has_closed_is_moved_without_who_was_told_not_to_come(play: Playing) -> None:
    play.act(take_shift, "a")
    play.at(CUTOFF)
    starts = STARTS + DAY
    assert play.change(lambda rows: move_shift(rows, play.world.shift_ids[0], starts, starts + HOUR, play.clock.moment)) == {
        "a": [Tell.FREED]
    }
    assert play.seats() == ""


def test_who_is_taken_off_a_moved_shift_takes_their_question_along(play: Playing) -> None:
    other = _elsewhere(play, STARTS + DAY, "a")
    play.act(take_shift, "a", which=other)
    play.act(ask_partner, "a", "b")
    starts = STARTS + DAY
    assert play.change(lambda rows: move_shift(rows, play.world.shift_ids[0], starts, starts + HOUR, play.clock.moment)) == {
        "a": [Tell.MOVED_AWAY], "b": [Tell.LAPSED]
    }  # fmt: skip
    assert play.seats() == ""


def test_a_pause_frees_all_that_is_ahead_and_tells_the_others(play: Playing) -> None:
    play.act(take_shift, "a")
    play.act(take_shift, "b")
    play.act(ask_partner, "c", "a", which=1)
    assert play.change(lambda rows: start_pause(rows, play.people["a"], play.clock.moment)) == {
        "b": [Tell.LEFT], "c": [Tell.ANSWERED_NO]
    }  # fmt: skip
    assert (play.seats(), play.seats(1)) == ("b", "c")


@pytest.mark.parametrize(
    ("now", "told", "left"),
    [(STARTS - 3 * HOUR, Tell.LEFT, "b"), (CUTOFF, Tell.ALONE, ""), (ENDS - MINUTE, Tell.ALONE, ""), (ENDS, None, "b")],
)
def test_one_erased_on_the_morning_of_a_shift_leaves_nobody_untold(
    play: Playing, now: dt.datetime, told: Tell | None, left: str
) -> None:
    for who in "ab":
        play.act(take_shift, who)
    play.at(now)
    assert play.watch(lambda: erase_person(play.people["a"], play.clock.moment)) == ({"b": [told]} if told else {})
    assert play.seats() == left


def test_who_leaves_the_group_leaves_its_shifts_and_no_others(play: Playing) -> None:
    other = _elsewhere(play, STARTS + DAY, "a")
    play.act(take_shift, "a", which=other)
    for who in "ab":
        play.act(take_shift, who)
    assert play.change(lambda rows: leave_group(rows, play.world.group_id, play.people["a"])) == {"b": [Tell.LEFT]}
    assert (play.seats(), play.seats(other)) == ("b", "a")


def _count(play: Playing, table: type) -> int:
    with play.app.app_context():
        found = db.session.scalar(select(func.count()).select_from(table))
        db.session.remove()
    return found or 0


def test_with_the_last_of_a_group_its_hours_end_and_no_occasion_is_left(play: Playing) -> None:
    play.act(take_shift, "d")
    for who in "abcd":
        assert _count(play, Occasion) == 2
        play.change(lambda rows, who=who: leave_group(rows, play.world.group_id, play.people[who]))  # type: ignore[misc]
    assert [_count(play, table) for table in (Group, Opening, Occasion)] == [0, 0, 0]


@pytest.mark.parametrize(("others", "last"), [("abc", "d"), ("bcd", "a")])
def test_with_the_last_of_a_group_erased_it_is_the_same(play: Playing, others: str, last: str) -> None:
    for who in others:
        play.change(lambda rows, who=who: leave_group(rows, play.world.group_id, play.people[who]))  # type: ignore[misc]
    play.act(take_shift, last)
    play.watch(lambda: erase_person(play.people[last], play.clock.moment))
    assert [_count(play, table) for table in (Group, Opening, Occasion)] == [0, 0, 0]


def test_who_wants_no_notice_is_written_none(play: Playing) -> None:
    wants_none = update(Person).where(Person.id == play.people["a"]).values(notice_way=NoticeWay.NONE)
    play.change(lambda rows: rows.execute(wants_none))
    play.act(take_shift, "a")
    assert play.act(take_shift, "b") == {}
    play.at(EVENING)
    assert play.act(leave_shift, "b") == {}
