"""The processes that answer are killed again and again: what was acknowledged is on disk (promise P4).

A thousand times, and what reaches the disk as the kernel sees it, is in `tests/proofs/shifts.py`.
"""

from __future__ import annotations

from flask import Flask

from tests.shifts.storm.killing import AT_ONCE, Volunteer, faults_of, kill_again_and_again, waits_for_disk
from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import Claimant, make_rota

CYCLES = 50


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
    assert waits_for_disk(app)
