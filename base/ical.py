"""Event values in, the bytes of a calendar out (RFC 5545, with NAME, URL and REFRESH-INTERVAL of RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal

from icalendar.parser import Contentline

EventStatus = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]

# Two recurrence rules, because ical.js and vobject misread the one list of dates that libraries generate.
_TIMEZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Copenhagen",
    "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip

# Some reader ends a line at each of these, so none is let out. Lone surrogates cannot be written as UTF-8.
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_DROPPED = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
# RFC 5545 section 3.3.11. Not the library's own escaping: it makes a line break of a backslash followed by N.
_ESCAPED = {ord(char): f"\\{char}" for char in "\\;,"}
_VERBATIM = dict.fromkeys((*_DROPPED, *map(ord, _BREAKS)))
_ONE_LINE = _VERBATIM | dict.fromkeys(map(ord, _BREAKS + "\t"), " ") | _ESCAPED
_MANY_LINES = _ONE_LINE | dict.fromkeys(map(ord, _BREAKS), "\\n")
_COMPACT = str.maketrans("", "", "-:")
# A SEQUENCE holds 31 bits (RFC 5545 section 3.3.8): seconds from here on last until 2094.
_SEQUENCES_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT as values.

    `changed_at` is aware. `starts` and `ends` are naive datetimes in Kolding's wall time, or dates for what lasts all
    day; `ends` is not included, and None where the end is unknown. `rrule` is the value of an RRULE; `exdates` and
    `recurrence_id` are of the kind that the recurring event starts with; `alarm_minutes` before the start one is
    reminded. Raises ValueError where `changed_at` is naive or `starts` is aware.
    """

    uid: str
    changed_at: datetime
    sequence: int
    title: str
    starts: datetime | date
    ends: datetime | date | None = None
    url: str | None = None
    location: str | None = None
    description: str | None = None
    status: EventStatus = "CONFIRMED"
    transparent: bool = False
    rrule: str | None = None
    exdates: tuple[datetime | date, ...] = ()
    recurrence_id: datetime | date | None = None
    alarm_minutes: int | None = None

    def __post_init__(self) -> None:
        if self.changed_at.tzinfo is None:
            raise ValueError("changed_at must be aware")
        if isinstance(self.starts, datetime) and self.starts.tzinfo is not None:
            raise ValueError("starts must be naive local time")


def sequence_at(changed_at: datetime) -> int:
    """Return a SEQUENCE that rises with the moment of the last change, in seconds."""
    return max(0, int((changed_at - _SEQUENCES_BEGIN).total_seconds()))


def calendar_bytes(name: str, url: str, events: Iterable[Event]) -> bytes:
    """Return a calendar with the events in the order given, in UTF-8.

    Lines end in CRLF and hold at most 75 octets; no character is split (RFC 5545 section 3.1). No value can add a line:
    control characters are left out, and a line break becomes an escaped one in a description, a space elsewhere.
    """
    head = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//paa-tvaers//kalender//DA", "CALSCALE:GREGORIAN",
        f"NAME:{_one_line(name)}", f"X-WR-CALNAME:{_one_line(name)}", f"URL:{url.translate(_VERBATIM)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H", *_TIMEZONE,
    )  # fmt: skip
    return b"".join((_folded(head), *map(event_bytes, events), b"END:VCALENDAR\r\n"))


@lru_cache(maxsize=20_000)
def event_bytes(event: Event) -> bytes:
    """Return one VEVENT in UTF-8; kept by value, since most events of a feed are the same the next time it is made."""
    return _folded(_lines(event))


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_one_line(event.uid)}"
    yield f"DTSTAMP:{_compact(event.changed_at.astimezone(UTC).replace(tzinfo=None))}Z"
    yield f"SEQUENCE:{event.sequence}"
    yield from _when(event)
    yield f"SUMMARY:{_one_line(event.title)}"
    yield f"STATUS:{event.status}"
    if event.transparent:
        yield "TRANSP:TRANSPARENT"
    if event.url:
        yield f"URL:{event.url.translate(_VERBATIM)}"
    if event.location:
        yield f"LOCATION:{_one_line(event.location)}"
    if event.description:
        yield f"DESCRIPTION:{_many_lines(event.description)}"
    if event.alarm_minutes is not None:
        # RFC 5545 section 3.6.6: one that is shown needs words of its own.
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_one_line(event.title)}")
        yield from (f"TRIGGER:-PT{event.alarm_minutes}M", "END:VALARM")
    yield "END:VEVENT"


def _when(event: Event) -> Iterator[str]:
    if event.recurrence_id:
        yield f"RECURRENCE-ID{_local(event.recurrence_id)}"
    yield f"DTSTART{_local(event.starts)}"
    if event.ends:
        yield f"DTEND{_local(event.ends)}"
    if event.rrule:
        yield f"RRULE:{event.rrule.translate(_VERBATIM)}"
    if event.exdates:
        yield f"EXDATE{_local(event.exdates[0])}" + "".join(f",{_compact(value)}" for value in event.exdates[1:])


def _one_line(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_ONE_LINE)


def _many_lines(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_MANY_LINES)


def _local(value: datetime | date) -> str:
    kind = "TZID=Europe/Copenhagen" if isinstance(value, datetime) else "VALUE=DATE"
    return f";{kind}:{_compact(value)}"


def _compact(value: datetime | date) -> str:
    text = value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return text.translate(_COMPACT)


def _folded(lines: Iterable[str]) -> bytes:
    return b"".join(_fold(line) + b"\r\n" for line in lines)


def _fold(line: str) -> bytes:
    octets = line.encode()
    if len(octets) <= 75:
        return octets
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return folded
