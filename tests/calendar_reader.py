"""What the tests of series share: samples, and a reader of calendars that shares no code with the writer.

It takes the lines from icalendar, the rules from dateutil and the clock from zoneinfo. Calendars differ in how they
repeat a length, some by the clock on the wall and some by elapsed time, and in which of two equal hours they take, the
first (fold 0, as RFC 5545 says) or the second (1, as ical.js does): it can do each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Calendar

from base.ical import calendar_bytes
from catalogue.recurrence import Rule
from catalogue.series import Series, series_events, series_occurrences

KOLDING = ZoneInfo("Europe/Copenhagen")
CHANGED = datetime(2026, 11, 1, tzinfo=UTC)
# uid, start, end, status, title; local wall time, a date where there is no time.
Line = tuple[str, date, date | None, str, str]
Component = Any


def series(rule: Rule, **rest: Any) -> Series:
    return Series("s1@kolding", rule, CHANGED, 3, "Sang, og kaffe", "https://a.example/1", "Huset", "Syng med.", **rest)


def weekly(first_day: date, start: int | None = 780, minutes: int | None = 120, **rest: Any) -> Rule:
    return Rule(first_day, rest.pop("last_day", None), first_day.weekday(), start, minutes, **rest)


def differences(written: Series, start: date, end: date) -> list[Line]:
    """Return what the calendar file and the occurrences do not agree on, read in each way."""
    data = calendar_bytes("Alt", "https://a.example/", series_events(written, start, end))
    own = Counter(_own_lines(written, start, end))
    readings = [Counter(read_lines(data, start, end, fold)) for fold in (None, 0, 1)]
    return [line for lines in readings for line in ((own - lines) + (lines - own)).elements()]


def _own_lines(written: Series, start: date, end: date) -> Iterator[Line]:
    for one in series_occurrences(written, start, end):
        starts = naive(one.starts_at) if one.starts_at else one.day
        yield one.uid, starts, naive(one.ends_at) if one.ends_at else None, one.status, one.title


def read_lines(data: bytes, start: date, end: date, fold: int | None) -> Iterator[Line]:
    """Read what takes place on the days in [start, end); without `fold` lengths are by the wall, with one elapsed."""
    by_uid: dict[str, list[Component]] = defaultdict(list)
    for component in Calendar.from_ical(data).walk("VEVENT"):
        by_uid[str(component["UID"])].append(component)
    for components in by_uid.values():
        for line in _expand(components, end, fold):
            if start <= (line[1].date() if isinstance(line[1], datetime) else line[1]) < end:
                yield line


def _expand(components: list[Component], end: date, fold: int | None) -> Iterator[Line]:
    replaced = {str(one["RECURRENCE-ID"].dt) for one in components if "RECURRENCE-ID" in one}
    for component in components:
        if "RRULE" not in component:
            yield _line(component, component["DTSTART"].dt, fold)
            continue
        dropped = {str(one.dt) for one in component["EXDATE"].dts} if "EXDATE" in component else set()
        for moment in _repeats(component, end):
            if str(moment) not in replaced | dropped:
                yield _line(component, moment, fold)


def _repeats(component: Component, end: date) -> Iterator[date]:
    first = component["DTSTART"].dt
    text = ";".join(part for part in component["RRULE"].to_ical().decode().split(";") if not part.startswith("UNTIL"))
    wall = first.replace(tzinfo=None) if isinstance(first, datetime) else datetime.combine(first, time())
    for number, moment in enumerate(rrulestr(text, dtstart=wall)):
        assert number or moment == wall, "the rule does not begin with DTSTART"
        repeat = moment.replace(tzinfo=first.tzinfo) if isinstance(first, datetime) else moment.date()
        if moment.date() >= end or repeat > component["RRULE"].get("UNTIL", [repeat])[0]:
            return
        yield repeat


def _line(component: Component, start: date, fold: int | None) -> Line:
    assert isinstance(start, datetime) or component["TRANSP"] == "TRANSPARENT"
    finish = _end(component, start, fold) if isinstance(start, datetime) else None
    local = naive(start) if isinstance(start, datetime) else start
    return str(component["UID"]), local, finish, str(component["STATUS"]), str(component["SUMMARY"])


def _end(component: Component, start: datetime, fold: int | None) -> datetime | None:
    if "DTEND" not in component:
        return None
    first, last = component["DTSTART"].dt, component["DTEND"].dt
    if "RRULE" not in component:
        return naive(last)
    if fold is not None:
        start, first, last = (moment.replace(fold=fold).astimezone(UTC) for moment in (start, first, last))
        return naive(start + (last - first))
    length: timedelta = last.replace(tzinfo=None) - first.replace(tzinfo=None)
    return naive(start) + length


def naive(moment: datetime) -> datetime:
    """Return the wall time in Kolding."""
    return moment.astimezone(KOLDING).replace(tzinfo=None)
