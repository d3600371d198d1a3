"""A page is for the one it was made for, also when the help ends or somebody else is helped meanwhile."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import db, writing
from people.person_models import Person
from people.terms import Stay
from tests.conftest import Clock
from tests.making import make_venue
from tests.people.making import make_card, make_person, make_staff, press, signed_in_client, token_of


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    with app.app_context(), writing() as session:
        venue = make_venue(session)
        found = {name: make_person(session, name) for name in ("Anna", "Bent")}
        for person in found.values():
            make_card(session, person, venue)
        stine = make_staff(session, venues=(venue,)).person_id
        return {"Stine": stine} | {name: person.id for name, person in found.items()}


@pytest.fixture
def client(app: Flask, ids: dict[str, str]) -> FlaskClient:
    return signed_in_client(app, ids["Stine"], Stay.STAFF)


def helps(client: FlaskClient, person_id: str) -> None:
    page = f"/personale/mennesker/{person_id}"
    assert press(client, page, f"{page}/hjaelp").status_code == 303


def names(app: Flask, ids: dict[str, str]) -> list[str]:
    with app.app_context():
        return [db.session().get_one(Person, ids[name]).name for name in ("Stine", "Anna", "Bent")]


def test_a_page_made_while_helping_does_nothing_once_the_help_is_over(
    app: Flask, client: FlaskClient, ids: dict[str, str], clock: Clock
) -> None:
    helps(client, ids["Anna"])
    old = token_of(client, "/mig")
    assert press(client, "/mig", "/personale/hjaelp/slut").status_code == 303
    answer = client.post("/mig/navn", data={"csrf_token": old, "navn": "Anna K"})
    assert answer.status_code == 409 and "Siden var til en anden" in answer.text
    assert names(app, ids) == ["Stine", "Anna", "Bent"]


def test_a_page_for_one_does_nothing_to_another(app: Flask, client: FlaskClient, ids: dict[str, str]) -> None:
    helps(client, ids["Anna"])
    annas = token_of(client, "/mig")
    helps(client, ids["Bent"])
    assert client.post("/mig/navn", data={"csrf_token": annas, "navn": "Anna K"}).status_code == 409
    assert client.post("/mig/navn", data={"csrf_token": token_of(client, "/mig"), "navn": "Bent B"}).status_code == 303
    assert names(app, ids) == ["Stine", "Anna", "Bent B"]


def test_helping_counts_as_a_sign_of_life(app: Flask, client: FlaskClient, ids: dict[str, str], clock: Clock) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Person, ids["Anna"]).seen_on = clock.moment.date().replace(year=2025)
    page = f"/personale/mennesker/{ids['Anna']}"
    assert press(client, page, f"{page}/kort").status_code == 200
    with app.app_context():
        assert db.session().get_one(Person, ids["Anna"]).seen_on == clock.moment.date()
