"""One row of times as it is typed: how often, which day, which hours; read as a rule, or asked back about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import NoReturn

from base.danish import WEEKDAYS, clock, date_short
from catalogue.importing.time_phrases import Contradiction, Hours, read_hours
from catalogue.recurrence import LAST, Rule, occurrence_days, runs_on
from catalogue.wording import schedule_words

ONCE, WEEKLY = "en-gang", "uger-1"
RHYTHMS = {
    WEEKLY: "Hver uge",
    "uger-2": "Hver anden uge",
    "uger-3": "Hver tredje uge",
    "uger-4": "Hver fjerde uge",
    "lige": "I lige uger",
    "ulige": "I ulige uger",
    "maaned-1": "Den første i måneden",
    "maaned-2": "Den anden i måneden",
    "maaned-3": "Den tredje i måneden",
    "maaned-4": "Den fjerde i måneden",
    "maaned-sidste": "Den sidste i måneden",
    ONCE: "Kun én gang",
}
# What no row offers, and an imported activity may have.
RARE = {f"uger-{weeks}": f"Hver {weeks}. uge" for weeks in range(5, 53)} | {"maaned-5": "Den femte i måneden"}
LONGEST_AHEAD = dt.timedelta(days=3 * 366)


class Unclear(ValueError):
    """A row does not say when; the message is a Danish sentence that asks, `field` is what it is about."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class TypedTime:
    """A row: `rhythm` is a key of RHYTHMS or RARE, `weekday` 0 is Monday; hours are text, both may be empty."""

    rhythm: str = WEEKLY
    weekday: int | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    start: str = ""
    end: str = ""
    on_holidays: bool = False


def read_time(typed: TypedTime, today: dt.date) -> Rule:
    """Return the rule that a row says; a series without a first day begins today. Raises Unclear."""
    hours = _hours(typed)
    for field, day in (("first_day", typed.first_day), ("last_day", typed.last_day)):
        if day and abs(day - today) > LONGEST_AHEAD * (10 if day < today else 1):
            raise Unclear(field, "Det er langt væk. Se på årstallet.")
    if typed.rhythm == ONCE:
        day = typed.first_day or _ask("first_day", "Hvilken dag er det? Vælg datoen.")
        return Rule(day, day, None, hours.start, hours.minutes)
    weekday, first_day = _weekday(typed), typed.first_day or today
    if typed.last_day and typed.last_day < first_day:
        raise Unclear("last_day", "Den sidste dag er før den første. Ret den ene.")
    return Rule(
        first_day, typed.last_day, weekday, hours.start, hours.minutes, runs_on_holidays=typed.on_holidays,
        every_weeks=_every_weeks(typed, weekday), week_parity={"lige": 0, "ulige": 1}.get(typed.rhythm), nth=_nth(typed.rhythm),
    )  # fmt: skip


def typed_of(rule: Rule) -> TypedTime:
    """Return the row that says a rule."""
    end = "" if rule.start_minute is None or rule.minutes is None else _end_words(rule.start_minute + rule.minutes)
    start = "" if rule.start_minute is None else clock(rule.start_minute)
    last_day = None if rule.weekday is None else rule.last_day
    return TypedTime(_rhythm(rule), rule.weekday, rule.first_day, last_day, start, end, rule.runs_on_holidays)


def next_running_day(rule: Rule, today: dt.date, closing_days: Container[dt.date] = ()) -> dt.date | None:
    """Return the next day on which a rule runs, public holidays and closing days considered; None within the year."""
    coming = occurrence_days(rule, today, today + dt.timedelta(days=400))
    return next((day for day in coming if runs_on(rule, day, closing_days)), None)


def said(rule: Rule, today: dt.date, closing_days: Container[dt.date] = ()) -> str:
    """Say a rule as the page does, with the next time: "Hver anden tirsdag kl. 13.00–15.00, næste gang …"."""
    return schedule_words(rule, next_running_day(rule, today, closing_days))


def _hours(typed: TypedTime) -> Hours:
    try:
        hours, unread = read_hours(typed.start, typed.end)
    except Contradiction as wrong:
        raise Unclear("end" if "slut" in str(wrong) else "start", str(wrong)) from None
    if hours.start is None and typed.end:
        raise Unclear("start", "Hvornår begynder det? Skriv for eksempel 13.00.")
    if unread:
        raise Unclear("end" if hours.start is not None else "start", "Skriv kun et klokkeslæt, for eksempel 13.00.")
    return hours


def _weekday(typed: TypedTime) -> int:
    if typed.weekday is not None:
        return typed.weekday
    return typed.first_day.weekday() if typed.first_day else _ask("weekday", "Hvilken ugedag er det?")


def _every_weeks(typed: TypedTime, weekday: int) -> int:
    found = re.fullmatch(r"uger-(\d+)", typed.rhythm)
    weeks = int(found[1]) if found else 1
    if weeks == 1:
        return weeks
    first_day = typed.first_day or _ask("first_day", "Hvilken uge begynder I? Vælg den første dag.")
    if first_day.weekday() != weekday:
        wanted = WEEKDAYS[weekday]
        _ask("first_day", f"{date_short(first_day).capitalize()} er ikke en {wanted}. Vælg en {wanted}.")
    return weeks


def _nth(rhythm: str) -> int | None:
    found = re.fullmatch(r"maaned-(\d|sidste)", rhythm)
    return None if not found else LAST if found[1] == "sidste" else int(found[1])


def _rhythm(rule: Rule) -> str:
    if rule.weekday is None:
        return ONCE
    if rule.week_parity is not None:
        return ("lige", "ulige")[rule.week_parity]
    if rule.nth is not None:
        return f"maaned-{'sidste' if rule.nth == LAST else rule.nth}"
    return f"uger-{rule.every_weeks}"


def _end_words(minute: int) -> str:
    days = (minute - 1) // 1440
    # What lasts longer no row can say; it is asked about rather than cut.
    later = ("", " næste dag")[days] if days < 2 else f" {days} dage efter"
    return f"{'24.00' if minute == 1440 else clock(minute)}{later}"


def _ask(field: str, message: str) -> NoReturn:
    raise Unclear(field, message)
