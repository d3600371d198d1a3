"""Taking a job, the line behind it, leaving, lots: whose the next seat is, and who is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from base.database import db, written
from catalogue.place_models import Venue
from jobs.clock_commands import forget_lines, list_turned, pass_on
from jobs.job_commands import cancel_job, restore_job
from jobs.rules import JobFacts, answer_by, why_not_sign_up
from jobs.taking_commands import give_job, join_line, leave_job, take_job, take_off
from jobs.terms import Refusal, Taking
from jobs.texts import Tell
from people.person_commands import start_pause
from people.terms import MemberState
from seats.models import Occasion
from seats.terms import SeatState
from shifts.taking_commands import leave_shift, take_shift
from tests.conftest import TUESDAY_MORNING, Clock
from tests.jobs.jobbing import Jobbing
from tests.jobs.making import THURSDAY, make_job
from tests.people.making import make_group
from tests.shifts.making import make_opening, make_shift

TAKEN, HELD = SeatState.TAKEN, SeatState.HELD
STARTS = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def play(app: Flask, clock: Clock) -> Jobbing:
    return Jobbing(app, clock)


def _full(play: Jobbing) -> None:
    for who in "ab":
        play.act(take_job, who)


def test_the_first_come_have_the_seats_and_the_next_is_told_no(play: Jobbing) -> None:
    _full(play)
    assert play.refusal(take_job, "c") is Refusal.FULL and play.refusal(take_job, "a") is Refusal.TWICE
    assert play.seats() == {"a": TAKEN, "b": TAKEN}


def test_the_next_in_line_is_asked_and_nobody_comes_before_them(play: Jobbing) -> None:
    _full(play)
    assert play.act(join_line, "c") == {} and play.line() == "c"
    assert play.act(leave_job, "a") == {"c": [Tell.ASKED]}
    assert play.seats() == {"c": HELD, "b": TAKEN} and play.line() == ""
    assert play.refusal(take_job, "d") is Refusal.FULL
    assert play.act(take_job, "c") == {} and play.seats() == {"c": TAKEN, "b": TAKEN}


def test_a_no_asks_the_one_after(play: Jobbing) -> None:
    _full(play)
    play.act(join_line, "c")
    play.act(join_line, "d")
    assert play.act(leave_job, "b") == {"c": [Tell.ASKED]}
    assert play.act(leave_job, "c") == {"d": [Tell.ASKED]} and play.seats() == {"a": TAKEN, "d": HELD}


@pytest.mark.parametrize("ticks", [True, False])
def test_a_seat_that_is_not_answered_goes_to_the_next_whether_or_not_anything_has_run(play: Jobbing, ticks: bool) -> None:
    _full(play)
    play.act(join_line, "c")
    play.act(join_line, "d")
    play.act(leave_job, "a")
    play.clock.moment += 3 * HOUR
    if ticks:
        with play.app.app_context():
            assert list_turned(db.session(), play.clock.moment) == [play.world.job_id]
            db.session.remove()
        told = play.change(lambda session: pass_on(session, play.world.job_id, play.clock.moment))
        assert told == {"c": [Tell.LAPSED], "d": [Tell.ASKED]}
    else:
        assert play.refusal(take_job, "c") is Refusal.FULL
        assert play.refusal(take_job, "d") is None
    if ticks:
        assert play.act(take_job, "d") == {}
    assert play.seats() == {"d": TAKEN, "b": TAKEN}


def test_who_stands_in_a_line_leaves_it_with_one_press_and_joins_it_once(play: Jobbing) -> None:
    _full(play)
    play.act(join_line, "c")
    assert play.refusal(join_line, "c") is Refusal.TWICE and play.refusal(join_line, "a") is Refusal.TWICE
    play.act(leave_job, "c")
    assert play.line() == "" and play.refusal(leave_job, "c") is Refusal.NOT_YOURS


def test_there_is_no_line_where_there_is_room(play: Jobbing) -> None:
    play.act(take_job, "a")
    assert play.refusal(join_line, "b") is Refusal.FREE


@pytest.mark.parametrize("change", [take_job, join_line, leave_job])
def test_nothing_is_taken_left_or_waited_for_once_it_has_begun(play: Jobbing, change: Callable[..., object]) -> None:
    _full(play)
    play.clock.moment = STARTS
    assert play.refusal(change, "a" if change is leave_job else "c") is Refusal.BEGUN
    play.clock.moment = STARTS + 2 * HOUR
    assert play.refusal(change, "a" if change is leave_job else "c") is Refusal.OVER


def test_a_line_is_gone_at_the_start_and_so_is_who_never_answered(play: Jobbing) -> None:
    _full(play)
    play.act(join_line, "c")
    play.act(join_line, "d")
    play.act(leave_job, "a")
    play.clock.moment = STARTS
    play.change(lambda session: forget_lines(session, play.clock.moment))
    assert play.line() == "" and play.seats() == {"b": TAKEN}


def test_who_holds_a_pause_takes_nothing_and_frees_what_they_had(play: Jobbing) -> None:
    _full(play)
    play.act(join_line, "c")
    assert play.change(lambda session: start_pause(session, play.ids["a"], play.clock.moment)) == {"c": [Tell.ASKED]}
    assert play.refusal(take_job, "a") is Refusal.PAUSED and play.refusal(join_line, "a") is Refusal.PAUSED


def test_a_job_and_a_shift_at_one_time_are_refused_by_the_same_constraint(app: Flask, play: Jobbing) -> None:
    def make(session: Session) -> int:
        venue = session.get_one(Venue, play.world.venue_id)
        group = make_group(session, "Holdet", venue, True, **dict.fromkeys(play.ids.values(), MemberState.MEMBER))
        opening = make_opening(session, group, venue)
        return make_shift(session, opening, THURSDAY, STARTS + HOUR, STARTS + 3 * HOUR).id

    with app.app_context():
        shift_id = written(make)
        db.session.remove()
    play.change(lambda session: take_shift(session, shift_id, play.ids["a"], play.clock.moment))
    assert play.refusal(take_job, "a") is Refusal.CLASH
    play.change(lambda session: leave_shift(session, shift_id, play.ids["a"], play.clock.moment))
    assert play.refusal(take_job, "a") is None


def test_two_jobs_after_one_another_are_both_theirs_and_two_at_once_are_not(app: Flask, play: Jobbing) -> None:
    with app.app_context():
        after = written(lambda session: make_job(session, play.world.venue_id, title="Feje", start_minute=720).id)
        at_once = written(lambda session: make_job(session, play.world.venue_id, title="Male", start_minute=690).id)
        db.session.remove()
    play.act(take_job, "a")
    assert play.refusal(take_job, "a", after) is None and play.refusal(take_job, "a", at_once) is Refusal.CLASH


def test_what_is_called_off_tells_all_and_lets_nobody_on(play: Jobbing) -> None:
    _full(play)
    play.act(join_line, "c")
    told = play.change(lambda session: cancel_job(session, play.world.job_id, play.clock.moment))
    assert told == {each: [Tell.CANCELLED] for each in "abc"} and play.refusal(take_job, "d") is Refusal.CANCELLED
    assert play.act(leave_job, "a") == {}
    assert play.change(lambda session: restore_job(session, play.world.job_id, play.clock.moment)) == {"b": [Tell.RUNS_AGAIN]}
    assert play.seats() == {} and play.refusal(take_job, "d") is None


def test_lots_are_drawn_there_and_staff_write_who_got_it_also_while_it_is_on(app: Flask, clock: Clock) -> None:
    play = Jobbing(app, clock, taking=Taking.LOTS, lots_minute=570, hands=1)
    assert play.refusal(take_job, "a") is Refusal.LOTS and play.refusal(join_line, "a") is Refusal.LOTS
    play.clock.moment = STARTS + HOUR
    assert play.act(give_job, "a") == {"a": [Tell.WRITTEN_DOWN]}
    assert play.refusal(give_job, "b") is Refusal.FULL
    assert play.act(take_off, "a") == {"a": [Tell.TAKEN_OFF]} and play.act(give_job, "b") == {"b": [Tell.WRITTEN_DOWN]}
    play.clock.moment = STARTS + 2 * HOUR
    assert play.refusal(give_job, "a") is Refusal.OVER and play.refusal(take_off, "b") is Refusal.OVER


def test_where_one_turns_up_no_name_is_taken(app: Flask, clock: Clock) -> None:
    play = Jobbing(app, clock, taking=Taking.TURN_UP)
    assert play.refusal(take_job, "a") is play.refusal(join_line, "a") is play.refusal(give_job, "a") is Refusal.TURN_UP
    assert play.seats() == {}


def test_staff_take_somebody_off_and_the_next_is_asked(play: Jobbing) -> None:
    _full(play)
    play.act(join_line, "c")
    assert play.act(take_off, "b") == {"b": [Tell.TAKEN_OFF], "c": [Tell.ASKED]}
    assert play.refusal(take_off, "b") is Refusal.NOT_YOURS


def test_the_occasion_is_that_of_the_seats_and_there_is_no_other(play: Jobbing) -> None:
    with play.app.app_context():
        occasion = db.session.get_one(Occasion, play.world.job_id)
        assert (occasion.capacity, occasion.starts_at, occasion.ends_at) == (2, STARTS, STARTS + 2 * HOUR)
        db.session.remove()


@pytest.mark.parametrize(
    ("asked", "starts", "by"),
    [
        ("2026-11-24T10:00", "2026-11-26T10:00", "2026-11-24T12:00"),
        ("2026-11-24T19:30", "2026-11-26T10:00", "2026-11-25T09:00"),
        ("2026-11-24T23:50", "2026-11-26T10:00", "2026-11-25T09:00"),
        ("2026-11-24T05:00", "2026-11-26T10:00", "2026-11-24T09:00"),
        ("2026-11-26T08:30", "2026-11-26T10:00", "2026-11-26T09:30"),
        ("2026-11-26T09:30", "2026-11-26T10:00", "2026-11-26T09:45"),
        ("2026-11-25T22:00", "2026-11-26T08:00", "2026-11-26T07:30"),
    ],
)
def test_an_answer_is_waited_for_two_hours_by_day_and_never_into_the_start(asked: str, starts: str, by: str) -> None:
    moments = [dt.datetime.fromisoformat(f"{each}:00+01:00") for each in (asked, starts, by)]
    assert answer_by(moments[0], moments[1]) == moments[2]


def test_what_is_free_is_what_the_line_leaves() -> None:
    facts = JobFacts(STARTS, STARTS + HOUR, 5, Taking.FIRST_COME, taken=2, held=1, waiting=1)
    assert facts.free == 1 and why_not_sign_up(facts, TUESDAY_MORNING) is None
