"""What everybody may know: where a group keeps open, and where one is looked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, jsonify, render_template, request
from sqlalchemy.orm import Session

from base.clock import KOLDING
from base.database import db
from base.ical import Event
from base.publicpages import keep_until, public_page
from base.web import allow, anyone, now, site_url
from catalogue.feeds import WEEKS_AHEAD, asked_days, events_response
from shifts.public_feeds import shift_data, shift_event
from shifts.public_queries import list_public_openings, list_public_shifts
from shifts.public_words import PublicOpening, PublicShift, ShownShift, looks_for_more, next_turn, opening_words, shown

pages = Blueprint("shifts_public", __name__)

DAYS_AHEAD = 14


@dataclass(frozen=True)
class KeptPlace:
    """A place that groups keep open: its regular hours in words, what is coming, whether a group looks for more people."""

    place: PublicOpening
    hours: list[str]
    shifts: list[ShownShift]
    looks_for_more: bool


@pages.get("/vagter")
@allow(anyone)
@public_page
def shifts() -> str:
    """Show where groups keep open, place by place, what is coming, and how one joins."""
    moment = now()
    found = shifts_ahead(db.session(), moment)
    openings = list_public_openings(db.session(), moment.date())
    places = [
        _place(list(of_place), [each for each in found if each.venue_id == venue_id], moment)
        for venue_id, of_place in groupby(openings, key=lambda opening: opening.venue_id)
    ]
    return render_template("shifts/public.html", places=places, site=site_url())


def _place(openings: list[PublicOpening], here: list[PublicShift], moment: dt.datetime) -> KeptPlace:
    return KeptPlace(
        openings[0], [opening_words(each, moment.date()) for each in openings], [shown(each, moment) for each in here],
        any(looks_for_more(each.facts, moment) for each in here),
    )  # fmt: skip


@pages.get("/vagter.ics")
@allow(anyone)
@public_page
def calendar() -> Response:
    """Answer with the calendar of all extra hours."""
    return events_response("ekstra åbent", "/vagter", events_ahead(now()))


@pages.get("/vagter.json")
@allow(anyone)
@public_page
def data() -> Response:
    """Answer with the extra hours of the days asked for, the coming week where none are."""
    return jsonify(extra_hours=data_of_days(asked_days(request.path)))


def events_ahead(moment: dt.datetime, venue_id: int | None = None) -> list[Event]:
    """Return for calendars what is not over and begins within 78 weeks, by start; note until when it is true."""
    shifts = shifts_ahead(db.session(), moment, days=WEEKS_AHEAD * 7, venue_id=venue_id, also_withdrawn=True)
    return [shift_event(each, moment, site_url()) for each in shifts]


def data_of_days(days: tuple[dt.date, dt.date], venue_id: int | None = None) -> list[dict[str, str]]:
    """Return for programs what is not over and begins on the days (half-open), by start; note until when it is true."""
    moment = now()
    start, end = (dt.datetime.combine(day, dt.time(), KOLDING) for day in days)
    found = list_public_shifts(db.session(), moment, end, venue_id)
    shifts = [each for each in found if each.facts.starts_at >= start]
    keep_until(next_turn(shifts, moment))
    return [shift_data(each, moment, site_url()) for each in shifts]


def shifts_ahead(
    session: Session, moment: dt.datetime, *, days: int = DAYS_AHEAD, venue_id: int | None = None, also_withdrawn: bool = False
) -> list[PublicShift]:  # fmt: skip
    """Return what is on or begins within some days, by start; note when the clock alone changes what is told of it."""
    until = dt.datetime.combine(moment.date() + dt.timedelta(days=days + 1), dt.time(), KOLDING)
    found = list_public_shifts(session, moment, until, venue_id)
    keep_until(next_turn(found, moment))
    return [each for each in found if also_withdrawn or not each.is_withdrawn]
