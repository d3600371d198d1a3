"""Failures are answered with a page that helps, also where the request itself is broken."""

from __future__ import annotations

import pytest
from flask import Flask, Response, abort
from flask.testing import FlaskClient
from werkzeug.exceptions import TooManyRequests

from base.settings import Settings
from base.web import allow, anyone
from tests.conftest import Clock, make_app


@pytest.mark.parametrize("host", ["..", "a..b", "x" * 64 + ".dk", "a b"])
def test_a_host_that_cannot_be_gets_a_page_all_the_same(address: str, clock: Clock, host: str) -> None:
    client = make_app(address, clock, SETTINGS=Settings()).test_client()
    response = client.get("/aktiviteter", headers={"Host": host})
    assert response.status_code in (200, 400)
    assert "På tværs" in response.text


def test_what_may_not_be_done_says_what_may(client: FlaskClient) -> None:
    response = client.post("/aktiviteter")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "Det kan du ikke gøre her" in response.text


@pytest.mark.parametrize("path", ["/steder/x.ics", "/interesser/x.json", "/x.json"])
def test_a_machine_is_told_in_danish_too(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json == {"error": "Måske er den flyttet, eller også er der en fejl i adressen."}


@pytest.mark.parametrize("path", ["/aktiviteter", "/aktiviteter.json"])
def test_a_failure_of_ours_needs_no_database(app: Flask, path: str) -> None:
    app.view_functions["catalogue.programme"] = app.view_functions["feeds.programme_data"] = _fail
    response = app.test_client().get(path)
    assert response.status_code == 500
    assert "Noget gik galt hos os" in response.get_data(as_text=True)


def _fail() -> str:
    raise ZeroDivisionError


_fail.allowed = lambda: True  # type: ignore[attr-defined]


@pytest.mark.parametrize(("code", "heading"), [(409, "Nogen kom først"), (429, "Vent lidt")])
def test_who_is_too_late_or_too_quick_is_told_so(app: Flask, code: int, heading: str) -> None:
    app.view_functions["noticeboard.under_18"] = allow(anyone)(lambda: abort(code))
    response = app.test_client().get("/under-18")
    assert response.status_code == code and heading in response.text


@pytest.mark.parametrize("endpoint", ["/under-18", "/aktiviteter.json"])
def test_how_long_to_wait_is_kept(app: Flask, endpoint: str) -> None:
    def busy() -> str:
        raise TooManyRequests(retry_after=90)

    app.view_functions["noticeboard.under_18"] = app.view_functions["feeds.programme_data"] = allow(anyone)(busy)
    response = app.test_client().get(endpoint)
    assert response.status_code == 429 and response.headers["Retry-After"] == "90"


@pytest.mark.parametrize(("answer", "status"), [(None, 403), (Response("", 303), 303)])
def test_who_may_not_can_be_asked_who_they_are(app: Flask, answer: Response | None, status: int) -> None:
    app.view_functions["noticeboard.under_18"] = allow(lambda: False)(lambda: "secret")
    app.extensions["ask_who"] = lambda: answer
    assert app.test_client().get("/under-18").status_code == status


def test_who_may_is_not_asked(app: Flask) -> None:
    app.extensions["ask_who"] = lambda: abort(500)
    assert app.test_client().get("/under-18").status_code == 200
