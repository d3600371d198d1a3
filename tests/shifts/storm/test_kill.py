"""The processes that answer are killed again and again: what was acknowledged is on disk (promise P4).

A thousand times, and what reaches the disk as the kernel sees it, is in `tests/proofs/shifts.py`.
"""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from base.database import db, writing
from tests.shifts.storm.killing import AT_ONCE, Volunteer, faults_of, kill_again_and_again
from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import Claimant, make_rota

CYCLES = 50
ON_DISK = {"sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2}}
ON_DISK["postgresql"] = {"SHOW fsync": "on", "SHOW synchronous_commit": "on"}


def test_a_kill_loses_nothing_that_was_acknowledged(app: Flask, people: list[Claimant], server: Server) -> None:
    shifts = make_rota(app, people, 2)
    volunteers = [Volunteer(person, shifts[number % 2]) for number, person in enumerate(people[:4])]
    kill_again_and_again(app, server, volunteers, CYCLES, seed=1)
    assert [(each.lost, each.failed) for each in volunteers] == [(0, 0)] * 4
    assert sum(each.acknowledged for each in volunteers) > CYCLES
    assert faults_of(app) == []


def test_an_answer_before_the_commit_loses_seats(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control."""
    shifts = make_rota(app, people, 2)
    volunteers = [Volunteer(person, shifts[number % 2], AT_ONCE, 0.1) for number, person in enumerate(people[:4])]
    kill_again_and_again(app, server, volunteers, 15, seed=1)
    assert sum(each.lost for each in volunteers) > 0


def test_a_commit_waits_for_the_disk(app: Flask) -> None:
    with app.app_context(), writing() as session:
        asked = ON_DISK[db.engine.dialect.name]
        assert {each: session.scalar(text(each)) for each in asked} == asked
