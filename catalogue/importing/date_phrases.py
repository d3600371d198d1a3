"""Dates as Danish programmes write them: "24.12.2026", "den 5/12", "4.-6. december", "fra 1/12 til 31/1"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

from base.danish import MONTHS
from catalogue.importing.time_phrases import Contradiction
from catalogue.importing.weekday_phrases import DAY

_HALF_A_YEAR = dt.timedelta(days=183)
_YEARS = range(2000, 2101)
_MONTH = "(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r")\b\.?"
_SHARED_MONTH = re.compile(rf"\b(\d{{1,2}})(?:\.?\s*(-|til|og)|\.\s*(,))\s*(\d{{1,2}}\.?\s*({_MONTH}(?:\s*\d{{4}})?))")
_DATE = re.compile(
    r"(?<![\d.,/])(?:"
    r"(?P<iso>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})(?P<between>[./-])(?P<month>\d{1,2})(?:(?P=between)|(?<=/\d)-|(?<=/\d\d)-)(?P<year>\d{4}|\d{2})"
    r"|(?P<spaced_day>\d{1,2})\.\s?(?P<spaced_month>\d{1,2})\.?\s(?P<spaced_year>\d{4})"
    rf"|(?P<named_day>\d{{1,2}})\.?\s*(?P<named>{_MONTH})(?:\s*(?P<named_year>\d{{4}}))?"
    r"|(?P<short_day>\d{1,2})/(?P<short_month>\d{1,2})(?:\s(?P<short_year>\d{4}))?"
    r"|(?<=\bd\. )(?P<dot_day>\d{1,2})\.(?P<dot_month>\d{1,2})"
    r"|(?<=\bden )(?P<den_day>\d{1,2})\.(?P<den_month>\d{1,2})"
    r")(?![\d/:])"
)
# Which year it is nobody can tell.
_LEAP_DAY = re.compile(r"29(?:/0?2|\.0?2|\.?\s*feb(?:ruar|\.)?)")
_MARK = "@"
_FROM_TO = re.compile(rf"(?:\bfra\s*)?{_MARK}\s*(?:-|til|indtil)\s*{_MARK}")
_BEGINS = r"\b(?:fra|(?:op)?start(?:er)?|begynder|(?:første|1\.) gang)"
_FROM = re.compile(rf"{_BEGINS}[\s:]*{_MARK}")
_UNTIL = re.compile(rf"\b(?:indtil|til|sidste gang|slutter)[\s:]*{_MARK}")
_DAY_OF_A_PERIOD = re.compile(rf"((?:{_BEGINS}|\b(?:til|indtil|sidste gang))\s|-)\s*({DAY})\s*(?={_MARK})")
_BEFORE_A_DATE = re.compile(r"\b(?:den|d\.?)\s*(?=@)")


@dataclass(frozen=True, slots=True)
class Days:
    """The days a text names: single ones ascending, or the first and last of a period, None where not said."""

    single: tuple[dt.date, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.single or self.first or self.last)


class _Found(NamedTuple):
    day: dt.date
    has_year: bool


def read_days(text: str, begins: dt.date) -> tuple[Days, str]:
    """Read the dates of a text written by `plain`, and return them with what is left of it.

    A date without a year is the first such day on or after `begins`, but the nearest to it where a series begins ("fra
    1/9"), and the last such day before the end where a period does. Raises Contradiction for a day there is not
    (2026-02-30), a year outside 2000–2100, or a period that ends before it begins.
    """
    found: list[_Found] = []

    def take(match: re.Match[str]) -> str:
        if _LEAP_DAY.fullmatch(match[0]):
            return match[0]
        found.append(_found(match, begins))
        return _MARK

    marked = _BEFORE_A_DATE.sub("", _DATE.sub(take, _with_own_months(text.replace(_MARK, " "))))
    # "fra tirsdag den 12. januar" says the weekday and the first day.
    weekdays = " ".join(match[2] for match in _DAY_OF_A_PERIOD.finditer(marked))
    marked = f"{weekdays} {_DAY_OF_A_PERIOD.sub(lambda match: match[1], marked)}".strip()
    days = _as_days(found, marked, begins)
    if days.first and days.last and days.last < days.first:
        raise Contradiction("Den sidste dag er før den første.")
    for words in (_FROM_TO, _FROM, _UNTIL):
        marked = words.sub(" ", marked)
    return days, " ".join(marked.replace(_MARK, " ").split())


def _with_own_months(text: str) -> str:
    """Write "7., 14. og 21. december" as three dates with a month each."""
    while (spelt_out := _SHARED_MONTH.sub(lambda m: f"{m[1]}. {m[5]} {m[2] or m[3]} {m[4]}", text, count=1)) != text:
        text = spelt_out
    return text


def _as_days(found: list[_Found], marked: str, begins: dt.date) -> Days:
    if len(found) == 2 and _FROM_TO.search(marked):
        first, last = found
        too_late = not first.has_year and first.day > last.day
        return Days(first=_a_year_before(first.day) if too_late else first.day, last=last.day)
    if len(found) == 1 and _FROM.search(marked):
        first = found[0]
        long_since = not first.has_year and first.day - begins > _HALF_A_YEAR
        return Days(first=_a_year_before(first.day) if long_since else first.day)
    if len(found) == 1 and _UNTIL.search(marked):
        return Days(last=found[0].day)
    return Days(single=tuple(sorted({date.day for date in found})))


def _a_year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _found(match: re.Match[str], begins: dt.date) -> _Found:
    part = {name: value for name, value in match.groupdict().items() if value is not None}
    day = next(int(value) for name, value in part.items() if name.endswith("day"))
    if "named" in part:
        month = next(number for number, name in enumerate(MONTHS, start=1) if name[:3] == part["named"][:3])
    else:
        month = next(int(value) for name, value in part.items() if name.endswith("month"))
    year = part.get("iso") or next((value for name, value in part.items() if name.endswith("year")), None)
    try:
        if year is None:
            return _Found(_next(month, day, begins), has_year=False)
        return _Found(_in_year(int(year) + (2000 if len(year) == 2 else 0), month, day), has_year=True)
    except ValueError:
        raise Contradiction(f"Datoen {match[0]} findes ikke. Skriv for eksempel 24.12.2026.") from None


def _in_year(year: int, month: int, day: int) -> dt.date:
    if year not in _YEARS:
        raise ValueError(year)
    return dt.date(year, month, day)


def _next(month: int, day: int, begins: dt.date) -> dt.date:
    this_year = dt.date(begins.year, month, day)
    return this_year if this_year >= begins else dt.date(begins.year + 1, month, day)
