"""Every answer, also a failure, tells the browser what it may do."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response, g
from flask.testing import FlaskClient

from base.headers import start_headers
from base.settings import Settings
from base.web import allow, anyone
from tests.base.form_pages import make_pages
from tests.conftest import Clock, make_app


@pytest.fixture
def site(sqlite_address: str, clock: Clock) -> Flask:
    app = make_app(sqlite_address, clock)
    app.register_blueprint(make_pages())
    app.add_url_rule("/i-stykker", "broken", allow(anyone)(_fail))
    app.add_url_rule("/hemmelig", "secret", allow(anyone)(_secret))
    return app


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def _fail() -> str:
    raise ZeroDivisionError


def _secret() -> Response:
    g.no_store = True
    return Response("1234", headers={"Cache-Control": "max-age=60"}, content_type="text/plain")


def policy_of(response: Any) -> dict[str, str]:
    rows = response.headers["Content-Security-Policy"].split("; ")
    return {what: whence for what, _, whence in (row.partition(" ") for row in rows)}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/proeve", 200), ("/findes-ikke", 404), ("/i-stykker", 500), ("/static/style.css", 200), ("/was", 302),
     ("/aktiviteter.ics", 200), ("/aktiviteter.json", 200)],
)  # fmt: skip
def test_every_answer_has_them_once(client: FlaskClient, path: str, status: int) -> None:
    with client.get(path) as response:
        assert response.status_code == status
    assert [len(response.headers.getlist(name)) for name in NAMES] == [1] * len(NAMES)
    assert policy_of(response)["default-src"] == "'none'"
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert len(response.headers.getlist("Cache-Control")) == 1


NAMES = (
    "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy", "Strict-Transport-Security",
)  # fmt: skip


def test_an_answer_that_nothing_changed_has_them_too(client: FlaskClient) -> None:
    tag = client.get("/steder").headers["ETag"]
    response = client.get("/steder", headers={"If-None-Match": tag})
    assert response.status_code == 304 and policy_of(response)["default-src"] == "'none'"
    assert response.headers["Cache-Control"] == "no-cache"


def test_nothing_inline_and_nothing_from_elsewhere_is_run(client: FlaskClient) -> None:
    policy = policy_of(client.get("/"))
    assert policy == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "connect-src": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'", "form-action": "'self'",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/aktiviteter", "/interesser", "/steder", "/under-18", "/proeve", "/findes-ikke"])
def test_our_pages_ask_for_nothing_that_the_policy_forbids(client: FlaskClient, path: str) -> None:
    html = client.get(path).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<iframe|<object|<embed|<base", html)
    assert all("src=" in tag or "application/ld+json" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_a_form_may_lead_to_the_directory_where_there_is_one(sqlite_address: str, clock: Clock) -> None:
    app = make_app(sqlite_address, clock, FORM_ACTIONS=("https://login.kommune.example",))
    assert policy_of(app.test_client().get("/"))["form-action"] == "'self' https://login.kommune.example"


def test_a_feed_may_be_read_by_another_site_and_a_page_may_not(client: FlaskClient) -> None:
    assert client.get("/aktiviteter.ics").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/aktiviteter").headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/hemmelig", "/i-stykker", "/findes-ikke", "/proeve"])
def test_what_is_not_public_is_stored_nowhere(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_the_answer_to_a_post_is_stored_nowhere(client: FlaskClient) -> None:
    assert client.post("/proeve").headers["Cache-Control"] == "no-store"


def test_static_files_and_kept_pages_keep_their_own_rule(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    with client.get("/static/style.css") as response:
        assert "max-age=31536000" in response.headers["Cache-Control"]


def test_without_https_nobody_is_told_to_use_it(sqlite_address: str, clock: Clock) -> None:
    client = make_app(sqlite_address, clock, SETTINGS=Settings()).test_client()
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.parametrize(
    ("host", "status"),
    [("paatvaers.example", 200), ("paatvaers.example:443", 200), ("localhost", 200), ("127.0.0.1:8000", 200),
     ("evil.example", 400), ("paatvaers.example.evil.example", 400)],
)  # fmt: skip
def test_only_the_host_of_the_site_is_answered(client: FlaskClient, host: str, status: int) -> None:
    response = client.get("/steder", headers={"Host": host})
    assert response.status_code == status and "På tværs" in response.text
    told = client.get("/aktiviteter.json", headers={"Host": host})
    assert told.status_code == status and "trusted" not in told.text


def test_they_cost_next_to_nothing(sqlite_address: str, clock: Clock) -> None:
    def inner(environ: dict[str, str], start: Callable[..., None]) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])
        return []

    bare = SimpleNamespace(wsgi_app=inner, after_request=lambda _: None, config=make_app(sqlite_address, clock).config)
    alone = _microseconds(bare.wsgi_app)
    start_headers(bare)  # type: ignore[arg-type]
    cost = _microseconds(bare.wsgi_app) - alone
    print(f"{cost:.1f} µs")
    assert cost < 50


def _microseconds(call: Callable[..., object]) -> float:
    began = time.perf_counter()
    for _ in range(5000):
        call({"PATH_INFO": "/steder"}, lambda *_: None)
    return (time.perf_counter() - began) / 5000 * 1_000_000
