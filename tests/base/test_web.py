"""Failures are answered with a page that helps, also where the request itself is broken."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.settings import Settings
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
