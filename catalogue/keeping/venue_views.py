"""The pages on which places are kept: all of them, a new one, and what is written of one."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from base.database import db, writing
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_place
from catalogue.keeping.venue_commands import add_venue, change_venue
from catalogue.keeping.venue_forms import VenueForm
from catalogue.keeping.venue_queries import find_place, list_areas, list_places, values_of
from catalogue.keeping.venue_values import Taken, VenueValues
from catalogue.keeping.versions import Moved
from people.access_views import get_signed_in, may
from people.permissions import Act, allows, standings

pages = Blueprint("places", __name__)


@pages.get("/personale/steder")
@allow(may(Act.SEE_CATALOGUE))
def list() -> str:
    """List all places, those that one keeps first."""
    actor = get_signed_in().actor
    keeps_all = allows(Act.KEEP_PLACES, standings(actor))
    places = list_places(db.session())
    mine = [place for place in places if keeps_all or place.id in actor.venues]
    return render_template(
        "catalogue/keeping/venues.html", mine=mine, others=[place for place in places if place not in mine], keeps_all=keeps_all
    )


@pages.route("/personale/steder/ny", methods=["GET", "POST"])
@allow(may(Act.KEEP_PLACES))
def new() -> Response:
    """Write a new place."""
    form = VenueForm(list_areas(db.session()), VenueValues())
    if request.method != "POST" or form.asks_for_rows or not form.validate():
        return _page(form, 200 if request.method != "POST" else 422)
    actor, moment = get_signed_in().actor, now()
    with writing() as rows:
        added = add_venue(rows, actor, form.values, moment)
    return _taken(form, added) if isinstance(added, Taken) else _done(added)


@pages.route("/personale/steder/<slug:slug>/ret", methods=["GET", "POST"])
@allow(may_keep_place())
def edit(slug: str) -> Response:
    """Change what is written of a place."""
    venue = find_place(db.session(), slug) or abort(404)
    name = venue.name
    form = VenueForm(list_areas(db.session()), values_of(venue))
    if request.method != "POST" or form.asks_for_rows or not form.validate():
        return _page(form, 200 if request.method != "POST" else 422, slug, name)
    actor, moment = get_signed_in().actor, now()
    try:
        with writing() as rows:
            answer = change_venue(rows, actor, slug, form.values, form.version.data, moment)
    except LookupError:
        abort(404)
    if isinstance(answer, Moved):
        form.tell_moved(answer.present)
        return _page(form, 409, slug, name)
    return _taken(form, answer, slug, name) if answer else _done(slug)


def _done(slug: str) -> Response:
    return redirect(url_for("keeping.place", slug=slug), 303)


def _taken(form: VenueForm, taken: Taken, slug: str = "", name: str = "") -> Response:
    form.name.errors = ["Der er allerede et sted, der hedder det i den by. Skriv et andet navn, eller brug det sted."]
    return _page(form, 422, slug, name, taken)


def _page(form: VenueForm, status: int, slug: str = "", name: str = "", taken: Taken | None = None) -> Response:
    shown = {"form": form, "slug": slug, "name": name, "taken": taken}
    return make_response(render_template("catalogue/keeping/venue.html", **shown), status)
