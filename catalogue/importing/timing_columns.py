"""What the columns of a row say about when: weekdays, hours and dates, and whether they contradict each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from base.danish import WEEKDAYS, date_long, join_words
from catalogue.importing.cells import Cell
from catalogue.importing.date_phrases import Days, read_days
from catalogue.importing.frequency_phrases import WHICH_WEEK, Rhythm
from catalogue.importing.phrases import When, read_when
from catalogue.importing.time_phrases import Contradiction, Hours, plain, read_hours
from catalogue.importing.weekday_phrases import refuse_misspelt

_LONGEST_TEXT = 200
_NOTHING = Cell("", "")
# In a column of dates "24.12" is a day, which among other words might be an hour.
_DAY_AND_MONTH = re.compile(r"(?<![\d.,/])(?=\d{1,2}\.\d{1,2}\b(?!\.\d))")
_MIDNIGHT = re.compile(r"[ t]00[:.]00(?:[:.]00)?$")
# A week's number, or how many weeks there are between: nobody can tell.
_NUMBERS = re.compile(r"[\d\s.,;-]+")
_YES = ("ja", "j", "x", "1", "åbent", "også", "også helligdage", "også på helligdage")
_NO = ("", "nej", "n", "0", "lukket", "ikke helligdage")
_DATE_ROLES = ("date", "first", "last")


class BadCell(ValueError):
    """A row contradicts itself; `column` says where and the message, a Danish sentence, what to do."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells about when: as values, in its own words (`said`), and what of them was not read.

    `notes` is what the report must tell of how it was read.
    """

    when: When
    days: Days
    hours: Hours
    said: str
    unread: tuple[str, ...]
    notes: tuple[str, ...] = ()


def happens_on_dates(when: When, days: Days) -> bool:
    """Say whether the dates are all there is: "mandag og onsdag", or "hver mandag", with one date is a series from it."""
    every_week = all(rhythm == Rhythm(rhythm.weekday, hours=rhythm.hours) for rhythm in when.rhythms)
    enough = len(days.single) > 1 and every_week if when.says_how_often else bool(days.single)
    return enough and len(when.weekdays) <= len(days.single)


def read_columns(cells: Mapping[str, Cell], begins: dt.date) -> Told:
    """Read the cells of a row by role (see `sort_columns`); raise BadCell where they contradict each other.

    Dates without a year are taken near `begins` (see `read_days`).
    """
    when, when_unread = _read_weekdays(cells, begins)
    hours, hours_unread = _read_hours(cells)
    days, when_of_date, days_unread = _read_dates(cells, begins)
    if "weekday" not in cells and "often" not in cells:
        when = when_of_date
    if "date" in cells:
        with _blaming(cells["date"]):
            _refuse_disagreement(when, days)
    holidays_too, holidays_unread = _read_holidays(cells)
    when = replace(when, holidays_too=when.holidays_too or holidays_too)
    said = [cells[role].text for role in ("weekday", "often", *_DATE_ROLES) if role in cells]
    unread = (*when_unread, *hours_unread, *days_unread, *holidays_unread)
    return Told(when, days or when.days, hours, ", ".join(said), unread)


def _read_weekdays(cells: Mapping[str, Cell], begins: dt.date) -> tuple[When, list[str]]:
    given = [cells[role] for role in ("weekday", "often") if role in cells]
    text, said = (between.join(cell.text for cell in given) for between in (" ", ", "))
    if not given or len(text) > _LONGEST_TEXT:
        return When(), [said] if said else []
    with _blaming(given[0]):
        when = read_when(text, begins)
        if "often" in cells and _NUMBERS.fullmatch(cells["often"].text):
            rhythms = tuple(replace(rhythm, question=WHICH_WEEK) for rhythm in when.rhythms)
            return replace(when, rhythms=rhythms, says_how_often=True), [said]
        refuse_misspelt(text, when.unread)
        _refuse_disagreement(when, when.days)
    return when, [said] if when.unread or when.exception else []


def _refuse_disagreement(when: When, days: Days) -> None:
    if not when.weekdays or not happens_on_dates(when, days):
        return
    for day in days.single:
        if day.weekday() not in when.weekdays:
            said = join_words([WEEKDAYS[weekday] for weekday in sorted(when.weekdays)])
            raise Contradiction(f"Det er {date_long(day)}, men rækken siger {said}. Ret den ene.")


def _read_hours(cells: Mapping[str, Cell]) -> tuple[Hours, list[str]]:
    start, end = cells.get("start") or cells.get("time", _NOTHING), cells.get("end", _NOTHING)
    if len(start.text) + len(end.text) > _LONGEST_TEXT:
        return Hours(), [text for text in (start.text, end.text) if text]
    with _blaming(start):
        read_hours(start.text, "")
    with _blaming(end if end.text else start):
        hours, unread = read_hours(start.text, end.text)
    also = cells["time"].text if "start" in cells and "time" in cells else ""
    return hours, [text for text in (unread, also) if text]


def _read_holidays(cells: Mapping[str, Cell]) -> tuple[bool, list[str]]:
    cell = cells.get("holidays", _NOTHING)
    said = plain(cell.text)
    if said in _YES or said in _NO:
        return said in _YES, []
    return False, [f"{cell.column}: {cell.text}"]


def _read_dates(cells: Mapping[str, Cell], begins: dt.date) -> tuple[Days, When, list[str]]:
    texts: dict[str, str] = {}
    days, when, unread = Days(), When(), []
    for role in (role for role in _DATE_ROLES if role in cells):
        cell = cells[role]
        if len(cell.text) > _LONGEST_TEXT:
            unread.append(cell.text)
            continue
        texts[role] = _DAY_AND_MONTH.sub("den ", _MIDNIGHT.sub("", plain(cell.text)))
        with _blaming(cell):
            own_when = read_when(texts[role], begins)
            _refuse_disagreement(own_when, own_when.days)
        if own_when.unread or own_when.exception:
            unread.append(cell.text)
        if role == "date":
            days, when = own_when.days, own_when
    return _period(texts, cells, begins) or days, when, unread


def _period(texts: Mapping[str, str], cells: Mapping[str, Cell], begins: dt.date) -> Days:
    """Read the first and the last day together, since one may tell the year of the other."""
    first, last = texts.get("first"), texts.get("last")
    if last and not first:
        first = texts.get("date")
    told = " ".join(f"{word} {text}" for word, text in (("fra", first), ("til", last)) if text)
    with _blaming(cells.get("last") or cells.get("first", _NOTHING)):
        return read_days(told, begins)[0]


@contextmanager
def _blaming(cell: Cell) -> Iterator[None]:
    try:
        yield
    except Contradiction as contradiction:
        raise BadCell(cell.column, str(contradiction)) from None
