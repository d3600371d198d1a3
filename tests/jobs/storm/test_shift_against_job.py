"""A shift and a job at one time, over HTTP, on both engines: whoever has the one is refused the other, whichever came first."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Barrier
from typing import TypeVar

from flask import Flask
from sqlalchemy import text

from base.database import db, writing
from jobs.terms import Refusal as JobRefusal
from jobs.wording import REFUSAL_WORDS as JOB_WORDS
from shifts.terms import Refusal as ShiftRefusal
from shifts.wording import REFUSAL_WORDS as SHIFT_WORDS
from tests.jobs.storm.job_storm_world import TAKE, make_jobs
from tests.shifts.storm.asking import at_once
from tests.shifts.storm.conftest import PAUSE_SECONDS
from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import HOURS, Claimant, make_rota
from tests.shifts.storm.storms import NAIVE, REAL, double_booked, seats_of

T = TypeVar("T")
# The shift is from ten to one, the job two hours from eleven.
HOUR = dt.timedelta(hours=1)
ELSEWHERE = text(
    "SELECT count(*) FROM naive_seat JOIN occasion AS there ON there.id = naive_seat.shift_id, occasion AS here "
    "WHERE naive_seat.person_id = :person AND here.id = :job "
    "AND there.starts_at < here.ends_at AND there.ends_at > here.starts_at"
)


def test_ones_own_shift_stands_in_the_way_of_a_job_and_the_reverse(app: Flask, people: list[Claimant], server: Server) -> None:
    anna, bo = people[:2]
    [shift_id], [job_id] = make_rota(app, people, 1), make_jobs(app, 1, 2, HOUR)
    shift, job = REAL.format(shift_id), TAKE.format(job_id)
    assert [anna.press(server.port, shift).status, bo.press(server.port, job).status] == [303, 303]
    no_job, no_shift = anna.press(server.port, job), bo.press(server.port, shift)
    assert no_job.status == no_shift.status == 409
    assert JOB_WORDS[JobRefusal.CLASH] in no_job.body and SHIFT_WORDS[ShiftRefusal.CLASH] in no_shift.body
    assert seats_of(app, [shift_id, job_id]) == {shift_id: [anna.person_id], job_id: [bo.person_id]}


def test_a_job_that_begins_as_ones_shift_ends_is_ones_own(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control: it is the overlap that is refused."""
    [shift_id], [job_id] = make_rota(app, people, 1), make_jobs(app, 1, 2, HOURS)
    presses = [people[0].press(server.port, path).status for path in (REAL.format(shift_id), TAKE.format(job_id))]
    assert presses == [303, 303]


def test_who_presses_for_a_shift_and_a_job_at_once_gets_just_one(app: Flask, people: list[Claimant], server: Server) -> None:
    shifts, jobs = make_rota(app, people, 10), make_jobs(app, 10, 2, HOUR)
    for number, person in enumerate(people):
        paths = REAL.format(shifts[number // 2]), TAKE.format(jobs[number // 2])
        answers = _together([partial(person.press, server.port, path) for path in paths])
        assert sorted(answer.status for answer in answers) == [303, 409]
    assert double_booked(app) == set()
    there = seats_of(app, shifts + jobs).values()
    assert sorted(person for each in there for person in each) == sorted(each.person_id for each in people)


def test_who_looks_and_then_writes_has_a_shift_and_a_job(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control: both look where the person is already, neither waits for the other."""
    shifts, jobs = make_rota(app, people, 10), make_jobs(app, 10, 2, HOUR)
    for number, person in enumerate(people):
        deeds: list[Callable[[], object]] = [
            partial(person.press, server.port, NAIVE.format(shifts[number // 2])),
            partial(_take_naively, app, jobs[number // 2], person.person_id),
        ]
        _together(deeds)
    assert double_booked(app, "naive_seat", "shift_id")


def _together(deeds: Sequence[Callable[[], T]]) -> list[T]:
    # At the same moment, each by a hand of its own.
    ready = Barrier(len(deeds))

    def do(deed: Callable[[], T]) -> T:
        ready.wait(60)
        return deed()

    return at_once([partial(do, each) for each in deeds], len(deeds))


def _take_naively(app: Flask, job_id: int, person_id: str) -> None:
    who = {"job": job_id, "person": person_id}
    with app.app_context():
        if not db.session().scalar(ELSEWHERE, who):
            time.sleep(PAUSE_SECONDS)
            with writing() as session:
                session.execute(text("INSERT INTO naive_seat VALUES (:job, :person)"), who)
        db.session.remove()
