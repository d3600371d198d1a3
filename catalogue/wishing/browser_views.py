"""The cookie by which a browser's wishes are its own: a random value that is given only when something is said."""

from __future__ import annotations

import datetime as dt

from flask import current_app, request
from werkzeug.wrappers import Response

from people.codes import new_token, read_token

COOKIE_LIVES = dt.timedelta(days=365)


def find_browser() -> str | None:
    """Return the random value of this browser, None for one that has said nothing yet."""
    return read_token(request.cookies.get(_name(), ""))


def get_or_make_browser() -> str:
    """Return the random value of this browser, a new one where it has none."""
    return find_browser() or new_token()


def remember_browser(response: Response, browser: str) -> None:
    """Let this browser keep its value for a year from now, as closed as the cookie of a session (base/web)."""
    response.set_cookie(
        _name(), browser, max_age=COOKIE_LIVES, path="/", secure=_is_secure(), httponly=True, samesite="Lax"
    )  # fmt: skip


def _name() -> str:
    return "__Host-wishes" if _is_secure() else "wishes"


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
