"""Suggest a rota: show it, and ask those who are in it."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from functools import partial

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from people.access_views import get_signed_in, may_in_group
from people.audit_commands import note
from people.group_queries import find_group
from people.permissions import Act
from people.terms import AuditAction, AuditKind
from seats.refusals import SeatRefusedError
from shifts.access_views import seen_places
from shifts.held_commands import UnknownShiftError
from shifts.suggestion import suggest
from shifts.suggestion_commands import ask_about
from shifts.suggestion_queries import read_wanted
from shifts.suggestion_words import HOLE_WORDS
from shifts.wording import time_words

pages = Blueprint("suggestion", __name__)

Answer = Response | tuple[str, int]


@pages.get("/gruppe/<id:group_id>/vagter/forslag")
@allow(may_in_group(Act.WRITE_ROTA))
def show(group_id: int) -> Answer:
    """Show whom a plan would ask about which shifts of the coming weeks, and why seats stay empty."""
    return _page(group_id)


@pages.post("/gruppe/<id:group_id>/vagter/forslag")
@allow(may_in_group(Act.WRITE_ROTA))
def ask(group_id: int) -> Answer:
    """Ask them: their seats are held, and none is taken until they say yes."""
    form, moment = Press(), now()
    if not form.validate_on_submit():
        return _page(group_id, form)
    wanted = read_wanted(db.session(), group_id, moment, seen_places(group_id))
    asked = defaultdict(list)
    for shift_id, person_id in suggest(wanted.members, wanted.free).asked:
        asked[shift_id].append(person_id)
    actor = get_signed_in().actor
    for shift_id, people in asked.items():
        # Each on its own: what is no longer free is left as it is.
        with suppress(SeatRefusedError, UnknownShiftError):
            written(partial(ask_about, shift_id=shift_id, person_ids=people, now=moment))
    if asked and actor.role:
        written(lambda rows: note(rows, actor, AuditAction.SHIFT_CHANGED, AuditKind.OPENING, moment))
    return redirect(url_for("rota.show", group_id=group_id), 303)


def _page(group_id: int, failed: Form | None = None) -> Answer:
    wanted = read_wanted(db.session(), group_id, now(), seen_places(group_id))
    found = suggest(wanted.members, wanted.free)
    names = defaultdict(list)
    for shift_id, person_id in found.asked:
        names[shift_id].append(wanted.names[person_id])
    holes = {key: HOLE_WORDS[hole] for key, hole in found.holes}
    page = render_template(
        "shifts/suggestion.html", group=find_group(db.session(), group_id) or abort(404), failed=failed or Press(formdata=None),
        asks=bool(found.asked),
        rows=[(time_words(each.facts), each.shift.opening.venue.name, names[key], holes.get(key, ""))
              for key, each in wanted.rota.items()],
    )  # fmt: skip
    return page, 422 if failed else 200
