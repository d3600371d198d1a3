from datetime import UTC, date, datetime, timedelta, timezone
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from base.ical import Event, calendar_bytes

CHANGED = datetime(2026, 11, 24, 9, 30, 15, tzinfo=UTC)
HOSTILE = {
    "carriage return": "\r",
    "line feed": "\n",
    "both": "\r\n",
    "comma": ",",
    "semicolon": ";",
    "backslash": "\\",
    "backslash n": "\\n",
    "backslash N": "\\N",
    "colon": ":",
    "quote": '"',
    "NUL": "\0",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "vertical tab": "\v",
    "form feed": "\f",
    "delete": "\x7f",
    "lone surrogate": "\ud800",
}


def event(**changes: object) -> Event:
    values: dict[str, object] = {
        "uid": "1@kolding", "changed_at": CHANGED, "sequence": 2, "title": "Sang", "starts": datetime(2026, 12, 1, 13),
    }  # fmt: skip
    return Event(**(values | changes))  # type: ignore[arg-type]


def read(data: bytes) -> Any:
    return Calendar.from_ical(data)


def only_event(written: Event) -> Any:
    (component,) = read(calendar_bytes("Alt", "https://a.example/", [written])).walk("VEVENT")
    return component


def lines_of(written: Event) -> list[str]:
    text = calendar_bytes("Alt", "https://a.example/", [written]).decode().replace("\r\n ", "")
    return text[text.index("BEGIN:VEVENT") :].split("\r\n")[:-3]


def test_a_weekly_event_is_written_line_by_line() -> None:
    written = event(
        ends=datetime(2026, 12, 1, 15), rrule="FREQ=WEEKLY;BYDAY=TU", exdates=(datetime(2026, 12, 29, 13),),
        url="https://a.example/aktiviteter/1-sang?a=1,2;3", location="Det Blå Hus, stuen",
        description="Kom.\nDu må gerne.",
    )  # fmt: skip
    assert lines_of(written) == [
        "BEGIN:VEVENT",
        "UID:1@kolding",
        "DTSTAMP:20261124T093015Z",
        "SEQUENCE:2",
        "DTSTART;TZID=Europe/Copenhagen:20261201T130000",
        "DTEND;TZID=Europe/Copenhagen:20261201T150000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "EXDATE;TZID=Europe/Copenhagen:20261229T130000",
        "SUMMARY:Sang",
        "STATUS:CONFIRMED",
        "URL:https://a.example/aktiviteter/1-sang?a=1,2;3",
        "LOCATION:Det Blå Hus\\, stuen",
        "DESCRIPTION:Kom.\\nDu må gerne.",
    ]


def test_what_has_no_time_is_a_date_and_takes_no_time() -> None:
    written = event(
        starts=date(2026, 12, 1), transparent=True, recurrence_id=date(2026, 11, 30), status="CANCELLED",
        exdates=(date(2026, 12, 24), date(2026, 12, 31)),
    )  # fmt: skip
    assert lines_of(written)[4:] == [
        "RECURRENCE-ID;VALUE=DATE:20261130",
        "DTSTART;VALUE=DATE:20261201",
        "EXDATE;VALUE=DATE:20261224,20261231",
        "SUMMARY:Sang",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    ]


def test_the_stamp_is_the_change_in_utc_whatever_zone_it_came_in() -> None:
    elsewhere = CHANGED.astimezone(timezone(timedelta(hours=9))).replace(microsecond=999)
    assert "DTSTAMP:20261124T093015Z" in lines_of(event(changed_at=elsewhere))


def test_a_calendar_says_its_name_its_address_and_when_to_look_again() -> None:
    calendar = read(calendar_bytes("Sang lørdag", "https://a.example/x.ics", []))
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Sang lørdag"
    assert calendar["URL"] == "https://a.example/x.ics"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)


