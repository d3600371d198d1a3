"""Another number or another address: a code goes to the new one before it takes the place of the old."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from base.database import db, writing
from base.web import allow, now
from people.access_views import get_signed_in, may
from people.attempt_commands import settle
from people.code_problems import CODE_ADVICE, CodeProblem
from people.code_request_views import CLOSED, can_be_sent, count_request, send, wait_page
from people.contact_commands import change_contact
from people.contact_forms import ContactForm
from people.contact_points import masked, phone_shown
from people.permissions import Act
from people.person_models import Person
from people.sent_code_commands import use_code
from people.sent_code_queries import Sent, code_problem, find_sent_code, sent_of
from people.sign_in_queries import registry
from people.start_commands import tried
from people.start_forms import CodeForm

pages = Blueprint("contact", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/mig/kontakt", methods=["GET", "POST"])
@allow(may(Act.KEEP_MINE))
def ask() -> Page:
    """Ask where somebody is to be reached from now on, and send a code there."""
    form, person = ContactForm(), db.session().get_one(Person, get_signed_in().actor.person_id)
    if request.method == "GET":
        return _ask_page(form, person, closed=not registry().open_ways())
    if not form.validate() or not can_be_sent(form):
        return _ask_page(form, person), 422
    if form.point.address in (person.phone, person.email):
        form.contact.errors = ["Det har vi allerede. Skriv det nye."]
        return _ask_page(form, person), 422
    person_id, name = person.id, person.name
    if wait := count_request(form):
        return wait_page(_ask_page(form, db.session().get_one(Person, person_id)), wait)
    session["sent_change"] = send(form.point, name, person_id=person_id)
    return redirect(url_for("contact.code"), 303)


def _ask_page(form: ContactForm, person: Person, closed: bool = False) -> str:
    known = [phone_shown(person.phone)] if person.phone else []
    known += [person.email] if person.email else []
    return render_template("people/contact.html", form=form, known=known, closed=CLOSED if closed else None)


@pages.route("/mig/kontakt/kode", methods=["GET", "POST"])
@allow(may(Act.KEEP_MINE))
def code() -> Page:
    """Ask for the code that went to the new number or address, and change to it."""
    sent_code_id, person_id = session.get("sent_change", ""), get_signed_in().actor.person_id
    row = find_sent_code(db.session(), sent_code_id, person_id)
    if row is None:
        return redirect(url_for("contact.ask"), 303)
    form, sent, problem = CodeForm(), sent_of(row), code_problem(row, now())
    if request.method == "POST" and form.validate():
        problem = _change(sent_code_id, form.typed(), person_id)
        if problem is None:
            session.pop("sent_change")
            registry().hurry()
            return redirect(url_for("mine.show"), 303)
    wrong = problem is CodeProblem.wrong
    if wrong:
        form.code.errors = [CODE_ADVICE[CodeProblem.wrong]]
    page = render_template(
        "people/contact_code.html", form=form, sent=sent, sent_to=masked(sent.point),
        problem=CODE_ADVICE[problem] if problem and not wrong else None,
    )  # fmt: skip
    return page, 410 if problem and not wrong else 200 if request.method == "GET" else 422


def _change(sent_code_id: str, code: str, person_id: str) -> CodeProblem | None:
    moment, sign_in_id = now(), get_signed_in().id
    with writing() as rows:
        sent = use_code(rows, sent_code_id, code, moment, person_id)
        if not isinstance(sent, Sent):
            return sent
        settle(rows, tried(sent.point, request.remote_addr or ""), moment)
        change_contact(rows, person_id, sign_in_id, sent, moment)
    return None
