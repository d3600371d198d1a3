"""Public pages are made once per change: one statement for what is already made, and never a stale page (design §8)."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import subprocess
import sys
import textwrap

import pytest
from flask import Flask, before_render_template
from flask.testing import FlaskClient
from sqlalchemy import update

from base.database import PublicState, db, public_counter, writing
from base.settings import Settings
from tests.conftest import Clock, make_app
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_venue

PAGES = ["/", "/aktiviteter", "/steder", "/interesser", "/aktiviteter.ics", "/aktiviteter.json", "/steder/huset"]


@pytest.fixture(autouse=True)
def something_happens(app: Flask) -> None:
    with app.app_context(), writing() as session:
        make_activity(session, make_venue(session), "Strikkecafé", TUESDAYS)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_already_made_and_a_304_cost_one_statement_and_no_template(app: Flask, client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    rendered: list[object] = []
    with before_render_template.connected_to(lambda *_, **__: rendered.append(1), app):
        with statements(app) as seen:
            again = client.get(path)
        assert again.data == first.data
        assert len(seen) == 1
        with statements(app) as seen:
            unchanged = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (unchanged.status_code, unchanged.data, len(seen)) == (304, b"", 1)
    assert rendered == []


def test_a_304_needs_no_page_kept_in_this_process(app: Flask, client: FlaskClient, address: str, clock: Clock) -> None:
    tag = client.get("/aktiviteter").headers["ETag"]
    other = make_app(address, clock)
    assert other.test_client().get("/aktiviteter", headers={"If-None-Match": tag}).status_code == 304


def test_a_change_in_another_process_is_seen_at_once(client: FlaskClient, address: str) -> None:
    before = client.get("/aktiviteter")
    program = textwrap.dedent("""
        import sys
        from base.database import writing
        from catalogue.models import Activity
        from wsgi import create_app
        with create_app({"SQLALCHEMY_DATABASE_URI": sys.argv[1], "SECRET_KEY": "x"}).app_context(), writing() as session:
            session.query(Activity).one().title = "Nørkleklub"
    """)
    subprocess.run([sys.executable, "-c", program, address], check=True)
    after = client.get("/aktiviteter", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Nørkleklub" in after.text and "Strikkecafé" not in after.text


def test_a_page_is_made_anew_when_the_clock_passes_the_moment_it_holds_until(client: FlaskClient, clock: Clock) -> None:
    clock.moment = dt.datetime(2026, 11, 24, 13, 59, 59, tzinfo=dt.UTC)
    before = client.get("/aktiviteter")
    assert "I dag, tirsdag d. 24. november" in before.text
    clock.moment += dt.timedelta(seconds=1)
    after = client.get("/aktiviteter", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "I dag, tirsdag" not in after.text


def test_a_page_kept_without_an_eye_on_the_clock_would_be_stale(client: FlaskClient, clock: Clock) -> None:
    """The negative control of the test above: by the counter alone the old page is still the one to send."""
    before = client.get("/aktiviteter")
    clock.moment = dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)
    after = client.get("/aktiviteter")
    counters = [re.findall(r"\d+", each.headers["ETag"])[0] for each in (before, after)]
    assert counters[0] == counters[1] and before.text != after.text


def test_midnight_ends_every_page(client: FlaskClient, clock: Clock) -> None:
    clock.moment = dt.datetime(2026, 11, 24, 22, 59, 59, tzinfo=dt.UTC)
    before = client.get("/steder/huset")
    clock.moment += dt.timedelta(seconds=1)
    assert client.get("/steder/huset", headers={"If-None-Match": before.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/aktiviteter?utm=x", "/aktiviteter?dag=2026-11-24", "/aktiviteter?side=1", "/aktiviteter?sted=ukendt"]
)
def test_only_the_canonical_address_is_kept(app: Flask, client: FlaskClient, path: str) -> None:
    held = app.extensions["public_pages"].held
    response = client.get(path)
    assert response.status_code == 200
    assert "ETag" not in response.headers
    assert app.extensions["public_pages"].held == held


def test_one_address_never_gets_the_page_of_another(client: FlaskClient) -> None:
    tag = client.get("/aktiviteter").headers["ETag"]
    assert client.get("/aktiviteter?dag=i-morgen", headers={"If-None-Match": tag}).status_code == 200


def test_without_an_address_of_its_own_a_site_makes_a_page_for_each_host(address: str, clock: Clock) -> None:
    client = make_app(address, clock, SETTINGS=Settings()).test_client()
    pages = [client.get("/aktiviteter", base_url=f"http://{host}.example/") for host in ("en", "to", "en")]
    assert ["webcal://en.example/" in page.text for page in pages] == [True, False, True]
    assert pages[0].headers["ETag"] == pages[2].headers["ETag"] != pages[1].headers["ETag"]


def test_a_session_cookie_means_made_anew_and_kept_nowhere(app: Flask, client: FlaskClient) -> None:
    client.get("/aktiviteter")
    client.set_cookie(client.application.config["SESSION_COOKIE_NAME"], "x")
    with statements(app) as seen:
        response = client.get("/aktiviteter")
    assert len(seen) > 1
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers


def test_kept_pages_set_no_cookie_and_may_be_asked_about(client: FlaskClient) -> None:
    response = client.get("/")
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in response.headers["Vary"]


def test_a_page_is_sent_compressed_to_those_who_can_read_that(client: FlaskClient) -> None:
    plain = client.get("/aktiviteter")
    zipped = client.get("/aktiviteter", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data


def test_kept_pages_never_hold_more_than_they_may(address: str, clock: Clock) -> None:
    app = make_app(address, clock, KEPT_BYTES=20_000)
    client = app.test_client()
    for day in range(1, 20):
        client.get(f"/aktiviteter?fra=2026-12-{day:02}")
    assert 0 < app.extensions["public_pages"].held <= 20_000
    kept = app.extensions["public_pages"]
    assert kept.held == sum(page.size() for page in kept.pages.values())


def test_the_counter_rises_with_each_change_of_something_public(app: Flask) -> None:
    with app.app_context():
        start = public_counter(db.session())
        with writing() as session:
            make_venue(session, "Et")
            make_venue(session, "To")
        raised = public_counter(db.session())
        assert raised > start
        with writing():
            pass
        with pytest.raises(ZeroDivisionError), writing() as session:
            make_venue(session, "Tre")
            raise ZeroDivisionError
        assert public_counter(db.session()) == raised


def test_a_counter_is_not_used_again_by_a_database_restored_or_made_anew(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            make_venue(session, "Et")
        before = public_counter(db.session())
        with writing() as session:
            session.execute(update(PublicState).values(counter=0))
            make_venue(session, "To")
        assert public_counter(db.session()) > before
