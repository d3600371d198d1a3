"""The page on which a coordinator lays two places together that are one."""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from base.database import db, writing
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_place
from catalogue.keeping.merge_commands import merge_venues
from catalogue.keeping.merge_forms import MergeForm
from catalogue.keeping.merge_queries import MergePlan, plan_merge
from catalogue.keeping.merge_wording import counted, hours_named, named, texts_named
from catalogue.keeping.venue_queries import find_place, list_places
from catalogue.keeping.venue_views import pages as pages
from catalogue.keeping.versions import version_of
from catalogue.place_models import Venue
from people.access_views import get_signed_in
from people.permissions import Act

WORDING = {"counted": counted, "named": named, "hours_named": hours_named, "texts_named": texts_named}
CHANGED = "Der er kommet noget til, siden du så det. Se igen, hvad der sker."


@pages.route("/personale/steder/<slug:slug>/laeg-sammen", methods=["GET", "POST"])
@allow(may_keep_place(Act.KEEP_PLACES))
def merge(slug: str) -> Response:
    """Choose the place that stays, see what happens, and do it."""
    session = db.session()
    venue = find_place(session, slug) or abort(404)
    places = list_places(session)
    form = MergeForm(places, venue.id)
    if request.method != "POST" or not form.validate():
        return _page(venue, form, 200 if request.method != "POST" else 422)
    try:
        return _merge(venue, form, next(place.slug for place in places if place.id == form.kept.data))
    except NoResultFound:
        abort(409)


def _merge(venue: Venue, form: MergeForm, kept_slug: str) -> Response:
    plan = plan_merge(db.session(), venue.id, form.kept.data)
    if form.shown.data != version_of(plan):
        form.form_errors = [CHANGED] if form.shown.data else []
        return _page(venue, form, 409 if form.shown.data else 422, plan)
    actor, moment, venue_id = get_signed_in().actor, now(), venue.id
    with writing() as rows:
        anew = merge_venues(rows, actor, venue_id, form.kept.data, plan, moment)
    if anew:
        form.form_errors = [CHANGED]
        return _page(db.session().get_one(Venue, venue_id), form, 409, anew)
    return redirect(url_for("keeping.place", slug=kept_slug), 303)


def _page(venue: Venue, form: MergeForm, status: int, plan: MergePlan | None = None) -> Response:
    form.shown.data = version_of(plan) if plan else ""
    shown = {"venue": venue, "form": form, "plan": plan, **WORDING}
    return make_response(render_template("catalogue/keeping/venue_merge.html", **shown), status)
