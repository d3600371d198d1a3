"""Who has been shown key and alarm: what one has been shown, never what one is."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.clock import day_of
from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from catalogue.place_models import Venue
from people.access_views import get_signed_in, may, may_in_group
from people.audit_commands import note
from people.group_queries import Member, find_group, list_members
from people.permissions import Act
from people.terms import AuditAction, AuditKind, MemberState
from shifts.key_commands import forget_key, show_key
from shifts.key_queries import list_who_knows
from shifts.opening_queries import list_places_of

pages = Blueprint("key", __name__)

Answer = Response | tuple[str, int]


@pages.get("/gruppe/<id:group_id>/noegle")
@allow(may_in_group(Act.SHOW_KEY))
def shown(group_id: int) -> Answer:
    """Show who of a group has been shown key and alarm of its places."""
    return _page(group_id)


@pages.post("/gruppe/<id:group_id>/noegle/<key:person_id>/<id:venue_id>/vist")
@allow(may_in_group(Act.SHOW_KEY))
def show(group_id: int, person_id: str, venue_id: int) -> Answer:
    """Note that a member has been shown key and alarm of a place."""
    day = day_of(now())
    return _change(group_id, person_id, venue_id, lambda rows: show_key(rows, person_id, venue_id, day))


@pages.post("/gruppe/<id:group_id>/noegle/<key:person_id>/<id:venue_id>/ikke-vist")
@allow(may_in_group(Act.SHOW_KEY))
def unshow(group_id: int, person_id: str, venue_id: int) -> Answer:
    """Take that back."""
    return _change(group_id, person_id, venue_id, lambda rows: forget_key(rows, person_id, venue_id))


@pages.post("/mig/noegle/<id:venue_id>/glem")
@allow(may(Act.KEEP_MINE))
def forget(venue_id: int) -> Answer:
    """Let somebody take it back themselves."""
    form = Press()
    if form.validate_on_submit():
        person_id = get_signed_in().actor.person_id
        written(lambda rows: forget_key(rows, person_id, venue_id))
        return redirect(url_for("mine.show", _anchor="noegler"), 303)
    return render_template("shifts/key_forget.html", venue_id=venue_id, failed=form), 422


def _change(group_id: int, person_id: str, venue_id: int, change: Callable[[Session], object]) -> Answer:
    form, session = Press(), db.session()
    members = {each.person_id for each in _members(session, group_id)}
    if person_id not in members or venue_id not in {each.id for each in _places(session, group_id)}:
        abort(404)
    if not form.validate_on_submit():
        return _page(group_id, form)

    def do(rows: Session) -> None:
        change(rows)
        note(rows, get_signed_in().actor, AuditAction.KEY_SHOWN, AuditKind.PERSON, now(), for_id=person_id)

    written(do)
    return redirect(url_for("key.shown", group_id=group_id), 303)


def _places(session: Session, group_id: int) -> list[Venue]:
    """Return the places of a group that whoever asks may say it of: its contacts all, staff their own."""
    actor, places = get_signed_in().actor, list_places_of(session, group_id)
    is_contact = actor.groups.get(group_id) == MemberState.CONTACT
    return [each for each in places if is_contact or each.id in actor.venues]


def _members(session: Session, group_id: int) -> list[Member]:
    return [each for each in list_members(session, group_id) if each.state is not MemberState.WAITING]


def _page(group_id: int, failed: Form | None = None) -> Answer:
    session = db.session()
    members, places = _members(session, group_id), _places(session, group_id)
    page = render_template(
        "shifts/key.html", group=find_group(session, group_id) or abort(404), members=members, places=places,
        knows=list_who_knows(session, [each.id for each in places], [each.person_id for each in members]),
        failed=failed or Press(formdata=None),
    )  # fmt: skip
    return page, 422 if failed else 200
