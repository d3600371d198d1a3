"""The app under four processes on each engine in turn, once a file of tests, with people of each test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from base.database import db
from tests.conftest import make_app
from tests.shifts.storm.serving import Server, served
from tests.shifts.storm.storm_app import RealClock
from tests.shifts.storm.storm_world import Claimant, make_claimants, scratch_tables

# Between looking and writing in the views of the negative controls, so that a small storm shows what a great one does.
PAUSE_SECONDS = 0.02


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stormed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database of this file's own."""
    if request.param == "postgresql":
        empty: Callable[[], None] = request.getfixturevalue("postgres_emptied")
        empty()
        found: str = request.getfixturevalue("postgres_schema")
        return found
    template: Path = request.getfixturevalue("sqlite_template")
    path = tmp_path_factory.mktemp("storm") / "storm.sqlite"
    path.write_bytes(template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def app(stormed: str) -> Iterator[Flask]:
    """An app of the database by the clock on the wall, as the server's are."""
    found = make_app(stormed, RealClock())
    yield found
    with found.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def server(app: Flask, stormed: str) -> Iterator[Server]:
    """The server, and the tables of its naive views."""
    with scratch_tables(app), served(stormed, PAUSE_SECONDS) as found:
        yield found


@pytest.fixture
def people(app: Flask) -> list[Claimant]:
    """Twenty people with browsers."""
    return make_claimants(app, 20)
