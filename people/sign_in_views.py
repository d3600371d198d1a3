"""The ways in, the ways out, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from base.database import db, writing
from base.forms import Press
from base.ways_back import way_back
from base.web import allow, anyone, now
from people.access_views import get_signed_in, let_out, may, signed_in
from people.code_request_views import CLOSED
from people.permissions import Act
from people.sign_in_commands import end_all_sign_ins, end_sign_in
from people.sign_in_queries import list_sign_ins, registry
from people.sign_in_wording import moment_words

pages = Blueprint("sign_in", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/log-ind")
@allow(anyone)
def ways_in() -> str:
    """Show the ways in, each of which leads on to where one was going."""
    return render_template(
        "people/ways_in.html", back=way_back(request.args.get("next")), closed=None if registry().open_ways() else CLOSED,
        just_out="ude" in request.args and signed_in() is None,
    )  # fmt: skip


@pages.post("/log-ud")
@allow(anyone)
def sign_out() -> Page:
    """End the session of this browser."""
    here = signed_in()
    if here is None:
        return _outside()
    form = Press()
    if not form.validate():
        return _sign_ins_page(form), 422
    with writing() as rows:
        end_sign_in(rows, here.id, here.actor.person_id)
    return _outside()


@pages.get("/mig/logget-ind")
@allow(may(Act.SEE_SIGN_INS))
def sign_ins() -> str:
    """Show where one is signed in."""
    return _sign_ins_page(Press())


@pages.post("/mig/logget-ind/<key:sign_in_id>")
@allow(may(Act.SEE_SIGN_INS))
def end_one(sign_in_id: str) -> Page:
    """End one of one's own sessions; one that is over, or another's, stays as it is."""
    here, form = get_signed_in(), Press()
    if not form.validate():
        return _sign_ins_page(form), 422
    with writing() as rows:
        end_sign_in(rows, sign_in_id, here.actor.person_id)
    return _outside() if sign_in_id == here.id else redirect(url_for("sign_in.sign_ins"), 303)


@pages.post("/mig/logget-ind")
@allow(may(Act.SEE_SIGN_INS))
def end_all() -> Page:
    """End all of one's sessions, this one too."""
    here, form = get_signed_in(), Press()
    if not form.validate():
        return _sign_ins_page(form), 422
    with writing() as rows:
        end_all_sign_ins(rows, here.actor.person_id)
    return _outside()


def _sign_ins_page(form: Press) -> str:
    here, moment = get_signed_in(), now()
    rows = list_sign_ins(db.session(), here.actor.person_id, moment)
    shown = [(row, moment_words(row.started_at, moment), moment_words(row.seen_at, moment)) for row in rows]
    return render_template("people/sign_ins.html", form=form, shown=shown, here=here.id)


def _outside() -> Response:
    let_out()
    return redirect(url_for("sign_in.ways_in", ude=1), 303)
