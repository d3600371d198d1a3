"""Mit kort: a code and a PIN let somebody in, and the first time they choose the PIN."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

import people.card_commands
from base.database import db, writing
from people.card_commands import choose_pin, make_card, use_card, void_card
from people.card_queries import card_digest, find_card, hash_pin
from people.card_sheet import card_sheet
from people.codes import card_code_shown, new_card_code
from people.hashing import Hashing
from people.sign_in_commands import start_sign_in
from people.sign_in_queries import hashing
from people.staff_models import StaffAccount
from people.terms import Stay
from people.way_in_models import Card, SignIn
from tests.conftest import TUESDAY_MORNING, Clock
from tests.making import make_venue
from tests.people import making
from tests.people.making import make_person, press, signed_in_client, token_of

PIN = "4821"
MINUTE = dt.timedelta(minutes=1)


def made(app: Flask, pin: str | None = PIN, name: str = "Anna") -> tuple[str, str]:
    """Make a person with a card, and return the card's code and the person's id."""
    with app.app_context(), writing() as session:
        person = make_person(session, name)
        code = making.make_card(session, person, make_venue(session, f"Huset for {name}"))
        session.get_one(Card, person.id).pin_hash = hash_pin(person.id, pin) if pin else None
        return code, person.id


def try_card(client: FlaskClient, code: str, pin: str = "", **more: str) -> TestResponse:
    found: TestResponse = press(client, "/kort", "/kort", code=code, pin=pin, **more)
    return found


def stays(app: Flask, person_id: str) -> list[str]:
    with app.app_context():
        return list(db.session().scalars(select(SignIn.stay).where(SignIn.person_id == person_id).order_by(SignIn.id)))


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_code_and_pin_let_somebody_in(app: Flask, client: FlaskClient) -> None:
    code, anna = made(app)
    response = try_card(client, code, PIN)
    assert (response.status_code, response.location) == (303, "/mig")
    assert stays(app, anna) == [Stay.OWN]
    assert "Anna" in client.get("/mig").text


@pytest.mark.parametrize("write", [str.lower, card_code_shown, lambda code: f" {code[:3]} {code[3:]} "])
def test_the_code_is_read_however_it_is_typed(app: Flask, client: FlaskClient, write: Callable[[str], str]) -> None:
    code, _ = made(app)
    assert try_card(client, write(code), PIN).status_code == 303


def test_on_a_shared_computer_the_session_is_short(app: Flask, client: FlaskClient) -> None:
    code, anna = made(app)
    try_card(client, code, PIN, shared="y")
    assert stays(app, anna) == [Stay.SHARED]


def test_one_comes_back_to_where_one_was_going_and_never_to_another_site(app: Flask, client: FlaskClient) -> None:
    code, _ = made(app)
    assert press(client, "/kort", "/kort?next=/steder", code=code, pin=PIN).location == "/steder"
    assert press(app.test_client(), "/kort", "/kort?next=//evil.example", code=code, pin=PIN).location == "/mig"


def test_whoever_used_this_browser_before_is_signed_out_of_it(app: Flask) -> None:
    code, anna = made(app)
    _, bent = made(app, name="Bent")
    client = signed_in_client(app, bent)
    try_card(client, code, PIN)
    assert (stays(app, bent), len(stays(app, anna))) == ([], 1)


def wrong_ones(app: Flask) -> list[tuple[str, str]]:
    used, _ = made(app)
    unused, _ = made(app, None, "Bent")
    return [(new_card_code(), PIN), (new_card_code(), ""), (used, "1357"), (used, ""), (unused, PIN)]


def test_what_is_wrong_is_not_told(app: Flask) -> None:
    pages = set()
    for code, pin in wrong_ones(app):
        response = try_card(app.test_client(), code, pin)
        assert response.status_code == 422 and "passer ikke sammen" in response.text
        pages.add(without_tokens(response.text).replace(code, "CODE"))
    assert len(pages) == 1


def test_whatever_is_wrong_costs_one_hash(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = wrong_ones(app)
    asked: list[str | None] = []
    matches = Hashing.matches

    def note_and_match(self: Hashing, stored: str | None, pin: str) -> bool:
        asked.append(stored)
        return matches(self, stored, pin)

    monkeypatch.setattr(Hashing, "matches", note_and_match)
    for code, pin in tries:
        try_card(app.test_client(), code, pin)
    assert len(asked) == len(tries)


@pytest.mark.parametrize(
    ("code", "pin", "told"),
    [
        ("", PIN, "Koden er på ti tegn"),
        ("ACDEF-HJKM", PIN, "Koden er på ti tegn"),
        ("ACDEF-HJKM0", PIN, "Koden er på ti tegn"),
        ("<script>ab", PIN, "Koden er på ti tegn"),
        ("ACDEF-HJKMN", "482", "Skriv fire tal."),
        ("ACDEF-HJKMN", "48211", "Skriv fire tal."),
        ("ACDEF-HJKMN", "abcd", "Skriv fire tal."),
    ],
)
def test_what_cannot_be_a_code_or_pin_is_told_and_counts_for_nothing(client: FlaskClient, code: str, pin: str, told: str) -> None:
    for _ in range(7):
        response = try_card(client, code, pin)
    assert response.status_code == 422 and told in response.text and "<script>ab" not in response.text


def test_wrong_pins_lock_gently_and_the_card_as_much_when_it_is_unknown(app: Flask, clock: Clock) -> None:
    code, _ = made(app)
    for tried in (code, new_card_code()):
        client = app.test_client()
        assert [try_card(client, tried, "1357").status_code for _ in range(6)] == [422] * 5 + [429]
        response = try_card(client, tried, PIN)
        assert "Prøv igen om et minut." in response.text and response.headers["Retry-After"] == "60"
    clock.moment += MINUTE
    assert try_card(app.test_client(), code, PIN).status_code == 303
    # The right one is forgotten: four are free again.
    assert [try_card(app.test_client(), code, "1357").status_code for _ in range(5)] == [422] * 5


def test_right_ones_are_not_counted_against_the_address(app: Flask) -> None:
    code, _ = made(app)
    assert {try_card(app.test_client(), code, PIN).status_code for _ in range(35)} == {303}


def test_many_codes_from_one_address_have_to_wait(app: Flask, client: FlaskClient) -> None:
    assert [try_card(client, new_card_code(), PIN).status_code for _ in range(32)] == [422] * 31 + [429]


def test_the_first_time_one_chooses_a_pin_and_is_let_in(app: Flask, client: FlaskClient) -> None:
    code, anna = made(app, None)
    response = try_card(client, code, shared="y")
    assert (response.status_code, response.location) == (303, "/kort/pin") and stays(app, anna) == []
    page = client.get("/kort/pin").text
    assert "Det her er for dig over 18 år" in page and "Fortsæt" in page and 'href="/under-18"' in page
    response = press(client, "/kort/pin", "/kort/pin", pin=PIN, pin_again=PIN)
    assert (response.status_code, response.location) == (303, "/mig") and stays(app, anna) == [Stay.SHARED]
    assert try_card(app.test_client(), code, PIN).status_code == 303


@pytest.mark.parametrize("pin", ["0000", "1234", "9876", "1212", "1987", "2024"])
def test_an_easy_pin_is_refused_in_a_sentence(app: Flask, client: FlaskClient, pin: str) -> None:
    code, anna = made(app, None)
    try_card(client, code)
    response = press(client, "/kort/pin", "/kort/pin", pin=pin, pin_again=pin)
    assert response.status_code == 422 and "gætter andre let" in response.text and stays(app, anna) == []


@pytest.mark.parametrize(
    ("pin", "again", "told"), [(PIN, "4822", "det samme"), ("", "", "fire tal"), ("48a1",) * 2 + ("fire tal",)]
)
def test_a_pin_is_four_digits_typed_twice_and_never_shown(
    app: Flask, client: FlaskClient, pin: str, again: str, told: str
) -> None:
    code, _ = made(app, None)
    try_card(client, code)
    response = press(client, "/kort/pin", "/kort/pin", pin=pin, pin_again=again)
    assert response.status_code == 422 and told in response.text and PIN not in response.text


def test_nobody_chooses_a_pin_without_having_shown_the_card(app: Flask, client: FlaskClient) -> None:
    made(app, None)
    assert client.get("/kort/pin").location == "/kort"
    assert press(client, "/kort", "/kort/pin", pin=PIN, pin_again=PIN).location == "/kort"


def test_a_card_that_was_shown_and_left_waits_ten_minutes(app: Flask, client: FlaskClient, clock: Clock) -> None:
    code, anna = made(app, None)
    try_card(client, code)
    clock.moment += 9 * MINUTE
    assert client.get("/kort/pin").status_code == 200
    clock.moment += MINUTE
    assert client.get("/kort/pin").location == "/kort"
    assert press(client, "/kort", "/kort/pin", pin=PIN, pin_again=PIN).location == "/kort" and stays(app, anna) == []


def test_a_card_voided_or_used_meanwhile_is_told(app: Flask) -> None:
    code, anna = made(app, None)
    slow, fast = app.test_client(), app.test_client()
    for client in (slow, fast):
        try_card(client, code)
    token = token_of(slow, "/kort/pin")
    press(fast, "/kort/pin", "/kort/pin", pin=PIN, pin_again=PIN)
    response = slow.post("/kort/pin", data={"csrf_token": token, "pin": "7302", "pin_again": "7302"})
    assert response.status_code == 409 and "har fået en PIN-kode" in response.text
    other, bent = made(app, None, "Bent")
    try_card(slow, other)
    with app.app_context(), writing() as session:
        void_card(session, bent)
    assert slow.get("/kort/pin").status_code == 410 and slow.get("/kort/pin").location == "/kort"
    assert try_card(app.test_client(), code, PIN).status_code == 303 and len(stays(app, anna)) == 2


def test_following_the_picture_uses_nothing(app: Flask, client: FlaskClient) -> None:
    code, anna = made(app, None)
    for _ in range(5):
        page = app.test_client().get(f"/kort/{code}")
        assert page.status_code == 200 and f'value="{code}"' in page.text and page.headers["Cache-Control"] == "no-store"
    assert stays(app, anna) == [] and try_card(client, code).location == "/kort/pin"


def test_following_tells_nothing_of_whether_a_card_is_there(app: Flask, client: FlaskClient) -> None:
    codes = [made(app)[0], made(app, None, "Bent")[0], new_card_code()]
    assert len({without_tokens(client.get(f"/kort/{code}").text).replace(code, "CODE") for code in codes}) == 1


@pytest.mark.parametrize("code", ["ACDEF", "ACDEFHJKM0", "ACDEFHJKMNP", "æøå", "%00"])
def test_a_picture_that_is_not_whole_leads_to_the_form(client: FlaskClient, code: str) -> None:
    response = client.get(f"/kort/{code}")
    assert response.status_code == 404 and "Koden i linket er ikke hel" in response.text and "<button>Log ind" in response.text


def test_a_form_that_has_lain_long_keeps_the_code_and_tries_nothing(app: Flask, client: FlaskClient) -> None:
    code, anna = made(app)
    response = client.post("/kort", data={"csrf_token": "old", "code": code, "pin": PIN})
    assert response.status_code == 422 and f'value="{code}"' in response.text and PIN not in response.text
    assert "Siden har ligget længe" in response.text and stays(app, anna) == []


def test_a_new_card_kills_the_one_before_and_signs_out_everywhere(app: Flask, client: FlaskClient) -> None:
    code, anna = made(app)
    try_card(client, code, PIN)
    with app.app_context(), writing() as session:
        place = make_venue(session, "Det andet hus").id
        new = make_card(session, anna, place, TUESDAY_MORNING)
    assert new and stays(app, anna) == [] and client.get("/mig").status_code == 303
    assert try_card(client, code, PIN).status_code == 422
    assert try_card(client, new).location == "/kort/pin"


def test_a_card_of_the_staff_lets_nobody_in(app: Flask, client: FlaskClient) -> None:
    code, anna = made(app)
    with app.app_context(), writing() as session:
        session.add(StaffAccount(person_id=anna, role="staff", email="anna@kommunen.example", created_at=TUESDAY_MORNING))
    assert try_card(client, code, PIN).status_code == 422 and stays(app, anna) == []


def test_only_digests_and_a_hash_of_the_persons_own_are_stored(app: Flask) -> None:
    code, anna = made(app)
    with app.app_context():
        card = db.session().get_one(Card, anna)
        assert code not in (card.code_digest, card.pin_hash) and card.code_digest == card_digest(code)
        assert hashing().matches(card.pin_hash, f"{anna} {PIN}") and not hashing().matches(card.pin_hash, PIN)


def at_once(app: Flask, *acts: Callable[[Session], object]) -> list[object]:
    """Run acts, each of a session, in transactions that begin at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[Session], object]) -> object:
        with app.app_context():
            start.wait()
            with writing() as session:
                done = act(session)
            return done

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_those_who_choose_a_pin_at_the_same_moment_one_does(app: Flask) -> None:
    assert choosers_let_in(app) == 1


