"""A person's own page, and what they change there: pause, name, how they are told things, the address of their calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.clock import KOLDING, day_of
from base.danish import clock, date_short
from base.database import db, writing
from base.forms import Form, Press
from base.web import allow, now, site_url
from jobs.personal_queries import find_own
from jobs.texts import when_words
from noticeboard.mine_forms import NO_ADDRESS, NameForm, NoticeForm
from noticeboard.mine_queries import MOST_ACTS, find_mine
from people.access_views import get_signed_in, may
from people.audit_commands import note
from people.contact_points import ContactKind, ContactPoint, masked
from people.own_wording import ACTS_FOR_YOU
from people.permissions import Act
from people.person_commands import (
    NoAddressError,
    change_name,
    choose_notice_way,
    end_pause,
    replace_calendar_link,
    start_pause,
)
from people.person_queries import find_person
from people.terms import AuditAction, AuditKind, MemberState, NoticeWay
from shifts.key_queries import list_shown
from shifts.personal_queries import list_asked
from shifts.texts import clock_of

pages = Blueprint("mine", __name__)

Answer = Response | tuple[str, int]
GROUP_NOTES = {MemberState.WAITING: "Du venter på, at en kontakt siger velkommen.", MemberState.CONTACT: "Du er kontakt."}


@pages.get("/mig")
@allow(may(Act.SEE_MINE))
def show() -> Answer:
    """Show what somebody has said yes to, their groups, and what is theirs to decide."""
    return _page()


@pages.post("/mig/pause")
@allow(may(Act.SEE_MINE))
def pause() -> Answer:
    """Hold a pause: all that lies ahead is freed, and nobody asks until it is taken back."""
    moment = now()
    return _change(Press(), lambda session, person_id: start_pause(session, person_id, moment))


@pages.post("/mig/igen")
@allow(may(Act.SEE_MINE))
def back() -> Answer:
    """End the pause."""
    return _change(Press(), end_pause)


@pages.post("/mig/navn")
@allow(may(Act.SEE_MINE))
def name() -> Answer:
    """Take another name."""
    form = NameForm()
    return _change(form, lambda session, person_id: change_name(session, person_id, form.name.data), "dit-navn")


@pages.post("/mig/beskeder")
@allow(may(Act.SEE_MINE))
def notices() -> Answer:
    """Choose how to be told."""
    person = find_person(db.session(), get_signed_in().actor.subject_id) or abort(404)
    form = NoticeForm(person.phone, person.email)
    try:
        return _change(
            form, lambda session, person_id: choose_notice_way(session, person_id, NoticeWay(form.way.data)), "beskeder"
        )
    except NoAddressError:
        late = Press(formdata=None)
        late.form_errors = [NO_ADDRESS]
        return _page(late, 409)


@pages.post("/mig/kalender")
@allow(may(Act.KEEP_MINE))
def calendar() -> Answer:
    """Make the address of one's own calendar, in place of the one before, and show it this once."""
    form = Press()
    if not form.validate():
        return _page(form)
    with writing() as session:
        token = replace_calendar_link(session, get_signed_in().actor.person_id, now())
    path = url_for("own_calendar.calendar", token=token)
    return render_template("noticeboard/mine_calendar.html", address=site_url().rstrip("/") + path), 200


def _change(form: Form, change: Callable[[Session, str], None], section: str | None = None) -> Answer:
    if not form.validate():
        return _page(form)
    actor = get_signed_in().actor
    with writing() as session:
        change(session, actor.subject_id)
        if actor.acts_for:
            note(session, actor, AuditAction.HELPED, AuditKind.PERSON, now(), for_id=actor.acts_for)
    return redirect(url_for("mine.show", _anchor=section), 303)


def _page(failed: Form | None = None, status: int = 422) -> Answer:
    actor = get_signed_in().actor
    mine = find_mine(db.session(), actor.subject_id, now()) or abort(404)
    person = mine.person
    page = render_template(
        "noticeboard/mine.html", mine=mine, person=person, helps=actor.acts_for is not None,
        failed=failed or Press(formdata=None),
        name_form=failed if isinstance(failed, NameForm) else NameForm(formdata=None, name=person.name),
        notice_form=failed if isinstance(failed, NoticeForm)
        else NoticeForm(person.phone, person.email, formdata=None, way=person.notice_way),
        phone=person.phone and masked(ContactPoint(ContactKind.phone, person.phone)),
        email=person.email and masked(ContactPoint(ContactKind.email, person.email)),
        asked=list_asked(db.session(), person.id, now()), keys=list_shown(db.session(), person.id), clock_of=clock_of,
        jobs=find_own(db.session(), person.id, now()),
        job_when=when_words, acts_for_you=ACTS_FOR_YOU,
        group_notes=GROUP_NOTES, most_acts=MOST_ACTS, day_of=day_of, moment_words=moment_words,
    )  # fmt: skip
    return page, status if failed else 200


def moment_words(moment: dt.datetime) -> str:
    """Return an instant as the wall in Kolding shows it, as a line begins: "Tirsdag d. 24. november kl. 10.00"."""
    local = moment.astimezone(KOLDING)
    return f"{date_short(local.date()).capitalize()} kl. {clock(local.hour * 60 + local.minute)}"
