"""What every view shares: who may see it, what time it is, assets, and the pages that say something went wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, Request, abort, current_app, render_template, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.exceptions import HTTPException, default_exceptions
from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

from base.clock import KOLDING
from base.quietlogs import tell_quietly

FAILURES = {
    400: ("Det kunne vi ikke læse", "Se på adressen, og prøv igen."),
    403: ("Den side er ikke for alle", "Spørg det sted, du kommer, hvis du skal kunne se den."),
    404: ("Den side findes ikke", "Måske er den flyttet, eller også er der en fejl i adressen."),
    405: ("Det kan du ikke gøre her", "Gå tilbage, og prøv igen."),
    409: ("Nogen kom først", "Det er ændret, siden du så det. Gå tilbage, og se, hvordan det er nu."),
    410: ("Det findes ikke mere", "Men der sker meget andet."),
    422: ("Det kunne vi ikke læse", "Se på det, du skrev, og prøv igen."),
    429: ("Vent lidt", "Der er prøvet mange gange på kort tid. Vent lidt, og prøv igen."),
}
View = TypeVar("View", bound=Callable[..., Any])


class SlugConverter(BaseConverter):
    """The part of an address that names something: small letters, digits and hyphens."""

    regex = "[a-z0-9-]{1,120}"


class IdConverter(IntegerConverter):
    """A row's number, never more than the database's integers hold."""

    regex = "[1-9][0-9]{0,8}"


class KeyConverter(BaseConverter):
    """The random name of a row: 32 hexadecimal digits."""

    regex = "[0-9a-f]{32}"


class DayConverter(BaseConverter):
    """A day, as 2026-11-24."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        """Return the day; what is none is no address."""
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: dt.date) -> str:
        """Return the day as it stands in an address."""
        return value.isoformat()


class QuietSessions(SecureCookieSessionInterface):
    """Flask's own sessions, which make no signing machinery for the many who come without a cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of the request, empty at once where it has no cookie."""
        return super().open_session(app, request) if "HTTP_COOKIE" in request.environ else self.session_class()


def anyone() -> bool:
    """Let everybody in, signed in or not."""
    return True


def allow(rule: Callable[..., bool]) -> Callable[[View], View]:
    """Declare who may see a view; a view without a declaration keeps the app from starting."""

    def declare(view: View) -> View:
        view.allowed = rule  # type: ignore[attr-defined]
        return view

    return declare


def require_declared_access(app: Flask) -> None:
    """Raise RuntimeError that names each view which does not say who may see it."""
    app.view_functions["static"] = allow(anyone)(app.view_functions["static"])
    silent = sorted(name for name, view in app.view_functions.items() if not hasattr(view, "allowed"))
    if silent:
        raise RuntimeError(f"say who may see these views: {', '.join(silent)}")


def now() -> dt.datetime:
    """Return the present moment in Kolding, aware; `CLOCK` in the app's config stands in for the clock in tests."""
    clock: Callable[[], dt.datetime] | None = current_app.config.get("CLOCK")
    return (clock() if clock else dt.datetime.now(dt.UTC)).astimezone(KOLDING)


def site_url() -> str:
    """Return the address the site is reached at, with a slash at the end: the setting, else that of the request."""
    configured: str = current_app.config["SETTINGS"].site_url
    return configured.rstrip("/") + "/" if configured else _host_url()


def _host_url() -> str:
    try:
        return request.host_url
    except (HTTPException, UnicodeError):
        # The page that says so must be made all the same.
        return "http://localhost/"


@lru_cache
def content_digest(path: Path) -> str:
    """Return a short digest of a file's bytes, read once while the process lives."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Return the address of a static file, with its digest, so that browsers may keep it for ever."""
    digest = content_digest(Path(current_app.static_folder or "") / name)
    return f"{current_app.static_url_path}/{name}?v={digest}"


def start_web(app: Flask) -> None:
    """Give templates what they share and answer failures with pages that help."""
    app.session_interface = QuietSessions()
    app.config.update(_session_cookie(app.config["SETTINGS"].site_url))
    app.url_map.converters.update(slug=SlugConverter, id=IdConverter, key=KeyConverter, day=DayConverter)
    app.jinja_env.globals.update(asset=asset, settings=app.config["SETTINGS"])
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(_refuse_who_may_not)
    app.register_error_handler(HTTPException, _failure_page)
    app.register_error_handler(Exception, _unexpected)


def _session_cookie(address: str) -> dict[str, Any]:
    # The prefix binds the cookie to this host and https (RFC 6265bis, section 4.1.3.2).
    secure = address.startswith("https://")
    return {
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
    }


def _refuse_who_may_not() -> Any:
    view: Any = current_app.view_functions.get(request.endpoint or "")
    if not view or view.allowed():
        return None
    ask_who = current_app.extensions.get("ask_who")
    return (ask_who() if ask_who else None) or abort(403)


def _failure_page(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    if code >= 500:
        return _unexpected(error)
    heading, advice = FAILURES.get(code, FAILURES[400])
    headers = [(name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")]
    if request.path.endswith((".json", ".ics")):
        return {"error": _said_by_us(error) or advice}, code, headers
    return render_template("error/400.html", heading=heading, advice=advice), code, headers


def _said_by_us(error: HTTPException) -> str | None:
    # Werkzeug's own kinds of a failure speak English, and quote the request.
    ours = type(error) is default_exceptions.get(error.code or 0) and error.description != type(error).description
    return error.description if ours else None


def _unexpected(error: Exception) -> Any:
    current_app.logger.error("unexpected: %s", tell_quietly(error))
    if request.path.endswith((".json", ".ics")):
        return {"error": "Noget gik galt hos os. Prøv igen om lidt."}, 500
    return render_template("error/500.html"), 500
