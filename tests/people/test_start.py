"""Start selv: a name and a number, a code or a link (P7, P10; issue "People")."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask

from base.database import writing
from people.person_models import Person
from people.way_in_models import SentCode, SignIn
from tests.conftest import Clock
from tests.notices.making import make_trial
from tests.people.getting_in import all_of, ask_for_code, count, is_in, last_code, sent_texts, start, wrong_code
from tests.people.making import make_person, make_staff, press, token_of


@pytest.fixture
def app(address: str, clock: Clock, tmp_path: Path) -> Flask:
    return make_trial(address, clock, tmp_path / "sent.txt")


def add_person(app: Flask, name: str, phone: str = "+4520304050") -> str:
    with app.app_context(), writing() as session:
        return make_person(session, name, phone=phone).id


def test_a_name_a_number_and_a_code_make_a_person_and_let_them_in(app: Flask) -> None:
    client = app.test_client()
    answer = start(app, client, "  Anna ", "+45 20 30 40 50")
    assert (answer.status_code, answer.location) == (303, "/mig")
    assert all_of(app, Person, "name", "phone", "email", "notice_way") == [("Anna", "+4520304050", None, "text")]
    assert is_in(client)


def test_a_mail_does_as_well(app: Flask) -> None:
    start(app, app.test_client(), "Bo", "Bo@Example.dk")
    assert all_of(app, Person, "name", "phone", "email", "notice_way") == [("Bo", None, "bo@example.dk", "mail")]


def test_the_way_on_leads_back_and_never_away(app: Flask) -> None:
    for asked, reached in [("/mig/kontakt", "/mig/kontakt"), ("https://ond.example/", "/mig"), ("//ond.example", "/mig")]:
        client = app.test_client()
        ask_for_code(client, path=f"/start?next={asked}")
        assert press(client, "/start/kode", "/start/kode", code=last_code(app)).location == reached


@pytest.mark.parametrize(
    ("name", "contact", "sentence"),
    [
        ("", "20304050", "Skriv et fornavn."),
        ("Anna", "", "Skriv et nummer på otte tal"),
        ("Anna", "1234", "Skriv et nummer på otte tal"),
        ("Anna", "anna@", "Skriv et nummer på otte tal"),
        ("<script>", "20304050", "Skriv navnet med bogstaver."),
        ("A" * 300, "20304050", "Skriv et kortere navn."),
        ("20304050", "20304050", "Skriv kun et fornavn"),
    ],
)
def test_bad_input_is_answered_in_a_sentence_and_kept(app: Flask, name: str, contact: str, sentence: str) -> None:
    answer = ask_for_code(app.test_client(), name, contact)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and sentence in page
    assert f'value="{contact}"' in page and (f'value="{name}"' in page or "<" in name)
    assert sent_texts(app) == [] and "<script>" not in page


def test_what_is_to_be_mended_is_told_in_the_order_of_the_page(app: Flask) -> None:
    page = ask_for_code(app.test_client(), "", "").get_data(as_text=True)
    assert page.index('href="#name"') < page.index('href="#contact"') < page.index('id="name"') < page.index('id="contact"')


def test_a_form_whose_token_has_run_out_comes_back_with_all_that_was_typed(app: Flask) -> None:
    answer = app.test_client().post("/start", data={"name": "Anna", "contact": "20304050", "shared": "y"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'value="Anna"' in page and 'value="20304050"' in page and "checked" in page
    assert sent_texts(app) == [] and count(app, SentCode) == 0


def test_who_is_known_and_who_is_not_are_answered_alike(app: Flask) -> None:
    add_person(app, "Anna")
    pages = []
    for contact in ("20304050", "20304051"):
        client = app.test_client()
        asked = ask_for_code(client, "Anna", contact)
        token = token_of(client, "/start/kode")
        pages.append((asked.status_code, asked.data, client.get("/start/kode").data.replace(token.encode(), b"")))
    assert pages[0][:2] == pages[1][:2]
    assert pages[0][2].replace(b"+4520304050", b"") == pages[1][2].replace(b"+4520304051", b"")


def test_the_same_name_at_the_same_number_is_the_same_person(app: Flask) -> None:
    add_person(app, "Søren")
    start(app, app.test_client(), "SØREN")
    assert count(app, Person) == 1


def test_a_shared_phone_is_asked_who_it_is_and_one_of_them_goes_in_once(app: Flask) -> None:
    anna, client = add_person(app, "Anna"), app.test_client()
    assert start(app, client, "Bo").location == "/start/hvem"
    assert not is_in(client) and "Jeg er Anna" in client.get("/start/hvem").get_data(as_text=True)
    replayed = app.test_client()
    replayed.set_cookie("__Host-session", client.get_cookie("__Host-session").value, secure=True)  # type: ignore[union-attr]
    token = token_of(replayed, "/start/hvem")
    assert press(client, "/start/hvem", "/start/hvem", who=anna).location == "/mig"
    assert is_in(client) and count(app, Person) == 1
    replayed.post("/start/hvem", data={"csrf_token": token, "who": anna})
    assert not is_in(replayed)


def test_a_shared_phone_may_be_of_somebody_new(app: Flask) -> None:
    add_person(app, "Anna")
    client = app.test_client()
    start(app, client, "Bo")
    press(client, "/start/hvem", "/start/hvem", who="ny")
    assert [name for (name,) in all_of(app, Person, "name")] == ["Anna", "Bo"] and is_in(client)


def test_nobody_goes_in_as_somebody_at_another_number(app: Flask) -> None:
    add_person(app, "Anna")
    other, client = add_person(app, "Carl", "+4599999999"), app.test_client()
    start(app, client, "Bo")
    press(client, "/start/hvem", "/start/hvem", who=other)
    assert not is_in(client) and count(app, SignIn) == 0


def test_the_question_who_one_is_ends_after_ten_minutes(app: Flask, clock: Clock) -> None:
    anna, client = add_person(app, "Anna"), app.test_client()
    start(app, client, "Bo")
    token = token_of(client, "/start/hvem")
    clock.moment += dt.timedelta(minutes=10)
    client.post("/start/hvem", data={"csrf_token": token, "who": anna})
    assert not is_in(client)


def test_a_code_lets_nobody_in_as_staff(app: Flask) -> None:
    with app.app_context(), writing() as session:
        account = make_staff(session, "Stine")
        session.get_one(Person, account.person_id).phone = "+4520304050"
        staff_id = account.person_id
    client = app.test_client()
    assert start(app, client, "Stine").location == "/mig"
    assert count(app, Person) == 2 and all_of(app, SignIn, "person_id") != [(staff_id,)]


def test_five_wrong_codes_spend_it_and_the_right_one_is_then_refused(app: Flask) -> None:
    client = app.test_client()
    ask_for_code(client)
    answers = [press(client, "/start/kode", "/start/kode", code=wrong_code(app)) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert "Koden passer ikke" in answers[0].get_data(as_text=True)
    token = token_of(client, "/start/kode")
    fifth = client.post("/start/kode", data={"csrf_token": token, "code": wrong_code(app)})
    right = client.post("/start/kode", data={"csrf_token": token, "code": last_code(app)})
    assert (fifth.status_code, right.status_code) == (410, 410) and "Du har prøvet 5 gange" in right.get_data(as_text=True)
    assert not is_in(client)


def test_what_has_another_shape_costs_no_try_and_no_code_is_put_back(app: Flask) -> None:
    client = app.test_client()
    ask_for_code(client)
    answer = press(client, "/start/kode", "/start/kode", code="12 34")
    assert answer.status_code == 422 and "Skriv de seks tal" in answer.get_data(as_text=True)
    assert all_of(app, SentCode, "tries") == [(0,)] and "12 34" not in answer.get_data(as_text=True)
    code = last_code(app)
    assert press(client, "/start/kode", "/start/kode", code=f"{code[:3]} {code[3:]}").status_code == 303


def test_a_code_lives_for_ten_minutes(app: Flask, clock: Clock) -> None:
    client = app.test_client()
    ask_for_code(client)
    token = token_of(client, "/start/kode")
    clock.moment += dt.timedelta(minutes=10)
    answer = client.post("/start/kode", data={"csrf_token": token, "code": last_code(app)})
    assert answer.status_code == 410 and "Koden er for gammel" in answer.get_data(as_text=True)
    assert "Send en ny kode" in answer.get_data(as_text=True) and not is_in(client)


def test_a_code_that_was_used_leads_on(app: Flask) -> None:
    client = app.test_client()
    ask_for_code(client)
    token, cookie = token_of(client, "/start/kode"), client.get_cookie("__Host-session")
    client.post("/start/kode", data={"csrf_token": token, "code": last_code(app)})
    again = app.test_client()
    again.set_cookie("__Host-session", cookie.value, secure=True)  # type: ignore[union-attr]
    answer = again.post("/start/kode", data={"csrf_token": token, "code": last_code(app)})
    assert answer.status_code == 410 and "Gå videre" in answer.get_data(as_text=True)
    assert not is_in(again) and count(app, SignIn) == 1


def test_a_code_of_one_number_is_nothing_in_a_browser_that_asked_for_another(app: Flask) -> None:
    one, other = app.test_client(), app.test_client()
    ask_for_code(one, "Anna", "20304050")
    code = last_code(app)
    ask_for_code(other, "Bo", "20304051")
    while last_code(app) == code:
        ask_for_code(other, "Bo", "20304051")
    assert press(other, "/start/kode", "/start/kode", code=code).status_code == 422
    assert app.test_client().get("/start/kode").location == "/start"


def test_too_many_codes_to_one_number_wait_and_a_right_one_forgets_them(app: Flask, clock: Clock) -> None:
    client = app.test_client()
    answers = [ask_for_code(client) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 303, 429]
    assert answers[4].headers["Retry-After"] == "300" and "Prøv igen om 5 minutter." in answers[4].get_data(as_text=True)
    assert 'value="20304050"' in answers[4].get_data(as_text=True) and len(sent_texts(app)) == 4
    assert ask_for_code(client, contact="20304051").status_code == 303
    clock.moment += dt.timedelta(minutes=5)
    start(app, client)
    assert ask_for_code(app.test_client()).status_code == 303


def test_without_a_way_to_send_codes_the_page_says_where_to_go(app: Flask) -> None:
    app.extensions["people"].open_ways = frozenset
    client = app.test_client()
    assert "Bed om et kort" in client.get("/start").get_data(as_text=True)
    assert "Bed om et kort" in client.get("/log-ind").get_data(as_text=True)
    app.extensions["people"].open_ways = lambda: frozenset({"mail"})
    token = token_of(client, "/start")
    answer = client.post("/start", data={"csrf_token": token, "name": "Anna", "contact": "20304050"})
    assert answer.status_code == 422 and "Skriv en mailadresse." in answer.get_data(as_text=True)
    assert count(app, SentCode) == 0


def test_a_shared_computer_is_remembered_for_minutes_only(app: Flask) -> None:
    for shared, stay in [({}, "own"), ({"shared": "y"}, "shared")]:
        client = app.test_client()
        start(app, client, contact="20304050", **shared)
        cookie = client.get_cookie("__Host-session")
        assert cookie is not None and (cookie.expires is None) == (stay == "shared")
    assert all_of(app, SignIn, "stay") == [("own",), ("shared",)]
