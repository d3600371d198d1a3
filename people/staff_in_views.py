"""The way in for staff: address, password and a code."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from base.database import db, writing
from base.ways_back import way_back
from base.web import allow, anyone, now
from people.access_views import begin_sign_in, first_page, let_in
from people.attempt_commands import Tried, count_attempt, settle
from people.audit_commands import note
from people.permissions import Actor
from people.staff_in_commands import PASSWORD_PURPOSE, use_proof
from people.staff_in_forms import SignInForm
from people.staff_in_queries import find_proof
from people.staff_proofs import Proof
from people.terms import AuditAction, AuditKind, Stay
from people.waits import ADDRESS, PASSWORD, wait_words

pages = Blueprint("staff_in", __name__)

WRONG = "Mail, adgangskode og kode passer ikke sammen. Prøv igen. En kode virker kun én gang, så brug en ny."


@pages.route("/log-ind/personale", methods=["GET", "POST"])
@allow(anyone)
def password() -> Response:
    """Let staff in by address, password and a code of their app or their list."""
    form = SignInForm()
    if request.method != "POST":
        form.next.data = way_back(request.args.get("next")) or ""
        return _sign_in_page(form, 200)
    if not form.validate():
        return _sign_in_page(form, 422)
    moment = now()
    tried = [(PASSWORD_PURPOSE, form.address, PASSWORD), ("address", request.remote_addr or "", ADDRESS)]
    if wait := count_attempt(tried, moment):
        page = _sign_in_page(form, 429, f"Prøv igen om {wait_words(wait)}.")
        page.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return page
    proof = find_proof(db.session(), form.address, form.password.data, form.code.data, moment)
    token = _use(proof, tried) if proof else None
    if proof is None or token is None:
        return _sign_in_page(form, 422, WRONG)
    let_in(token, Stay.STAFF)
    return redirect(way_back(form.next.data) or first_page(proof.role), 303)


def _use(proof: Proof, tried: list[Tried]) -> str | None:
    moment = now()
    with writing() as rows:
        if not use_proof(rows, proof):
            return None
        settle(rows, tried, moment)
        note(rows, Actor(proof.person_id, proof.role), AuditAction.SIGNED_IN, AuditKind.STAFF, moment)
        return begin_sign_in(rows, proof.person_id, Stay.STAFF)


def _sign_in_page(form: SignInForm, status: int, problem: str | None = None) -> Response:
    if problem:
        form.form_errors = [problem]
    return make_response(render_template("people/staff_in.html", form=form), status)
