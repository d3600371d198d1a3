"""A catalogue of any size over forty places, on a SQLite file of its own."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert

from base.clock import KOLDING
from base.database import db, touch_public, writing
from base.settings import Settings
from catalogue.models import Activity, ActivityHost, ActivityInterest, Schedule
from catalogue.place_models import Venue
from catalogue.vocabulary_commands import load_interests
from wsgi import create_app

NOW = dt.datetime(2026, 11, 24, 6, 0, tzinfo=KOLDING)
PLACES = 40


@contextmanager
def catalogue_of(count: int, **config: Any) -> Iterator[Flask]:
    """Make an app whose catalogue holds `count` weekly activities over forty places, on Tuesday morning."""
    with TemporaryDirectory() as folder:
        given = {
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{Path(folder) / 'bench.sqlite'}", "SECRET_KEY": "x",
            "SETTINGS": Settings(site_url="https://paatvaers.example/"), "CLOCK": lambda: NOW, **config,
        }  # fmt: skip
        app = create_app(given)
        with app.app_context():
            upgrade()
            _fill(count)
            yield app
            db.session.remove()
            db.engine.dispose()


def _fill(count: int) -> None:
    chance = random.Random(count)
    ids = range(1, count + 1)
    with writing() as session:
        session.execute(
            insert(Venue),
            [
                {"id": n, "slug": f"sted-{n}", "name": f"Stedet nr. {n}", "name_key": f"s{n}", "town": "", "town_key": "",
                 "sort_key": f"{n:03}", "address": f"Prøvevej {n}", "changed_at": NOW}
                for n in range(1, PLACES + 1)
            ],
        )  # fmt: skip
        session.execute(
            insert(Activity),
            [
                {"id": n, "slug": f"strik-og-snak-{n}", "title": f"Strik & snak nr. {n}", "sort_key": f"{n:06}",
                 "description": "Vi strikker, hækler og drikker kaffe sammen. Du må gerne bare kigge. Garn og pinde er her.",
                 "status": "published", "review_on": NOW.date(), "changed_at": NOW, "meets_you": "En af os ved døren",
                 "may_just_look": True}
                for n in ids
            ],
        )  # fmt: skip
        interests = list(load_interests(session).values())
        session.execute(
            insert(ActivityInterest),
            [{"activity_id": n, "interest_id": interests[n % len(interests)]} for n in ids],
        )
        session.execute(insert(ActivityHost), [{"activity_id": n, "venue_id": 1 + n % PLACES} for n in ids])
        session.execute(
            insert(Schedule),
            [
                {"activity_id": n, "venue_id": 1 + n % PLACES, "uid": f"{n:032x}", "first_day": dt.date(2026, 1, 5),
                 "weekday": chance.randrange(7), "start_minute": 480 + 30 * chance.randrange(26), "minutes": 120}
                for n in ids
            ],
        )  # fmt: skip
        touch_public(session)


def seconds_each(calls: Mapping[str, Callable[[], Any]], *, rounds: int = 15, times: int = 40) -> dict[str, float]:
    """Return the median seconds of each call; they take turns, so that a busy moment falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.perf_counter()
            for _ in range(times):
                call()
            taken[name].append((time.perf_counter() - start) / times)
    return {name: median(each) for name, each in taken.items()}
