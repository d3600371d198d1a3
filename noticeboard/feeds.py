"""What happens at one place, as a calendar and as data."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from base.database import db
from base.publicpages import public_page
from base.web import allow, anyone
from catalogue.addresses import venue_path
from catalogue.feeds import asked_days, calendar_response, occurrences_response
from catalogue.page_queries import find_venue
from catalogue.wanted import Wanted

feeds = Blueprint("place_feeds", __name__)


@feeds.get("/steder/<slug:slug>.ics")
@allow(anyone)
@public_page
def venue_calendar(slug: str) -> AnyResponse:
    """Answer with the calendar of one place."""
    found = find_venue(db.session(), slug) or abort(404)
    return calendar_response(found.name, venue_path(slug), Wanted(venue_id=found.id))


@feeds.get("/steder/<slug:slug>.json")
@allow(anyone)
@public_page
def venue_data(slug: str) -> Response:
    """Answer with what takes place at one place."""
    found = find_venue(db.session(), slug) or abort(404)
    return occurrences_response(Wanted(venue_id=found.id), asked_days(request.path))
