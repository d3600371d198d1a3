"""Mit kort: a code and a PIN, and you are in; the first time you choose the PIN."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from base.database import db, writing
from base.ways_back import way_back
from base.web import allow, anyone, now
from people.access_views import begin_sign_in, let_in
from people.attempt_commands import count_attempt, settle
from people.card_commands import choose_pin, use_card
from people.card_forms import CardForm, PinForm
from people.card_queries import FoundCard, card_digest, find_card, hash_pin, is_right_pin
from people.card_rules import CHOOSING_LASTS, tries_of_card
from people.code_request_views import wait_page
from people.codes import read_card_code
from people.terms import Stay
from people.waits import wait_words

pages = Blueprint("card", __name__)

WRONG = "Koden og PIN-koden passer ikke sammen. Prøv igen. Er det første gang? Så lad PIN-koden stå tom."
NOT_WHOLE = "Koden i linket er ikke hel. Skriv koden fra dit kort."


@pages.route("/kort", methods=["GET", "POST"])
@allow(anyone)
def ask() -> Response:
    """Let somebody in by code and PIN; what is wrong is not told, and takes the same time whichever it is."""
    form = CardForm()
    if request.method != "POST":
        return _card_page(form, 200)
    if not form.validate():
        return _card_page(form, 422)
    code, pin = form.typed()
    address, moment = request.remote_addr or "", now()
    code_digest = card_digest(code)
    if wait := count_attempt(tries_of_card(code_digest, address), moment):
        form.form_errors = [f"Prøv igen om {wait_words(wait)}. Eller bed personalet om at låse kortet op."]
        return wait_page(_card(form), wait)
    card = find_card(db.session(), code_digest)
    is_right = is_right_pin(card, pin)
    answer = _answer(card, pin, is_right, Stay.SHARED if form.shared.data else Stay.OWN)
    if answer is None:
        form.form_errors = [WRONG]
        return _card_page(form, 422)
    return answer


def _answer(card: FoundCard | None, pin: str, is_right: bool, stay: Stay) -> Response | None:
    if card and is_right:
        return _enter(card, stay)
    if card and card.pin_hash is None and not pin:
        return _begin_choosing(card, stay)
    return None


def _enter(card: FoundCard, stay: Stay) -> Response | None:
    with writing() as rows:
        if not use_card(rows, card):
            return None
        settle(rows, tries_of_card(card.code_digest, request.remote_addr or ""), now())
        token = begin_sign_in(rows, card.person_id, stay)
    return _onward(token, stay, request.args.get("next"))


def _begin_choosing(card: FoundCard, stay: Stay) -> Response:
    moment = now()
    with writing() as rows:
        settle(rows, tries_of_card(card.code_digest, request.remote_addr or ""), moment)
    session["card"] = {
        "digest": card.code_digest, "stay": stay, "next": way_back(request.args.get("next")) or "",
        "until": (moment + CHOOSING_LASTS).timestamp(),
    }  # fmt: skip
    return redirect(url_for("card.choose"), 303)


@pages.get("/kort/<code>")
@allow(anyone)
def follow(code: str) -> Response:
    """Show the form with the code of a card's QR filled in; looking at it uses nothing."""
    read = read_card_code(code)
    form = CardForm(code=code if read else "")
    if read is None:
        form.form_errors = [NOT_WHOLE]
    return _card_page(form, 200 if read else 404)


@pages.route("/kort/pin", methods=["GET", "POST"])
@allow(anyone)
def choose() -> Response:
    """Let the one who holds a new card choose its PIN, and let them in."""
    chosen = _chosen(now())
    if chosen is None:
        return redirect(url_for("card.ask"), 303)
    card = find_card(db.session(), chosen["digest"])
    if card is None or card.pin_hash is not None:
        return _over(card)
    form = PinForm()
    if request.method != "POST":
        return _page("people/card_pin.html", 200, form=form)
    if not form.validate():
        return _page("people/card_pin.html", 422, form=form)
    return _choose(card, form.typed(), chosen)


def _choose(card: FoundCard, pin: str, chosen: dict[str, Any]) -> Response:
    stay, pin_hash = Stay(chosen["stay"]), hash_pin(card.person_id, pin)
    with writing() as rows:
        token = begin_sign_in(rows, card.person_id, stay) if choose_pin(rows, card, pin_hash) else None
    return _onward(token, stay, chosen["next"]) if token else _over(find_card(db.session(), card.code_digest))


def _chosen(moment: dt.datetime) -> dict[str, Any] | None:
    # Whoever sits down at a shared computer after somebody who went away must not find their card.
    chosen: dict[str, Any] | None = session.get("card")
    return chosen if chosen and moment.timestamp() < chosen["until"] else None


def _over(card: FoundCard | None) -> Response:
    session.pop("card", None)
    return _page("people/card_over.html", 409 if card else 410, has_pin=card is not None)


def _onward(token: str, stay: Stay, asked: str | None) -> Response:
    let_in(token, stay)
    return redirect(way_back(asked) or url_for("mine.show"), 303)


def _card_page(form: CardForm, status: int) -> Response:
    return make_response(_card(form), status)


def _card(form: CardForm) -> str:
    return render_template("people/card.html", form=form, back=way_back(request.args.get("next")))


def _page(template: str, status: int, **shown: Any) -> Response:
    return make_response(render_template(template, **shown), status)
