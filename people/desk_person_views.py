"""One person at the desk: their card, and help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import abort, make_response, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.clock import KOLDING, day_of
from base.danish import clock, date_long
from base.database import db, writing
from base.forms import Form, Press
from base.web import allow, now
from people.access_views import get_signed_in, may, may_toward_person
from people.desk_commands import begin_helping, give_card, take_card, unlock_pin
from people.desk_forms import PlaceForm
from people.desk_queries import AtDesk, find_at_desk, find_helped
from people.desk_views import desk_page, sheet_page
from people.desk_views import pages as pages
from people.permissions import Act, Actor
from people.person_models import Person
from people.person_queries import belongs_to
from people.registry import Workplace
from people.sign_in_commands import stop_acting
from people.sign_in_queries import registry
from people.terms import StaffRole


@pages.get("/personale/mennesker/<key:person_id>")
@allow(may_toward_person(Act.SEE_PERSON))
def person(person_id: str) -> Response:
    """Show a person's name, groups and card, and what can be done."""
    return _person_page(_get(person_id), 200)


@pages.post("/personale/mennesker/<key:person_id>/kort")
@allow(may_toward_person(Act.KEEP_CARD))
def make_card(person_id: str) -> Response:
    """Make a new card and show its sheet; the one before is dead."""
    found, staff, moment = _get(person_id), get_signed_in().actor, now()
    form = PlaceForm(registry().find_workplaces(db.session(), staff.person_id))
    if not form.validate():
        return _person_page(found, 422, form)
    with writing() as rows:
        code = give_card(rows, staff, person_id, form.place.data, moment)
    return sheet_page(person_id, code) if code else abort(404)


@pages.post("/personale/mennesker/<key:person_id>/kort/spaer")
@allow(may_toward_person(Act.KEEP_CARD))
def void_card(person_id: str) -> Response:
    """Make the card dead, and sign its person out everywhere."""
    return _change(person_id, take_card)


@pages.post("/personale/mennesker/<key:person_id>/laas-op")
@allow(may_toward_person(Act.KEEP_CARD))
def unlock(person_id: str) -> Response:
    """Let the PIN be tried again at once."""
    return _change(person_id, unlock_pin)


@pages.post("/personale/mennesker/<key:person_id>/hjaelp")
@allow(may_toward_person(Act.ACT_FOR))
def act_for(person_id: str) -> Response:
    """Act for a person for a quarter of an hour."""
    found, here, form = _get(person_id), get_signed_in(), Press()
    if not form.validate():
        return desk_page(422, form) if here.actor.role is StaffRole.COORDINATOR else _person_page(found, 422, form)
    with writing() as rows:
        begun = begin_helping(rows, here.actor, here.id, person_id, now())
    if not begun:
        abort(404)
    return redirect(url_for("mine.show"), 303)


@pages.post("/personale/hjaelp/slut")
@allow(may(Act.SEE_DESK))
def stop() -> Response:
    """Act for nobody but oneself; also where the time has run out already."""
    form = Press()
    if not form.validate():
        return desk_page(422, form)
    with writing() as rows:
        stop_acting(rows, get_signed_in().id)
    return redirect(url_for("desk.people"), 303)


def _change(person_id: str, change: Callable[[Session, Actor, str, dt.datetime], None]) -> Response:
    found, form, staff = _get(person_id), Press(), get_signed_in().actor
    if not form.validate():
        return _person_page(found, 422, form)
    with writing() as rows:
        change(rows, staff, person_id, now())
    if staff.venues.isdisjoint(belongs_to(db.session(), person_id)):
        # With the card they left this place.
        return redirect(url_for("desk.people", spaerret=1), 303)
    return redirect(url_for("desk.person", person_id=person_id), 303)


def _get(person_id: str) -> Person:
    return find_helped(db.session(), person_id) or abort(404)


def _person_page(found: Person, status: int, failed: Form | None = None) -> Response:
    at_desk = find_at_desk(db.session(), get_signed_in().actor, found, now())
    page = render_template(
        "people/desk_person.html", at_desk=at_desk, person=found, failed=failed or Press(formdata=None),
        place_form=failed if isinstance(failed, PlaceForm) else _place_form(at_desk.places), card_words=card_words(at_desk),
    )  # fmt: skip
    return make_response(page, status)


def _place_form(places: list[Workplace]) -> PlaceForm:
    return PlaceForm(places, formdata=None, place=places[0].id)


def card_words(at_desk: AtDesk) -> list[str]:
    """Say how a person's card is, in sentences."""
    card = at_desk.card
    if card is None:
        return ["Har ikke noget kort."]
    said = [f"Har kort siden {date_long(day_of(card.created_at))}."]
    if not card.is_used:
        said.append("Det er ikke brugt endnu.")
    if card.locked_until:
        local = card.locked_until.astimezone(KOLDING)
        day = "" if local.date() == now().date() else "i morgen "
        said.append(f"Det er låst til {day}kl. {clock(local.hour * 60 + local.minute)}.")
    return said
