"""Tries are counted before they are looked at, alike for what exists and what does not."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from base.database import db, writing
from people.attempt_commands import attempt_key, count_attempt, forget_attempts, take_back
from people.waits import ADDRESS, PIN, Patience
from people.way_in_models import Attempt
from tests.making import LONG_AGO

ONE = [("pin", "ABC", PIN)]
MINUTE = dt.timedelta(minutes=1)


def test_four_tries_are_free_and_then_the_waits_rise(app: Flask) -> None:
    with app.app_context():
        moment, waits = LONG_AGO, []
        for _ in range(7):
            assert count_attempt(ONE, moment) is None
            wait = count_attempt(ONE, moment)
            waits.append(int(wait / MINUTE) if wait else 0)
            moment += wait or dt.timedelta(0)
        # The second question of each round is itself a try while tries are free.
        assert waits == [0, 0, 1, 5, 15, 60, 240]


def test_while_one_waits_nothing_is_counted(app: Flask) -> None:
    with app.app_context():
        for _ in range(5):
            count_attempt(ONE, LONG_AGO)
        assert [count_attempt(ONE, LONG_AGO) for _ in range(50)] == [MINUTE] * 50
        assert count_attempt(ONE, LONG_AGO + MINUTE) is None


def test_a_right_one_is_forgotten_and_taken_back_from_its_address(app: Flask) -> None:
    tried = [("pin", "ABC", PIN), ("address", "192.0.2.1", ADDRESS)]
    with app.app_context():
        for _ in range(2):
            count_attempt(tried, LONG_AGO)
        with writing() as session:
            forget_attempts(session, "pin", "ABC")
            take_back(session, tried[1:], LONG_AGO)
        rows = db.session.execute(select(Attempt.key, Attempt.tries)).all()
        assert [tuple(row) for row in rows] == [(attempt_key("address", "192.0.2.1"), 1)]


def test_an_address_waits_after_many_different_cards(app: Flask) -> None:
    with app.app_context():
        found = [count_attempt([("pin", f"card {n}", PIN), ("address", "192.0.2.1", ADDRESS)], LONG_AGO) for n in range(32)]
        assert found == [None] * 31 + [MINUTE]
        assert count_attempt([("pin", "card 40", PIN), ("address", "192.0.2.2", ADDRESS)], LONG_AGO) is None


def test_after_its_memory_a_try_is_the_first_again(app: Flask) -> None:
    with app.app_context():
        for _ in range(5):
            count_attempt(ONE, LONG_AGO)
        later = LONG_AGO + MINUTE + PIN.memory
        assert [count_attempt(ONE, later) for _ in range(4)] == [None] * 4


def test_what_is_kept_holds_neither_code_nor_address(app: Flask) -> None:
    with app.app_context():
        count_attempt([("pin", "ACDEF-HJKMN", PIN), ("address", "192.0.2.1", ADDRESS)], LONG_AGO)
        kept = " ".join(db.session.scalars(select(Attempt.key)))
        assert "ACDEF" not in kept and "192.0.2.1" not in kept


def test_tries_at_the_same_moment_do_not_slip_past_each_other(app: Flask) -> None:
    all_have_looked = Barrier(8)
    patience = Patience(5, (MINUTE,), dt.timedelta(days=1))

    def counted(_number: int) -> bool:
        with app.app_context():
            return count_attempt([("pin", "X", patience)], LONG_AGO) is None

    def looked_at_first(_number: int) -> bool:
        # The negative control: look, then verify, then count.
        with app.app_context():
            row = db.session.get(Attempt, attempt_key("naive", "X"))
            tries = row.tries if row else 0
            db.session.remove()
            all_have_looked.wait(30)
            count_attempt([("naive", "X", Patience(1000, (MINUTE,), MINUTE))], LONG_AGO)
            return tries < 6

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(counted, range(24))) == 6
        assert sum(pool.map(looked_at_first, range(24))) > 6
