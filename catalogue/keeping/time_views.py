"""The coming times of an activity: call one off, move it, or let it be as planned. Staff and who leads it use the same pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from base.database import db, writing
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_activity
from catalogue.keeping.activity_keeping_views import Answer, back_from, keeper_of, note_kept
from catalogue.keeping.activity_queries import find_activity_to_keep
from catalogue.keeping.time_commands import TimeKey, cancel_time, move_time, restore_time
from catalogue.keeping.time_forms import CancelForm, MoveForm, TimeForm
from catalogue.keeping.time_queries import find_coming, list_coming
from catalogue.models import Activity
from people.terms import AuditAction

times = Blueprint("times", __name__)

TOO_LATE = "Den gang er gået, eller den er ændret, siden du så den. Sådan er det nu."


@times.get("/aktiviteter/<id:activity_id>/gange", endpoint="list")
@allow(may_keep_activity())
def list_times(activity_id: int) -> Answer:
    """Show the next twelve times, each with what can be done about it."""
    return _page(activity_id, 200)


@times.post("/aktiviteter/<id:activity_id>/gange/<id:schedule_id>/<day:day>/aflys")
@allow(may_keep_activity())
def cancel(activity_id: int, schedule_id: int, day: dt.date) -> Answer:
    """Call one time off."""
    form, key, moment = CancelForm(), TimeKey(activity_id, schedule_id, day), now()
    return _change(key, form, lambda rows: cancel_time(rows, key, form.line, form.number, moment))


@times.post("/aktiviteter/<id:activity_id>/gange/<id:schedule_id>/<day:day>/som-planlagt")
@allow(may_keep_activity())
def restore(activity_id: int, schedule_id: int, day: dt.date) -> Answer:
    """Let one time be as planned."""
    form, key, moment = TimeForm(), TimeKey(activity_id, schedule_id, day), now()
    return _change(key, form, lambda rows: restore_time(rows, key, form.number, moment))


@times.route("/aktiviteter/<id:activity_id>/gange/<id:schedule_id>/<day:day>/flyt", methods=["GET", "POST"])
@allow(may_keep_activity())
def move(activity_id: int, schedule_id: int, day: dt.date) -> Answer:
    """Ask for another day or other hours, and move one time there."""
    key, moment = TimeKey(activity_id, schedule_id, day), now()
    time = find_coming(db.session(), *key, moment)
    form = MoveForm(time, moment) if time else None
    if time is None or form is None:
        return _page(activity_id, 409, TOO_LATE)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        if _write(key, lambda rows: move_time(rows, key, form.slot, form.number, moment)):
            return redirect(url_for("times.list", activity_id=activity_id), 303)
        # What was typed stays; sent again, it is on top of what is seen now.
        form.form_errors, status = [TOO_LATE], 409
        time = find_coming(db.session(), *key, moment)
        if time is None:
            return _page(activity_id, 409, TOO_LATE)
        form.seen.data = time.seen
    return render_template("catalogue/keeping/time_move.html", time=time, form=form, activity=_activity(activity_id)), status


def _change(key: TimeKey, form: TimeForm, change: Callable[[Session], bool]) -> Answer:
    if not form.validate():
        return _page(key.activity_id, 422, form.problems()[0][1])
    if not _write(key, change):
        return _page(key.activity_id, 409, TOO_LATE)
    return redirect(url_for("times.list", activity_id=key.activity_id), 303)


def _write(key: TimeKey, change: Callable[[Session], bool]) -> bool:
    keeper, moment = keeper_of(_activity(key.activity_id)), now()
    with writing() as rows:
        changed = change(rows)
        if changed:
            note_kept(rows, AuditAction.TIME_CHANGED, key.activity_id, moment)
        if changed and keeper.group_id is not None:
            rows.get_one(Activity, key.activity_id).group_changed_at = moment
    return changed


def _page(activity_id: int, status: int, problem: str = "") -> Answer:
    activity, moment = _activity(activity_id), now()
    coming = [(time, CancelForm(time, formdata=None)) for time in list_coming(db.session(), activity_id, moment)]
    return render_template(
        "catalogue/keeping/times.html", activity=activity, coming=coming, moment=moment, problem=problem,
        back=back_from(activity, keeper_of(activity)),
    ), status  # fmt: skip


def _activity(activity_id: int) -> Activity:
    return find_activity_to_keep(db.session(), activity_id) or abort(404)
