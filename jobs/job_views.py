"""One time of a job, for staff of its place: who has a seat, who got it by lot, whether it is off."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from jobs.access_views import may_on_job
from jobs.held_commands import JobRefusedError, UnknownJobError
from jobs.job_commands import cancel_job, restore_job
from jobs.job_forms import WhoForm
from jobs.models import Job
from jobs.public_views import words
from jobs.queries import SeenJob, find_seen, list_seats
from jobs.rules import SEEN_AFTER, why_not_sign_up
from jobs.taking_commands import give_job, take_off
from jobs.terms import PostingState, Refusal, Taking
from jobs.wording import STAFF_WORDS, seats_words
from people.access_views import get_signed_in
from people.audit_commands import note
from people.desk_commands import add_person
from people.desk_queries import list_people_at
from people.permissions import Act
from people.terms import AuditAction, AuditKind

pages = Blueprint("job_times", __name__)

Answer = Response | tuple[str, int]


@pages.get("/personale/job/gang/<id:job_id>")
@allow(may_on_job(Act.KEEP_JOB))
def show(job_id: int) -> Answer:
    """Show staff one time of a job: who has a seat, until seven days after."""
    return _page(job_id)


@pages.post("/personale/job/gang/<id:job_id>/skriv-paa")
@allow(may_on_job(Act.KEEP_JOB))
def write_down(job_id: int) -> Answer:
    """Write down who got a seat: one of the place, or a new first name without phone."""
    seen = _find(job_id)
    form = WhoForm(list_people_at(db.session(), seen.job.posting.venue_id))
    if not form.validate_on_submit():
        return _page(job_id, form)

    def change(rows: Session) -> Job:
        actor, moment = get_signed_in().actor, now()
        person_id = form.who.data or add_person(rows, actor, form.new_name.data, f"{form.once.data} {job_id}", moment)
        return give_job(rows, job_id, person_id, moment)

    return _change(job_id, form, change)


@pages.post("/personale/job/gang/<id:job_id>/tag-af")
@allow(may_on_job(Act.KEEP_JOB))
def write_off(job_id: int) -> Answer:
    """Take somebody off; they are told."""
    typed = request.form.get("hvem", "")
    person_id = typed if re.fullmatch("[0-9a-f]{32}", typed) else ""
    return _change(job_id, Press(), lambda rows: take_off(rows, job_id, person_id, now()))


@pages.post("/personale/job/gang/<id:job_id>/aflys")
@allow(may_on_job(Act.KEEP_JOB))
def cancel(job_id: int) -> Answer:
    """Call it off; all who have a seat are told."""
    return _change(job_id, Press(), lambda rows: cancel_job(rows, job_id, now()))


@pages.post("/personale/job/gang/<id:job_id>/alligevel")
@allow(may_on_job(Act.KEEP_JOB))
def restore(job_id: int) -> Answer:
    """Let it take place after all."""
    return _change(job_id, Press(), lambda rows: restore_job(rows, job_id, now()))


def _change(job_id: int, form: Form, change: Callable[[Session], Job]) -> Answer:
    if not form.validate_on_submit():
        return _page(job_id, form)

    def do(rows: Session) -> None:
        note(rows, get_signed_in().actor, AuditAction.JOB_CHANGED, AuditKind.JOB, now(), change(rows).posting_id)

    try:
        written(do)
    except UnknownJobError:
        abort(404)
    except JobRefusedError as error:
        form.form_errors = [STAFF_WORDS[error.refusal]]
        return _page(job_id, form, 409)
    return redirect(url_for("job_times.show", job_id=job_id), 303)


def _find(job_id: int) -> SeenJob:
    return find_seen(db.session(), job_id, now()) or abort(404)


def _page(job_id: int, failed: Form | None = None, status: int = 422) -> Answer:
    session, moment, seen = db.session(), now(), _find(job_id)
    facts, posting = seen.facts, seen.job.posting
    over = moment >= facts.ends_at
    names = moment < facts.ends_at + SEEN_AFTER
    refusal = why_not_sign_up(facts, moment)
    by_lot = facts.taking is Taking.LOTS and facts.is_live and not over
    people = list_people_at(session, posting.venue_id) if refusal is None or by_lot else []
    form = failed if isinstance(failed, WhoForm) else WhoForm(people, formdata=None)
    page = render_template(
        "jobs/time.html", seen=seen, seats=list_seats(session, job_id, moment) if names else [],
        failed=failed or Press(formdata=None),
        who_form=form if refusal is None or by_lot else None, is_over=over, has_names=facts.taking is not Taking.TURN_UP,
        can_cancel=refusal is not Refusal.OVER and facts.is_live and not over,
        seats_said=seats_words(facts), can_restore=_may_restore(seen) and moment < facts.starts_at, **words(moment),
    )  # fmt: skip
    return page, status if failed else 200


def _may_restore(seen: SeenJob) -> bool:
    return not (seen.facts.is_live or seen.job.by_plan) and seen.job.posting.state == PostingState.POSTED
