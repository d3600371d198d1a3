"""The coordinators' pages about staff: who works where, in and out."""

from __future__ import annotations

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from base.database import db, writing
from base.forms import Form, Press
from base.web import allow, now, site_url
from people.access_views import get_signed_in, may
from people.permissions import Act
from people.sign_in_queries import registry
from people.staff_commands import add_staff, end_staff, make_staff_link, move_staff, open_staff_again
from people.staff_forms import NewStaffForm, PostForm
from people.staff_queries import StaffMember, find_staff_by_email, find_staff_member, list_staff
from people.staff_rules import Post, Refusal
from people.staff_wording import REFUSAL_WORDS, ROLE_WORDS
from people.terms import StaffRole

pages = Blueprint("staff", __name__)


@pages.route("/personale/folk", methods=["GET", "POST"])
@allow(may(Act.KEEP_STAFF))
def people() -> Response:
    """List who works here, and add somebody: their link is shown this once."""
    form = NewStaffForm(role=StaffRole.STAFF.value)
    form.offer(registry().list_workplaces(db.session()))
    if request.method != "POST":
        return _list_page(form, 200)
    if not form.validate():
        return _list_page(form, 422)
    actor, moment = get_signed_in().actor, now()
    with writing() as rows:
        person_id = add_staff(rows, actor, form.shown_name, form.address, form.post, moment)
        token = make_staff_link(rows, actor, person_id, moment) if person_id else None
    if token:
        return _link_page(form.shown_name, token)
    form.email.errors = ["Der er allerede en med den mail."]
    return _list_page(form, 422, find_staff_by_email(db.session(), form.address))


@pages.route("/personale/folk/<key:person_id>", methods=["GET", "POST"])
@allow(may(Act.KEEP_STAFF))
def one(person_id: str) -> Response:
    """Show somebody who works here; give them another role or other places, or open what has ended."""
    member = _member(person_id)
    form = PostForm(role=member.role.value, places=[place.id for place in member.places])
    form.offer(registry().list_workplaces(db.session()))
    if request.method != "POST":
        return _page(member, form, 200)
    if not form.validate():
        return _page(member, form, 422)
    return _open_again(member, form.post) if member.ended_at else _move(member, form.post)


def _move(member: StaffMember, post: Post) -> Response:
    with writing() as rows:
        refusal = move_staff(rows, get_signed_in().actor, member.person_id, post, now())
    return _refused(member, refusal) if refusal else redirect(url_for("staff.people"), 303)


def _open_again(member: StaffMember, post: Post) -> Response:
    actor, moment = get_signed_in().actor, now()
    with writing() as rows:
        refusal = open_staff_again(rows, actor, member.person_id, post, moment)
        token = None if refusal else make_staff_link(rows, actor, member.person_id, moment)
    return _link_page(member.name, token) if token else _refused(member, refusal)


@pages.post("/personale/folk/<key:person_id>/slut")
@allow(may(Act.KEEP_STAFF))
def end(person_id: str) -> Response:
    """Let somebody in no more."""
    member = _member(person_id)
    if again := _asked_again(member):
        return again
    actor = get_signed_in().actor
    with writing() as rows:
        refusal = end_staff(rows, actor, person_id, now())
    return _refused(member, refusal) if refusal else redirect(url_for("staff.people"), 303)


@pages.post("/personale/folk/<key:person_id>/link")
@allow(may(Act.KEEP_STAFF))
def link(person_id: str) -> Response:
    """Make a new link, with which somebody chooses password and second factor anew; it is shown this once."""
    member = _member(person_id)
    if again := _asked_again(member):
        return again
    actor = get_signed_in().actor
    with writing() as rows:
        token = make_staff_link(rows, actor, person_id, now())
    return _link_page(member.name, token) if token else _refused(member, Refusal.ENDED)


def _asked_again(member: StaffMember) -> Response | None:
    form = Press()
    return None if form.validate() else _page(member, _unchanged(member), 422, form)


def _member(person_id: str) -> StaffMember:
    return find_staff_member(db.session(), person_id) or abort(404)


def _unchanged(member: StaffMember) -> PostForm:
    form = PostForm(formdata=None, role=member.role.value, places=[place.id for place in member.places])
    form.offer(registry().list_workplaces(db.session()))
    return form


def _refused(member: StaffMember, refusal: Refusal | None) -> Response:
    # Shown as it is at this moment: somebody else may have changed it.
    present = _member(member.person_id)
    told = Press()
    told.form_errors = [REFUSAL_WORDS[refusal or Refusal.ENDED]]
    return _page(present, _unchanged(present), 409, told)


def _page(member: StaffMember, form: PostForm, status: int, told: Form | None = None) -> Response:
    shown = {"member": member, "form": form, "told": told or form, "roles": ROLE_WORDS}
    return make_response(render_template("people/staff_one.html", **shown), status)


def _list_page(form: NewStaffForm, status: int, known: StaffMember | None = None) -> Response:
    shown = {"staff": list_staff(db.session()), "form": form, "known": known, "roles": ROLE_WORDS}
    return make_response(render_template("people/staff_people.html", **shown), status)


def _link_page(name: str, token: str) -> Response:
    g.no_store = True
    address = site_url().rstrip("/") + url_for("staff_in.choose", token=token)
    return make_response(render_template("people/staff_link.html", name=name, address=address))
