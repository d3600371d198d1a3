"""What every answer tells the browser it may do: a strict content policy, no framing, nothing kept that is not public.

Reference: OWASP ASVS 5.0, chapters 3.4 (browser security mechanism headers) and 14.3 (client-side data protection).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, g, request

from base.tokens import SAFE_METHODS

A_YEAR = 31_536_000
FEEDS = (".ics", ".json")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def start_headers(app: Flask) -> None:
    """Set the headers on every answer, and trust no host but the site's own where that is known.

    `FORM_ACTIONS` in the config holds the origins that a form may lead to besides our own. Call it before whatever else
    says how long an answer may be kept: what is registered first is asked last.
    """
    address = app.config["SETTINGS"].site_url
    if address:
        app.config["TRUSTED_HOSTS"] = [urlsplit(address).hostname, "localhost", "127.0.0.1"]

    @cache
    def said(of_a_feed: bool) -> list[tuple[str, str]]:
        return _headers(app.config.get("FORM_ACTIONS", ()), address.startswith("https://"), of_a_feed)

    inner = app.wsgi_app

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        # Here a header costs nothing and nobody is forgotten; in Flask's hooks it would cost as much as the page.
        headers = said(environ["PATH_INFO"].endswith(FEEDS))
        return inner(environ, lambda status, given, *error: start(status, given + headers, *error))

    app.wsgi_app = answer  # type: ignore[method-assign,assignment]
    app.after_request(_store_nothing)


def _store_nothing(response: Response) -> Response:
    # Unless it is public, and says so itself.
    if "Cache-Control" not in response.headers or request.method not in SAFE_METHODS or "no_store" in g:
        response.headers["Cache-Control"] = "no-store"
    return response


def _headers(form_actions: tuple[str, ...], secure: bool, of_a_feed: bool) -> list[tuple[str, str]]:
    policy = POLICY | {"form-action": " ".join(["'self'", *form_actions])}
    headers = [
        ("Content-Security-Policy", "; ".join(f"{what} {whence}" for what, whence in policy.items())),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "cross-origin" if of_a_feed else "same-origin"),
    ]
    return [*headers, ("Strict-Transport-Security", f"max-age={A_YEAR}")] if secure else headers
