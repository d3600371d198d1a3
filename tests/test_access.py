"""Who may see what: every route says so, and one that does not keeps the app from starting."""

from __future__ import annotations

import pytest
from flask import Flask

from base.web import allow, anyone, require_declared_access
from tests.conftest import Clock, make_app

VIEWS = {
    "catalogue.activity": anyone,
    "catalogue.interest": anyone,
    "catalogue.interests": anyone,
    "catalogue.programme": anyone,
    "feeds.activity_calendar": anyone,
    "feeds.activity_data": anyone,
    "feeds.interest_calendar": anyone,
    "feeds.interest_data": anyone,
    "feeds.programme_calendar": anyone,
    "feeds.programme_data": anyone,
    "noticeboard.accessibility_statement": anyone,
    "noticeboard.front": anyone,
    "noticeboard.under_18": anyone,
    "noticeboard.venue": anyone,
    "place_feeds.venue_calendar": anyone,
    "place_feeds.venue_data": anyone,
    "noticeboard.venues": anyone,
    "static": anyone,
}


def test_every_route_says_who_may_see_it(app: Flask) -> None:
    declared = {rule.endpoint: getattr(app.view_functions[rule.endpoint], "allowed", None) for rule in app.url_map.iter_rules()}
    assert declared == VIEWS


def test_a_view_that_does_not_say_keeps_the_app_from_starting(app: Flask) -> None:
    app.view_functions["secret"] = lambda: ""
    with pytest.raises(RuntimeError, match="secret"):
        require_declared_access(app)


def test_a_view_that_is_not_for_you_is_refused(address: str, clock: Clock) -> None:
    app = make_app(address, clock)
    app.view_functions["noticeboard.under_18"] = allow(lambda: False)(lambda: "secret")
    response = app.test_client().get("/under-18")
    assert response.status_code == 403 and "Den side er ikke for alle" in response.text


def test_get_is_all_there_is_so_far(app: Flask) -> None:
    assert {method for rule in app.url_map.iter_rules() for method in rule.methods or ()} == {"GET", "HEAD", "OPTIONS"}
