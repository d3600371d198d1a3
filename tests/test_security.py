"""What `docs/security.md` points at and no room shows by itself: every route's answer, and what the code never does.

Reference: OWASP ASVS 5.0.0; the numbers stand in the document.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from base.database import db, writing
from base.web import allow, anyone
from people.codes import new_card_code
from people.person_models import Person
from people.staff_models import StaffAccount
from people.terms import StaffRole, Stay
from tests.conftest import Clock, make_app
from tests.house import ROOT
from tests.making import TUESDAYS, make_activity, make_venue
from tests.people.making import make_person, make_staff, press, signed_in_client, token_of
from tests.people.staff_making import app_code, get_in, make_ready_staff

SAID_ONCE = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security", "Cache-Control")
SCRIPT = "</script><script>alert(1)</script>"


@pytest.fixture
def site(sqlite_address: str, clock: Clock) -> Flask:
    """The app with one place, one activity, one person and one of the staff."""
    app = make_app(sqlite_address, clock)
    with app.app_context():
        with writing() as session:
            make_activity(session, make_venue(session), SCRIPT, TUESDAYS)
            person = make_person(session, "<script>alert(1)</script>")
            coordinator = make_staff(session, "Stine", StaffRole.COORDINATOR)
            app.config.update(PERSON=person.id, COORDINATOR=coordinator.person_id)
        db.session.remove()
    return app


def browsers(app: Flask) -> list[FlaskClient]:
    return [
        app.test_client(),
        signed_in_client(app, app.config["PERSON"]),
        signed_in_client(app, app.config["COORDINATOR"], Stay.STAFF),
    ]  # fmt: skip


def paths(app: Flask) -> list[str]:
    """Return an address for each route that is read, its arguments something that is there or something that is not."""
    known = {"activity_id": 1, "slug": "huset", "filename": "style.css", "group_id": 1, "person_id": app.config["PERSON"]}
    known |= {"schedule_id": 1, "agreement_id": 1, "opening_id": 1, "shift_id": 1, "venue_id": 1, "day": dt.date(2026, 11, 24)}
    known |= {"job_id": 1, "posting_id": 1, "firm_id": 1}
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        return [adapter.build(rule.endpoint, {name: known.get(name, "x" * 43) for name in rule.arguments}) for rule in rules]


def answers(app: Flask, query: str = "") -> Iterator[tuple[str, TestResponse]]:
    """Yield what every route that is read answers to a visitor, a person and a coordinator."""
    for client in browsers(app):
        for path in paths(app):
            response = client.get(path + query)
            yield path, response
            response.close()


def test_every_route_says_what_the_browser_may_do(site: Flask) -> None:
    asked = list(answers(site))
    assert len(asked) > 100
    for path, response in asked:
        assert [len(response.headers.getlist(name)) for name in SAID_ONCE] == [1] * len(SAID_ONCE), path
        assert "default-src 'none'" in response.headers["Content-Security-Policy"], path
        assert "Access-Control-Allow-Origin" not in response.headers, path


def test_every_text_says_its_letters(site: Flask) -> None:
    for path, response in answers(site):
        if (response.mimetype or "").startswith("text/"):
            assert response.mimetype_params == {"charset": "utf-8"}, path


def test_no_route_leads_to_another_site(site: Flask) -> None:
    asked = answers(site, "?next=https://evil.example/")
    led = [(path, response.headers["Location"]) for path, response in asked if "Location" in response.headers]
    away = [(path, address) for path, address in led if not address.startswith("/") or address.startswith("//")]
    assert len(led) > len(away)
    assert away == [("/was", site.config["SETTINGS"].accessibility_statement_url)] * 3


def test_what_somebody_sees_who_is_in_is_stored_nowhere(site: Flask) -> None:
    seen = {path: response for client in browsers(site)[1:] for path, response in pages_of(client, site)}
    assert {"/", "/mig", "/mig/logget-ind", "/mig/om-mig.json", "/personale/folk"} <= set(seen)
    assert [path for path, response in seen.items() if "no-store" not in response.headers["Cache-Control"]] == []


def pages_of(client: FlaskClient, app: Flask) -> Iterator[tuple[str, TestResponse]]:
    for path in paths(app):
        if not path.startswith("/static/") and (response := client.get(path)).status_code == 200:
            yield path, response


def test_a_name_that_is_a_script_is_text_on_every_page(site: Flask) -> None:
    found = [(path, response.text) for path, response in answers(site) if response.mimetype == "text/html"]
    assert not [path for path, page in found if "<script>alert" in page]
    assert [path for path, page in found if "&lt;script&gt;alert" in page]


def test_a_title_that_ends_a_script_does_not_end_one(site: Flask) -> None:
    page = site.test_client().get("/aktiviteter/1-script-script-alert-1-script", follow_redirects=True).text
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(data) == 1 and "\\u003c/script\\u003e" in data[0]


def test_methods_that_no_view_asks_for_are_refused(site: Flask) -> None:
    client = site.test_client()
    for method in ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT"):
        for path in ("/", "/kort", "/mig/navn", "/static/style.css"):
            response = client.open(path, method=method, headers={"X-Marker": "repeated"})
            assert response.status_code == 405 and "repeated" not in response.text, (method, path)


NOT_SERVED = (
    "/static/", "/static", "/.git/config", "/.git/", "/instance/secret_key", "/static/../wsgi.py", "/static/%2e%2e/wsgi.py",
    "/static/..%2finstance/secret_key", "/console", "/docs/security.md", "/swagger.json", "/metrics",
)  # fmt: skip


def test_nothing_is_served_but_pages_and_static_files(site: Flask) -> None:
    client = site.test_client()
    assert {path: client.get(path).status_code for path in NOT_SERVED} == dict.fromkeys(NOT_SERVED, 404)


def test_a_failure_tells_nothing_of_the_inside(sqlite_address: str, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> str:
        raise ValueError("inner words")

    app = make_app(sqlite_address, clock)
    app.add_url_rule("/i-stykker/<rest>", "broken", allow(anyone)(lambda rest: fail()))
    answer = app.test_client().get("/i-stykker/a%0aforged%20line")
    assert not app.debug and not app.testing
    assert answer.status_code == 500 and not re.search("inner words|ValueError|Traceback|flask|werkzeug", answer.text, re.I)
    assert "ValueError" in caplog.text and not re.search("inner words|forged", caplog.text)


def test_a_new_database_knows_nobody(app: Flask) -> None:
    with app.app_context():
        assert [db.session().scalar(select(func.count()).select_from(model)) for model in (Person, StaffAccount)] == [0, 0]
        db.session.remove()


def test_words_of_sql_and_templates_are_words(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            make_activity(session, make_venue(session), "Strikkecafé", TUESDAYS)
            person_id = make_person(session).id
        db.session.remove()
    client = signed_in_client(app, person_id)
    for words in ("x' OR '1'='1", "x'; DROP TABLE person; --", 'x" UNION SELECT 1 --', "x%_\\", "x{{7*7}}", "x%(y)s"):
        found = client.get("/aktiviteter", query_string={"q": f"zzz{words}"})
        assert found.status_code == 200 and "Strikkecafé" not in found.text and "zzzx49" not in found.text
        press(client, "/mig", "/mig/navn", navn=words)
        assert find_person(app, person_id).name == words


def test_fields_that_a_form_has_not_change_nothing(app: Flask) -> None:
    person_id, other_id = two_people(app)
    client = signed_in_client(app, person_id)
    more = {"id": other_id, "person_id": other_id, "phone": "+4520304050", "notice_way": "text", "role": "coordinator"}
    assert press(client, "/mig", "/mig/navn", navn="Bodil", **more).status_code == 303
    mine, others = find_person(app, person_id), find_person(app, other_id)
    assert (mine.name, mine.phone, mine.notice_way, others.name) == ("Bodil", None, "staff", "Ole")


def test_what_stands_in_the_address_is_not_what_was_typed(app: Flask) -> None:
    person_id, _ = two_people(app)
    client = signed_in_client(app, person_id)
    asked = client.post("/mig/navn", query_string={"csrf_token": token_of(client, "/mig"), "navn": "Bodil"})
    assert asked.status_code == 422 and find_person(app, person_id).name == "Anna"


def two_people(app: Flask) -> tuple[str, str]:
    with app.app_context():
        with writing() as session:
            made = make_person(session).id, make_person(session, "Ole").id
        db.session.remove()
    return made


def find_person(app: Flask, person_id: str) -> Person:
    with app.app_context():
        person = db.session().get_one(Person, person_id)
        db.session.remove()
    return person


def test_the_cookie_holds_a_token_and_nothing_about_anybody(site: Flask) -> None:
    client = browsers(site)[1]
    client.get("/mig")
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert set(kept) <= {"_user_id", "_fresh", "_permanent", "csrf_token"}
    assert re.fullmatch("[A-Za-z0-9_-]{43}", kept["_user_id"])


def test_what_a_proxy_would_say_is_believed_from_nobody(sqlite_address: str, clock: Clock) -> None:
    client = make_app(sqlite_address, clock).test_client()
    token = token_of(client, "/kort")
    said = [
        client.post(
            "/kort", data={"csrf_token": token, "code": new_card_code(), "pin": "2580"},
            headers={"X-Forwarded-For": f"192.0.2.{number}", "X-Forwarded-Host": "evil.example"},
        )
        for number in range(33)
    ]  # fmt: skip
    assert [answer.status_code for answer in said] == [422] * 31 + [429] * 2
    assert not any("evil.example" in answer.text for answer in said)


@pytest.mark.parametrize(
    ("typed", "status"), [("", 303), ("X", 422), ("upper", 422), ("short", 422)], ids=["as it is", "longer", "upper", "stripped"]
)
def test_a_password_counts_to_its_last_sign(sqlite_address: str, clock: Clock, typed: str, status: int) -> None:
    app, password = make_app(sqlite_address, clock), " Fire ord efter hinanden " + "og så nogle flere " * 3
    with app.app_context(), writing() as session:
        account, _ = make_ready_staff(session)
        account.password_hash = app.extensions["hashing"].hash(password)
    # No password runs out.
    clock.moment += dt.timedelta(days=1000)
    given = {"upper": password.upper(), "short": password.strip()}.get(typed, password + typed)
    assert len(password) > 64
    answer = get_in(app.test_client(), app_code(app, clock()), password=given)
    assert answer.status_code == status


def test_a_password_is_hidden_and_may_be_pasted(site: Flask) -> None:
    page = site.test_client().get("/log-ind/personale").text
    (field,) = re.findall(r"<input[^>]*current-password[^>]*>", page)
    assert 'type="password"' in field and "value=" not in field.replace('value=""', "")
    assert "onpaste" not in page and "preventDefault" not in (ROOT / "static/copy.js").read_text(encoding="utf-8")
