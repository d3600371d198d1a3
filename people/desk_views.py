"""The desk of a place: who belongs there, somebody new, and the one who stands there with a card or a number."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from base.database import db, writing
from base.forms import Form, Press
from base.web import allow, now, site_url
from people.access_views import get_signed_in, may
from people.attempt_commands import count_attempt, settle
from people.card_sheet import card_sheet
from people.code_request_views import wait_page
from people.codes import new_id
from people.contact_points import ContactPoint
from people.desk_commands import add_person, give_first_card
from people.desk_forms import FindForm, NewPersonForm
from people.desk_queries import count_people, list_found, list_people_at
from people.permissions import Act
from people.person_models import Person
from people.person_queries import find_person
from people.registry import Workplace
from people.sign_in_queries import registry
from people.terms import StaffRole
from people.waits import ADDRESS, PIN, Patience, wait_words

pages = Blueprint("desk", __name__)

UNKNOWN = "Vi kender det ikke her. Se på kortet igen, eller prøv med et nummer."
SEVERAL = "Flere bruger det nummer. Bed om et kort i stedet."


@pages.get("/personale/mennesker")
@allow(may(Act.SEE_DESK))
def people() -> Response:
    """Show who belongs to a place; a coordinator sees how many belong to each."""
    return desk_page(200)


@pages.post("/personale/mennesker")
@allow(may(Act.MAKE_PERSON))
def make() -> Response:
    """Make a person and their card at once, and show its sheet: without a card they would belong nowhere."""
    actor, moment = get_signed_in().actor, now()
    form = NewPersonForm(registry().find_workplaces(db.session(), actor.person_id))
    if not form.validate():
        return desk_page(422, form)
    with writing() as rows:
        person_id = add_person(rows, actor, form.name.data, form.once.data, moment)
        code = give_first_card(rows, actor, person_id, form.place.data, moment)
    return sheet_page(person_id, code) if code else redirect(url_for("desk.person", person_id=person_id), 303)


@pages.post("/personale/mennesker/find")
@allow(may(Act.SEE_DESK))
def find() -> Response:
    """Show who has a card or a number, to be helped; somebody who belongs elsewhere is not known to staff here."""
    actor, moment, form = get_signed_in().actor, now(), FindForm()
    if not form.validate():
        return desk_page(422, form)
    tried = _tried(form)
    if wait := count_attempt(tried, moment):
        form.form_errors = [f"Der er prøvet mange gange. Prøv igen om {wait_words(wait)}."]
        return wait_page(desk_page(429, form).get_data(as_text=True), wait)
    found = list_found(db.session(), actor, form.found_by)
    named = actor.role is StaffRole.STAFF
    if not found or (len(found) > 1 and not named):
        form.text.errors = [SEVERAL if found else UNKNOWN]
        return desk_page(422, form)
    page = render_template("people/desk_found.html", found=found, named=named, by_number=isinstance(form.found_by, ContactPoint))
    with writing() as rows:
        settle(rows, tried, moment)
    return make_response(page, 200)


def _tried(form: FindForm) -> list[tuple[str, str, Patience]]:
    # Each of the staff by themselves: who searches at another place locks nobody out here.
    staff_id = get_signed_in().actor.person_id
    return [("find", f"{staff_id} {form.counted()}", PIN), ("find by", staff_id, ADDRESS)]


def sheet_page(person_id: str, code: str) -> Response:
    """Answer with the sheet of a card: its code is shown this once."""
    g.no_store, sheet = True, card_sheet(site_url(), code)
    # The picture is drawn of our own address and code alone.
    shown = {"person": find_person(db.session(), person_id), "sheet": sheet, "picture": Markup(sheet.picture)}
    return make_response(render_template("people/card_sheet.html", **shown), 200)


def desk_page(status: int, failed: Form | None = None) -> Response:
    """Answer with the desk; `failed` is the form of it that has problems."""
    actor = get_signed_in().actor
    shown: dict[str, Any] = {"failed": failed or Press(formdata=None)}
    shown["find_form"] = failed if isinstance(failed, FindForm) else FindForm(formdata=None)
    if actor.role is StaffRole.COORDINATOR:
        return make_response(render_template("people/desk_counts.html", counts=count_people(db.session()), **shown), status)
    places = registry().find_workplaces(db.session(), actor.person_id)
    here = _here(places)
    shown["new_form"] = failed if isinstance(failed, NewPersonForm) else _new_form(places, here)
    people: list[Person] = list_people_at(db.session(), here.id) if here else []
    return make_response(render_template("people/desk.html", places=places, here=here, people=people, **shown), status)


def _new_form(places: list[Workplace], here: Workplace | None) -> NewPersonForm:
    return NewPersonForm(places, formdata=None, once=new_id(), place=here.id if here else None)


def _here(places: list[Workplace]) -> Workplace | None:
    asked = request.args.get("sted")
    return next((place for place in places if place.slug == asked), places[0] if places else None)
