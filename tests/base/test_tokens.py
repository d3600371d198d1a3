"""No other site can press our buttons, and nothing is written without a good token."""

from __future__ import annotations

import time

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from base.database import WritesRefusedError, db, public_counter, writing
from base.publicpages import public_page
from base.settings import Settings
from base.tokens import token_field
from base.web import allow, anyone
from tests.base.form_pages import make_pages, token_of
from tests.conftest import Clock, make_app

FORGETFUL = "/proeve/tryk"


@pytest.fixture
def app(address: str, clock: Clock) -> Flask:
    app = make_app(address, clock)
    app.register_blueprint(make_pages())
    return app


def counter(app: Flask) -> int:
    with app.app_context():
        return public_counter(db.session())


def test_a_good_token_lets_through(app: Flask, client: FlaskClient) -> None:
    before = counter(app)
    assert client.post(FORGETFUL, data={"csrf_token": token_of(client)}).status_code == 303
    assert counter(app) == before + 1


def test_a_view_that_forgets_to_ask_writes_nothing(app: Flask, client: FlaskClient) -> None:
    before = counter(app)
    token = token_of(client)
    strangers = token_of(app.test_client())
    for wrong in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": token[:-1]}, {"csrf_token": strangers}):
        assert client.post(FORGETFUL, data=wrong).status_code == 500
    assert client.post(f"{FORGETFUL}?csrf_token={token}").status_code == 500
    assert counter(app) == before


def test_a_token_without_its_cookie_is_no_token(app: Flask, client: FlaskClient) -> None:
    token = token_of(client)
    assert app.test_client().post("/proeve", data={"csrf_token": token}).status_code == 422


def test_a_token_lives_for_twelve_hours(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    token, made = token_of(client), time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: made + 12 * 3600 - 60)
    assert client.post(FORGETFUL, data={"csrf_token": token}).status_code == 303
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: made + 12 * 3600 + 60)
    assert client.post(FORGETFUL, data={"csrf_token": token}).status_code == 500


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://paatvaers.example.evil.example"},
        {"Origin": "http://paatvaers.example"},
        {"Origin": "https://paatvaers.example:8443"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_another_site_is_refused_whatever_it_holds(client: FlaskClient, method: str, headers: dict[str, str]) -> None:
    response = client.open(FORGETFUL, method=method, data={"csrf_token": token_of(client)}, headers=headers)
    assert response.status_code == 403
    assert "Det kom et andet sted fra" in response.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://paatvaers.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_our_own_pages_are_let_through(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post(FORGETFUL, data={"csrf_token": token_of(client)}, headers=headers).status_code == 303


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml"])
def test_what_no_form_of_ours_sends_is_refused(client: FlaskClient, content_type: str) -> None:
    assert client.post(FORGETFUL, data='{"csrf_token": 1}', content_type=content_type).status_code == 415


def test_what_is_too_large_is_refused_with_a_page(client: FlaskClient) -> None:
    response = client.post(FORGETFUL, data={"csrf_token": "x" * 2_000_000})
    assert response.status_code == 413 and "<h1>" in response.text


def test_writing_is_refused_where_the_request_may_only_read(app: Flask) -> None:
    with app.app_context():
        g.read_only = True
        with pytest.raises(WritesRefusedError), writing():
            raise AssertionError("it was let in")
        g.read_only = False
        with writing():
            pass


def test_a_page_kept_for_all_can_hold_no_token(app: Flask) -> None:
    app.add_url_rule("/holdt", "kept", allow(anyone)(public_page(lambda: (str(token_field()), {"Content-Type": "text/plain"}))))
    assert app.test_client().get("/holdt").status_code == 500
    client = app.test_client()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], "x")
    assert 'name="csrf_token"' in client.get("/holdt").text


def test_a_page_without_a_form_gives_no_cookie_and_one_with_a_form_is_not_stored(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
    response = client.get("/proeve")
    assert response.headers["Cache-Control"] == "no-store"
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=") and "Expires" not in cookie and "Max-Age" not in cookie and "Domain" not in cookie
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_without_https_the_cookie_is_a_plain_one(sqlite_address: str, clock: Clock) -> None:
    app = make_app(sqlite_address, clock, SETTINGS=Settings())
    app.register_blueprint(make_pages())
    client = app.test_client()
    cookie = client.get("/proeve").headers["Set-Cookie"]
    assert cookie.startswith("session=") and "Secure" not in cookie
    assert client.post(FORGETFUL, data={"csrf_token": token_of(client)}).status_code == 303
