"""Extra hours in calendars and for programs: the same as the pages say, for ever under one UID, and never who."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.clock import KOLDING
from base.database import writing
from seats.commands import hold_occasion, move_occasion, revive_occasion
from shifts.terms import OpeningState
from tests.conftest import Clock
from tests.shifts.public_room import SUNDAY, PublicRoom, add_place, at, events, make_public_room

DAY = dt.timedelta(days=1)
FEEDS = ("/vagter.ics", "/steder/huset.ics")


@pytest.fixture
def room(app: Flask, clock: Clock) -> PublicRoom:
    return make_public_room(app, clock)


@pytest.fixture
def sunday(room: PublicRoom) -> int:
    return room.plan(at(10), at(13))


def told(client: FlaskClient, path: str = "/vagter.ics") -> list[tuple[str, str]]:
    return [(str(each["STATUS"]), str(each["SUMMARY"])) for each in events(client.get(path).data)]


def statuses(client: FlaskClient, path: str = "/vagter.json") -> list[tuple[str, str]]:
    return [(each["status"], each["title"]) for each in client.get(path).json["extra_hours"]]  # type: ignore[index]


@pytest.mark.parametrize("path", FEEDS)
def test_a_calendar_tells_what_is_when_where_and_where_to_look(
    room: PublicRoom, sunday: int, client: FlaskClient, path: str
) -> None:
    room.take(sunday, 0, 1)
    (event,) = events(client.get(path).data)
    assert (event["UID"], event["STATUS"], event["SUMMARY"]) == (f"vagt-{sunday}@paa-tvaers", "CONFIRMED", "Ekstra åbent: Huset")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (at(10), at(13))
    assert (event["URL"], event["LOCATION"]) == ("https://paatvaers.example/steder/huset", "Huset")
    assert event["DESCRIPTION"] == (
        "Åbent kl. 10–13. Vi er to.\nSådan var det tirsdag den 24. november 2026 kl. 10. "
        "Se, hvordan det er nu: https://paatvaers.example/steder/huset"
    )
    assert "ATTENDEE" not in event and "ORGANIZER" not in event


def test_calendars_data_and_words_change_together(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    def all_tell(status: str, title: str, code: str) -> None:
        assert [told(client, path) for path in FEEDS] == [[(status, title)]] * 2
        assert statuses(client, "/vagter.json?fra=2026-11-29") == statuses(client, "/steder/huset.json?fra=2026-11-29")
        assert statuses(client, "/vagter.json?fra=2026-11-29") == [(code, title)]

    all_tell("TENTATIVE", "Måske ekstra åbent: Huset", "maybe")
    room.take(sunday, 0)
    all_tell("TENTATIVE", "Måske ekstra åbent: Huset", "maybe")
    room.take(sunday, 1)
    all_tell("CONFIRMED", "Ekstra åbent: Huset", "open")
    room.leave(sunday, 0)
    all_tell("TENTATIVE", "Måske ekstra åbent: Huset", "maybe")
    room.clock.moment = at(9)
    all_tell("CANCELLED", "AFLYST: Ekstra åbent: Huset", "closed")


@pytest.mark.parametrize("end", ["cancelled_at", "closed_at"])
def test_what_is_called_off_says_so_and_stays_told(room: PublicRoom, sunday: int, client: FlaskClient, end: str) -> None:
    room.take(sunday, 0, 1)
    room.end(sunday, **{end: room.clock()})
    assert told(client) == [("CANCELLED", "AFLYST: Ekstra åbent: Huset")]
    assert "Lukket." in client.get("/steder/huset").text


def test_each_change_has_a_later_stamp_and_a_higher_sequence_under_one_uid(
    room: PublicRoom, sunday: int, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def revive() -> None:
        with room.app.app_context(), writing() as session:
            occasion = hold_occasion(session, sunday)
            assert occasion
            revive_occasion(session, occasion)
            move_occasion(session, occasion, at(11), at(14))

    # A stamp holds whole seconds: here each change comes a minute after the one before.
    real, minutes = time.time_ns(), count(1)
    monkeypatch.setattr("base.database.time.time_ns", lambda: real + next(minutes) * 60_000_000_000)
    seen = []
    changes: list[Callable[[], None]] = [
        lambda: None, lambda: room.take(sunday, 0, 1), lambda: room.leave(sunday, 0),
        lambda: room.end(sunday, cancelled_at=room.clock()), revive,
    ]  # fmt: skip
    for change in changes:
        change()
        (event,) = events(client.get("/vagter.ics").data)
        seen.append((event["SEQUENCE"], event["DTSTAMP"].dt, str(event["UID"])))
    assert seen == sorted(set(seen)) and len({uid for *_, uid in seen}) == 1
    assert event["DTSTART"].dt == at(11)


def test_a_turn_of_the_clock_has_a_later_stamp_too(room: PublicRoom, client: FlaskClient) -> None:
    """In a year that the counter, which follows the real clock, is not in yet."""
    first = dt.date(2090, 1, 1)
    room.change(last_day=first)
    room.plan(at(10, day=first), at(13, day=first))
    stamps = []
    for now in (at(19, 59, first - DAY), at(20, day=first - DAY), at(9, day=first)):
        room.clock.moment = now
        (event,) = events(client.get("/vagter.ics").data)
        stamps.append((event["SEQUENCE"], event["DTSTAMP"].dt))
    assert stamps == sorted(set(stamps))
    assert [stamp for _, stamp in stamps[1:]] == [at(20, day=first - DAY), at(9, day=first)]


def test_hours_that_have_ended_are_told_as_called_off_to_calendars_alone(
    room: PublicRoom, sunday: int, client: FlaskClient
) -> None:
    room.end(sunday, cancelled_at=room.clock())
    room.change(state=OpeningState.ENDED)
    assert [told(client, path) for path in FEEDS] == [[("CANCELLED", "AFLYST: Ekstra åbent: Huset")]] * 2
    assert not [path for path in ("/", "/steder/huset", "/vagter") if "2026-11-29T10" in client.get(path).text]


def test_what_is_over_is_told_no_more(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    room.take(sunday, 0, 1)
    room.clock.moment = at(12, 59)
    assert len(told(client)) == len(statuses(client)) == 1
    room.clock.moment = at(13)
    assert told(client) == statuses(client) == statuses(client, "/steder/huset.json?fra=2026-11-29&til=2026-11-30") == []


def test_data_is_of_the_days_asked_for_and_of_the_place(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    room.plan(at(10, day=SUNDAY + 7 * DAY), at(13, day=SUNDAY + 7 * DAY))
    days = [
        [each["day"] for each in client.get(path).json["extra_hours"]]  # type: ignore[index]
        for path in (
            "/vagter.json",
            "/vagter.json?fra=2026-11-30&til=2026-12-31",
            "/steder/huset.json?fra=2026-11-01&til=2026-12-07",
        )
    ]
    assert days == [["2026-11-29"], ["2026-12-06"], ["2026-11-29", "2026-12-06"]]
    add_place(room, "Laden")
    assert client.get("/steder/laden.json").json["extra_hours"] == [] == told(client, "/steder/laden.ics")  # type: ignore[index]
    answer = client.get("/vagter.json?fra=2026-11-01&til=2027-11-01")
    assert answer.status_code == 422 and "Bed om" in answer.json["error"]  # type: ignore[index]


def test_data_tells_the_moments_with_their_offset(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    (row,) = client.get("/vagter.json").json["extra_hours"]  # type: ignore[index]
    assert (row["starts_at"], row["ends_at"]) == ("2026-11-29T10:00:00+01:00", "2026-11-29T13:00:00+01:00")
    assert dt.datetime.fromisoformat(row["starts_at"]) == at(10).astimezone(KOLDING)
    assert (row["uid"], row["place"]) == (f"vagt-{sunday}@paa-tvaers", "Huset")
    assert row["words"] == "Måske åbent. Kig igen lørdag kl. 20."


@pytest.mark.parametrize("path", [*FEEDS, "/vagter.json", "/steder/huset.json", "/vagter"])
def test_each_answer_names_the_counter_it_was_true_at(room: PublicRoom, sunday: int, client: FlaskClient, path: str) -> None:
    counters = []
    for number in (0, 1):
        room.take(sunday, number)
        counters.append(int(client.get(path).headers["ETag"].removeprefix('W/"').split("-")[0]))
    assert counters[0] < counters[1]
