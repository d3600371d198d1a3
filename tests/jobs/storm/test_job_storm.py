"""Many claim few hands, over HTTP and four processes, on both engines; the full size is `tests/proofs/jobs.py`."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.jobs.storm.job_storm_world import NAIVE_HAND, TAKE, make_jobs
from tests.shifts.storm.serving import Server
from tests.shifts.storm.storm_world import Claimant
from tests.shifts.storm.storms import seats_of, storm


@pytest.mark.parametrize("hands", [1, 2, 19])
def test_as_many_are_let_in_as_there_are_hands_and_the_others_are_shown_another_job(
    app: Flask, people: list[Claimant], server: Server, hands: int
) -> None:
    make_jobs(app, 1, 20)
    jobs = make_jobs(app, 3, hands)
    found = storm(server.port, people, jobs, TAKE)
    assert found.statuses == {303: 3 * hands, 409: 3 * (20 - hands)}
    assert found.without_way_on == 0 and set(found.given.values()) == {hands}
    assert {len(set(there)) for there in seats_of(app, jobs).values()} == {hands}


def test_where_there_is_a_hand_for_each_nobody_is_told_that_it_is_taken(
    app: Flask, people: list[Claimant], server: Server
) -> None:
    assert storm(server.port, people, make_jobs(app, 3, 20), TAKE).statuses == {303: 60}


def test_who_looks_and_then_writes_lets_too_many_hands_in(app: Flask, people: list[Claimant], server: Server) -> None:
    """The negative control."""
    found = storm(server.port, people, make_jobs(app, 3, 2), NAIVE_HAND)
    assert any(count > 2 for count in found.given.values())
