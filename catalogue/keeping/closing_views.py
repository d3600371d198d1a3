"""Close the rest of today at a place, open it again, and keep its closing days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from base.database import db, writing
from base.forms import Press
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_place
from catalogue.keeping.activity_keeping_views import Answer
from catalogue.keeping.closing_commands import add_closing_days, close_today, open_again, remove_closing_days
from catalogue.keeping.closing_forms import CloseForm, ClosingDaysForm, RemoveForm
from catalogue.keeping.closing_queries import list_closed, list_closing_days, list_left, titles_on
from catalogue.keeping.closing_rules import Span, holidays_between, spans_of
from catalogue.keeping.place_page_queries import find_kept_place
from catalogue.place_models import Venue
from people.access_views import get_signed_in
from people.audit_commands import note
from people.terms import AuditAction, AuditKind

closing = Blueprint("closing", __name__)

A_YEAR = dt.timedelta(days=366)


@closing.route("/personale/steder/<slug:slug>/lukket-i-dag", methods=["GET", "POST"])
@allow(may_keep_place())
def today(slug: str) -> Answer:
    """Show what is left of today, and close it with one press and one chosen line."""
    venue, form, moment = _place(slug), CloseForm(), now()
    if form.validate_on_submit():
        return _close_or_open(venue, lambda rows: close_today(rows, venue.id, form.line, moment))
    return _today_page(venue, form)


@closing.post("/personale/steder/<slug:slug>/aabn-igen")
@allow(may_keep_place())
def reopen(slug: str) -> Answer:
    """Put today back as it was before it was closed."""
    venue, form, moment = _place(slug), Press(), now()
    if not form.validate():
        return _today_page(venue, form)
    return _close_or_open(venue, lambda rows: open_again(rows, venue.id, moment))


@closing.route("/personale/steder/<slug:slug>/lukkedage", methods=["GET", "POST"])
@allow(may_keep_place())
def days(slug: str) -> Answer:
    """Show the closing days that come, add some and take some away."""
    venue, today = _place(slug), now().date()
    form = ClosingDaysForm(today)
    if "fjern" in request.form:
        taken = RemoveForm()
        if taken.validate():
            return _keep_days(venue, taken.span, remove_closing_days)
        form = ClosingDaysForm(today, formdata=None)
        form.form_errors = [sentence for _, sentence in taken.problems()]
    elif form.validate_on_submit():
        return _keep_days(venue, form.span, add_closing_days)
    return _days_page(venue, form, today)


def _close_or_open(venue: Venue, change: Callable[[Session], bool]) -> Answer:
    slug, venue_id = venue.slug, venue.id
    with writing() as rows:
        if change(rows):
            note(rows, get_signed_in().actor, AuditAction.PLACE_CLOSED, AuditKind.PLACE, now(), venue_id)
    return redirect(url_for("closing.today", slug=slug), 303)


def _keep_days(
    venue: Venue, span: Span, change: Callable[[Session, Venue, list[dt.date], dt.datetime], None]
) -> Answer:  # fmt: skip
    slug, venue_id = venue.slug, venue.id
    with writing() as rows:
        change(rows, rows.get_one(Venue, venue_id), span.days(), now())
        note(rows, get_signed_in().actor, AuditAction.PLACE_CHANGED, AuditKind.PLACE, now(), venue_id)
    return redirect(url_for("closing.days", slug=slug), 303)


def _today_page(venue: Venue, form: CloseForm | Press) -> Answer:
    session, moment = db.session(), now()
    return render_template(
        "catalogue/keeping/closing_today.html", venue=venue, form=form, left=list_left(session, venue.id, moment),
        choose=form if isinstance(form, CloseForm) else CloseForm(formdata=None),
        closed=sorted({each.activity.title for each in list_closed(session, venue.id, moment.date())}),
    ), 422 if form.is_submitted() else 200  # fmt: skip


def _days_page(venue: Venue, form: ClosingDaysForm, today: dt.date) -> Answer:
    closed = list_closing_days(db.session(), venue.id, today)
    holidays = holidays_between(today, today + A_YEAR)
    return render_template(
        "catalogue/keeping/closing_days.html", venue=venue, form=form, spans=spans_of(closed), holidays=holidays,
        titles=titles_on(db.session(), venue.id, [*closed, *(each.day for each in holidays)]),
    ), 422 if form.is_submitted() else 200  # fmt: skip


def _place(slug: str) -> Venue:
    return find_kept_place(db.session(), slug) or abort(404)
