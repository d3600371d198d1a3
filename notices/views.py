"""The list of what staff are to tell, for those who are told things by staff at their place."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, writing
from base.forms import Press
from base.web import allow, now
from notices.models import Notice
from notices.outbox_commands import drop, note_told
from notices.waiting_queries import find_for_staff, is_still_true, list_to_tell
from people.access_views import get_signed_in, may
from people.audit_commands import note
from people.permissions import Act, Actor
from people.person_queries import belongs_to
from people.sign_in_commands import note_seen
from people.terms import AuditAction, AuditKind, NoticeWay

pages = Blueprint("tell", __name__)
BLUEPRINTS = (pages,)

Answer = Response | tuple[str, int]


@pages.get("/personale/sig-videre", endpoint="list")
@allow(may(Act.TELL))
def show() -> Answer:
    """Show what is to be told to those who belong to the places of whoever asks."""
    return _page()


@pages.post("/personale/sig-videre/<key:notice_id>")
@allow(may(Act.TELL))
def told(notice_id: str) -> Answer:
    """Note that a notice was told; 404 where it is for nobody at the places of whoever asks."""
    actor, form = get_signed_in().actor, Press()
    if not form.validate():
        return _page(form)
    with writing() as session:
        _note(session, actor, _get_own(session, actor, notice_id))
    return redirect(url_for("tell.list"), 303)


def _get_own(session: Session, actor: Actor, notice_id: str) -> Notice:
    notice = find_for_staff(session, notice_id)
    if notice is None or actor.venues.isdisjoint(belongs_to(session, notice.person_id or "")):
        abort(404)
    return notice


def _note(session: Session, actor: Actor, notice: Notice) -> None:
    # What a colleague has told a moment ago stays as it is, and so does what the page showed but is not true any more.
    moment, person_id = now(), notice.person_id
    if notice.told_at is None and not is_still_true(session, notice, moment):
        drop(session, notice.id)
    elif note_told(session, notice.id, NoticeWay.STAFF, moment):
        note_seen(session, person_id or "", moment)
        note(session, actor, AuditAction.TOLD, AuditKind.NOTICE, moment, notice.id, for_id=person_id)


def _page(failed: Press | None = None) -> Answer:
    g.no_store = True
    to_tell = list_to_tell(db.session(), get_signed_in().actor.venues, now())
    page = render_template("notices/to_tell.html", to_tell=to_tell, failed=failed or Press(formdata=None))
    return page, 422 if failed else 200
