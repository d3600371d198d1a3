"""The page of a place as its staff keep it: what waits, what runs, and ways to the rest."""

from __future__ import annotations

from flask import abort, render_template, url_for

from base.database import db
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_place
from catalogue.keeping.activity_keeping_views import keeping, shown_of_each
from catalogue.keeping.activity_rhythms import said
from catalogue.keeping.closing_forms import CloseForm
from catalogue.keeping.closing_queries import list_closed, list_left
from catalogue.keeping.place_page_queries import find_kept_place, read_kept_place
from catalogue.models import Activity
from people.access_views import get_signed_in
from people.sign_in_queries import registry

AT_THE_PLACE = {"sheet.type_in": "Skriv en uge ind", "closing.days": "Lukkedage", "places.edit": "Ret stedet"}
EVERYWHERE = {
    "cases.board": "Sammenfald",
    "gaps.map": "Huller",
    "interests.list": "Interesser",
    "programme.upload": "Indlæs en liste",
}


@keeping.get("/personale/steder/<slug:slug>")
@allow(may_keep_place())
def place(slug: str) -> str:
    """Show a place as its staff keep it."""
    session, moment = db.session(), now()
    venue = find_kept_place(session, slug) or abort(404)
    kept = read_kept_place(session, venue.id, moment.date())

    def when(activity: Activity) -> list[str]:
        here = [each.rule() for each in activity.schedules if each.venue_id == venue.id]
        return [said(rule, moment.date(), kept.closing_days) for rule in here] or [activity.when_words or "Uden fast dag"]

    return render_template(
        "catalogue/keeping/place.html", venue=venue, kept=kept, when=when,
        same=shown_of_each(kept.same),
        places=registry().find_workplaces(session, get_signed_in().actor.person_id),
        left=list_left(session, venue.id, moment), closed=list_closed(session, venue.id, moment.date()),
        close_form=CloseForm(formdata=None), ways=_ways(slug),
    )  # fmt: skip


def _ways(slug: str) -> list[tuple[str, str]]:
    here = [(url_for(name, slug=slug), words) for name, words in AT_THE_PLACE.items()]
    return here + [(url_for(name), words) for name, words in EVERYWHERE.items()]
