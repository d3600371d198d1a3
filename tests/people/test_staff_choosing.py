"""The link with which staff choose password and second factor: one use, a day, and looking at it uses nothing."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from base.database import db, writing
from base.web import now
from people.permissions import Actor
from people.staff_commands import end_staff
from people.staff_models import StaffAccount, StaffLink, StaffListCode
from people.terms import StaffRole, Stay
from tests.conftest import TUESDAY_MORNING, Clock
from tests.people.making import make_staff, signed_in_client, token_of
from tests.people.staff_making import get_in, list_on, make_link, make_ready_staff, secret_on

NEW = "en ny og lang kode"


@pytest.fixture
def person_id(app: Flask) -> str:
    with app.app_context(), writing() as session:
        return make_staff(session).person_id


def choose(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    with client.application.app_context():
        moment = now()
    code = pyotp.TOTP(secret_on(client.get(path).text)).at(moment)
    sent = {"csrf_token": token_of(client, path), "new_password": NEW, "password_again": NEW, "code": code, **typed}
    return client.post(path, data=sent)


def test_password_and_app_are_chosen_and_let_in(app: Flask, client: FlaskClient, clock: Clock, person_id: str) -> None:
    path = make_link(app, person_id)
    secret = secret_on(client.get(path).text)
    response = choose(client, path)
    codes = list_on(response.text)
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store" and len(codes) == 10
    # The code that showed the app is used up.
    assert get_in(client, pyotp.TOTP(secret).at(TUESDAY_MORNING), password=NEW).status_code == 422
    assert get_in(client, codes[0], password=NEW).status_code == 303
    clock.moment += dt.timedelta(minutes=1)
    assert get_in(client, pyotp.TOTP(secret).at(clock.moment), password=NEW).status_code == 303


def test_who_has_no_app_gets_a_list_alone(app: Flask, client: FlaskClient, person_id: str) -> None:
    path = make_link(app, person_id)
    secret = secret_on(client.get(path).text)
    response = choose(client, path, code="", only_list="y")
    assert response.status_code == 200
    assert get_in(client, pyotp.TOTP(secret).at(TUESDAY_MORNING), password=NEW).status_code == 422
    assert get_in(client, list_on(response.text)[9], password=NEW).status_code == 303


def test_it_is_used_once_however_often_it_was_looked_at(app: Flask, client: FlaskClient, person_id: str) -> None:
    path = make_link(app, person_id)
    pages = [client.get(path) for _ in range(5)]
    assert {page.status_code for page in pages} == {200} and len({secret_on(page.text) for page in pages}) == 1
    assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}
    token = token_of(client, path)
    assert choose(client, path).status_code == 200
    assert client.get(path).status_code == 410
    again = client.post(path, data={"csrf_token": token, "new_password": NEW, "password_again": NEW, "only_list": "y"})
    assert again.status_code == 410 and "Bed en koordinator om et nyt link" in again.text


@pytest.mark.parametrize("spoil", ["truncated", "foreign", "replaced", "ended", "late"])
def test_what_works_no_more_says_what_to_do(app: Flask, client: FlaskClient, clock: Clock, person_id: str, spoil: str) -> None:
    path = make_link(app, person_id)
    if spoil == "truncated":
        path = path[:-1]
    if spoil == "foreign":
        path = path[:-43] + "A" * 43
    if spoil == "replaced":
        assert make_link(app, person_id) != path
    if spoil == "ended":
        with app.app_context(), writing() as session:
            end_staff(session, Actor(person_id, StaffRole.COORDINATOR), person_id, TUESDAY_MORNING)
    if spoil == "late":
        clock.moment += dt.timedelta(hours=24)
    response = client.get(path)
    assert response.status_code == 410 and "Bed en koordinator om et nyt link" in response.text


def test_it_works_until_its_last_minute(app: Flask, client: FlaskClient, clock: Clock, person_id: str) -> None:
    path = make_link(app, person_id)
    clock.moment += dt.timedelta(hours=23, minutes=59)
    assert choose(client, path).status_code == 200


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"new_password": "for kort", "password_again": "for kort"}, "Skriv mindst 12 tegn"),
        ({"new_password": "stine@kommunen.example", "password_again": "stine@kommunen.example"}, "sværere at gætte"),
        ({"password_again": "noget andet"}, "Skriv det samme begge steder"),
        ({"code": "000000"}, "Koden passer ikke"),
        ({"code": ""}, "Skriv de seks tal"),
    ],
)
def test_what_cannot_be_taken_uses_nothing(
    app: Flask, client: FlaskClient, person_id: str, typed: dict[str, str], told: str
) -> None:
    path = make_link(app, person_id)
    response = choose(client, path, **typed)
    assert response.status_code == 422 and told in response.text and NEW not in response.text
    with app.app_context():
        account = db.session.get_one(StaffAccount, person_id)
        assert (account.password_hash, account.totp_salt) == (None, None)
        assert db.session.scalars(select(StaffLink)).one() and not db.session.scalars(select(StaffListCode)).all()


def test_what_was_before_works_until_the_link_is_used_and_then_no_more(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        account, codes = make_ready_staff(session)
        person_id = account.person_id
    at_work = signed_in_client(app, person_id, Stay.STAFF)
    path = make_link(app, person_id)
    assert get_in(client, codes[0]).status_code == 303 and at_work.get("/personale").status_code == 200
    assert choose(app.test_client(), path).status_code == 200
    assert at_work.get("/personale").status_code == client.get("/personale").status_code == 303
    assert get_in(client, codes[1]).status_code == get_in(client, codes[1], password=NEW).status_code == 422


def test_after_many_wrong_tries_a_new_password_lets_in_at_once(app: Flask, client: FlaskClient, person_id: str) -> None:
    assert [get_in(client, "000000").status_code for _ in range(6)][-1] == 429
    response = choose(client, make_link(app, person_id))
    assert get_in(client, list_on(response.text)[0], password=NEW).status_code == 303
