"""What is given as the way back never leads away from the site, and leads back where it can."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.utils import redirect

from base.ways_back import way_back
from base.web import IdConverter, SlugConverter
from tests.material.next_payloads import EVIL_NEXT, browser_host

HERE = "paatvaers.example"


@pytest.fixture(scope="module")
def site() -> Flask:
    app = Flask("way_back")
    app.url_map.converters.update(id=IdConverter, slug=SlugConverter)
    gets = ["/", "/aktiviteter", "/aktiviteter.ics", "/aktiviteter/<id:number>-<slug:name>", "/steder", "/steder/<slug:name>",
            "/steder/<slug:name>.json", "/test/<token>", "/log-ind", "/log-ind/personale", "/ind/<token>", "/kort/pin", "/start",
            "/personale/ny/<token>"]  # fmt: skip
    for number, rule in enumerate(gets):
        app.add_url_rule(rule, str(number), lambda **_: "")
    app.add_url_rule("/test-post", "post", lambda: "", methods=["POST"])
    return app


def led_to(app: Flask, raw: str | None) -> str | None:
    with app.test_request_context("/log-ind"):
        return way_back(raw)


def test_there_are_payloads_enough() -> None:
    assert len(set(EVIL_NEXT)) == len(EVIL_NEXT) >= 45


@pytest.mark.parametrize("raw", EVIL_NEXT, ids=lambda raw: ascii(raw[:40]))
def test_nothing_leads_away(site: Flask, raw: str) -> None:
    found = led_to(site, raw)
    assert found is None or browser_host(redirect(found).headers["Location"]) == HERE
    assert found is None


def test_letting_through_what_begins_with_a_slash_would_lead_away() -> None:
    naive = [raw for raw in EVIL_NEXT if raw.startswith("/")]
    assert len([raw for raw in naive if browser_host(raw) != HERE]) > 15


@pytest.mark.parametrize(
    ("location", "host"),
    [
        ("/steder", HERE), ("steder", HERE), ("", HERE), ("?a", HERE), ("https:steder", HERE), ("/\tsteder", HERE),
        ("//a.dk", "a.dk"), ("/\\a.dk/x", "a.dk"), ("/\t/a.dk", "a.dk"), (" ///a.dk?x", "a.dk"), ("http:a.dk", "a.dk"),
        ("https://x@a.dk:443/", "a.dk"), ("java\nscript:x", "javascript:"), ("DATA:x", "data:"),
    ],
)  # fmt: skip
def test_the_check_goes_where_a_browser_does(location: str, host: str) -> None:
    assert browser_host(location) == host


@pytest.mark.parametrize(
    ("raw", "back"),
    [
        ("/", "/"),
        ("/aktiviteter", "/aktiviteter"),
        ("/aktiviteter?tid=aften", "/aktiviteter"),
        ("/steder/det-groenne-hus#nu", "/steder/det-groenne-hus"),
        ("/aktiviteter/12-strik", "/aktiviteter/12-strik"),
        ("/test/AZaz09_-", "/test/AZaz09_-"),
        ("/aktiviteter?next=//evil.example", "/aktiviteter"),
    ],
)
def test_a_page_of_ours_is_come_back_to(site: Flask, raw: str, back: str) -> None:
    assert led_to(site, raw) == back


@pytest.mark.parametrize(
    "raw",
    [None, "/static/style.css", "/aktiviteter.ics", "/steder/x.json", "/log-ind", "/log-ind/personale", "/ind/abc",
     "/kort/pin", "/start", "/personale/ny/abc", "/findes-ikke", "/test-post", "/steder/", "/Aktiviteter"],
)  # fmt: skip
def test_what_is_no_page_to_come_back_to_is_left(site: Flask, raw: str | None) -> None:
    assert led_to(site, raw) is None