def test_without_a_last_look_at_the_card_all_of_them_do(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people.card_commands, "_is_still", lambda session, card: True)
    assert choosers_let_in(app) == 4


def choosers_let_in(app: Flask) -> int:
    """Return how many of four are let in who choose a PIN for the same card at the same moment."""
    code, anna = made(app, None)
    with app.app_context():
        card = find_card(db.session(), card_digest(code))
        hashes = [hash_pin(anna, pin) for pin in (PIN, "7302", "6093", "5717")]
    assert card
    acts = [lambda rows, each=each: choose_pin(rows, card, each) for each in hashes]
    return len([token for token in at_once(app, *acts) if token])


def test_whoever_signs_in_while_the_card_is_voided_is_not_left_inside(app: Flask) -> None:
    assert left_inside(app) == 0


def test_without_a_last_look_at_the_card_somebody_is_left_inside(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people.card_commands, "_is_still", lambda session, card: True)
    assert left_inside(app) == 1


def left_inside(app: Flask) -> int:
    """Return how many are signed in by a card that was found, then voided before it was used."""
    code, anna = made(app)
    with app.app_context():
        card = find_card(db.session(), card_digest(code))
        assert card
        with writing() as session:
            void_card(session, anna)
        with writing() as session:
            if use_card(session, card):
                start_sign_in(session, anna, Stay.OWN, "", TUESDAY_MORNING)
    return len(stays(app, anna))


def test_two_new_cards_at_the_same_moment_are_one_card(app: Flask) -> None:
    _, anna = made(app)
    with app.app_context(), writing() as session:
        place = make_venue(session, "Det andet hus").id
    codes = at_once(app, *[lambda rows: make_card(rows, anna, place, TUESDAY_MORNING)] * 4)
    with app.app_context():
        card = db.session().get_one(Card, anna)
        assert db.session().scalar(select(func.count()).select_from(Card)) == 1
        assert card.code_digest in {card_digest(str(code)) for code in codes}


def test_the_sheet_has_address_picture_and_code_and_nothing_else() -> None:
    sheet = card_sheet("https://paatvaers.example/", "ACDEFHJKMN")
    assert (sheet.address, sheet.code) == ("paatvaers.example/kort", "ACDEF-HJKMN")
    assert sheet.picture.startswith("<svg") and "style=" not in sheet.picture and "width=" not in sheet.picture
    assert "ACDEF" not in repr(sheet)
