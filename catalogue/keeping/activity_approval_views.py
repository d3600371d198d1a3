"""What staff answer to what a group leads at their place: yes, no, and that they have seen what it changed."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, request
from sqlalchemy.orm import Session

from base.database import db, writing
from base.forms import Press
from base.web import allow, now
from catalogue.cases.carrying_out_commands import RefusedError
from catalogue.cases.proposal import REFUSAL_WORDS
from catalogue.keeping.access_views import may_keep_activity
from catalogue.keeping.activity_forms import LATER, ChoiceForm
from catalogue.keeping.activity_keeping_views import Answer, back_from, keeping, note_kept, shown, staff_keeper
from catalogue.keeping.activity_proposing_commands import propose_ending
from catalogue.keeping.activity_queries import find_activity_to_keep, list_shown_twins
from catalogue.keeping.publishing_commands import Came, NotAskedError, approve_activity, decline_activity, note_group_change
from catalogue.models import Activity
from catalogue.overlap_commands import UnseenOverlapError
from catalogue.overlap_queries import Twin, offering_of
from catalogue.terms import Ending
from people.group_views import ask_again
from people.permissions import Act
from people.terms import AuditAction


@keeping.post("/personale/aktiviteter/<id:activity_id>/ja")
@allow(may_keep_activity(Act.KEEP_PLACE))
def approve(activity_id: int) -> Answer:
    """Say yes to what a group asks for: from now on what it leads there goes out at once."""
    activity = _get(activity_id)
    form = ChoiceForm()
    if "sag" not in request.form and not form.ending.data:
        # The press beside the activities that were shown says so itself.
        form.ending.data = LATER
    _offer(form, activity, form.seen_ids)
    if not form.validate():
        return _case_page(activity, form, form.seen_ids)
    moment, by, together = now(), staff_keeper(), form.ending.data == Ending.TOGETHER
    try:
        with writing() as rows:
            came = None if together else approve_activity(rows, activity_id, moment, by, form.seen_ids)
            if form.ending.data != LATER:
                propose_ending(
                    rows, activity_id, Ending(form.ending.data), form.seen_ids, moment, by,
                    words=form.difference.data or "", joined_id=form.joined_id.data,
                )  # fmt: skip
            action = AuditAction.ACTIVITY_PUBLISHED if came is Came.OUT else AuditAction.ACTIVITY_CHANGED
            note_kept(rows, action, activity_id, moment)
    except NotAskedError:
        abort(409)
    except RefusedError as refused:
        form.ending.errors = [REFUSAL_WORDS[refused.why]]
        return _case_page(_get(activity_id), form, form.seen_ids)
    except UnseenOverlapError as unseen:
        form.ending.data = None
        return _case_page(_get(activity_id), form, form.seen_ids | unseen.activity_ids)
    return _back(activity_id)


@keeping.post("/personale/aktiviteter/<id:activity_id>/nej")
@allow(may_keep_activity(Act.KEEP_PLACE))
def decline(activity_id: int) -> Answer:
    """Say no to what a group asks for; it stays the group's draft."""
    return _press(activity_id, "Nej tak", AuditAction.ACTIVITY_CHANGED, lambda rows: decline_activity(rows, activity_id))


@keeping.post("/personale/aktiviteter/<id:activity_id>/set")
@allow(may_keep_activity(Act.KEEP_PLACE))
def noted(activity_id: int) -> Answer:
    """Say that one has seen what a group changed."""
    return _press(activity_id, "Set", AuditAction.ACTIVITY_REVIEWED, lambda rows: note_group_change(rows, activity_id))


def _press(activity_id: int, words: str, action: AuditAction, change: Callable[[Session], None]) -> Answer:
    form = Press()
    if not form.validate():
        return ask_again(form, words)
    try:
        with writing() as rows:
            change(rows)
            note_kept(rows, action, activity_id, now())
    except NotAskedError:
        abort(409)
    return _back(activity_id)


def _case_page(activity: Activity, form: ChoiceForm, seen: frozenset[int]) -> Answer:
    twins = _offer(form, activity, seen)
    back = back_from(activity, staff_keeper())
    return render_template(
        "catalogue/keeping/activity_approve.html", activity=activity, form=form, case=shown(twins), back=back
    ), 422  # fmt: skip


def _offer(form: ChoiceForm, activity: Activity, seen: frozenset[int]) -> list[Twin]:
    twins = list_shown_twins(db.session(), offering_of(activity), seen)
    by = staff_keeper()
    form.show(twins, seen, by.venue_ids is not None, True)
    return twins


def _get(activity_id: int) -> Activity:
    return find_activity_to_keep(db.session(), activity_id) or abort(404)


def _back(activity_id: int) -> Answer:
    return redirect(back_from(_get(activity_id), staff_keeper()).path, 303)
