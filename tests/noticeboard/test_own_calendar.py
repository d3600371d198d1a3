"""One's own calendar: what lies ahead, for whoever has the address, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from base.clock import KOLDING
from base.database import writing
from people.person_commands import replace_calendar_link, start_pause
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.people.making import make_person
from tests.small_room import SmallRoom, start_small_room, tomorrow_at


@pytest.fixture
def room(app: Flask) -> SmallRoom:
    return start_small_room(app)


@pytest.fixture
def anna(app: Flask, room: SmallRoom) -> str:
    with app.app_context(), writing() as session:
        return make_person(session, "Anna").id


@pytest.fixture
def path(app: Flask, anna: str) -> str:
    return new_path(app, anna)


def new_path(app: Flask, person_id: str) -> str:
    with app.app_context(), writing() as session:
        return f"/kalender/{replace_calendar_link(session, person_id, TUESDAY_MORNING)}.ics"


def read(client: FlaskClient, path: str) -> list[Any]:
    response = client.get(path)
    assert response.status_code == 200 and response.mimetype == "text/calendar"
    return list(Calendar.from_ical(response.data).walk("VEVENT"))


def events(client: FlaskClient, path: str) -> list[tuple[str, dt.datetime, dt.datetime, str]]:
    return [(str(each["SUMMARY"]), each["DTSTART"].dt, each["DTEND"].dt, str(each["STATUS"])) for each in read(client, path)]


def test_what_lies_ahead_stands_in_the_calendar_by_the_wall_in_kolding(
    room: SmallRoom, anna: str, path: str, client: FlaskClient
) -> None:
    room.promise(anna, "b", tomorrow_at(13), title="Kl. 13–16")
    room.promise(anna, "a", tomorrow_at(10).astimezone(dt.UTC))
    room.promise(anna, "over", tomorrow_at(10) - dt.timedelta(days=7))
    ten, thirteen = (dt.datetime(2026, 11, 25, hour, tzinfo=KOLDING) for hour in (10, 13))
    three_hours = dt.timedelta(hours=3)
    assert events(client, path) == [
        ("Kl. 10–13", ten, ten + three_hours, "CONFIRMED"), ("Kl. 13–16", thirteen, thirteen + three_hours, "CONFIRMED")
    ]  # fmt: skip


def test_thirteen_is_thirteen_on_the_day_the_clock_changes(
    room: SmallRoom, anna: str, path: str, client: FlaskClient, clock: Clock
) -> None:
    clock.moment = dt.datetime(2027, 3, 26, tzinfo=dt.UTC)
    for day in (27, 28):
        room.promise(anna, f"m{day}", dt.datetime(2027, 3, day, 13, tzinfo=KOLDING).astimezone(dt.UTC))
    assert [starts.replace(tzinfo=None).hour for _, starts, _, _ in events(client, path)] == [13, 13]
    assert b"DTSTART;TZID=Europe/Copenhagen:20270328T130000" in client.get(path).data


def test_it_tells_when_and_nothing_else(room: SmallRoom, anna: str, path: str, client: FlaskClient) -> None:
    room.promise(anna, "a", tomorrow_at(10))
    response = client.get(path)
    assert not [
        word for word in (b"Anna", b"lille-rum", b"ATTENDEE", anna.encode(), path[10:53].encode()) if word in response.data
    ]
    assert "URL:https://paatvaers.example/mig\r\n" in response.text
    assert response.headers["Cache-Control"] == "private, no-cache" and "Set-Cookie" not in response.headers


def test_what_changed_has_a_later_stamp_and_a_higher_sequence(room: SmallRoom, anna: str, path: str, client: FlaskClient) -> None:
    one = room.promise(anna, "a", tomorrow_at(10))
    before = read(client, path)[0]
    room.promises[anna] = [replace(one, changed_at=one.changed_at + dt.timedelta(seconds=1))]
    after = read(client, path)[0]
    assert before["UID"] == after["UID"] and before["SEQUENCE"] + 1 == after["SEQUENCE"]
    assert before["DTSTAMP"].dt < after["DTSTAMP"].dt


def test_an_empty_calendar_is_a_calendar(path: str, client: FlaskClient) -> None:
    assert events(client, path) == []
    assert client.get(path).data.endswith(b"END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


def test_a_pause_empties_it_whatever_a_room_says(app: Flask, room: SmallRoom, anna: str, path: str, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        start_pause(session, anna, TUESDAY_MORNING)
    room.promise(anna, "a", tomorrow_at(10))
    assert events(client, path) == []


def test_a_replaced_address_is_dead(app: Flask, anna: str, path: str, client: FlaskClient) -> None:
    newer = new_path(app, anna)
    assert client.get(path).status_code == 404 and "Lav en ny" in client.get(path).text
    assert events(client, newer) == []


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 42, "a" * 44, "æ" * 43, "%00" * 43, "a" * 5000])
def test_a_wrong_address_is_not_there(client: FlaskClient, token: str) -> None:
    assert client.get(f"/kalender/{token}.ics").status_code == 404


def test_a_cut_address_is_not_there(path: str, client: FlaskClient) -> None:
    assert client.get(path.replace(".ics", "")).status_code == 404
    assert client.get(f"{path[:-5]}.ics").status_code == 404


def test_it_costs_one_statement_and_those_of_the_rooms(app: Flask, path: str, client: FlaskClient) -> None:
    with statements(app) as seen:
        client.get(path)
    # Its owner, their shifts and their jobs.
    assert len(seen) == 3
