"""Many claim few seats, over HTTP and four processes, on both engines (promise P2); the full size is `tests/proofs/shifts.py`."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import Claimant, make_rota
from tests.shifts.storm.storms import NAIVE, NUMBERED, double_booked, seats_of, storm, two_at_once, two_for_two

HOUR = dt.timedelta(hours=1)


def test_a_third_person_is_refused_and_shown_another_shift(app: Flask, people: list[Claimant], server: Server) -> None:
    _left_alone, *shifts = make_rota(app, people, 7)
    found = storm(server.port, people, shifts)
    assert found.statuses == {303: 12, 409: 108}
    assert found.without_way_on == 0
    assert set(found.given.values()) == {2}
    assert {len(set(there)) for there in seats_of(app, shifts).values()} == {2}


def test_who_looks_and_then_writes_lets_too_many_in(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control."""
    found = storm(server.port, people, make_rota(app, people, 3), NAIVE)
    assert found.oversold > 0


def test_two_who_press_at_once_both_get_a_seat(app: Flask, people: list[Claimant], server: Server) -> None:
    shifts = make_rota(app, people[:2], 30)
    assert two_for_two(server.port, people[:2], shifts) == {303: 60}
    assert {len(set(there)) for there in seats_of(app, shifts).values()} == {2}


def test_without_a_lock_one_of_two_is_told_that_it_is_taken(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control: numbered seats that the database keeps apart, and nobody who waits or tries again."""
    assert two_for_two(server.port, people[:2], make_rota(app, people[:2], 10), NUMBERED)[409] > 0


def test_nobody_gets_two_shifts_that_overlap(app: Flask, people: list[Claimant], server: Server) -> None:
    shifts = list(zip(make_rota(app, people, 10), make_rota(app, people, 10, later=HOUR), strict=True))
    assert two_at_once(server.port, people, shifts) == {303: 20, 409: 20}
    assert double_booked(app) == set()


def test_who_looks_and_then_writes_is_in_two_places(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control."""
    shifts = list(zip(make_rota(app, people, 10), make_rota(app, people, 10, later=HOUR), strict=True))
    two_at_once(server.port, people, shifts, NAIVE)
    assert double_booked(app, "naive_seat", "shift_id")
