"""One schedule as calendar events, and as the occurrences those events stand for (design §7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from base.clock import KOLDING
from base.ical import Event, EventStatus
from catalogue.recurrence import (
    Rule,
    clock_changes,
    ends_at,
    meets_clock_change,
    next_day,
    occurrence_days,
    occurs_on,
    public_holidays,
    runs_on,
    starts_at,
)
from catalogue.terms import Change, Instead
from catalogue.wording import change_words, time_words

_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class ExceptionDay:
    """What is different about the time that the rule puts on `day`.

    `moved_to` is the new day of what is moved. Without a `start_minute` it keeps its hours; with one, `minutes` is its
    new length, None where the end is unknown. `instead` is the line that says what else one can do. `changed_at` (aware) and
    `sequence` tell calendars that it has changed since the series did.
    """

    day: date
    kind: Change
    moved_to: date | None = None
    start_minute: int | None = None
    minutes: int | None = None
    instead: Instead | None = None
    changed_at: datetime | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """One schedule and what a calendar says about it; `changed_at` is aware, `exceptions` has at most one a day."""

    uid: str
    rule: Rule
    changed_at: datetime
    sequence: int
    title: str
    url: str | None = None
    location: str | None = None
    description: str | None = None
    closing_days: frozenset[date] = frozenset()
    exceptions: tuple[ExceptionDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series: `day` is when it takes place, `planned_day` when the rule puts it; instants are aware."""

    uid: str
    day: date
    starts_at: datetime | None
    ends_at: datetime | None
    status: EventStatus
    title: str
    planned_day: date
    exception: ExceptionDay | None = None

    @property
    def when(self) -> str:
        """The time in words, empty where it is unknown."""
        return time_words(self.starts_at, self.ends_at) if self.starts_at else ""

    @property
    def note(self) -> str:
        """What is different this time, in words; empty when nothing is."""
        if self.exception is None:
            return ""
        return change_words(self.exception.kind, moved_from=self.planned_day, instead=self.exception.instead)


def series_occurrences(series: Series, start: date, end: date) -> list[Occurrence]:
    """Return what takes place on the days in [start, end), by day and time; on each day those without a time last.

    What is called off is there, as CANCELLED; closing days and public holidays are not, except for an exception that
    somebody made for that very day.
    """
    moved_in = (day for day in _exception_days(series, start, end) if not start <= day < end)
    found = _occurrences(series, (*occurrence_days(series.rule, start, end), *moved_in))
    return sorted((one for one in found if start <= one.day < end), key=_by_time)


def series_events(series: Series, window_start: date, window_end: date) -> list[Event]:
    """Return the events that tell a calendar of a series, agreeing with `series_occurrences` on the days in the window.

    A one-off is one event; even and odd weeks are an event each time, as week 53 breaks INTERVAL=2. All else is one
    event with a recurrence rule, followed by one for each time that differs. Nothing where nothing is in the window.
    """
    window = (window_start, window_end)
    first = _first_regular_day(series.rule)
    if first is None:
        return [_event(series, one) for one in series_occurrences(series, *window)]
    irregular = {*_exception_days(series, *window), *_clock_change_days(series.rule, *window)}
    apart = [_event(series, one, first) for one in _occurrences(series, sorted(irregular))]
    regular = (max(first, window_start), window_end)
    closed = _closed_days(series, *regular)
    recurs = any(day not in closed for day in occurrence_days(series.rule, *regular))
    if recurs or any(event.recurrence_id for event in apart):
        return [_recurring_event(series, first, closed), *apart]
    return apart


def _exception_days(series: Series, start: date, end: date) -> Iterator[date]:
    for exception in series.exceptions:
        moved_in = exception.moved_to is not None and start <= exception.moved_to < end
        if (moved_in or start <= exception.day < end) and occurs_on(series.rule, exception.day):
            yield exception.day


