"""One programme told three ways, four weeks before every clock change from 2026 to 2028.

`python -m tests.feed_cases FOLDER` writes case-N.ics and case-N.json there, for readers in other languages.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from base.clock import KOLDING
from base.database import db, writing
from base.settings import Settings
from catalogue.place_models import VenueClosingDay
from catalogue.recurrence import LAST, Rule
from catalogue.series import ExceptionDay
from catalogue.terms import Change
from tests.making import make_activity, make_venue
from wsgi import create_app

CLOCK_CHANGES = tuple(
    map(dt.date.fromisoformat, ("2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29"))
)
AROUND = dt.timedelta(days=14)
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Case:
    """The same days (half-open) as calendar, data and page."""

    change: dt.date
    window: tuple[dt.date, dt.date]
    calendar: bytes
    data: dict[str, Any]
    page: str


def plans(change: dt.date) -> Iterator[tuple[str, Rule, tuple[ExceptionDay, ...]]]:
    """Yield title, rule and exceptions of what meets a clock change in every way there is."""
    long_ago = change - 26 * WEEK
    weekday = change.weekday()
    for start, minutes in [
        (780, 120),
        (0, 60),
        (90, 120),
        (150, 60),
        (150, None),
        (120, 180),
        (1320, 480),
        (600, None),
        (None, None),
    ]:
        yield f"Søndag {start}+{minutes}", Rule(long_ago, None, weekday, start, minutes, runs_on_holidays=True), ()
    yield "Natten over", Rule(long_ago, None, 5, 1320, 480), ()
    yield "Weekend væk", Rule(change - 2 * WEEK, change + 2 * WEEK, 4, 960, 2640, every_weeks=2), ()
    yield "Lige uger", Rule(long_ago, None, weekday, 600, 120, week_parity=0, runs_on_holidays=True), ()
    yield "Ulige uger", Rule(long_ago, None, weekday, 150, 30, week_parity=1, runs_on_holidays=True), ()
    yield "Sidste søndag", Rule(long_ago, None, weekday, 150, 90, nth=LAST, runs_on_holidays=True), ()
    yield "Hver tredje", Rule(change - 3 * WEEK, None, 1, 60, 300, every_weeks=3), ()
    yield "Kun den dag", Rule(change, change, None, 150, 60), ()
    yield "Slutter før", Rule(long_ago, change - dt.timedelta(days=1), 5, 1380, 300), ()
    moved = ExceptionDay(change - WEEK, Change.MOVED, change, 150, 60)
    called_off = ExceptionDay(change, Change.CANCELLED)
    yield "Flyttet og aflyst", Rule(long_ago, None, weekday, 840, 90, runs_on_holidays=True), (moved, called_off)
    yield "Hverdage", Rule(long_ago, None, 0, 540, 60), (ExceptionDay(change + dt.timedelta(days=1), Change.CLOSED),)


@contextmanager
def programme_around(change: dt.date) -> Iterator[Flask]:
    """Make an app whose clock stands four weeks before a clock change."""
    now = dt.datetime.combine(change - 4 * WEEK, dt.time(12), KOLDING)
    with TemporaryDirectory() as folder:
        app = create_app(
            {
                "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/cases.sqlite", "SECRET_KEY": "x", "CLOCK": lambda: now,
                "SETTINGS": Settings(site_url="https://paatvaers.example/"),
            }
        )  # fmt: skip
        with app.app_context():
            upgrade()
            with writing() as session:
                venue = make_venue(session)
                session.add(VenueClosingDay(venue_id=venue.id, day=change + WEEK))
                for title, rule, exceptions in plans(change):
                    make_activity(session, venue, title, rule, exceptions=exceptions)
            yield app
            db.session.remove()
            db.engine.dispose()


def case(change: dt.date) -> Case:
    """Ask one programme for its three tellings of the days around a clock change."""
    window = (change - AROUND, change + AROUND)
    days = f"fra={window[0]}&til={window[1]}"
    with programme_around(change) as app:
        client = app.test_client()
        return Case(
            change,
            window,
            client.get("/aktiviteter.ics").data,
            client.get(f"/aktiviteter.json?{days}").json or {},
            client.get(f"/aktiviteter?{days}").text,
        )


def main(folder: Path) -> None:
    """Write every case as a pair of files."""
    for number, change in enumerate(CLOCK_CHANGES):
        found = case(change)
        (folder / f"case-{number}.ics").write_bytes(found.calendar)
        told = found.data | {"window": [day.isoformat() for day in found.window]}
        (folder / f"case-{number}.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
