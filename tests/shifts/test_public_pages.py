"""Extra hours as everybody sees them: open only while two have said yes, turned by seats and clock, and never who (P3, P5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from base.database import touch_public, writing
from catalogue.place_models import VenueHours
from catalogue.terms import HoursKind
from seats.models import Occasion
from shifts.models import Shift
from shifts.terms import OpeningState
from tests.conftest import Clock
from tests.counting import statements
from tests.making import LONG_AGO
from tests.shifts.public_room import NAMES, SUNDAY, PublicRoom, add_place, at, make_public_room

DAY = dt.timedelta(days=1)
OPEN, MAYBE = "Åbent kl. 10–13. Vi er to.", "Måske åbent. Kig igen lørdag kl. 20."
STAMPS = re.compile(r"^(?:DTSTAMP|SEQUENCE):.*\r\n", re.MULTILINE)
PAGES = ("/", "/steder", "/steder/huset", "/vagter", "/vagter.ics", "/vagter.json", "/steder/huset.ics", "/steder/huset.json")


@pytest.fixture
def room(app: Flask, clock: Clock) -> PublicRoom:
    return make_public_room(app, clock)


@pytest.fixture
def sunday(room: PublicRoom) -> int:
    return room.plan(at(10), at(13))


def test_the_place_is_told_as_open_while_two_have_said_yes_and_no_longer(
    room: PublicRoom, sunday: int, client: FlaskClient
) -> None:
    told = []
    changes: list[Callable[[], None]] = [
        lambda: None, lambda: room.take(sunday, 0), lambda: room.take(sunday, 1), lambda: room.leave(sunday, 0),
    ]  # fmt: skip
    for change in changes:
        change()
        texts = [client.get(path).text for path in ("/steder/huset", "/vagter")]
        told.append([words for words in (OPEN, MAYBE) if all(words in text for text in texts)])
        assert told[-1] and not any(other in text for text in texts for other in {OPEN, MAYBE} - set(told[-1]))
    assert told == [[MAYBE], [MAYBE], [OPEN], [MAYBE]]


def test_nobody_can_tell_one_who_may_stand_alone_from_none(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    """Stamps rise with anything public, and for all alike; all else is the same byte for byte."""
    room.plan(at(10, day=SUNDAY + 7 * DAY), at(13, day=SUNDAY + 7 * DAY))

    def read() -> list[str]:
        return [STAMPS.sub("", client.get(path).text) for path in PAGES]

    for hour in (at(10, day=SUNDAY - 5 * DAY), at(21, day=SUNDAY - DAY), at(9, 30)):
        room.clock.moment = hour
        none = read()
        if hour < at(9):
            room.take(sunday, 0)
            assert read() == none
            stamps = STAMPS.findall(client.get("/vagter.ics").text)
            assert len(stamps) == 4 and len(set(stamps)) == 2
            room.leave(sunday, 0)
    room.clock.moment = at(8)
    room.take(sunday, 0)
    room.clock.moment = at(9, 30)
    assert read() == none


def test_a_kept_page_turns_by_the_clock_alone(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    room.take(sunday, 0)
    for now, words in (
        (at(19, 59, SUNDAY - DAY), MAYBE),
        (at(20, day=SUNDAY - DAY), "Måske åbent. Kig igen kl. 9."),
        (at(8, 59), "Måske åbent. Kig igen kl. 9."),
        (at(9), "Lukket."),
        (at(12, 59), "Lukket."),
    ):
        room.clock.moment = now
        for path in ("/", "/steder/huset", "/vagter", "/steder/huset.json", "/vagter.json"):
            answer = client.get(path)
            assert words in answer.text, (path, now)
            assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    room.clock.moment = at(13)
    assert not [path for path in PAGES if "Lukket." in client.get(path).text or "vagt-" in client.get(path).text]


def test_during_the_hours_with_two_it_is_open_by_the_plan(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    room.take(sunday, 0, 1)
    until = "Åbent efter planen, til kl. 13."
    for now, is_on in ((at(9, 59), False), (at(10), True), (at(12, 59), True), (at(13), False)):
        room.clock.moment = now
        assert [until in client.get(path).text for path in ("/", "/steder", "/steder/huset")] == [is_on] * 3
    room.clock.moment = at(11)
    room.leave(sunday, 1)
    assert not [path for path in PAGES if until in client.get(path).text]


def test_where_staff_are_there_the_place_says_so_instead(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    room.take(sunday, 0, 1)
    with room.app.app_context(), writing() as session:
        session.add(VenueHours(venue_id=1, kind=HoursKind.STAFFED, weekday=6, start_minute=660, minutes=60))
    room.clock.moment = at(10, 30)
    assert "Åbent efter planen, til kl. 13." in client.get("/steder/huset").text
    room.clock.moment = at(11, 30)
    assert "Der er nogen lige nu, til kl. 12.00." in client.get("/steder/huset").text
    room.clock.moment = at(12)
    assert "Åbent efter planen, til kl. 13." in client.get("/steder/huset").text


def test_the_front_page_tells_of_today_and_tomorrow(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    room.take(sunday, 0, 1)
    for day, is_told in ((SUNDAY - 2 * DAY, False), (SUNDAY - DAY, True), (SUNDAY, True)):
        room.clock.moment = at(8, day=day)
        assert (OPEN in client.get("/").text) is is_told


def test_a_group_looks_for_more_without_a_number(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    looks = "Gruppen søger flere."

    def told() -> list[str]:
        return [path for path in ("/", "/steder", "/steder/huset", "/vagter") if looks in client.get(path).text]

    assert told() == ["/", "/vagter"]
    room.take(sunday, 0)
    assert told() == ["/", "/vagter"]
    room.take(sunday, 1)
    assert told() == []
    room.leave(sunday, 1)
    room.clock.moment = at(9)
    assert told() == []
    assert not [path for path in PAGES if re.search(r"\b1 af 2\b", client.get(path).text)]


def test_the_page_of_extra_hours_says_where_when_and_how_one_joins(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    other = add_place(room, "Laden")
    text = client.get("/vagter").text
    for part in ("Huset", "Søndag kl. 10–13, til søndag d. 24. januar", ">kl. 10–13</time>",
                 "Spørg på stedet.", "Ring 75 00 00 01", 'href="/steder/laden"'):  # fmt: skip
        assert part in text, part
    with room.app.app_context(), writing() as session:
        session.get_one(Shift, sunday).opening_id = other
    assert "Søndag d. 29. november" in client.get("/vagter").text.split("Laden")[-1]


def test_without_extra_hours_the_page_says_what_one_can_do(client: FlaskClient) -> None:
    assert "Vil I gøre det sammen?" in client.get("/vagter").text
    assert client.get("/vagter.json").json == {"extra_hours": []}


@pytest.mark.parametrize("state", [OpeningState.ASKED, OpeningState.DECLINED, OpeningState.ENDED])
def test_what_no_place_has_said_yes_to_is_told_nowhere(
    room: PublicRoom, sunday: int, client: FlaskClient, state: OpeningState
) -> None:
    room.take(sunday, 0, 1)
    room.change(state=state)
    assert not [path for path in PAGES if OPEN in client.get(path).text or "vagt-" in client.get(path).text]


def test_a_place_that_is_not_told_of_has_no_extra_hours_either(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    hidden = add_place(room, "Kælderen", is_shown=False)
    with room.app.app_context(), writing() as session:
        session.get_one(Shift, sunday).opening_id = hidden
    assert not [path for path in PAGES if "Kælderen" in client.get(path).text]


def test_no_name_of_anybody_is_on_a_page_or_in_a_feed(room: PublicRoom, sunday: int, client: FlaskClient) -> None:
    room.take(sunday, 0, 1)
    for now in (at(12, day=SUNDAY - 4 * DAY), at(9, 30), at(11)):
        room.clock.moment = now
        texts = [client.get(path).text for path in PAGES]
        assert not [name for name in (*NAMES, *room.people) if any(name in text for text in texts)]


def test_shifts_cost_no_statement_each(room: PublicRoom, app: Flask, client: FlaskClient) -> None:
    few = {path: count(app, client, path) for path in PAGES}
    with app.app_context(), writing() as session:
        for number in range(1, 200):
            start = at(10) + number * DAY / 24
            session.execute(insert(Occasion), [{"id": number, "starts_at": start, "ends_at": start + DAY / 24, "capacity": 2}])
            values = {"id": number, "opening_id": room.opening_id, "day": SUNDAY + number * DAY, "changed_at": LONG_AGO}
            session.execute(insert(Shift), [values])
        touch_public(session)
    assert {path: count(app, client, path) for path in PAGES} == few
    assert max(few.values()) <= 9 and (few["/vagter"], few["/vagter.ics"], few["/vagter.json"]) == (3, 2, 2)


def count(app: Flask, client: FlaskClient, path: str) -> int:
    with statements(app) as seen:
        assert client.get(path).status_code == 200
    return len(seen)
