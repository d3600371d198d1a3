"""Found a group, and say yes or no to one at a place."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from base.database import db, writing
from base.forms import Press
from base.web import allow, now
from catalogue.group_commands import MOST_WAITING, approve_group, decline_group, found_group, withdraw_group
from catalogue.group_forms import FoundForm
from catalogue.group_queries import list_places_to_ask
from people.access_views import get_signed_in, may, may_in_group
from people.audit_commands import note
from people.group_commands import Outcome, note_help
from people.group_views import Answer, ask_again
from people.permissions import Act
from people.terms import AuditAction, AuditKind

pages = Blueprint("found", __name__)

TOO_MANY = f"Du har {MOST_WAITING} grupper, der venter på et ja. Vent på svar, eller forlad en af dem først."


@pages.route("/gruppe/ny", methods=["GET", "POST"])
@allow(may(Act.FOUND_GROUP))
def group() -> Answer:
    """Ask for a group's name and places; whoever founds it is its first contact."""
    form = FoundForm(list_places_to_ask(db.session()))
    if form.validate_on_submit():
        actor, moment = get_signed_in().actor, now()
        with writing() as session:
            group_id = found_group(session, actor.subject_id, form.name.data, form.places.data, moment)
            if group_id:
                note_help(session, actor, group_id, moment)
        if group_id:
            return redirect(url_for("group_page.show", group_id=group_id), 303)
        form.form_errors = [TOO_MANY]
    return render_template("catalogue/group_new.html", form=form), 422 if form.is_submitted() else 200


@pages.post("/personale/grupper/<id:group_id>/<id:venue_id>/ja")
@allow(may_in_group(Act.APPROVE_GROUP))
def approve(group_id: int, venue_id: int) -> Answer:
    """Say yes to a group at one's own place."""
    moment = now()
    change = _at_own_place(venue_id, lambda session: approve_group(session, group_id, venue_id, moment))
    return _answer(group_id, "Ja", change, AuditAction.GROUP_APPROVED)


@pages.post("/personale/grupper/<id:group_id>/<id:venue_id>/nej")
@allow(may_in_group(Act.APPROVE_GROUP))
def decline(group_id: int, venue_id: int) -> Answer:
    """Say no to a group at one's own place."""
    change = _at_own_place(venue_id, lambda session: decline_group(session, group_id, venue_id))
    return _answer(group_id, "Nej tak", change, AuditAction.GROUP_DECLINED)


@pages.post("/personale/grupper/<id:group_id>/<id:venue_id>/slut")
@allow(may_in_group(Act.APPROVE_GROUP))
def withdraw(group_id: int, venue_id: int) -> Answer:
    """Take back the yes to a group at one's own place."""
    change = _at_own_place(venue_id, lambda session: withdraw_group(session, group_id, venue_id, now()))
    return _answer(group_id, "Gruppen er her ikke mere", change, AuditAction.GROUP_DECLINED)


def _at_own_place(venue_id: int, change: Callable[[Session], Outcome]) -> Callable[[Session], Outcome]:
    # The rule knows the group; that the place of the address is theirs too is known here.
    return change if venue_id in get_signed_in().actor.venues else abort(404)


def _answer(group_id: int, words: str, change: Callable[[Session], Outcome], action: AuditAction) -> Answer:
    form = Press()
    if not form.validate():
        return ask_again(form, words)
    with writing() as session:
        outcome = change(session)
        if outcome is Outcome.DONE:
            note(session, get_signed_in().actor, action, AuditKind.GROUP, now(), group_id)
    if outcome is not Outcome.DONE:
        abort(404 if outcome is Outcome.UNKNOWN else 409)
    return redirect(url_for("staff_front.front"), 303)
