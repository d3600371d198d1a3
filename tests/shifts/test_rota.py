"""A group's rota, its secret calendar, what suits whom, and who has been shown the key."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, writing
from people.retention_commands import forget_due
from seats.models import Seat
from shifts.models import KeyShown, Opening, Shift, ShiftSuits
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.people.making import press, signed_in_client
from tests.shifts.making import NAMES, SUNDAYS, ShiftWorld, make_shift, make_world

END = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


@pytest.fixture
def people(app: Flask, world: ShiftWorld) -> list[FlaskClient]:
    return [signed_in_client(app, person_id) for person_id in world.people]


@pytest.fixture
def rota(world: ShiftWorld) -> str:
    return f"/gruppe/{world.group_id}/vagter"


def _take(client: FlaskClient, world: ShiftWorld, which: int = 0) -> None:
    assert press(client, "/mig", f"/vagter/{world.shift_ids[which]}/tag").status_code == 303


def test_the_rota_shows_weeks_and_who_is_on(people: list[FlaskClient], world: ShiftWorld, rota: str) -> None:
    for each in people[:2]:
        _take(each, world)
    page = people[1].get(rota).text
    assert "Uge 48" in page and "Uge 49" in page and "Du er på" in page and "2 af 2" in page
    assert "<bdi>Annelise</bdi>" in page and page.count("Jeg tager en plads") == 1
    assert press(people[2], rota, f"/vagter/{world.shift_ids[1]}/tag").status_code == 303


def test_what_has_been_is_seen_for_a_week(
    app: Flask, people: list[FlaskClient], world: ShiftWorld, rota: str, clock: Clock
) -> None:
    _take(people[0], world)
    clock.moment = END + dt.timedelta(days=2)
    assert "Annelise" in people[0].get(f"{rota}?vis=foer").text and "Annelise" not in people[0].get(rota).text
    clock.moment = END + dt.timedelta(days=8)
    assert "Annelise" not in people[0].get(f"{rota}?vis=foer").text


def test_the_rota_costs_the_same_with_many(app: Flask, people: list[FlaskClient], world: ShiftWorld, rota: str) -> None:
    with statements(app) as few:
        people[1].get(rota)
    with app.app_context(), writing() as session:
        opening = session.get_one(Opening, world.opening_id)
        for n in range(10):
            begins = TUESDAY_MORNING + dt.timedelta(days=n + 1)
            make_shift(session, opening, SUNDAYS[0] + dt.timedelta(weeks=9, days=n), begins, begins + dt.timedelta(hours=1))
    _take(people[0], world)
    with statements(app) as many:
        people[1].get(rota)
    assert len(few) == len(many) <= 8


def _address(client: FlaskClient, rota: str) -> str:
    page = press(client, rota, f"{rota}/kalender").text
    found = re.search(r'value="https://paatvaers.example(/kalender/gruppe/[^"]+)"', page)
    assert found
    return found[1]


def test_the_calendar_tells_how_many_and_no_name_and_is_replaced(people: list[FlaskClient], world: ShiftWorld, rota: str) -> None:
    for each in people[:2]:
        _take(each, world)
    first = _address(people[0], rota)
    visitor = people[0].application.test_client()
    answer = visitor.get(first)
    assert answer.headers["Cache-Control"] == "private, no-cache" and "Set-Cookie" not in answer.headers
    assert "SUMMARY:2 af 2: Huset" in answer.text and "SUMMARY:Mangler makker: Huset" in answer.text
    assert not any(name in answer.text for name in NAMES)
    second = _address(people[0], rota)
    assert visitor.get(first).status_code == 404 and visitor.get(second).status_code == 200
    assert visitor.get("/kalender/gruppe/x.ics").status_code == 404


def test_what_suits_is_ones_own(app: Flask, people: list[FlaskClient], world: ShiftWorld, rota: str) -> None:
    page = f"{rota}/passer"
    first, second = (str(each) for each in world.shift_ids)
    assert press(people[0], page, page, shifts=first).status_code == 303
    assert "checked" in people[0].get(page).text and "checked" not in people[1].get(page).text
    press(people[0], page, page, shifts=second)
    with app.app_context():
        assert db.session.scalars(select(ShiftSuits.shift_id)).all() == [int(second)]
        db.session.remove()
    assert press(people[0], page, page, shifts="9999").status_code == 422


def test_the_key_is_noted_by_a_contact_and_forgotten_by_oneself(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    page, bertil = f"/gruppe/{world.group_id}/noegle", world.people[1]
    assert press(people[0], page, f"{page}/{bertil}/{world.venue_id}/vist").status_code == 303
    assert "Har fået vist nøgle og alarm" in people[0].get(page).text
    assert "Du har fået vist nøgle og alarm: Huset" in people[1].get("/mig").text
    assert press(people[1], "/mig", f"/mig/noegle/{world.venue_id}/glem").status_code == 303
    assert "nøgle og alarm: Huset" not in people[1].get("/mig").text
    assert press(people[0], page, f"{page}/{'0' * 32}/{world.venue_id}/vist").status_code == 404
    assert people[1].get(page).status_code == 403


def test_two_of_whom_neither_knows_the_key_are_not_put_together(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Opening, world.opening_id).needs_key = True
        session.add(KeyShown(person_id=world.people[2], venue_id=world.venue_id, shown_on=SUNDAYS[0]))
    _take(people[0], world)
    refused = press(people[1], "/mig", f"/vagter/{world.shift_ids[0]}/tag")
    assert refused.status_code == 409 and "nøgle og alarm" in refused.text
    _take(people[2], world)


def test_days_of_rest_lie_between(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        opening = session.get_one(Opening, world.opening_id)
        opening.rest_days = 1
        monday = make_shift(session, opening, SUNDAYS[0] + dt.timedelta(days=1)).id
    _take(people[0], world)
    refused = press(people[0], "/mig", f"/vagter/{monday}/tag")
    assert refused.status_code == 409 and "fri mellem vagterne" in refused.text
    _take(people[0], world, 1)


def test_mine_shows_what_one_said_yes_to_and_who_asks(people: list[FlaskClient], world: ShiftWorld) -> None:
    press(people[0], "/mig", f"/vagter/{world.shift_ids[0]}/spoerg", partner=world.people[1])
    assert "Kl. 10–13" in people[0].get("/mig").text
    assert "Nogen spørger dig" in people[1].get("/mig").text
    exported = people[1].get("/mig/om-mig.txt").text
    assert "du er spurgt" in exported and "Annelise" not in exported


def test_ones_own_calendar_wakes_one_in_time(people: list[FlaskClient], world: ShiftWorld) -> None:
    _take(people[0], world)
    page = press(people[0], "/mig", "/mig/kalender").text
    found = re.search(r'value="https://paatvaers.example(/kalender/[^"]+)"', page)
    assert found
    body = people[0].application.test_client().get(found[1]).text
    assert "SUMMARY:Kl. 10–13" in body and "Huset" not in body
    assert "BEGIN:VALARM" in body and "TRIGGER:-PT120M" in body and body.index("BEGIN:VALARM") < body.index("END:VEVENT")


def test_a_pause_frees_what_lies_ahead(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    for each in people[:2]:
        _take(each, world)
    assert press(people[0], "/mig", "/mig/pause").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Seat.person_id)).all() == [world.people[1]]
        db.session.remove()


def test_who_leaves_the_group_leaves_its_shifts_and_with_the_last_its_hours_end(
    app: Flask, people: list[FlaskClient], world: ShiftWorld
) -> None:
    for each in people[:2]:
        _take(each, world)
    for each in people:
        press(each, "/mig", f"/gruppe/{world.group_id}/forlad")
    with app.app_context():
        assert [db.session.scalars(select(table)).all() for table in (Seat, Shift, Opening)] == [[], [], []]
        db.session.remove()


def test_names_notes_and_marks_go_in_their_time(app: Flask, people: list[FlaskClient], world: ShiftWorld, clock: Clock) -> None:
    page = f"/gruppe/{world.group_id}/vagter/passer"
    press(people[2], page, page, shifts=str(world.shift_ids[0]))
    _take(people[0], world)
    clock.moment = END - dt.timedelta(hours=1)
    press(people[0], "/mig", f"/vagter/{world.shift_ids[0]}/note", note="Mælk")

    def left() -> tuple[int, str, int]:
        with app.app_context():
            forget_due(clock.moment)
            session = db.session()
            found = (
                session.scalars(select(Seat)).all(),
                session.get_one(Shift, world.shift_ids[0]).note,
                session.scalars(select(ShiftSuits)).all(),
            )
            db.session.remove()
            return len(found[0]), found[1], len(found[2])

    assert left() == (1, "Mælk", 0)
    clock.moment = END + dt.timedelta(days=7)
    assert left() == (0, "", 0)


def test_one_not_in_any_group_there_any_more_is_not_said_to_know_the_key(app: Flask, world: ShiftWorld, clock: Clock) -> None:
    with app.app_context():
        with writing() as session:
            session.add(KeyShown(person_id=world.people[0], venue_id=world.venue_id, shown_on=SUNDAYS[0]))
            session.add(KeyShown(person_id=world.staff_id, venue_id=world.venue_id, shown_on=SUNDAYS[0]))
        forget_due(clock.moment)
        assert db.session.scalars(select(KeyShown.person_id)).all() == [world.people[0]]
        db.session.remove()
