"""Answer whether an activity still runs: staff of its places, a coordinator, or the group that leads it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import AnyOf

from base.database import db, writing
from base.forms import Form
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_activity
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_keeping_views import Answer, back_from, keeper_of, note_kept
from catalogue.keeping.activity_queries import find_activity_to_keep
from catalogue.keeping.publishing_commands import withdraw_activity
from catalogue.keeping.review_commands import KIND, still_runs
from catalogue.keeping.review_queries import something_waits
from catalogue.keeping.review_rules import ReviewAnswer
from catalogue.keeping.review_texts import review_waits
from notices.kinds import NoticeKind
from people.terms import AuditAction

review = Blueprint("review", __name__)

ACTIONS = {ReviewAnswer.RUNS: AuditAction.ACTIVITY_REVIEWED, ReviewAnswer.STOP: AuditAction.ACTIVITY_WITHDRAWN}


class AnswerForm(Form):
    """One of the presses that answer."""

    answer = StringField("Kører den stadig?", name="answer", validators=[AnyOf(list(ReviewAnswer), "Vælg et af svarene.")])


@review.record
def add_kind(state: BlueprintSetupState) -> None:
    """Give the app's outbox the notice that tells coordinators."""
    state.app.extensions["notices"].kinds.add(NoticeKind(KIND, "Noget venter på svar", review_waits, something_waits))


@review.post("/aktiviteter/<id:activity_id>/koerer")
@allow(may_keep_activity())
def answer(activity_id: int) -> Answer:
    """Take the answer that an activity runs, or let it stop."""
    form, activity = AnswerForm(), find_activity_to_keep(db.session(), activity_id) or abort(404)
    if not form.validate():
        return render_template("catalogue/keeping/review_again.html", form=form, activity=activity), 422
    said, keeper, moment = ReviewAnswer(form.answer.data), keeper_of(activity), now()
    back = back_from(activity, keeper)
    with writing() as rows:
        done = _take(rows, activity_id, said, keeper)
        if done:
            note_kept(rows, ACTIONS[said], activity_id, moment)
    return redirect(back.path, 303) if done else abort(409)


def _take(rows: Session, activity_id: int, said: ReviewAnswer, keeper: Keeper) -> bool:
    if said is ReviewAnswer.RUNS:
        return still_runs(rows, activity_id, now())
    withdraw_activity(rows, activity_id, now(), keeper)
    return True
