"""The link of a firm: what it has asked for, and a job more."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from base.database import db, written
from base.forms import Press
from base.web import allow, anyone, now
from jobs.access_views import need_on_at
from jobs.models import Firm
from jobs.posting_commands import PostingRefusedError, ask, end
from jobs.posting_forms import PAID, FirmPostingForm
from jobs.posting_queries import find_firm, find_posting, list_of_firm
from jobs.posting_views import posting_words
from jobs.terms import PostingState, Problem, Taking
from jobs.wording import PROBLEMS, STATES
from people.codes import digest, new_id

pages = Blueprint("firms", __name__)

Answer = Response | tuple[str, int]


@pages.route("/job/firma/<token>", methods=["GET", "POST"])
@allow(anyone)
def own(token: str) -> Answer:
    """Show a firm what it has asked for, and let it ask for a job to be posted."""
    firm = _find(token)
    form = FirmPostingForm(now().date(), data=_given(firm))
    if firm.ended_at:
        return _shut(firm, form)
    if not form.validate_on_submit():
        return _page(firm, token, form, 422 if form.is_submitted() else 200)
    values, key, moment = form.values, digest(f"firma {firm.id} {form.once.data or new_id()} {form.values}"), now()
    try:
        written(lambda rows: ask(rows, firm.id, values, key, moment).id)
    except PostingRefusedError as error:
        if error.problem is Problem.FIRM_GONE:
            return _shut(_find(token), form)
        form.refuse(error.problem)
        return _page(firm, token, form, 409)
    return redirect(url_for("firms.own", token=token, _anchor="opslag"), 303)


@pages.post("/job/firma/<token>/<id:posting_id>/stop")
@allow(anyone)
def stop(token: str, posting_id: int) -> Answer:
    """Let a firm take its own posting down: what lies ahead is called off."""
    firm, posting, press = _find(token), find_posting(db.session(), posting_id), Press()
    if posting is None or posting.firm_id != firm.id:
        abort(404)
    form = FirmPostingForm(now().date(), formdata=None, data=_given(firm))
    if firm.ended_at:
        return _shut(firm, form)
    if not press.validate_on_submit():
        return _page(firm, token, form, 422, press)
    try:
        written(lambda rows: end(rows, posting_id, now()).id)
    except PostingRefusedError as error:
        press.form_errors = [PROBLEMS[error.problem]]
        return _page(firm, token, form, 409, press)
    return redirect(url_for("firms.own", token=token, _anchor="opslag"), 303)


def _find(token: str) -> Firm:
    firm = find_firm(db.session(), token) or abort(404)
    need_on_at(firm.venue)
    return firm


def _given(firm: Firm) -> dict[str, object]:
    return {"once": new_id(), "kind": PAID, "employer": firm.name, "taking": Taking.FIRST_COME}


def _shut(firm: Firm, form: FirmPostingForm) -> Answer:
    """Answer that the link is dead, whom to call, and what was typed, so that it can be copied."""
    typed = [(each.label.text, ", ".join(each.raw_data)) for each in form if each.raw_data and each.type != "HiddenField"]
    return render_template("jobs/firm_shut.html", venue=firm.venue, typed=[each for each in typed if each[1]]), 410


def _page(firm: Firm, token: str, form: FirmPostingForm, status: int, press: Press | None = None) -> Answer:
    today = now().date()
    page = render_template(
        "jobs/firm.html", firm=firm, token=token, form=form, failed=press or form, posting_words=posting_words,
        postings=list_of_firm(db.session(), firm.id, today), state_words=STATES, today=today,
        can_stop=(PostingState.ASKED, PostingState.POSTED),
    )  # fmt: skip
    return page, status
