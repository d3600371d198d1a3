"""The ways in and out, and sessions that are rows (OWASP ASVS 5.0, chapter 7)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import writing
from base.settings import Directory, Settings
from people.sign_in_wording import moment_words
from people.terms import StaffRole, Stay
from people.way_in_models import SentCode, SignIn
from tests.conftest import TUESDAY_MORNING, Clock
from tests.notices.making import make_trial
from tests.people.getting_in import all_of, ask_for_code, count, is_in, last_code, start
from tests.people.making import make_person, make_staff, press, signed_in_client, token_of

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"


@pytest.fixture
def app(address: str, clock: Clock, tmp_path: Path) -> Flask:
    return make_trial(address, clock, tmp_path / "sent.txt")


def somebody(app: Flask, name: str = "Anna") -> str:
    with app.app_context(), writing() as session:
        return make_person(session, name).id


def somebody_at_work(app: Flask, role: StaffRole = StaffRole.STAFF) -> str:
    with app.app_context(), writing() as session:
        return make_staff(session, role=role).person_id


def ids(app: Flask) -> list[str]:
    return [sign_in_id for (sign_in_id,) in all_of(app, SignIn, "id")]


def test_the_ways_in_lead_on_to_where_one_was_going(client: FlaskClient) -> None:
    page = client.get("/log-ind?next=/mig/kontakt").get_data(as_text=True)
    for path in ("/start", "/kort", "/log-ind/personale"):
        assert f'href="{path}?next=/mig/kontakt"' in page
    assert "Sådan passer vi på det, du skriver" in page and "/log-ind/kommune" not in page


def test_a_foreign_way_on_is_left_out(client: FlaskClient) -> None:
    page = client.get("/log-ind?next=//ond.example/").get_data(as_text=True)
    assert "ond.example" not in page and 'href="/start"' in page


def test_who_is_not_in_is_led_to_the_ways_in(client: FlaskClient) -> None:
    answer = client.get("/mig/logget-ind")
    assert (answer.status_code, answer.location) == (303, "/log-ind?next=/mig/logget-ind")


def test_the_cookie_is_closed_to_scripts_other_sites_and_plain_http(app: Flask) -> None:
    client = app.test_client()
    ask_for_code(client)
    answer = press(client, "/start/kode", "/start/kode", code=last_code(app))
    cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("__Host-session="))
    flags = {part.strip() for part in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= flags and not any(flag.startswith("Domain") for flag in flags)


def test_signing_in_makes_a_new_session_and_leaves_nothing_of_the_one_before(app: Flask) -> None:
    client = signed_in_client(app, somebody(app, "Bo"))
    planted, before = client.get_cookie("__Host-session"), ids(app)
    other = app.test_client()
    other.set_cookie("__Host-session", planted.value, secure=True)  # type: ignore[union-attr]
    assert is_in(other)
    start(app, client)
    after = client.get_cookie("__Host-session")
    assert after and planted and after.value != planted.value
    assert len(ids(app)) == 1 and ids(app) != before and not is_in(other) and is_in(client)
    with client.session_transaction() as cookie:
        assert not {"sent_code", "stay", "proven"} & set(cookie)


def test_a_cookie_planted_before_signing_in_is_nothing_after(app: Flask) -> None:
    client, thief = app.test_client(), app.test_client()
    ask_for_code(client)
    planted = client.get_cookie("__Host-session")
    thief.set_cookie("__Host-session", planted.value, secure=True)  # type: ignore[union-attr]
    press(client, "/start/kode", "/start/kode", code=last_code(app))
    assert is_in(client) and not is_in(thief)


@pytest.mark.parametrize(
    ("stay", "idle", "absolute"),
    [
        (Stay.OWN, dt.timedelta(days=90), dt.timedelta(days=365)),
        (Stay.SHARED, dt.timedelta(minutes=15), dt.timedelta(hours=2)),
        (Stay.STAFF, dt.timedelta(minutes=45), dt.timedelta(hours=10)),
    ],
)
def test_a_session_ends_when_it_is_left_alone_and_at_last(
    app: Flask, clock: Clock, stay: Stay, idle: dt.timedelta, absolute: dt.timedelta
) -> None:  # fmt: skip
    person_id = somebody_at_work(app) if stay is Stay.STAFF else somebody(app)
    alone, used = signed_in_client(app, person_id, stay), signed_in_client(app, person_id, stay)
    step, end = idle - dt.timedelta(minutes=6), clock.moment + absolute
    clock.moment += idle - dt.timedelta(seconds=1)
    assert is_in(used)
    clock.moment += dt.timedelta(seconds=1)
    assert not is_in(alone) and is_in(used)
    while clock.moment + step < end:
        clock.moment += step
        assert is_in(used)
    clock.moment = end
    assert not is_in(used)


def test_one_sees_where_one_is_signed_in(app: Flask) -> None:
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = IPHONE
    start(app, client)
    page = client.get("/mig/logget-ind").get_data(as_text=True)
    assert "iPhone" in page and "i dag kl. 10.00" in page and "Den bruger du nu" in page and "Mozilla" not in page
    assert "Log ud her" in page and "Log ud alle steder" in page


def test_one_session_is_ended_from_another(app: Flask) -> None:
    anna = somebody(app)
    lost, client = signed_in_client(app, anna), signed_in_client(app, anna)
    before = ids(app)
    page = client.get("/mig/logget-ind").get_data(as_text=True)
    other = next(each for each in before if page.index(each) < page.index("Log ud der") < page.index(each) + 400)
    assert press(client, "/mig/logget-ind", f"/mig/logget-ind/{other}").location == "/mig/logget-ind"
    assert not is_in(lost) and is_in(client) and len(ids(app)) == 1


def test_the_session_one_uses_is_ended_here(app: Flask) -> None:
    client = signed_in_client(app, somebody(app))
    (here,) = ids(app)
    assert press(client, "/mig/logget-ind", f"/mig/logget-ind/{here}").location == "/log-ind?ude=1"
    assert ids(app) == [] and client.get_cookie("__Host-session") is None
    assert "Du er logget ud." in client.get("/log-ind?ude=1").get_data(as_text=True)


def test_anothers_session_stays_as_it_is(app: Flask) -> None:
    bo = signed_in_client(app, somebody(app, "Bo"))
    (of_bo,) = ids(app)
    anna = signed_in_client(app, somebody(app))
    known = press(anna, "/mig/logget-ind", f"/mig/logget-ind/{of_bo}")
    unknown = press(anna, "/mig/logget-ind", f"/mig/logget-ind/{'0' * 32}")
    assert is_in(bo) and (known.status_code, known.location) == (unknown.status_code, unknown.location)


def test_all_sessions_are_ended_at_once_and_nobody_elses(app: Flask) -> None:
    anna, bo = somebody(app), signed_in_client(app, somebody(app, "Bo"))
    clients = [signed_in_client(app, anna) for _ in range(3)]
    press(clients[0], "/mig/logget-ind", "/mig/logget-ind")
    assert [is_in(client) for client in clients] == [False] * 3 and is_in(bo)


def test_signing_out_ends_the_row_so_that_a_copy_of_the_cookie_is_nothing(app: Flask) -> None:
    client, copy = signed_in_client(app, somebody(app)), app.test_client()
    copy.set_cookie("__Host-session", client.get_cookie("__Host-session").value, secure=True)  # type: ignore[union-attr]
    assert is_in(copy)
    answer = press(client, "/mig/logget-ind", "/log-ud")
    assert (answer.status_code, answer.location) == (303, "/log-ind?ude=1")
    assert count(app, SignIn) == 0 and not is_in(copy) and client.get_cookie("__Host-session") is None


@pytest.mark.parametrize("path", ["/log-ud", "/mig/logget-ind", "/mig/logget-ind/{id}"])
def test_without_a_token_nobody_is_signed_out(app: Flask, path: str) -> None:
    client = signed_in_client(app, somebody(app))
    answer = client.post(path.format(id=ids(app)[0]))
    assert answer.status_code == 422 and "Tryk på knappen igen" in answer.get_data(as_text=True) and is_in(client)


def test_who_is_out_is_signed_out_without_a_word(client: FlaskClient) -> None:
    assert client.post("/log-ud").status_code == 303


def test_a_form_whose_session_has_run_out_comes_back_with_what_was_typed(app: Flask, clock: Clock) -> None:
    client = signed_in_client(app, somebody(app), Stay.SHARED)
    token = token_of(client, "/mig/kontakt")
    clock.moment += dt.timedelta(minutes=16)
    answer = client.post("/mig/kontakt", data={"csrf_token": token, "contact": '20 "30" 40', "code": "123456"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403 and "Du er ikke logget ind længere" in page and "Det, du skrev, er her endnu." in page
    assert 'name="contact" value="20 &#34;30&#34; 40"' in page and "123456" not in page and 'action="/mig/kontakt"' in page
    assert count(app, SentCode) == 0


def test_the_ways_in_offer_the_directory_where_there_is_one(app: Flask) -> None:
    assert "/log-ind/kommune" not in app.test_client().get("/log-ind").get_data(as_text=True)
    app.jinja_env.globals["settings"] = Settings(directory=Directory("https://login.example", "x", "Kolding Kommune"))
    page = app.test_client().get("/log-ind?next=/personale").get_data(as_text=True)
    assert "Log ind med Kolding Kommune" in page and "/log-ind/kommune?next=/personale" in page


def test_a_moment_is_told_in_the_time_of_kolding() -> None:
    assert moment_words(TUESDAY_MORNING, TUESDAY_MORNING) == "i dag kl. 10.00"
    yesterday = dt.datetime(2026, 11, 23, 22, 59, tzinfo=dt.UTC)
    assert moment_words(yesterday, TUESDAY_MORNING) == "mandag d. 23. november kl. 23.59"


def test_every_page_has_a_way_out_for_who_is_in(app: Flask) -> None:
    with app.app_context(), writing() as session:
        anna = make_person(session).id
    client = signed_in_client(app, anna)
    for path in ("/", "/aktiviteter", "/mig", "/under-18", "/dine-oplysninger"):
        assert 'action="/log-ud"' in client.get(path).text
        assert 'action="/log-ud"' not in app.test_client().get(path).text
    assert press(client, "/mig", "/log-ud").status_code == 303
    assert client.get("/mig").status_code == 303
