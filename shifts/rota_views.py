"""A group's rota, its secret calendar, and what suits whom."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from base.database import db, written
from base.forms import Press
from base.ical import calendar_bytes
from base.web import allow, anyone, now, site_url
from people.access_views import get_signed_in, may_in_group
from people.audit_commands import note
from people.group_models import Group
from people.group_queries import find_group
from people.permissions import Act, Standing, allows, standings_in
from people.sign_in_queries import registry
from people.terms import AuditAction, AuditKind
from shifts.access_views import seen_places
from shifts.models import Opening
from shifts.opening_queries import list_openings_of_group, public_opening
from shifts.public_words import opening_words
from shifts.rota_commands import replace_rota_link, say_what_suits
from shifts.rota_feeds import rota_event
from shifts.rota_queries import RotaShift, find_rota_group, list_rota, list_suits
from shifts.rota_rows import Listed, by_week, rota_row
from shifts.rules import ShiftFacts
from shifts.suits_forms import SuitsForm
from shifts.wording import time_words

pages = Blueprint("rota", __name__)

Answer = AnyResponse | tuple[str, int]
BACK, AHEAD = dt.timedelta(days=7), dt.timedelta(weeks=7)


@pages.get("/gruppe/<id:group_id>/vagter")
@allow(may_in_group(Act.SEE_ROTA))
def show(group_id: int) -> str:
    """Show a group's rota as weeks: those to come, or the seven days before (`?vis=foer`)."""
    session, actor, moment = db.session(), get_signed_in().actor, now()
    earlier = request.args.get("vis") == "foer"
    span = (moment - BACK, moment) if earlier else (moment, moment + AHEAD)
    listed = list_rota(session, group_id, *span, seen_places(group_id))
    held = standings_in(actor, group_id, registry().group_places(session, group_id))
    rows = [_listed(each) for each in listed if not earlier or each.facts.ends_at <= moment]
    shown = [rota_row(each, actor.subject_id, moment, takes=allows(Act.TAKE_SHIFT, held)) for each in rows]
    return render_template(
        "shifts/rota.html", group=_group(group_id), weeks=by_week(rows, shown), earlier=earlier,
        openings=_openings(group_id),
        takes=allows(Act.TAKE_SHIFT, held), arranges=allows(Act.WRITE_ROTA, held), asks=Standing.CONTACT in held,
    )  # fmt: skip


@pages.post("/gruppe/<id:group_id>/vagter/kalender")
@allow(may_in_group(Act.TAKE_SHIFT))
def link(group_id: int) -> Answer:
    """Make the secret address of the rota, in place of the one before, and show it this once."""
    form, moment = Press(), now()
    if not form.validate_on_submit():
        return render_template("shifts/rota_link.html", group=_group(group_id), address=None, failed=form), 422

    def change(rows: Session) -> str | None:
        _note_help(rows)
        return replace_rota_link(rows, group_id, moment)

    token = written(change) or abort(404)
    address = site_url().rstrip("/") + url_for("rota.calendar", token=token)
    return render_template("shifts/rota_link.html", group=_group(group_id), address=address), 200


@pages.get("/kalender/gruppe/<token>.ics")
@allow(anyone)
def calendar(token: str) -> Response:
    """Answer with a group's rota: whether two have said yes, and no names."""
    session, moment = db.session(), now()
    group = find_rota_group(session, token) or abort(404, "Adressen virker ikke mere. Lav en ny på siden med vagter.")
    # Who was on what is erased after those days: before them nothing would be true.
    found = list_rota(session, group.id, moment - BACK, moment + AHEAD)
    page = site_url().rstrip("/") + url_for("rota.show", group_id=group.id)
    body = calendar_bytes(group.name, page, [rota_event(each, page, moment) for each in found])
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@pages.route("/gruppe/<id:group_id>/vagter/passer", methods=["GET", "POST"])
@allow(may_in_group(Act.TAKE_SHIFT))
def suits(group_id: int) -> Answer:
    """Show the coming shifts and let somebody say which suit them; nobody else sees it."""
    session, me, moment = db.session(), get_signed_in().actor.subject_id, now()
    coming = [each for each in list_rota(session, group_id, moment, moment + AHEAD) if _can_suit(each.facts, moment)]
    shown = [each.shift.id for each in coming]
    words = [f"{time_words(each.facts)}, {each.shift.opening.venue.name}" for each in coming]
    form = SuitsForm(zip(shown, words, strict=True), data={"shifts": sorted(list_suits(session, me, shown))})

    def change(rows: Session) -> None:
        _note_help(rows)
        say_what_suits(rows, me, shown, form.shifts.data)

    if form.validate_on_submit():
        written(change)
        return redirect(url_for("rota.show", group_id=group_id), 303)
    return render_template("shifts/suits.html", group=_group(group_id), form=form), 422 if form.is_submitted() else 200


def _can_suit(facts: ShiftFacts, moment: dt.datetime) -> bool:
    return facts.is_live and facts.starts_at > moment


def _note_help(rows: Session) -> None:
    actor = get_signed_in().actor
    if actor.acts_for:
        note(rows, actor, AuditAction.HELPED, AuditKind.OPENING, now(), for_id=actor.acts_for)


def _group(group_id: int) -> Group:
    return find_group(db.session(), group_id) or abort(404)


def _openings(group_id: int) -> list[tuple[Opening, str]]:
    found = list_openings_of_group(db.session(), group_id)
    return [(each, opening_words(public_opening(each), now().date())) for each in found]


def _listed(rota: RotaShift) -> Listed:
    names = {seat.person_id: seat.person.name for seat in rota.seats}
    return Listed(rota.shift.id, rota.shift.opening.venue.name, rota.facts, names)
