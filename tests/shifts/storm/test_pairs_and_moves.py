"""Who signs up as a pair, and a shift that is moved, while others press at the same moment; on both engines (promise P2)."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.shifts.storm.meetings import pairs_against_singles, take_while_moved
from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import Claimant, make_rota
from tests.shifts.storm.storms import double_booked, seats_of

ROUNDS, PAUSE_SECONDS = 10, 0.02
LATER = dt.timedelta(hours=5)


def test_a_pair_gets_both_seats_or_none(app: Flask, people: list[Claimant], server: Server) -> None:
    shifts = make_rota(app, people, ROUNDS)
    found = pairs_against_singles(server.port, people[:4], shifts)
    assert found == {303: found[303], 409: found[409]}
    pair, singles = ({each.person_id for each in some} for some in (people[:2], people[2:4]))
    assert [set(there) for there in seats_of(app, shifts).values() if set(there) not in (pair, singles)] == []


def test_seats_that_are_taken_one_by_one_make_half_a_pair(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control."""
    shifts = make_rota(app, people, ROUNDS)
    pairs_against_singles(server.port, people[:4], shifts, one_by_one=True)
    asks, partner = (each.person_id for each in people[:2])
    assert [there for there in seats_of(app, shifts).values() if (asks in there) != (partner in there)]


def test_a_shift_that_is_moved_puts_nobody_in_two_places(app: Flask, people: list[Claimant], server: Server) -> None:
    moved, taken = make_rota(app, people, ROUNDS), make_rota(app, people, ROUNDS, later=LATER)
    take_while_moved(app, server.port, people[:ROUNDS], moved, taken)
    assert double_booked(app) == set()
    there = seats_of(app, moved + taken)
    assert sorted(person for each in there.values() for person in each) == sorted(each.person_id for each in people[:ROUNDS])


def test_who_looks_and_then_moves_puts_somebody_in_two_places(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control."""
    moved, taken = make_rota(app, people, ROUNDS), make_rota(app, people, ROUNDS, later=LATER)
    take_while_moved(app, server.port, people[:ROUNDS], moved, taken, naive_pause_seconds=PAUSE_SECONDS)
    assert double_booked(app, "naive_seat", "shift_id")
