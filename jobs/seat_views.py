"""One's own place on a job: take it, stand in line, leave. Staff who help somebody at the desk do it here too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from jobs.access_views import need_on_at
from jobs.held_commands import JobRefusedError, UnknownJobError
from jobs.models import Job
from jobs.public_views import words
from jobs.queries import SeenJob, find_own_seat, find_seen, is_in_line, list_free
from jobs.rules import SEEN_AFTER, why_not_sign_up
from jobs.switch import is_on_at
from jobs.taking_commands import join_line, leave_job, take_job
from jobs.terms import Refusal
from jobs.texts import moment_words
from jobs.wording import REFUSAL_WORDS
from people.access_views import get_signed_in, may
from people.audit_commands import note
from people.permissions import Act
from people.terms import AuditAction, AuditKind

pages = Blueprint("job_seat", __name__)

Answer = Response | tuple[str, int]
Change = Callable[[Session, int, str, dt.datetime], Job]
MOST_OTHERS = 5


@pages.get("/job/<id:job_id>/plads")
@allow(may(Act.TAKE_JOB))
def show(job_id: int) -> Answer:
    """Show somebody their own place on a job, and for seven days after it, so that it can be paid."""
    return _page(job_id)


@pages.post("/job/<id:job_id>/tag")
@allow(may(Act.TAKE_JOB))
def take(job_id: int) -> Answer:
    """Take a seat, or say yes to the one that is held."""
    # Most of those who come too late are told so without waiting for those who are in time.
    seen, moment, me = _find(job_id), now(), get_signed_in().actor.subject_id
    need_on_at(seen.job.posting.venue)
    late = why_not_sign_up(seen.facts, moment)
    if not late and not seen.facts.free and find_own_seat(db.session(), job_id, me, moment) is None:
        late = Refusal.FULL
    # Where a hold has lapsed, it is for the line to be asked.
    return _refused(seen, late) if late and not _may_move(seen) else _change(job_id, take_job)


@pages.post("/job/<id:job_id>/koe")
@allow(may(Act.TAKE_JOB))
def join(job_id: int) -> Answer:
    """Stand in the line."""
    need_on_at(_find(job_id).job.posting.venue)
    return _change(job_id, join_line)


@pages.post("/job/<id:job_id>/fra")
@allow(may(Act.TAKE_JOB))
def leave(job_id: int) -> Answer:
    """Leave the seat or the line, at once and without a reason; or say no to what is held."""
    return _change(job_id, leave_job)


def _may_move(seen: SeenJob) -> bool:
    facts = seen.facts
    return facts.taken + facts.held < facts.hands and facts.waiting > 0


def _change(job_id: int, change: Change) -> Answer:
    form = Press()
    if not form.validate_on_submit():
        return _page(job_id, form)
    actor, moment = get_signed_in().actor, now()

    def do(rows: Session) -> None:
        change(rows, job_id, actor.subject_id, moment)
        if actor.acts_for:
            # Never which job: the line is kept longer than the names of the job.
            note(rows, actor, AuditAction.HELPED, AuditKind.JOB, moment, for_id=actor.acts_for)

    try:
        written(do)
    except UnknownJobError:
        abort(404)
    except JobRefusedError as error:
        return _refused(_find(job_id), error.refusal)
    is_on = is_on_at(current_app.config["SETTINGS"], _find(job_id).job.posting.venue.slug)
    return redirect(url_for("job_seat.show", job_id=job_id) if is_on else url_for("mine.show"), 303)


def _find(job_id: int) -> SeenJob:
    return find_seen(db.session(), job_id, now()) or abort(404)


def _refused(seen: SeenJob, refusal: Refusal) -> Answer:
    """Answer that it cannot be: why, how it stands now, and which others one could take."""
    moment, me = now(), get_signed_in().actor.subject_id
    # Who holds a pause can take no other either.
    not_at = current_app.config["SETTINGS"].jobs_not_at
    others = [] if refusal is Refusal.PAUSED else list_free(db.session(), me, moment, not_at, MOST_OTHERS)
    page = render_template(
        "jobs/refused.html", seen=seen, sentence=REFUSAL_WORDS[refusal], others=others,
        is_full=refusal is Refusal.FULL, **words(moment),
    )  # fmt: skip
    return page, 409


def _page(job_id: int, failed: Form | None = None) -> Answer:
    session, moment, me = db.session(), now(), get_signed_in().actor.subject_id
    seen = _find(job_id)
    own, waits = find_own_seat(session, job_id, me, moment), is_in_line(session, job_id, me)
    if not (own or waits):
        need_on_at(seen.job.posting.venue)
    over = moment >= seen.facts.ends_at
    if over and (own is None or not own.is_yes or moment >= seen.facts.ends_at + SEEN_AFTER):
        abort(410, REFUSAL_WORDS[Refusal.OVER])
    page = render_template(
        "jobs/seat.html", seen=seen, own=own, waits=waits, failed=failed or Press(formdata=None), is_over=over,
        can_sign_up=why_not_sign_up(seen.facts, moment) is None, is_begun=moment >= seen.facts.starts_at,
        answer_by=moment_words(own.lapses_at) if own and own.lapses_at else "", **words(moment),
    )  # fmt: skip
    return page, 422 if failed else 200
