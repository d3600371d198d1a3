"""Extra hours: asked for by a group, answered by the place, paused, changed, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.clock import day_of
from base.danish import date_short
from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from people.access_views import get_signed_in, may, may_in_group
from people.audit_commands import note
from people.group_queries import find_group
from people.permissions import Act, Standing, allows, standings_in
from people.terms import AuditAction, AuditKind, StaffRole
from shifts.access_views import may_on_opening
from shifts.models import Opening
from shifts.opening_commands import (
    OpeningRefusedError,
    UnknownOpeningError,
    add_pause,
    approve_opening,
    ask_opening,
    decline_opening,
    end_opening,
    end_pause,
    go_on,
)
from shifts.opening_forms import AskForm, PauseForm, SeenDayForm, TermsForm, terms_of
from shifts.opening_queries import find_opening, list_holes, list_openings_at, list_places_of, public_opening
from shifts.opening_rules import ENDS_SOON, SENTENCES
from shifts.public_words import opening_words
from shifts.terms import OpeningState
from shifts.wording import time_words

pages = Blueprint("openings", __name__)

Answer = Response | tuple[str, int]
NEXT_WEEK = dt.timedelta(days=7)


@pages.route("/gruppe/<id:group_id>/ekstra-aabent", methods=["GET", "POST"])
@allow(may_in_group(Act.ASK_OPENING))
def ask(group_id: int) -> Answer:
    """Let a contact ask a place for hours in which the group keeps it open."""
    session, today = db.session(), now().date()
    group, places = find_group(session, group_id) or abort(404), list_places_of(session, group_id)
    form = AskForm(today, places, data={"first_day": today + NEXT_WEEK})
    if form.validate_on_submit() and form.hours:
        hours = form.hours
        opening_id = try_change(
            form,
            lambda rows: ask_opening(rows, group_id, form.place.data, hours, form.tasks.data, now()),
            AuditAction.OPENING_CHANGED,
        )
        if opening_id:
            return redirect(url_for("openings.show", opening_id=opening_id), 303)
    return render_template("shifts/opening_ask.html", group=group, places=places, form=form), 422 if form.is_submitted() else 200


@pages.get("/ekstra-aabent/<id:opening_id>")
@allow(may_on_opening(Act.SEE_ROTA))
def show(opening_id: int) -> Answer:
    """Show hours to the group and to staff of the place: what was agreed, and what each may do about it."""
    return _page(opening_id)


@pages.route("/ekstra-aabent/<id:opening_id>/svar", methods=["GET", "POST"])
@allow(may_on_opening(Act.ANSWER_OPENING))
def answer(opening_id: int) -> Answer:
    """Let staff say yes, under terms of theirs."""
    opening = find(opening_id)
    form = TermsForm(data=terms_of(opening))
    if form.validate_on_submit():
        terms = form.terms
        return _change(
            opening_id, form, lambda rows: approve_opening(rows, opening_id, terms, now()), AuditAction.OPENING_ANSWERED
        )
    page = render_template("shifts/opening_answer.html", opening=opening, hours=words(opening), form=form)
    return page, 422 if form.is_submitted() else 200


@pages.post("/ekstra-aabent/<id:opening_id>/nej")
@allow(may_on_opening(Act.ANSWER_OPENING))
def decline(opening_id: int) -> Answer:
    """Let staff say no."""
    form = Press()
    if not form.validate_on_submit():
        return _page(opening_id, form)
    return _answer(opening_id, form, lambda rows: decline_opening(rows, opening_id, now()))


@pages.post("/ekstra-aabent/<id:opening_id>/pause")
@allow(may_on_opening(Act.KEEP_OPENING))
def pause(opening_id: int) -> Answer:
    """Let there be no shifts on some days."""
    form = PauseForm()
    if not form.validate_on_submit():
        return _page(opening_id, form)
    last = form.last.data or form.first.data
    return _change(opening_id, form, lambda rows: add_pause(rows, opening_id, form.first.data, last, now()))


@pages.post("/ekstra-aabent/<id:opening_id>/pause/slut", endpoint="end_pause")
@allow(may_on_opening(Act.KEEP_OPENING))
def end_a_pause(opening_id: int) -> Answer:
    """Let there be shifts again on the days of a pause."""
    form = SeenDayForm()
    if not form.validate_on_submit():
        return _page(opening_id, form)
    return _change(opening_id, form, lambda rows: end_pause(rows, opening_id, form.day.data, now()))


@pages.post("/ekstra-aabent/<id:opening_id>/bliv-ved", endpoint="go_on")
@allow(may_on_opening(Act.KEEP_OPENING))
def go_on_with_it(opening_id: int) -> Answer:
    """Let it go on for eight weeks more."""
    form = SeenDayForm()
    if not form.validate_on_submit():
        return _page(opening_id, form)
    return _change(opening_id, form, lambda rows: go_on(rows, opening_id, form.day.data, now()))


@pages.post("/ekstra-aabent/<id:opening_id>/slut")
@allow(may_on_opening(Act.KEEP_OPENING))
def end(opening_id: int) -> Answer:
    """End it: the shifts ahead are called off."""
    form = Press()
    if not form.validate_on_submit():
        return _page(opening_id, form)
    return _change(opening_id, form, lambda rows: end_opening(rows, opening_id, now()))


@pages.get("/personale/vagter")
@allow(may(Act.SEE_OPENINGS))
def overview() -> str:
    """Show staff what is asked, kept and still open at their places, and a coordinator that of all."""
    session, actor, moment = db.session(), get_signed_in().actor, now()
    where = None if actor.role is StaffRole.COORDINATOR else actor.venues
    return render_template(
        "shifts/opening_overview.html", openings=list_openings_at(session, where), words=words, here=actor.venues,
        holes=list_holes(session, where, moment), time_words=time_words, today=moment.date(), soon=moment.date() + ENDS_SOON,
    )  # fmt: skip


def _answer(opening_id: int, form: Form, change: Callable[[Session], Opening]) -> Answer:
    return _change(opening_id, form, change, AuditAction.OPENING_ANSWERED)


def _change(
    opening_id: int, form: Form, change: Callable[[Session], Opening], action: AuditAction = AuditAction.OPENING_CHANGED
) -> Answer:  # fmt: skip
    done = try_change(form, change, action)
    return redirect(url_for("openings.show", opening_id=opening_id), 303) if done else _page(opening_id, form, 409)


def try_change(form: Form, change: Callable[[Session], Opening], action: AuditAction) -> int | None:
    """Do it and return the id of the hours; where it cannot be, tell the form why and return None.

    Aborts with 404 where the hours are gone.
    """
    actor = get_signed_in().actor

    def do(rows: Session) -> int:
        opening = change(rows)
        done = AuditAction.HELPED if actor.acts_for else action
        note(rows, actor, done, AuditKind.OPENING, now(), opening.id, for_id=actor.acts_for)
        return opening.id

    try:
        return written(do)
    except UnknownOpeningError:
        abort(404)
    except OpeningRefusedError as error:
        form.form_errors = [SENTENCES[error.problem]]
    return None


def _page(opening_id: int, failed: Form | None = None, status: int = 422) -> Answer:
    opening, moment = find(opening_id), now()
    held = held_on(opening)
    runs, may_keep = opening.state == OpeningState.APPROVED, allows(Act.KEEP_OPENING, held)
    page = render_template(
        "shifts/opening.html", opening=opening, hours=words(opening), failed=failed or Press(formdata=None),
        pause_form=failed if isinstance(failed, PauseForm) else PauseForm(formdata=None),
        answers=allows(Act.ANSWER_OPENING, held) and opening.state == OpeningState.ASKED,
        keeps=may_keep and runs, keeps_asked=may_keep and opening.state == OpeningState.ASKED,
        pauses=[each for each in opening.pauses if each.last_day >= day_of(moment)],
        asks=allows(Act.ASK_OPENING, held), is_over=opening.last_day < day_of(moment),
        ends_soon=runs and opening.last_day <= day_of(moment) + ENDS_SOON, date_short=date_short,
    )  # fmt: skip
    return page, status if failed else 200


def find(opening_id: int) -> Opening:
    """Return hours; abort with 404 where there are none."""
    return find_opening(db.session(), opening_id) or abort(404)


def held_on(opening: Opening) -> frozenset[Standing]:
    """Return what whoever asks is toward these hours."""
    return standings_in(get_signed_in().actor, opening.group_id, [opening.venue_id])


def words(opening: Opening) -> str:
    """Return when it is, in words."""
    return opening_words(public_opening(opening), now().date())