def _clock_change_days(rule: Rule, start: date, end: date) -> Iterator[date]:
    lasts = timedelta(days=((rule.start_minute or 0) + (rule.minutes or 0)) // 1440)
    for year in range(start.year, (end + lasts).year + 1):
        for change in clock_changes(year):
            around = occurrence_days(rule, max(start, change - lasts), min(end, change + timedelta(days=1)))
            yield from (day for day in around if _meets_clock_change(rule, day))


def _meets_clock_change(rule: Rule, day: date) -> bool:
    return rule.start_minute is not None and meets_clock_change(day, rule.start_minute, rule.minutes)


def _closed_days(series: Series, start: date, end: date) -> list[date]:
    closed = set(series.closing_days)
    if not series.rule.runs_on_holidays:
        closed.update(*map(public_holidays, range(start.year, end.year + 1)))
    closed.difference_update(exception.day for exception in series.exceptions)
    return sorted(day for day in closed if start <= day < end and occurs_on(series.rule, day))


@lru_cache(maxsize=20_000)
def _first_regular_day(rule: Rule) -> date | None:
    """Return the day from which one recurrence rule tells the series, None for what goes out as dated events.

    Times before it meet a clock change: a series that began in a skipped hour would stay an hour late for some readers.
    """
    if rule.weekday is None or rule.week_parity is not None:
        return None
    day = next_day(rule, rule.first_day)
    while day is not None and _meets_clock_change(rule, day):
        day = next_day(rule, day + timedelta(days=1))
    return day


def _occurrences(series: Series, days: Iterable[date]) -> Iterator[Occurrence]:
    exceptions = {exception.day: exception for exception in series.exceptions}
    for day in days:
        exception = exceptions.get(day)
        if exception is not None and exception.kind == Change.MOVED:
            yield _moved(series, exception)
        elif exception is not None:
            yield _occurrence(series, day, "CANCELLED", f"AFLYST: {series.title}", exception)
        elif runs_on(series.rule, day, series.closing_days):
            yield _occurrence(series, day, "CONFIRMED", series.title)


def _occurrence(series: Series, day: date, status: EventStatus, title: str, exception: ExceptionDay | None = None) -> Occurrence:
    start, end = _instants(day, series.rule.start_minute, series.rule.minutes)
    return Occurrence(_uid(series, day), day, start, end, status, title, day, exception)


def _moved(series: Series, exception: ExceptionDay) -> Occurrence:
    minutes = (exception.start_minute, exception.minutes)
    if exception.start_minute is None:
        minutes = (series.rule.start_minute, series.rule.minutes)
    day = exception.moved_to or exception.day
    start, end = _instants(day, *minutes)
    return Occurrence(_uid(series, exception.day), day, start, end, "CONFIRMED", series.title, exception.day, exception)


def _instants(day: date, start_minute: int | None, minutes: int | None) -> tuple[datetime | None, datetime | None]:
    if start_minute is None:
        return None, None
    return starts_at(day, start_minute), None if minutes is None else ends_at(day, start_minute, minutes)


def _uid(series: Series, planned_day: date) -> str:
    first = _first_regular_day(series.rule)
    if series.rule.weekday is None or (first is not None and planned_day >= first):
        return series.uid
    return f"{series.uid}-{planned_day:%Y%m%d}"


def _by_time(occurrence: Occurrence) -> tuple[date, bool, float, date]:
    start = occurrence.starts_at
    return occurrence.day, start is None, start.timestamp() if start else 0.0, occurrence.planned_day


def _event(series: Series, one: Occurrence, first_recurring: date | None = None) -> Event:
    recurs = first_recurring is not None and one.planned_day >= first_recurring
    exception = one.exception
    return Event(
        uid=one.uid,
        changed_at=max(series.changed_at, exception.changed_at) if exception and exception.changed_at else series.changed_at,
        sequence=series.sequence + (exception.sequence if exception else 0), title=one.title,
        starts=one.day if one.starts_at is None else one.starts_at.replace(tzinfo=None),
        ends=None if one.ends_at is None else one.ends_at.replace(tzinfo=None),
        url=series.url, location=series.location, status=one.status,
        description="\n".join(filter(None, (one.note, series.description))),
        transparent=one.starts_at is None, recurrence_id=_wall(series.rule, one.planned_day) if recurs else None,
    )  # fmt: skip


def _recurring_event(series: Series, first: date, closed: Iterable[date]) -> Event:
    rule, starts = series.rule, _wall(series.rule, first)
    return Event(
        uid=series.uid, changed_at=series.changed_at, sequence=series.sequence, title=series.title,
        starts=starts, ends=None if rule.minutes is None else starts + timedelta(minutes=rule.minutes),
        url=series.url, location=series.location, description=series.description, transparent=rule.start_minute is None,
        rrule=_rrule(rule), exdates=tuple(_wall(rule, day) for day in closed),
    )  # fmt: skip


def _wall(rule: Rule, day: date) -> datetime | date:
    if rule.start_minute is None:
        return day
    return datetime.combine(day, time()) + timedelta(minutes=rule.start_minute)


def _rrule(rule: Rule) -> str:
    """Return the value of RRULE; UNTIL is in UTC where the series has a time, a date where not (RFC 5545 3.3.10)."""
    assert rule.weekday is not None
    weekday = _BYDAY[rule.weekday]
    text = f"FREQ=WEEKLY;BYDAY={weekday}" if rule.nth is None else f"FREQ=MONTHLY;BYDAY={rule.nth}{weekday}"
    if rule.every_weeks > 1:
        text += f";INTERVAL={rule.every_weeks}"
    if rule.last_day is None:
        return text
    if rule.start_minute is None:
        return f"{text};UNTIL={rule.last_day:%Y%m%d}"
    end_of_day = datetime.combine(rule.last_day, time(23, 59, 59), KOLDING).astimezone(UTC)
    return f"{text};UNTIL={end_of_day:%Y%m%dT%H%M%SZ}"
