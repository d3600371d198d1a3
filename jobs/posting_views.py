"""Staff post jobs, answer firms, change and end what is posted."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.clock import day_of
from base.danish import date_short, time_span
from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from jobs.access_views import list_own_places, may_on_posting
from jobs.models import Posting
from jobs.posting_commands import (
    PostingRefusedError,
    UnknownPostingError,
    approve,
    change,
    decline,
    end,
    post,
)
from jobs.posting_forms import PostingForm, typed_of
from jobs.posting_queries import find_posting, list_asked, list_earlier, list_jobs_kept, list_weekly
from jobs.terms import PostingState, Taking
from jobs.texts import when_words
from jobs.wording import PROBLEMS, STATES, TRAITS, taking_words
from people.access_views import get_signed_in, may
from people.audit_commands import note
from people.codes import digest, new_id
from people.permissions import Act
from people.terms import AuditAction, AuditKind, StaffRole

pages = Blueprint("postings", __name__)

Answer = Response | tuple[str, int]


@pages.get("/personale/job")
@allow(may(Act.SEE_JOBS))
def overview() -> str:
    """Show staff what firms ask, what is ahead and what was there the last seven days; a coordinator that of all places."""
    session, actor, moment = db.session(), get_signed_in().actor, now()
    where = None if actor.role is StaffRole.COORDINATOR else actor.venues
    return render_template(
        "jobs/overview.html", asked=list_asked(session, where), weekly=list_weekly(session, where, moment.date()),
        jobs=list_jobs_kept(session, where, moment), earlier=list_earlier(session, actor.venues, moment.date()),
        here=actor.venues, moment=moment, posting_words=posting_words, when_words=when_words,
    )  # fmt: skip


@pages.route("/personale/job/ny", methods=["GET", "POST"])
@allow(may(Act.POST_JOB))
def new() -> Answer:
    """Post a job, or one as before (`som`)."""
    actor, moment = get_signed_in().actor, now()
    places = list_own_places()
    before = _before()
    form = PostingForm(moment.date(), data=_given(before))
    chosen = request.values.get("sted")
    place = next((each for each in places if chosen in (None, str(each.id))), None)
    if places and place is None:
        abort(404)
    if place and form.validate_on_submit():
        values, key = form.values, digest(f"{actor.person_id} {place.id} {form.once.data or new_id()} {form.values}")
        done = _try(form, lambda rows: post(rows, place.id, values, key, moment), AuditAction.JOB_CHANGED)
        if done:
            return redirect(url_for("postings.show", posting_id=done), 303)
    page = render_template("jobs/write.html", form=form, places=places, place=place, heading="Slå et job op")
    return page, 422 if form.is_submitted() else 200


@pages.get("/personale/job/<id:posting_id>")
@allow(may_on_posting(Act.KEEP_JOB))
def show(posting_id: int) -> Answer:
    """Show staff a posting and its times."""
    return _page(posting_id)


@pages.route("/personale/job/<id:posting_id>/ret", methods=["GET", "POST"])
@allow(may_on_posting(Act.KEEP_JOB))
def edit(posting_id: int) -> Answer:
    """Change a posting; those who have a seat are told of another time."""
    posting, moment = _find(posting_id), now()
    form = PostingForm(moment.date(), posting.first_day, data=typed_of(posting))
    if form.validate_on_submit():
        values = form.values
        if _try(form, lambda rows: change(rows, posting_id, values, moment), AuditAction.JOB_CHANGED):
            return redirect(url_for("postings.show", posting_id=posting_id), 303)
    # Read anew: what was read before a refused change is read no more.
    place = _find(posting_id).venue
    page = render_template("jobs/write.html", form=form, places=[], place=place, heading="Ret jobbet")
    return page, 422 if form.is_submitted() else 200


@pages.post("/personale/job/<id:posting_id>/ja")
@allow(may_on_posting(Act.KEEP_JOB))
def say_yes(posting_id: int) -> Answer:
    """Post what a firm asked for."""
    return _press(posting_id, lambda rows: approve(rows, posting_id, now()), AuditAction.JOB_ANSWERED)


@pages.post("/personale/job/<id:posting_id>/nej")
@allow(may_on_posting(Act.KEEP_JOB))
def say_no(posting_id: int) -> Answer:
    """Say no to what a firm asked for."""
    return _press(posting_id, lambda rows: decline(rows, posting_id, now()), AuditAction.JOB_ANSWERED)


@pages.post("/personale/job/<id:posting_id>/slut")
@allow(may_on_posting(Act.KEEP_JOB))
def take_down(posting_id: int) -> Answer:
    """Take a posting down: its times ahead are called off."""
    return _press(posting_id, lambda rows: end(rows, posting_id, now()), AuditAction.JOB_CHANGED)


def posting_words(posting: Posting) -> str:
    """Return when a posting is, as in "hver tirsdag kl. 10.00–12.00"."""
    hours = time_span(posting.start_minute, posting.minutes)
    if not posting.is_weekly:
        return f"{date_short(posting.first_day)} {hours}"
    until = f" til {date_short(posting.last_day)}" if posting.last_day else ""
    return f"hver {date_short(posting.first_day).split()[0]} {hours}{until}"


def _before() -> Posting | None:
    typed = request.args.get("som", "")
    found = find_posting(db.session(), int(typed)) if typed.isdecimal() and len(typed) < 9 else None
    return found if found and found.venue_id in get_signed_in().actor.venues else None


def _given(before: Posting | None) -> dict[str, object]:
    fresh = {"once": new_id()}
    if before is None:
        return {"kind": "paid", "taking": Taking.FIRST_COME, **fresh}
    return {**typed_of(before), "first_day": None, "last_day": None, **fresh}


def _press(posting_id: int, do: Callable[[Session], Posting], action: AuditAction) -> Answer:
    form = Press()
    if not form.validate_on_submit():
        return _page(posting_id, form)
    done = _try(form, do, action)
    return redirect(url_for("postings.show", posting_id=posting_id), 303) if done else _page(posting_id, form, 409)


def _try(form: Form, do: Callable[[Session], Posting], action: AuditAction) -> int | None:
    actor = get_signed_in().actor

    def changed(rows: Session) -> int:
        posting = do(rows)
        note(rows, actor, action, AuditKind.JOB, now(), posting.id)
        return posting.id

    try:
        return written(changed)
    except UnknownPostingError:
        abort(404)
    except PostingRefusedError as error:
        if isinstance(form, PostingForm):
            form.refuse(error.problem)
        else:
            form.form_errors = [PROBLEMS[error.problem]]
    return None


def _find(posting_id: int) -> Posting:
    return find_posting(db.session(), posting_id) or abort(404)


def _page(posting_id: int, failed: Form | None = None, status: int = 422) -> Answer:
    posting, moment = _find(posting_id), now()
    jobs = [each for each in list_jobs_kept(db.session(), [posting.venue_id], moment) if each.posting_id == posting_id]
    page = render_template(
        "jobs/posting.html", posting=posting, jobs=jobs, failed=failed or Press(formdata=None),
        is_asked=posting.state == PostingState.ASKED, runs=posting.state == PostingState.POSTED and _has_days(posting),
        posting_words=posting_words, when_words=when_words, state_words=STATES, taking_words=taking_words, trait_words=TRAITS,
    )  # fmt: skip
    return page, status if failed else 200


def _has_days(posting: Posting) -> bool:
    return posting.last_day is None or posting.last_day >= day_of(now())