def test_events_keep_their_order() -> None:
    calendar = read(calendar_bytes("Alt", "https://a.example/", [event(uid=uid) for uid in "cab"]))
    assert [str(component["UID"]) for component in calendar.walk("VEVENT")] == ["c", "a", "b"]


@pytest.mark.parametrize("mark", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("field", ["uid", "title", "location", "description", "url"])
def test_no_value_can_add_a_line(field: str, mark: str) -> None:
    text = f"Sang{mark}ATTENDEE:mailto:a@b.example{mark}END:VEVENT{mark}"
    assert len(lines_of(event(**{field: text}))) == len(lines_of(event(**{field: "Sang"})))
    assert "ATTENDEE" not in only_event(event(**{field: text}))


def test_the_check_for_added_lines_sees_one_in_a_value_written_as_it_is() -> None:
    naive = b"BEGIN:VEVENT\r\nSUMMARY:Sang\r\nATTENDEE:mailto:a@b.example\r\nEND:VEVENT\r\n"
    assert "ATTENDEE" in read(b"BEGIN:VCALENDAR\r\n" + naive + b"END:VCALENDAR\r\n").walk("VEVENT")[0]


@pytest.mark.parametrize("mark", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_calendar_name_or_address_can_add_a_line(mark: str) -> None:
    text = f"Sang{mark}ATTENDEE:x"
    assert calendar_bytes(text, text, []).count(b"\r\n") == calendar_bytes("Sang", "x", []).count(b"\r\n")


@pytest.mark.parametrize(
    ("mark", "back"),
    [(mark, mark if mark.isprintable() else " ") for mark in HOSTILE.values() if mark not in "\0\x7f\ud800"]
    + [("\0", ""), ("\x7f", ""), ("\ud800", ""), ("\t", " ")],
)
def test_a_title_reads_back_on_one_line(mark: str, back: str) -> None:
    assert only_event(event(title=f"a{mark}b"))["SUMMARY"] == f"a{back}b"


@pytest.mark.parametrize("mark", ["\r", "\n", "\r\n", "\x85", "\u2028", "\u2029"])
def test_a_description_keeps_its_line_breaks(mark: str) -> None:
    assert only_event(event(description=f"a{mark}b"))["DESCRIPTION"] == "a\nb"


@pytest.mark.parametrize("length", range(60, 80))
@pytest.mark.parametrize("letter", ["a", "å", "😀", ","])
def test_a_line_that_is_just_too_long_is_folded(letter: str, length: int) -> None:
    data = calendar_bytes("Alt", "https://a.example/", [event(title=letter * length)])
    assert max(map(len, data.split(b"\r\n"))) <= 75


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_any_printable_text_reads_back_from_lines_of_at_most_75_octets(text: str) -> None:
    data = calendar_bytes(text, "https://a.example/", [event(title=text, location=text, description=text)])
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    (component,) = read(data).walk("VEVENT")
    assert component["SUMMARY"] == text
    assert component.get("DESCRIPTION", "") == text


def test_the_time_zone_agrees_with_the_tz_database_at_every_hour_that_exists() -> None:
    kolding = ZoneInfo("Europe/Copenhagen")
    zone = tzical(StringIO(calendar_bytes("Alt", "https://a.example/", []).decode())).get("Europe/Copenhagen")
    for hour in range(3 * 8784):
        wall = datetime(2026, 1, 1) + timedelta(hours=hour)
        known = wall.replace(tzinfo=kolding)
        if known.astimezone(UTC).astimezone(kolding).hour == wall.hour:
            assert wall.replace(tzinfo=zone).utcoffset() == known.utcoffset(), wall


def test_a_moment_without_a_zone_is_refused_as_a_stamp_and_one_with_a_zone_as_a_start() -> None:
    with pytest.raises(ValueError, match="changed_at"):
        event(changed_at=datetime(2026, 11, 24))
    with pytest.raises(ValueError, match="starts"):
        event(starts=CHANGED)
