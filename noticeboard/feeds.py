"""What happens at one place, as a calendar and as data."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from base.database import db
from base.publicpages import public_page
from base.web import allow, anyone, now
from catalogue.addresses import venue_path
from catalogue.feeds import asked_days, calendar_response, occurrences_response
from catalogue.keeping.venue_queries import find_present_slug
from catalogue.page_queries import find_venue
from catalogue.wanted import Wanted
from shifts.public_views import data_of_days, events_ahead

feeds = Blueprint("place_feeds", __name__)


def lead_to_present(slug: str, suffix: str = "") -> AnyResponse:
    """Lead from a place's former address to its present one, with what was asked; abort with 404 where there is none."""
    present = find_present_slug(db.session(), slug) or abort(404)
    asked = request.query_string.decode("ascii", "ignore")
    answer = redirect(f"{venue_path(present)}{suffix}" + (f"?{asked}" if asked else ""), 301)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@feeds.get("/steder/<slug:slug>.ics")
@allow(anyone)
@public_page
def venue_calendar(slug: str) -> AnyResponse:
    """Answer with the calendar of one place."""
    found = find_venue(db.session(), slug)
    if found is None:
        return lead_to_present(slug, ".ics")
    return calendar_response(found.name, venue_path(slug), Wanted(venue_id=found.id), events_ahead(now(), found.id))


@feeds.get("/steder/<slug:slug>.json")
@allow(anyone)
@public_page
def venue_data(slug: str) -> AnyResponse:
    """Answer with what takes place at one place."""
    found = find_venue(db.session(), slug)
    if found is None:
        return lead_to_present(slug, ".json")
    days = asked_days(request.path)
    return occurrences_response(Wanted(venue_id=found.id), days, extra_hours=data_of_days(days, found.id))
