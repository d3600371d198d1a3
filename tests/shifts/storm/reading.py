"""Where everybody may read whether a shift is open, and how each says so."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence

from flask import Flask
from sqlalchemy import text

from base.database import db, touch_public, writing
from tests.shifts.storm.storm_world import Claimant, make_rota

# Tomorrow: the front page tells of no later day.
SOONER = dt.timedelta(days=-6)
SaysOpen = Mapping[str, Callable[[str], bool]]


def make_one_shift(app: Flask, people: Sequence[Claimant]) -> int:
    """Add a shift, the only one there is."""
    with app.app_context(), writing() as session:
        session.execute(text("DELETE FROM occasion"))
        touch_public(session)
    return make_rota(app, people, 1, later=SOONER)[0]


def told_of(app: Flask, shift_id: int) -> SaysOpen:
    """Return the addresses that tell of the one shift there is, each with how it says that it is open."""
    with app.app_context():
        found = (
            "SELECT slug FROM venue, opening, shift WHERE venue.id = venue_id AND opening.id = opening_id AND shift.id = :shift"
        )
        place = f"/steder/{db.session.scalar(text(found), {'shift': shift_id})}"
        db.session.remove()
    pages = dict.fromkeys(["/", "/vagter", place], page_says_open)
    calendars = dict.fromkeys(["/vagter.ics", f"{place}.ics"], calendar_says_open)
    return pages | calendars | dict.fromkeys(["/vagter.json", f"{place}.json"], data_says_open)


def told_by_flag(app: Flask, shift_id: int) -> SaysOpen:
    """Return the address of the negative control, and set its flag to closed."""
    with app.app_context(), writing() as session:
        session.execute(text("DELETE FROM naive_flag"))
        session.execute(text("INSERT INTO naive_flag VALUES (:shift, 0)"), {"shift": shift_id})
    return {f"/naiv/{shift_id}/flag": page_says_open}


def page_says_open(page: str) -> bool:
    """Say whether a page tells that two have said yes."""
    return "Vi er to" in page


def calendar_says_open(calendar: str) -> bool:
    """Say whether a calendar tells that it takes place; AssertionError where it tells nothing at all."""
    assert "BEGIN:VEVENT" in calendar
    return "STATUS:CONFIRMED" in calendar


def data_says_open(data: str) -> bool:
    """Say whether the data tells that it is open; ValueError where it tells not of one shift."""
    [found] = json.loads(data)["extra_hours"]
    return bool(found["status"] == "open")
