"""What everybody reads of a shift while its people come and go is true of the counter that it names (promise P3)."""

from __future__ import annotations

from flask import Flask

from tests.shifts.storm.churning import Churn, churn_and_read
from tests.shifts.storm.reading import make_one_shift, told_by_flag, told_of
from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import Claimant

READINGS = 560


def test_open_is_said_while_two_have_said_yes_and_at_no_other_time(app: Flask, people: list[Claimant], server: Server) -> None:
    shift_id = make_one_shift(app, people)
    churn = Churn(app, shift_id, [each.person_id for each in people[:2]])
    found = churn_and_read(server.port, churn, told_of(app, shift_id), READINGS)
    assert (found.readings, found.false, found.silent, found.stale) == (READINGS, 0, 0, 0)
    assert 0 < found.open < READINGS


def test_a_stored_flag_says_open_when_it_is_not(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control."""
    shift_id = make_one_shift(app, people)
    churn = Churn(app, shift_id, [each.person_id for each in people[:2]], flag_late_seconds=0.005)
    found = churn_and_read(server.port, churn, told_by_flag(app, shift_id), READINGS)
    assert found.false > 0
