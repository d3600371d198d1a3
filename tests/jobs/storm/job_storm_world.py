"""Jobs to storm."""

from __future__ import annotations

import datetime as dt
import secrets

from flask import Flask

from base.clock import day_of, minute_of
from base.database import db, writing
from jobs.terms import Taking
from tests.jobs.making import make_job
from tests.making import make_activity, make_venue
from tests.shifts.storm.storm_world import AHEAD

TAKE, NAIVE_HAND = "/job/{}/tag", "/naiv/{}/job"
MINUTES = 120


def make_jobs(app: Flask, count: int, hands: int, later: dt.timedelta = dt.timedelta()) -> list[int]:
    """Add a place and so many jobs there of so many hands, a day apart; return them by start."""
    now = dt.datetime.now(dt.UTC)
    first = now.replace(hour=10, minute=0, second=0, microsecond=0) + AHEAD + later
    with app.app_context():
        with writing() as session:
            venue = make_venue(session, f"Hus {secrets.token_hex(4)}")
            make_activity(session, venue, f"Kaffe {venue.id}")
            starts = [first + dt.timedelta(days=number) for number in range(count)]
            found = [
                make_job(
                    session, venue.id, now, first_day=day_of(start), last_day=day_of(start), start_minute=minute_of(start),
                    minutes=MINUTES, hands=hands, taking=Taking.FIRST_COME,
                ).id
                for start in starts
            ]  # fmt: skip
        db.session.remove()
        return found
