"""What people change in a group; the group's own page is the noticeboard's, and its forms lead here."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.clock import day_of
from base.database import db, writing
from base.forms import Press
from base.web import allow, now, site_url
from people.access_views import get_signed_in, may_in_group
from people.audit_commands import note
from people.group_commands import (
    INVITATION_LIVES,
    Outcome,
    decline_member,
    leave_group,
    make_contact,
    make_invitation,
    note_help,
    rename_group,
    take_back_invitation,
    welcome_member,
)  # fmt: skip
from people.group_forms import GroupNameForm
from people.group_queries import find_group
from people.permissions import Act
from people.terms import AuditAction, AuditKind, MemberState

pages = Blueprint("groups", __name__)

Answer = Response | tuple[str, int]


@pages.post("/gruppe/<id:group_id>/invitation")
@allow(may_in_group(Act.KEEP_GROUP))
def invite(group_id: int) -> Answer:
    """Make a link into the group, in place of the one before, and show it this once."""
    form = Press()
    if not form.validate():
        return ask_again(form, "Lav en invitation")
    moment = now()
    with writing() as session:
        token = make_invitation(session, group_id, moment)
        note_help(session, get_signed_in().actor, group_id, moment)
    link = site_url().rstrip("/") + url_for("groups.invitation", token=token or abort(404))
    last_day = day_of(moment + INVITATION_LIVES)
    return render_template("people/group_invitation.html", group_id=group_id, link=link, last_day=last_day), 200


@pages.post("/gruppe/<id:group_id>/invitation/slut")
@allow(may_in_group(Act.KEEP_GROUP))
def take_back(group_id: int) -> Answer:
    """Let the link into the group lead nowhere."""

    def change(session: Session) -> Outcome:
        take_back_invitation(session, group_id)
        return Outcome.DONE

    return _change(group_id, "Luk invitationen", change)


@pages.post("/gruppe/<id:group_id>/medlemmer/<key:person_id>/velkommen")
@allow(may_in_group(Act.KEEP_GROUP))
def welcome(group_id: int, person_id: str) -> Answer:
    """Say welcome to somebody who waits."""
    moment = now()
    return _change(group_id, "Velkommen", lambda session: welcome_member(session, group_id, person_id, moment))


@pages.post("/gruppe/<id:group_id>/medlemmer/<key:person_id>/nej")
@allow(may_in_group(Act.KEEP_GROUP))
def decline(group_id: int, person_id: str) -> Answer:
    """Say no to somebody who waits."""
    return _change(group_id, "Nej tak", lambda session: decline_member(session, group_id, person_id))


@pages.post("/gruppe/<id:group_id>/medlemmer/<key:person_id>/kontakt")
@allow(may_in_group(Act.MAKE_CONTACT))
def contact(group_id: int, person_id: str) -> Answer:
    """Make a member a contact: a contact does, or staff where the group has none left."""
    actor = get_signed_in().actor
    as_staff = actor.groups.get(group_id) is not MemberState.CONTACT

    def change(session: Session) -> Outcome:
        outcome = make_contact(session, group_id, person_id, only_the_first=as_staff)
        if as_staff and outcome is Outcome.DONE:
            note(session, actor, AuditAction.CONTACT_MADE, AuditKind.GROUP, now(), group_id, for_id=person_id)
        return outcome

    return _change(group_id, "Gør til kontakt", change, helps=not as_staff)


@pages.post("/gruppe/<id:group_id>/navn")
@allow(may_in_group(Act.KEEP_GROUP))
def rename(group_id: int) -> Answer:
    """Give the group another name."""
    form = GroupNameForm()
    if not form.validate():
        group = find_group(db.session(), group_id) or abort(404)
        return render_template("people/group_name.html", form=form, group=group), 422
    with writing() as session:
        renamed = rename_group(session, group_id, form.name.data)
        note_help(session, get_signed_in().actor, group_id, now())
    return redirect(url_for("group_page.show", group_id=group_id), 303) if renamed else abort(404)


@pages.post("/gruppe/<id:group_id>/forlad")
@allow(may_in_group(Act.LEAVE_GROUP))
def leave(group_id: int) -> Answer:
    """Leave the group, at once and without a reason."""
    form = Press()
    if not form.validate():
        return ask_again(form, "Forlad gruppen")
    actor = get_signed_in().actor
    with writing() as session:
        leave_group(session, group_id, actor.subject_id)
        note_help(session, actor, group_id, now())
    return redirect(url_for("mine.show"), 303)


def ask_again(form: Press, words: str) -> Answer:
    """Show the button of a press whose page has lain too long, on a page of its own."""
    return render_template("people/group_again.html", form=form, action=request.path, words=words), 422


def _change(group_id: int, words: str, change: Callable[[Session], Outcome], helps: bool = True) -> Answer:
    form = Press()
    if not form.validate():
        return ask_again(form, words)
    with writing() as session:
        outcome = change(session)
        if outcome is Outcome.DONE and helps:
            note_help(session, get_signed_in().actor, group_id, now())
    if outcome is not Outcome.DONE:
        abort(404 if outcome is Outcome.UNKNOWN else 409)
    return redirect(url_for("group_page.show", group_id=group_id), 303)
