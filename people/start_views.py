"""Start selv: a name and a number, a code or a link, and you are in."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from base.database import db
from base.ways_back import way_back
from base.web import allow, anyone, now
from people.code_problems import CODE_ADVICE, LINK_ADVICE, CodeProblem
from people.code_request_views import CLOSED, can_be_sent, count_request, send, wait_page
from people.contact_points import masked
from people.entering_views import enter, enter_as
from people.sent_code_commands import use_code, use_link
from people.sent_code_queries import code_problem, find_proven, find_sent_code, find_sent_link, link_problem, sent_of
from people.sign_in_queries import registry
from people.start_forms import CodeForm, LinkForm, StartForm, WhoForm
from people.start_queries import list_persons_at
from people.terms import Stay

pages = Blueprint("start", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/start", methods=["GET", "POST"])
@allow(anyone)
def ask() -> Page:
    """Ask for a name and where a code can go, and send one; who is known there and who is not are answered alike."""
    form, back = StartForm(), way_back(request.args.get("next"))
    if request.method == "GET":
        return _ask_page(form, back, closed=not registry().open_ways())
    if not form.validate() or not can_be_sent(form):
        return _ask_page(form, back), 422
    if wait := count_request(form):
        return wait_page(_ask_page(form, back), wait)
    session["sent_code"] = send(form.point, form.name.data, back or "")
    session["stay"] = _stay(form.shared.data)
    return redirect(url_for("start.code"), 303)


def _ask_page(form: StartForm, back: str | None, closed: bool = False) -> str:
    return render_template("people/start.html", form=form, back=back, closed=CLOSED if closed else None)


@pages.route("/start/kode", methods=["GET", "POST"])
@allow(anyone)
def code() -> Page:
    """Ask for the code that was sent to this browser, and let its owner in."""
    sent_code_id: str = session.get("sent_code", "")
    row = find_sent_code(db.session(), sent_code_id, None)
    if row is None:
        return redirect(url_for("start.ask"), 303)
    form, sent, problem = CodeForm(), sent_of(row), code_problem(row, now())
    if request.method == "POST" and form.validate():
        moment = now()
        outcome = enter(lambda rows: use_code(rows, sent_code_id, form.typed(), moment), Stay(session.get("stay", Stay.SHARED)))
        if isinstance(outcome, Response):
            return outcome
        problem = outcome
    wrong = problem is CodeProblem.wrong
    if wrong:
        form.code.errors = [CODE_ADVICE[CodeProblem.wrong]]
    page = render_template(
        "people/start_code.html", form=form, sent=sent, sent_to=masked(sent.point), shared=session.get("stay") == Stay.SHARED,
        problem=CODE_ADVICE[problem] if problem and not wrong else None,
        onward=(sent.way_back or url_for("mine.show")) if problem is CodeProblem.used else None,
    )  # fmt: skip
    return page, 410 if problem and not wrong else 200 if request.method == "GET" else 422


@pages.route("/ind/<token>", methods=["GET", "POST"])
@allow(anyone)
def link(token: str) -> Page:
    """Show a button that uses the link of a message; only the press does, so that scanners may open it."""
    g.no_store, form, moment = True, LinkForm(), now()
    problem = link_problem(find_sent_link(db.session(), token), moment)
    if problem is None and form.validate_on_submit():
        outcome = enter(lambda rows: use_link(rows, token, moment), _stay(form.shared.data))
        if isinstance(outcome, Response):
            return outcome
        problem = outcome
    page = render_template(
        "people/start_link.html", form=form, problem=LINK_ADVICE[problem] if problem else None, used=problem is CodeProblem.used
    )
    if problem:
        return page, 404 if problem is CodeProblem.unknown else 410
    return page, 200 if request.method == "GET" else 422


@pages.route("/start/hvem", methods=["GET", "POST"])
@allow(anyone)
def who() -> Page:
    """Ask somebody who has shown that a number is theirs which of those who share it they are."""
    sent_code_id: str = session.get("proven", "")
    sent = find_proven(db.session(), sent_code_id, now())
    if sent is None:
        return redirect(url_for("start.ask"), 303)
    form = WhoForm()
    if form.validate_on_submit():
        chosen = None if form.who.data == WhoForm.NEW else form.who.data or ""
        stay = Stay(session.get("stay", Stay.SHARED))
        return enter_as(chosen, sent_code_id, stay) or redirect(url_for("start.who"), 303)
    persons = list_persons_at(db.session(), sent.point)
    page = render_template("people/start_who.html", form=form, persons=persons, sent=sent, new=WhoForm.NEW)
    return page, 200 if request.method == "GET" else 422


def _stay(shared: bool) -> Stay:
    return Stay.SHARED if shared else Stay.OWN
