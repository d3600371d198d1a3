"""The link with which staff choose password and second factor."""

from __future__ import annotations

from flask import current_app, g, make_response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from base.database import db, writing
from base.web import allow, anyone, now
from people.codes import card_code_shown, read_one_time_code
from people.passwords import PASSWORD_ADVICE, find_password_problem
from people.second_factor import matching_step, new_list, qr_picture, secret_shown, totp_address, totp_secret
from people.sign_in_queries import hashing
from people.staff_in_commands import use_staff_link
from people.staff_in_forms import ChooseForm
from people.staff_in_queries import LivingLink, find_living_link
from people.staff_in_views import pages as pages
from people.staff_proofs import Chosen

WRONG_CODE = "Koden passer ikke. Vent på den næste i appen. Se også, om uret på din telefon går rigtigt."


@pages.route("/personale/ny/<token>", methods=["GET", "POST"])
@allow(anyone)
def choose(token: str) -> Response:
    """Let whoever holds a link choose password and second factor; looking at it uses nothing."""
    g.no_store = True
    link = find_living_link(db.session(), token, now())
    if link is None:
        return _gone()
    form = ChooseForm()
    if request.method != "POST":
        return _choose_page(form, link, 200)
    if not form.validate() or not _is_password(form, link):
        return _choose_page(form, link, 422)
    step = _step(form, link)
    if step is None:
        return _choose_page(form, link, 422, WRONG_CODE)
    return _choose(form, link, token, step)


def _choose(form: ChooseForm, link: LivingLink, token: str, step: int) -> Response:
    salt = None if form.only_list.data else link.totp_salt
    chosen = Chosen(link.person_id, hashing().hash(form.new_password.data), salt, step)
    codes = new_list(current_app.config["SECRET_KEY"])
    moment = now()
    with writing() as rows:
        used = use_staff_link(rows, token, chosen, codes.values(), moment)
    if not used:
        return _gone()
    shown = [card_code_shown(code) for code in codes]
    return make_response(render_template("people/staff_codes.html", codes=shown, has_app=salt is not None))


def _is_password(form: ChooseForm, link: LivingLink) -> bool:
    known = (link.name, link.email, current_app.config["SETTINGS"].product_name)
    problem = find_password_problem(form.new_password.data, known)
    if problem:
        form.new_password.errors = [PASSWORD_ADVICE[problem]]
    return problem is None


def _step(form: ChooseForm, link: LivingLink) -> int | None:
    if form.only_list.data:
        return 0
    return matching_step(_secret(link), read_one_time_code(form.code.data), now())


def _secret(link: LivingLink) -> str:
    return totp_secret(current_app.config["SECRET_KEY"], link.totp_salt)


def _choose_page(form: ChooseForm, link: LivingLink, status: int, problem: str | None = None) -> Response:
    if problem:
        form.form_errors = [problem]
    secret = _secret(link)
    address = totp_address(secret, link.email, current_app.config["SETTINGS"].product_name)
    # The picture is drawn from text of our own; nothing typed can be markup in it.
    app = {"picture": Markup(qr_picture(address)), "address": address, "secret": secret_shown(secret)}
    return make_response(render_template("people/staff_choose.html", form=form, link=link, app=app), status)


def _gone() -> Response:
    return make_response(render_template("people/staff_link_gone.html"), 410)
