"""The map of what is missing, for staff: one shelf at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, render_template, request

from base.danish import WEEKDAYS
from base.database import db
from base.web import allow, now
from catalogue.filters import DAY_PARTS, Asked
from catalogue.wishing.gap_grid import TIMES, Place, map_gaps
from catalogue.wishing.gap_queries import Choice, count_gaps, list_areas, list_known, list_places, list_shelves, list_unmet
from catalogue.wishing.wish_wording import how_many
from people.access_views import get_signed_in, may
from people.permissions import Act, Actor, allows, standings_at

gaps = Blueprint("gaps", __name__)

FURTHEST_PAGE = 1000


@gaps.get("/personale/huller", endpoint="map")
@allow(may(Act.SEE_CATALOGUE))
def gap_map() -> str:
    """Show a shelf's interests against places and against the week, the emptiest first, and what is wished for."""
    session, actor, today = db.session(), get_signed_in().actor, now().date()
    shelves, areas = list_shelves(session), list_areas(session)
    area = _chosen("omraade", areas)
    shelf = _chosen("hylde", shelves) or next(iter(shelves), None)
    page = min(max(request.args.get("side", 1, int), 1), FURTHEST_PAGE)
    places, more = list_places(session, area.id if area else None, actor.venues, page)
    rows = []
    if shelf:
        counts = count_gaps(session, shelf.id, area.id if area else None, places, today)
        rows = map_gaps(list_known(session, shelf.id), places, counts)
    return render_template(
        "catalogue/wishing/gaps.html", shelves=shelves, shelf=shelf, areas=areas, area=area, rows=rows, places=places,
        page=page, more=more, mine=_mine(actor, places), unmet=list_unmet(session, today), how_many=how_many,
        times=TIMES, weekdays=WEEKDAYS, parts=list(DAY_PARTS),
        asked=Asked(area=area.slug if area else ""), replace=replace,
    )  # fmt: skip


def _chosen(name: str, choices: Sequence[Choice]) -> Choice | None:
    slug = request.args.get(name)
    return next((each for each in choices if each.slug == slug), None) or abort(404) if slug else None


def _mine(actor: Actor, places: Sequence[Place]) -> set[int]:
    return {place.id for place in places if allows(Act.KEEP_PLACE, standings_at(actor, [place.id]))}
