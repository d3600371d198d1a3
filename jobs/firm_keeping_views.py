"""Staff give a firm a link to post through, and take it back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now, site_url
from jobs.access_views import list_own_places, may_on_firm
from jobs.firm_commands import add_firm, replace_link, take_link_back
from jobs.models import Firm
from jobs.posting_forms import FirmForm
from jobs.posting_queries import list_firms
from people.access_views import get_signed_in, may
from people.audit_commands import note
from people.permissions import Act
from people.terms import AuditAction, AuditKind

pages = Blueprint("firm_keeping", __name__)

Answer = Response | tuple[str, int]


@pages.route("/personale/job/firmaer", methods=["GET", "POST"])
@allow(may(Act.POST_JOB))
def firms() -> Answer:
    """Show staff the firms that their places gave a link, and give one more."""
    form = FirmForm()
    places, chosen = list_own_places(), request.form.get("sted")
    place = next((each for each in places if chosen in (None, str(each.id))), None)
    if place and form.validate_on_submit():
        name = form.name.data
        return _link_page(lambda rows: add_firm(rows, place.id, name, now()))
    return _firms_page(form)


@pages.post("/personale/job/firmaer/<id:firm_id>/link")
@allow(may_on_firm(Act.KEEP_JOB))
def link(firm_id: int) -> Answer:
    """Give a firm a new link in place of the one it had."""
    form = Press()
    if not form.validate_on_submit():
        return _firms_page(form)
    return _link_page(lambda rows: replace_link(rows, firm_id, now()) or abort(404))


@pages.post("/personale/job/firmaer/<id:firm_id>/luk")
@allow(may_on_firm(Act.KEEP_JOB))
def shut(firm_id: int) -> Answer:
    """Take a firm's link back."""
    form = Press()
    if not form.validate_on_submit():
        return _firms_page(form)

    def change(rows: Session) -> None:
        _note(rows, take_link_back(rows, firm_id, now()) or abort(404))

    written(change)
    return redirect(url_for("firm_keeping.firms"), 303)


def _link_page(give: Callable[[Session], tuple[Firm, str]]) -> Answer:
    def change(rows: Session) -> tuple[str, str]:
        firm, token = give(rows)
        _note(rows, firm)
        return firm.name, token

    name, token = written(change)
    address = site_url().rstrip("/") + url_for("firms.own", token=token)
    return render_template("jobs/firm_link.html", name=name, address=address), 200


def _firms_page(form: Form) -> Answer:
    actor = get_signed_in().actor
    page = render_template(
        "jobs/firms.html", firms=list_firms(db.session(), actor.venues), failed=form,
        form=form if isinstance(form, FirmForm) else FirmForm(formdata=None),
        places=list_own_places(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _note(rows: Session, firm: Firm) -> None:
    note(rows, get_signed_in().actor, AuditAction.FIRM_CHANGED, AuditKind.FIRM, now(), firm.id)
