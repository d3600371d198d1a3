"""The pages that mix rooms: the front page, the places, and where you go when you are under 18."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, current_app, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from base.database import db
from base.publicpages import keep_until, public_page
from base.web import allow, anyone, now, site_url
from catalogue.filters import Asked
from catalogue.group_queries import find_venue_with_groups
from catalogue.hours import week_words
from catalogue.linked_data import place_data
from catalogue.listing_queries import first_end
from catalogue.name_queries import list_shelves
from catalogue.page_queries import list_similar_elsewhere, list_venues
from catalogue.programme_queries import list_occurrences
from catalogue.terms import HoursKind
from catalogue.views import show_list
from catalogue.wanted import Wanted
from jobs.asked import AskedJobs
from jobs.public_views import seen_ahead, words
from noticeboard.feeds import lead_to_present
from noticeboard.presence import VenuePresence, hours_of, venue_presence
from shifts.public_views import shifts_ahead
from shifts.public_words import PublicShift, looks_for_more, shown

pages = Blueprint("noticeboard", __name__)

MOST_TODAY, MOST_JOBS = 8, 4


@pages.get("/")
@allow(anyone)
@public_page
def front() -> str:
    """Show who is there now, what happens today and tomorrow, and what one might feel like."""
    moment = now()
    yesterday, today, tomorrow = (moment.date() + dt.timedelta(days=ahead) for ahead in (-1, 0, 1))
    listed = list_occurrences(db.session(), Wanted(), [yesterday, today, tomorrow], most=MOST_TODAY + 1, now=moment)
    keep_until(first_end(listed, moment))
    days = [(today, listed[yesterday] + listed[today]), (tomorrow, listed[tomorrow])]
    shifts = shifts_ahead(db.session(), moment)
    places = _places_now(shifts, moment)
    extra = [shown(each, moment) for each in shifts]
    return render_template(
        "noticeboard/front.html", days=days, most=MOST_TODAY, shelves=list_shelves(db.session()), extra=extra,
        looks_for_more=any(looks_for_more(each.facts, moment) for each in shifts),
        open_now=[each for each in places if each.found.until], later=[each for each in places if each.found.again],
        jobs=seen_ahead(AskedJobs(), moment, most=MOST_JOBS), **words(moment),
    )  # fmt: skip


def _places_now(shifts: list[PublicShift], moment: dt.datetime) -> list[VenuePresence]:
    places = [venue_presence(venue, shifts, moment) for venue in list_venues(db.session())]
    for each in places:
        keep_until(each.changes_at)
    return places


@pages.get("/steder")
@allow(anyone)
@public_page
def venues() -> str:
    """Show all places, by area, each with whether somebody is there."""
    moment = now()
    return render_template("noticeboard/venues.html", places=_places_now(shifts_ahead(db.session(), moment, days=0), moment))


@pages.get("/steder/<slug:slug>")
@allow(anyone)
@public_page
def venue(slug: str) -> str | AnyResponse:
    """Show one place: what one does there, when somebody is there, how to come the first time."""
    moment = now()
    told = find_venue_with_groups(db.session(), slug)
    if told is None:
        return lead_to_present(slug)
    found, groups = told
    shifts = shifts_ahead(db.session(), moment, venue_id=found.id)
    here = venue_presence(found, shifts, moment)
    keep_until(here.changes_at)
    return render_template(
        "noticeboard/venue.html", venue=found, here=here, groups=groups, site=site_url(),
        extra=[shown(each, moment) for each in shifts],
        open_hours=week_words(hours_of(found, HoursKind.OPEN)),
        staffed_hours=week_words(hours_of(found, HoursKind.STAFFED)),
        closing_days=sorted(each.day for each in found.closing_days if each.day >= moment.date())[:6],
        listed=show_list(Asked(venue=slug), Wanted(venue_id=found.id), moment),
        similar=list_similar_elsewhere(db.session(), found.id), linked_data=place_data(found, site_url()),
        jobs=seen_ahead(AskedJobs(venue=slug), moment, most=MOST_JOBS), **words(moment),
    )  # fmt: skip


@pages.get("/under-18")
@allow(anyone)
@public_page
def under_18() -> str:
    """Show somebody to talk to when you are under 18; nothing is asked, nothing is stored."""
    return render_template("noticeboard/under_18.html")


@pages.get("/was")
@allow(anyone)
def accessibility_statement() -> AnyResponse:
    """Lead to the accessibility statement, at the address every public body is asked to have it."""
    return redirect(current_app.config["SETTINGS"].accessibility_statement_url)
