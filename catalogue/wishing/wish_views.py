"""Wishes for one interest: *Jeg kunne tænke mig …* and *Det kan jeg godt stå for*, with no name and no number."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from base.clock import day_of
from base.database import db, writing
from base.forms import Press
from base.web import allow, anyone, now
from catalogue.interest_models import Interest
from catalogue.page_queries import find_interest
from catalogue.terms import WishKind
from catalogue.wishing.browser_views import find_browser, get_or_make_browser, remember_browser
from catalogue.wishing.wish_commands import say_wish, take_back_wish, wish_retention
from catalogue.wishing.wish_queries import count_wishes, list_phones, said_by
from catalogue.wishing.wish_wording import say_how_many
from people.attempt_commands import count_attempt
from people.code_request_views import wait_page
from people.waits import ADDRESS, wait_words

wishes = Blueprint("wishes", __name__)

Answer = Response | tuple[str, int]


@wishes.record_once
def _keep_for_a_year(state: BlueprintSetupState) -> None:
    state.app.extensions["people"].retentions.append(wish_retention())


@wishes.get("/interesser/<slug:slug>/oensker")
@allow(anyone)
def page(slug: str) -> str:
    """Show how many have wished, and let one say it too."""
    return _page(_interest(slug), Press())


@wishes.post("/interesser/<slug:slug>/oensker")
@allow(anyone)
def say(slug: str) -> Answer:
    """Say it: once for each interest and browser, and no more from one address than many people would."""
    interest, form, moment = _interest(slug), Press(), now()
    interest_id, kind = interest.id, _said(form)
    if kind is None:
        return _page(interest, form), 422
    if wait := count_attempt([("wish", request.remote_addr or "", ADDRESS)], moment):
        form.form_errors = [f"Der er sagt mange ønsker herfra. Prøv igen om {wait_words(wait)}."]
        return wait_page(_page(interest, form), wait)
    browser = get_or_make_browser()
    with writing() as rows:
        say_wish(rows, interest_id, kind, browser, day_of(moment))
    response = redirect(url_for("wishes.page", slug=slug), 303)
    remember_browser(response, browser)
    return response


@wishes.post("/interesser/<slug:slug>/oensker/fortryd")
@allow(anyone)
def take_back(slug: str) -> Answer:
    """Take back what this browser said."""
    interest, form, browser = _interest(slug), Press(), find_browser()
    interest_id, kind = interest.id, _said(form)
    if kind is None:
        return _page(interest, form), 422
    if browser:
        with writing() as rows:
            take_back_wish(rows, interest_id, kind, browser)
    return redirect(url_for("wishes.page", slug=slug), 303)


def _interest(slug: str) -> Interest:
    return find_interest(db.session(), slug) or abort(404)


def _said(form: Press) -> WishKind | None:
    if not form.validate():
        return None
    kind = next((each for each in WishKind if each == request.form.get("kind")), None)
    form.form_errors = [] if kind else ["Tryk på en af knapperne."]
    return kind


def _page(interest: Interest, form: Press) -> str:
    session, browser = db.session(), find_browser()
    counts = count_wishes(session, interest.id)
    phones, do_it = list_phones(session, interest.id)
    return render_template(
        "catalogue/wishing/wishes.html", interest=interest, form=form, phones=phones, do_it=do_it,
        told={kind: say_how_many(counts[kind]) for kind in WishKind},
        own=said_by(session, interest.id, browser) if browser else set(),
    )  # fmt: skip
