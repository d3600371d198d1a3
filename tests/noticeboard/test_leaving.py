"""Take along what is kept about oneself, and be deleted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import db, writing
from people.audit_commands import note
from people.permissions import Actor
from people.person_commands import replace_calendar_link
from people.person_models import Person
from people.terms import AuditAction, AuditKind, MemberState, StaffRole, Stay
from tests.conftest import TUESDAY_MORNING
from tests.making import make_venue
from tests.people.making import make_card, make_group, make_person, make_staff, press, signed_in_client
from tests.small_room import WHAT_HAPPENS, SmallRoom, start_small_room, tomorrow_at

FILES = {"/mig/om-mig.json": "application/json", "/mig/om-mig.txt": "text/plain"}


@pytest.fixture
def room(app: Flask, tmp_path: Path) -> SmallRoom:
    app.config["ERASED_LIST"] = str(tmp_path / "erased.txt")
    return start_small_room(app)


@pytest.fixture
def anna(app: Flask, room: SmallRoom) -> str:
    """A person with a row in each table, in a group with Bo, whom Stine has helped."""
    with app.app_context(), writing() as session:
        person, other = make_person(session, "Anna", phone="+4520304050"), make_person(session, "Bo", email="bo@a.example")
        house = make_venue(session)
        make_group(session, "Søndagsholdet", house, True, **{person.id: MemberState.MEMBER, other.id: MemberState.CONTACT})
        make_card(session, person, house, pin="2580")
        replace_calendar_link(session, person.id, TUESDAY_MORNING)
        stine = Actor(make_staff(session, "Stine", venues=(house,)).person_id, StaffRole.STAFF)
        for who in (person, other):
            note(session, stine, AuditAction.CARD_MADE, AuditKind.CARD, TUESDAY_MORNING, for_id=who.id)
        room.promise(person.id, "a", tomorrow_at(10))
        room.promise(other.id, "b", tomorrow_at(10), title="Kl. 11–14")
        return person.id


@pytest.fixture
def browser(app: Flask, anna: str) -> FlaskClient:
    return signed_in_client(app, anna)


def test_the_data_is_all_that_is_kept_of_oneself(anna: str, browser: FlaskClient) -> None:
    about = json.loads(browser.get("/mig/om-mig.json").data)["om dig"]
    assert about["Navn, nummer og mail"] == [
        {
            "nummer hos os": anna, "navn": "Anna", "telefon": "+4520304050", "mail": None, "beskeder": "På sms",
            "pause siden": None, "sidst her": "2026-11-24", "her siden": "2026-01-01T01:00:00+01:00",
        }
    ]  # fmt: skip
    assert about["Dit kort"] == [{"lavet": "2026-01-01T01:00:00+01:00", "du har valgt en PIN-kode": True}]
    assert about["Din kalender"] == [{"adressen er lavet": "2026-11-24T10:00:00+01:00"}]
    assert about["Steder, du hører til"] == [{"sted": "Huset"}]
    assert about["Hvad personalet har gjort for dig"] == [{"hvad": "lavede et kort", "hvornår": "2026-11-24T10:00:00+01:00"}]
    assert [row["slags"] for row in about["Hvor du er logget ind"]] == ["din egen telefon eller computer"]
    assert about["Løfter"] == [{"hvad": "Kl. 10–13", "starter": "2026-11-25T10:00:00+01:00"}]
    assert about["Din konto som personale"] == []


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_of_oneself_alone_and_holds_no_secret(app: Flask, browser: FlaskClient, path: str) -> None:
    response = browser.get(path)
    assert response.mimetype == FILES[path] and response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{path.split("/")[-1]}"'
    text = response.get_data(as_text=True)
    assert "Anna" in text and not [name for name in ("Bo", "bo@", "Stine", "Kl. 11–14", "scrypt", "argon2") if name in text]
    with app.app_context():
        secrets = [value for table in ("card", "calendar_link", "sign_in") for value in _secrets(table)]
    assert len(secrets) > 3 and not [each for each in secrets if each in text]


def _secrets(table: str) -> list[str]:
    columns = [column for column in db.metadata.tables[table].c if column.name.endswith(("digest", "hash"))]
    return [value for row in db.session().execute(db.select(*columns)) for value in row if value]


def test_staff_are_told_what_is_kept_of_their_work_and_not_of_whom(app: Flask, anna: str) -> None:
    with app.app_context():
        stine = db.session().scalars(db.select(Person.id).where(Person.name == "Stine")).one()
    about = json.loads(signed_in_client(app, stine, Stay.STAFF).get("/mig/om-mig.json").data)["om dig"]
    assert [(row["rolle"], row["steder"]) for row in about["Din konto som personale"]] == [("personale", ["Huset"])]
    assert [row["hvad"] for row in about["Hvad du har gjort som personale"]] == ["lavede et kort"] * 2
    assert anna not in json.dumps(about)


def test_it_is_said_first_what_goes_and_what_happens_to_what_lies_ahead(browser: FlaskClient) -> None:
    page = browser.get("/mig/slet").text
    assert "Det kan ikke laves om." in page and "Kl. 10–13" in page and WHAT_HAPPENS in page and "Dit kort" in page
    assert "Din konto som personale" not in page and "Jeg kan ikke alligevel" not in page


def test_nobody_is_deleted_without_the_tick(app: Flask, room: SmallRoom, anna: str, browser: FlaskClient) -> None:
    response = press(browser, "/mig/slet", "/mig/slet")
    assert response.status_code == 422 and "Sæt kryds, hvis du vil slettes." in response.text
    assert browser.post("/mig/slet", data={"sikker": "y"}).status_code == 422
    with app.app_context():
        assert db.session().get(Person, anna) and not room.erased


def test_with_the_tick_all_is_gone_and_the_browser_is_out(app: Flask, room: SmallRoom, anna: str, browser: FlaskClient) -> None:
    response = press(browser, "/mig/slet", "/mig/slet", sikker="y")
    assert response.status_code == 303 and response.location == "/farvel"
    assert room.freed == room.erased == [anna]
    with app.app_context():
        assert db.session().get(Person, anna) is None
    assert "Nu er du slettet" in browser.get("/farvel").text and browser.get("/mig").status_code == 303


def test_who_works_here_is_told_to_have_the_account_ended_first(app: Flask, room: SmallRoom) -> None:
    with app.app_context(), writing() as session:
        stine = make_staff(session, "Stine").person_id
    client = signed_in_client(app, stine, Stay.STAFF)
    page = client.get("/mig/slet")
    assert page.status_code == 200 and "Bed en koordinator" in page.text and 'name="sikker"' not in page.text
    assert press(client, "/mig", "/mig/slet", sikker="y").status_code == 409
    with app.app_context():
        assert db.session().get(Person, stine) and not room.erased
