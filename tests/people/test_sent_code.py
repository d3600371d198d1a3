"""What was sent is used once: links that scanners open, and two at the same moment."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from base.database import db, writing
from people.attempt_commands import count_attempt, settle
from people.contact_points import read_contact_point
from people.person_models import Person
from people.sent_code_commands import send_code, use_code, use_link
from people.sent_code_queries import Sent, find_sent_code
from people.sign_in_queries import registry
from people.start_commands import find_or_make, tried
from people.way_in_models import SentCode, SignIn
from tests.conftest import Clock
from tests.notices.making import make_trial
from tests.people.getting_in import all_of, ask_for_code, count, is_in, last_code, last_link, start
from tests.people.making import press, token_of


@pytest.fixture
def app(address: str, clock: Clock, tmp_path: Path) -> Flask:
    return make_trial(address, clock, tmp_path / "sent.txt")


def test_a_link_works_once_for_the_person_after_a_scanner_opened_it_five_times(app: Flask) -> None:
    ask_for_code(app.test_client(), "Anna", "anna@example.dk")
    link = last_link(app)
    pages = [app.test_client().get(link) for _ in range(5)]
    assert {page.status_code for page in pages} == {200} and count(app, SignIn) == count(app, Person) == 0
    assert all(b"Anna" not in page.data and b"example.dk" not in page.data for page in pages)
    assert pages[0].headers["Cache-Control"] == "no-store"
    person, thief = app.test_client(), app.test_client()
    token = token_of(thief, link)
    assert press(person, link, link).location == "/mig" and is_in(person)
    again = thief.post(link, data={"csrf_token": token})
    assert again.status_code == 410 and "Linket er brugt" in again.get_data(as_text=True) and not is_in(thief)


def test_a_link_pressed_without_a_token_asks_again(app: Flask) -> None:
    ask_for_code(app.test_client(), "Anna", "anna@example.dk")
    client = app.test_client()
    assert client.post(last_link(app)).status_code == 422 and not is_in(client)
    assert press(client, last_link(app), last_link(app)).status_code == 303


def test_a_link_lives_for_ten_minutes_and_others_are_unknown(app: Flask, clock: Clock) -> None:
    ask_for_code(app.test_client(), "Anna", "anna@example.dk")
    client, link = app.test_client(), last_link(app)
    token = token_of(client, link)
    for wrong in (link[:-1], f"{link}x", "/ind/x", f"/ind/{'a' * 43}", f"/ind/{'æ' * 43}"):
        assert client.get(wrong).status_code == 404 and client.post(wrong, data={"csrf_token": token}).status_code == 404
    clock.moment += dt.timedelta(minutes=10)
    assert client.get(link).status_code == 410
    assert client.post(link, data={"csrf_token": token}).status_code == 410 and not is_in(client)


def test_a_code_and_its_link_are_used_together(app: Flask) -> None:
    start(app, app.test_client(), "Anna", "anna@example.dk")
    assert app.test_client().get(last_link(app)).status_code == 410


def send_two(app: Flask) -> tuple[str, str]:
    point = read_contact_point("20304050")
    assert point
    with app.app_context():
        with writing() as session:
            sent_code_id = send_code(session, point, "Anna", app.config["CLOCK"]())
        registry().hurry()
        db.session.remove()
    return sent_code_id, last_code(app)


@pytest.mark.parametrize("how", ["code", "link"])
def test_two_who_use_the_same_at_the_same_moment_go_in_once(app: Flask, clock: Clock, how: str) -> None:
    sent_code_id, code = send_two(app)
    if how == "link":
        ask_for_code(app.test_client(), "Anna", "anna@example.dk")
        token = last_link(app).removeprefix("/ind/")
    ready = Barrier(4)

    def use(_: int) -> bool:
        with app.app_context():
            ready.wait()
            with writing() as session:
                won = use_code(session, sent_code_id, code, clock()) if how == "code" else use_link(session, token, clock())
            db.session.remove()
        return isinstance(won, Sent)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(4))) == [False, False, False, True]


def test_the_same_race_is_lost_by_those_who_look_first_and_write_later(app: Flask, clock: Clock) -> None:
    sent_code_id, _ = send_two(app)
    all_have_looked = Barrier(4)

    def use(_: int) -> bool:
        with app.app_context():
            row = find_sent_code(db.session(), sent_code_id, None)
            is_open = row is not None and row.used_at is None
            all_have_looked.wait()
            if is_open:
                with writing() as session:
                    session.get_one(SentCode, sent_code_id).used_at = clock()
            db.session.remove()
        return is_open

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(4))) == [True, True, True, True]


def enter_twice(app: Flask, clock: Clock, settles: bool) -> int:
    """Let two come in at the same moment by a code each, sent to one number; return how many persons that makes."""
    point = read_contact_point("20304050")
    assert point
    with app.app_context():
        count_attempt(tried(point, "192.0.2.1"), clock())
    ready, both_are_made = Barrier(2), Barrier(2)

    def use(number: int) -> None:
        with app.app_context():
            ready.wait(30)
            with writing() as session:
                if settles:
                    settle(session, tried(point, "192.0.2.1"), clock())
                find_or_make(session, Sent(str(number), point, "Anna", ""), clock())
                if not settles:
                    both_are_made.wait(30)
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(use, range(2)))
    return count(app, Person)


def test_two_codes_to_one_number_at_the_same_moment_make_one_person(app: Flask, clock: Clock) -> None:
    assert enter_twice(app, clock, settles=True) == 1


def test_two_who_do_not_wait_for_each_other_make_two_persons(postgres_address: str, clock: Clock, tmp_path: Path) -> None:
    # SQLite lets one write at a time whatever they do.
    assert enter_twice(make_trial(postgres_address, clock, tmp_path / "sent.txt"), clock, settles=False) == 2


def test_a_code_is_in_no_table(app: Flask) -> None:
    _, code = send_two(app)
    rows = all_of(app, SentCode, *SentCode.__table__.columns.keys())
    assert rows and code not in "".join(str(value) for value in rows[0] if not isinstance(value, dt.datetime))
