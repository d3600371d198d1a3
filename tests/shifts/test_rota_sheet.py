"""The rota on paper: a sheet for the wall, and what stood on it written in."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from notices.models import Notice
from people.group_models import Membership
from people.person_models import Person
from seats.models import Seat
from shifts.rota_sheet_forms import EITHER, KNOWN_ALREADY
from shifts.rota_sheet_views import ON_PAPER
from shifts.taking_commands import take_shift
from shifts.terms import Refusal
from shifts.texts import Tell
from tests.conftest import TUESDAY_MORNING
from tests.counting import statements
from tests.people.making import press, signed_in_client
from tests.shifts.making import NAMES, ShiftWorld, make_world


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


@pytest.fixture
def contact(app: Flask, world: ShiftWorld) -> FlaskClient:
    return signed_in_client(app, world.people[0])


@pytest.fixture
def page(world: ShiftWorld) -> str:
    return f"/gruppe/{world.group_id}/vagtark/skriv-ind"


def _line(world: ShiftWorld, number: int, which: int = 0, **typed: str) -> dict[str, str]:
    return {f"vagt-{world.shift_ids[which]}-{number}-{name}": value for name, value in typed.items()}


def _on(app: Flask, shift_id: int) -> list[str]:
    with app.app_context():
        rows = select(Person.name).join(Seat, Seat.person_id == Person.id).where(Seat.occasion_id == shift_id)
        found = sorted(db.session.scalars(rows))
        db.session.remove()
        return found


def test_the_sheet_has_empty_lines_and_no_name(app: Flask, contact: FlaskClient, world: ShiftWorld) -> None:
    press(contact, "/mig", f"/vagter/{world.shift_ids[0]}/tag")
    sheet = contact.get(f"/gruppe/{world.group_id}/vagtark").text
    assert sheet.count("<td></td>") == 4
    assert not any(name in sheet for name in NAMES) and "af 2" not in sheet
    assert "Står du her alene? Lås ikke op. Ring 75 12 34 56." in sheet and "paatvaers.example/vagter" in sheet


def test_members_and_somebody_new_are_written_in_and_told(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str) -> None:
    typed = _line(world, 1, member=world.people[1]) | _line(world, 2, new_name="Egon") | _line(world, 1, 1, new_name="Egon")
    assert press(contact, page, page, **typed, once="a" * 32).status_code == 303
    assert _on(app, world.shift_ids[0]) == ["Bertil", "Egon"] and _on(app, world.shift_ids[1]) == ["Egon"]
    with app.app_context():
        assert db.session.scalars(select(func.count()).select_from(Person).where(Person.name == "Egon")).one() == 1
        assert db.session.scalars(select(func.count()).select_from(Membership)).one() == 5
        told = db.session.scalars(select(Notice.person_id).where(Notice.kind == Tell.WRITTEN_IN)).all()
        assert world.people[1] in told
        db.session.remove()


def test_each_line_is_answered_on_its_own_and_nothing_is_lost(
    app: Flask, contact: FlaskClient, world: ShiftWorld, page: str
) -> None:  # fmt: skip
    typed = (
        _line(world, 1, member=world.people[1])
        | _line(world, 2, new_name="<b>Egon</b>")
        | _line(world, 1, 1, member=world.people[2], new_name="Fie")
        | _line(world, 2, 1, new_name="bertil")
    )
    answer = press(contact, page, page, **typed)
    assert answer.status_code == 422 and _on(app, world.shift_ids[0]) == ["Bertil"] and _on(app, world.shift_ids[1]) == []
    assert "&lt;b&gt;Egon&lt;/b&gt;" in answer.text and EITHER in answer.text and KNOWN_ALREADY in answer.text
    assert 'value="bertil"' in answer.text and 'value="Fie"' in answer.text


def test_one_on_the_shift_already_and_one_on_a_pause_are_told_of_kindly(
    app: Flask, contact: FlaskClient, world: ShiftWorld, page: str
) -> None:  # fmt: skip
    with app.app_context(), writing() as session:
        take_shift(session, world.shift_ids[0], world.people[1], TUESDAY_MORNING)
        session.get_one(Person, world.people[2]).paused_at = TUESDAY_MORNING
    typed = _line(world, 2, member=world.people[1]) | _line(world, 1, 1, member=world.people[2])
    answer = press(contact, page, page, **typed)
    assert answer.status_code == 422 and ON_PAPER[Refusal.TWICE] in answer.text and ON_PAPER[Refusal.PAUSED] in answer.text
    assert "pause" not in answer.text


@pytest.mark.parametrize("name", ["x" * 300, "1234561234", "<script>", "a@b.dk"])
def test_what_is_no_name_is_refused(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str, name: str) -> None:
    assert press(contact, page, page, **_line(world, 1, new_name=name)).status_code == 422
    assert _on(app, world.shift_ids[0]) == []


def test_without_its_token_what_was_typed_comes_back(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str) -> None:
    answer = contact.post(page, data=_line(world, 1, new_name="Egon"))
    assert answer.status_code == 422 and 'value="Egon"' in answer.text and _on(app, world.shift_ids[0]) == []


def test_two_who_write_in_the_same_sheet_at_once_seat_no_third(
    app: Flask, contact: FlaskClient, world: ShiftWorld, page: str
) -> None:  # fmt: skip
    staff = signed_in_client(app, world.staff_id)
    sheets = [
        (contact, _line(world, 1, member=world.people[0]) | _line(world, 2, member=world.people[1])),
        (staff, _line(world, 1, member=world.people[2]) | _line(world, 2, member=world.people[3])),
    ]
    codes: list[int] = []
    threads = [
        threading.Thread(target=lambda client=client, typed=typed: codes.append(press(client, page, page, **typed).status_code))
        for client, typed in sheets
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(_on(app, world.shift_ids[0])) == 2 and 422 in codes


def test_the_pages_ask_few_questions(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str) -> None:
    for path in (page, f"/gruppe/{world.group_id}/vagtark"):
        with statements(app) as seen:
            assert contact.get(path).status_code == 200
        assert len(seen) <= 8
