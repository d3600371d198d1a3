"""Forged requests are refused, for the whole app: another site's at the door, one without a good token before it writes.

A token that ran out is no crime: the form asks again with all that was typed (`base.forms.Form.validate`). A view that
forgets to ask its form is stopped by the database (`base.database.writing`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, render_template, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from markupsafe import Markup
from wtforms import ValidationError

from base.web import site_url

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TYPES = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data"})
TOKEN_LIVES = dt.timedelta(hours=12)
SOMEBODY_ELSE = ("Siden var til en anden", "Der er ikke ændret noget. Se, hvem du hjælper nu, og åbn siden igen.")
FOREIGN = ("Det kom et andet sted fra", "Gå til siden her hos os, og tryk på knappen der.")


def start_tokens(app: Flask) -> None:
    """Check every request that may change something, and give templates `token_field`; call it before `start_web`."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=int(TOKEN_LIVES.total_seconds()))
    app.jinja_env.globals.update(token_field=token_field)
    app.before_request(_check)


def token_field() -> Markup:
    """Return the hidden field that each form that posts holds; the page that it is on is not to be stored.

    Raises RuntimeError on a public page that is to be kept: everybody would be given the same token.
    """
    if g.get("kept_page"):
        raise RuntimeError("a public page that is kept holds no form that posts, only links to pages that do")
    g.no_store = True
    return Markup('<input type="hidden" name="csrf_token" value="{}{}">').format(_subject(), generate_csrf())


def _check() -> tuple[str, int] | None:
    if request.method in SAFE_METHODS:
        return None
    if not _comes_from_here():
        heading, advice = FOREIGN
        return render_template("error/400.html", heading=heading, advice=advice), 403
    if request.mimetype not in FORM_TYPES:
        abort(415)
    subject, _, token = request.form.get("csrf_token", "").rpartition("|")
    if token and subject != _subject().rstrip("|"):
        # Never offered again: the press would be for somebody else than the page was.
        heading, advice = SOMEBODY_ELSE
        return render_template("error/400.html", heading=heading, advice=advice), 409
    try:
        validate_csrf(token)
    except ValidationError:
        g.token_ran_out = g.read_only = True
    return None


def _subject() -> str:
    # Whom the page is for, where that is not the one who is signed in; rooms above say so.
    subject: Callable[[], str] | None = current_app.extensions.get("form_subject")
    found = subject() if subject else ""
    return f"{found}|" if found else ""


def _comes_from_here() -> bool:
    # Browsers from before these headers send neither; the token stands alone there.
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin in {_origin(request.host_url), _origin(site_url())}
    return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
