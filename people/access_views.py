"""Who asks: flask-login over sessions that are rows, and the rules that views declare with `allow`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask_login
from flask import Flask, abort, g, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, writing
from base.web import now
from people.codes import digest
from people.contact_points import phone_shown
from people.devices import device_of
from people.hashing import Cost, Hashing
from people.permissions import Act, Actor, allows, standings, standings_at, standings_in
from people.person_queries import belongs_to
from people.registry import Registry
from people.sign_in_commands import end_sign_in, keep_sign_in, start_sign_in
from people.sign_in_queries import SignedIn, find_signed_in, registry
from people.stays import LIMITS, SEEN_EVERY
from people.terms import StaffRole, Stay

# What is typed to prove who one is goes back into no page.
_NEVER_BACK = frozenset({"csrf_token", "password", "new_password", "pin", "pin_again", "code", "text"})


class Visitor(flask_login.UserMixin):  # type: ignore[misc]
    """What flask-login holds: the token of a session, and the session it stands for."""

    def __init__(self, token: str, signed_in: SignedIn) -> None:
        self.token, self.signed_in = token, signed_in

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return self.token


def start_access(app: Flask) -> None:
    """Let the app know who asks, and lead those who are not signed in to the ways in."""
    app.extensions["people"] = Registry()
    app.config["PERMANENT_SESSION_LIFETIME"] = LIMITS[Stay.OWN].absolute
    app.extensions["hashing"] = Hashing(app.config["SECRET_KEY"], app.config.get("HASH_COST", Cost()))
    app.extensions["ask_who"] = _ask_who
    app.extensions["form_subject"] = _form_subject
    # Sessions are rows, and end as rows: what a browser or an address looks like says nothing about who uses it.
    login = flask_login.LoginManager(app)
    login.session_protection = None
    login.user_loader(_load)
    app.jinja_env.globals.update(
        signed_in=signed_in, first_page=first_page, phone_shown=phone_shown,
        may_now=lambda act: allows(Act(act), standings(actor())),
    )  # fmt: skip


def _load(token: str) -> Visitor | None:
    moment = now()
    found = find_signed_in(db.session(), token, moment)
    if found is None:
        return None
    if (moment - found.seen_at >= SEEN_EVERY or moment.date() != found.seen_on) and not g.get("token_ran_out"):
        with writing() as rows:
            keep_sign_in(rows, found.id, found.actor.person_id, moment)
    return Visitor(token, found)


def signed_in() -> SignedIn | None:
    """Return the session of the request, None for a visitor; a request without a cookie asks no database."""
    if "_user_id" not in session:
        return None
    found: SignedIn | None = getattr(flask_login.current_user, "signed_in", None)
    return found


def actor() -> Actor | None:
    """Return who asks, None for a visitor."""
    found = signed_in()
    return found.actor if found else None


def _form_subject() -> str:
    # A page that was made while helping somebody must not act on another when the help is over.
    found = actor()
    return digest(found.acts_for)[:16] if found and found.acts_for else ""


def get_signed_in() -> SignedIn:
    """Return the session of a request that a rule let in; abort with 403 where there is none."""
    return signed_in() or abort(403)


def may(act: Act) -> Callable[[], bool]:
    """Return the rule that somebody may do this wherever it is."""

    def rule() -> bool:
        return allows(act, standings(actor()))

    return rule


def may_in_group(act: Act) -> Callable[[], bool]:
    """Return the rule that somebody may do this in the group of the address (`group_id`): 404 if it is none of theirs."""

    def rule() -> bool:
        group_id = int((request.view_args or {})["group_id"])
        held = standings_in(actor(), group_id, registry().group_places(db.session(), group_id))
        return none_of_theirs(held, act, Act.SEE_GROUP)

    return rule


def may_toward_person(act: Act) -> Callable[[], bool]:
    """Return the rule that staff may do this toward the person of the address (`person_id`): 404 if not at a place of theirs."""

    def rule() -> bool:
        held = standings_at(actor(), belongs_to(db.session(), str((request.view_args or {})["person_id"])))
        return none_of_theirs(held, act, Act.SEE_PERSON)

    return rule


def none_of_theirs(held: frozenset[Any], act: Act, seeing: Act) -> bool:
    """Say whether somebody may; abort with 404 where they may not even know of it."""
    if held and not allows(act, held) and not allows(seeing, held):
        abort(404)
    return allows(act, held)


def begin_sign_in(rows: Session, person_id: str, stay: Stay) -> str:
    """Start a session for this browser in place of the one it had, in the caller's transaction; return its token.

    Whoever used the browser until now is signed out of it (OWASP ASVS 5.0, 7.2.4).
    """
    before = signed_in()
    if before:
        end_sign_in(rows, before.id, before.actor.person_id)
    return start_sign_in(rows, person_id, stay, device_of(request.headers.get("User-Agent", "")), now())


def let_in(token: str, stay: Stay) -> None:
    """Give this browser the cookie of a session that was just made."""
    session.clear()
    # Only one's own phone remembers after the browser is closed.
    session.permanent = stay is Stay.OWN
    session["_user_id"] = token
    session["_fresh"] = True


def first_page(role: StaffRole) -> str:
    """Return where staff begin."""
    return url_for("audit.log" if role is StaffRole.REVISOR else "staff_front.front")


def let_out() -> None:
    """Take the cookie's session from this browser."""
    session.clear()


def _ask_who() -> Response | None:
    if signed_in() is not None:
        return None
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("sign_in.ways_in", next=request.path), 303)
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _NEVER_BACK]
    page = render_template("people/signed_out.html", typed=typed, action=request.path)
    return Response(page, 403, content_type="text/html; charset=utf-8")
