"""Two who write the same, or change the same, at the same moment: on both engines, with the naive way as a control."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from base.database import db, writing
from catalogue.keeping import publishing_commands
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_queries import find_the_same_written
from catalogue.keeping.activity_written import Time, Written
from catalogue.keeping.publishing_commands import ChangedMeanwhileError, add_activity, change_activity
from catalogue.models import Activity
from catalogue.recurrence import Rule
from tests.conftest import TUESDAY_MORNING
from tests.making import make_venue

STAFF = Keeper(frozenset({1}))
SKAK = Written("Skak", venue_ids=(1,), times=(Time(1, Rule(dt.date(2026, 11, 24), None, 1, 780, 120)),))


@pytest.fixture
def huset(app: Flask) -> Flask:
    """The app with one place."""
    with app.app_context(), writing() as session:
        make_venue(session)
    return app


def at_once(app: Flask, act: Callable[[int], None]) -> list[str]:
    """Run it twice at the same moment, and return the names of the errors."""
    gate, errors = threading.Barrier(2), []

    def run(number: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                act(number)
            except Exception as error:
                errors.append(type(error).__name__)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def add(_number: int) -> None:
    with writing() as session:
        add_activity(session, SKAK, TUESDAY_MORNING, STAFF, publish=True)


def count(app: Flask) -> int:
    with app.app_context():
        return db.session().scalar(select(func.count()).select_from(Activity)) or 0


def test_one_form_sent_twice_at_once_makes_one_activity(huset: Flask) -> None:
    assert at_once(huset, add) == [] and count(huset) == 1


def test_looking_before_the_transaction_would_make_two(huset: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = threading.Barrier(2)

    def naive(number: int) -> None:
        found = find_the_same_written(db.session(), SKAK, None)
        looked.wait()
        if found is None:
            add(number)

    monkeypatch.setattr(publishing_commands, "find_the_same_written", lambda *_: None)
    assert at_once(huset, naive) == [] and count(huset) == 2


def test_of_two_who_change_one_at_once_the_second_is_told(huset: Flask) -> None:
    with huset.app_context():
        add(0)
        version = db.session().scalars(select(Activity.sequence)).one()
        db.session.remove()

    def change(number: int) -> None:
        written = Written(f"Skak {number}", venue_ids=(1,), times=SKAK.times)
        with writing() as session:
            change_activity(session, 1, version, written, TUESDAY_MORNING, STAFF, publish=False)

    assert at_once(huset, change) == [ChangedMeanwhileError.__name__]
    with huset.app_context():
        assert db.session().scalars(select(Activity.sequence)).one() == version + 1
