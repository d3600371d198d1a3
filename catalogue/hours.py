"""When a place is open, and when somebody is there: weekly hours and closing days against the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from typing import NamedTuple

from base.danish import WEEKDAYS, clock, date_short, join_words, relative_day, time_span
from catalogue.recurrence import ends_at, starts_at

DAYS_AHEAD = 15


class Hours(NamedTuple):
    """One weekly span, in wall minutes; it may run past midnight. Weekday 0 is Monday."""

    weekday: int
    start_minute: int
    minutes: int


class Presence(NamedTuple):
    """Until when it is open now, or when it opens next; both None when nothing is known of the coming two weeks."""

    until: dt.datetime | None
    again: dt.datetime | None

    @property
    def changes_at(self) -> dt.datetime | None:
        """The first moment at which the clock alone changes the answer."""
        return self.until or self.again


def presence(hours: Iterable[Hours], closing_days: Container[dt.date], now: dt.datetime) -> Presence:
    """Say whether the hours cover a moment (aware, in Kolding); hours that meet end to end count as one."""
    spans = sorted(_spans(list(hours), closing_days, now.date()))
    until: dt.datetime | None = None
    for start, end in spans:
        if start <= (until or now) < end:
            until = end
    if until:
        return Presence(until, None)
    return Presence(None, next((start for start, _ in spans if start > now), None))


def _spans(hours: list[Hours], closing_days: Container[dt.date], today: dt.date) -> Iterable[tuple[dt.datetime, dt.datetime]]:
    for ahead in range(-1, DAYS_AHEAD):
        day = today + dt.timedelta(days=ahead)
        if day in closing_days:
            continue
        for each in hours:
            if each.weekday == day.weekday():
                yield starts_at(day, each.start_minute), ends_at(day, each.start_minute, each.minutes)


def presence_words(found: Presence, now: dt.datetime, *, staffed: bool) -> str:
    """Say the presence in one sentence; empty when nothing is known."""
    who = "Der er nogen" if staffed else "Åbent"
    if found.until and found.until - now >= dt.timedelta(days=1):
        return f"{who} lige nu."
    if found.until:
        return f"{who} lige nu, til kl. {clock(found.until.hour * 60 + found.until.minute)}."
    if found.again:
        day = relative_day(found.again.date(), now.date()) or date_short(found.again.date())
        return f"{who} igen {day} kl. {clock(found.again.hour * 60 + found.again.minute)}."
    return ""


def week_words(hours: Iterable[Hours]) -> list[tuple[str, str]]:
    """Return the week as lines of weekday and hours; days with the same hours that follow each other share one."""
    by_day: list[list[str]] = [[] for _ in WEEKDAYS]
    for each in sorted(hours):
        by_day[each.weekday].append(time_span(each.start_minute, each.minutes).removeprefix("kl. "))
    lines: list[tuple[int, int, str]] = []
    for weekday, spans in enumerate(by_day):
        words = f"kl. {join_words(spans)}" if spans else ""
        if lines and lines[-1][2] == words and lines[-1][1] == weekday - 1:
            lines[-1] = (lines[-1][0], weekday, words)
        elif words:
            lines.append((weekday, weekday, words))
    return [(_day_span(first, last), words) for first, last, words in lines]


def _day_span(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}–{WEEKDAYS[last]}"
