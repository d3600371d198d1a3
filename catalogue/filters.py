"""What a visitor asks the programme for, read from an address and written back as the one canonical address.

`fra` is the first day and `til` the first day that is not shown (half-open), here and in `.json`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

DAY_PARTS = {"formiddag": (0, 720), "eftermiddag": (720, 1020), "aften": (1020, 1440)}
NAMED_DAYS = ("i-dag", "i-morgen", "weekend")
LONGEST_LIST_DAYS = 31
DAYS_BACK, DAYS_AHEAD = 366, 3 * 366
LONGEST_FEED_DAYS = 62
MOST_QUERY_LETTERS = 100


@dataclass(frozen=True)
class Asked:
    """One question to the programme; slugs are as typed and may be unknown."""

    words: str = ""
    interest: str = ""
    venue: str = ""
    area: str = ""
    day_part: str = ""
    online: bool = False
    first_time: bool = False
    named_day: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    page: int = 1

    def narrowed(self) -> bool:
        """Tell whether anything but days and paging narrows the list."""
        return bool(self.words or self.interest or self.venue or self.area or self.day_part or self.online or self.first_time)

    def dated(self) -> bool:
        """Tell whether days were asked for."""
        return bool(self.named_day or self.start)

    def days(self, today: dt.date) -> tuple[dt.date, dt.date]:
        """Return the days asked for, half-open; the coming week where nothing was said."""
        if self.named_day == "i-dag":
            return today, today + dt.timedelta(days=1)
        if self.named_day == "i-morgen":
            return today + dt.timedelta(days=1), today + dt.timedelta(days=2)
        if self.named_day == "weekend":
            saturday = today + dt.timedelta(days=max(5 - today.weekday(), 0))
            return saturday, today + dt.timedelta(days=7 - today.weekday())
        start = self.start or today
        return start, self.end or start + dt.timedelta(days=7)

    def without_days(self) -> Asked:
        """Return the same question about no days in particular, as a calendar asks it."""
        return replace(self, named_day="", start=None, end=None, page=1)

    def days_alone(self) -> Asked:
        """Return the days of this question, about everything."""
        return Asked(named_day=self.named_day, start=self.start, end=self.end)

    def on(self, named_day: str) -> Asked:
        """Return the same question about a named day; an empty name is the coming week."""
        return replace(self.without_days(), named_day=named_day)

    def near(self, area: str) -> Asked:
        """Return the same question about an area, or about all where it is the one already chosen."""
        return replace(self, area="" if area == self.area else area, page=1)

    def query(self) -> str:
        """Return the canonical query text, empty for the whole programme."""
        pairs = [
            ("q", self.words), ("interesse", self.interest), ("sted", self.venue), ("omraade", self.area),
            ("tid", self.day_part), ("online", "ja" if self.online else ""), ("foerste", "ja" if self.first_time else ""),
            ("dag", self.named_day), ("fra", self.start.isoformat() if self.start else ""),
            ("til", self.end.isoformat() if self.end else ""), ("side", str(self.page) if self.page > 1 else ""),
        ]  # fmt: skip
        return urlencode([(name, value) for name, value in pairs if value])

    def path(self, suffix: str = "") -> str:
        """Return the canonical address of this question; `suffix` is empty, ".ics" or ".json"."""
        return self.path_of(f"/aktiviteter{suffix}")

    def path_of(self, path: str) -> str:
        """Return another address that is asked this question."""
        query = self.query()
        return f"{path}?{query}" if query else path


def read_question(arguments: Mapping[str, str], today: dt.date) -> tuple[Asked, list[str]]:
    """Read an address's arguments; return the question and a sentence for each part that could not be used.

    Days reach from a year back to three years ahead. `dag` is a date or i-dag, i-morgen, weekend; `dage` is a number of days
    from `fra`. What cannot be used is left out of the question, never guessed.
    """
    problems: list[str] = []
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in arguments.get("q", "")).split())
    if len(words) > MOST_QUERY_LETTERS:
        words = ""
        problems.append(f"Skriv højst {MOST_QUERY_LETTERS} bogstaver, når du søger.")
    part = arguments.get("tid", "")
    if part and part not in DAY_PARTS:
        problems.append(f"Vi kender ikke tiden “{_short(part)}”. Vælg formiddag, eftermiddag eller aften.")
        part = ""
    named, start, end = _read_days(arguments, today, problems)
    asked = Asked(
        words=words,
        interest=arguments.get("interesse", "")[:80],
        venue=arguments.get("sted", "")[:120],
        area=arguments.get("omraade", "")[:80],
        day_part=part,
        online=arguments.get("online", "") not in ("", "nej"),
        first_time=arguments.get("foerste", "") not in ("", "nej"),
        named_day=named,
        start=start,
        end=end,
        page=_read_page(arguments.get("side", ""), problems),
    )
    return asked, problems


def _read_days(arguments: Mapping[str, str], today: dt.date, problems: list[str]) -> tuple[str, dt.date | None, dt.date | None]:
    # A first day chosen in the form is newer than the day the form was opened with.
    named = "" if arguments.get("fra") else arguments.get("dag", "")
    if named in NAMED_DAYS:
        return named, None, None
    if named:
        day = _read_date(named, today, problems)
        return "", day, day + dt.timedelta(days=1) if day else None
    start = _read_date(arguments.get("fra", ""), today, problems)
    end = _read_date(arguments.get("til", ""), today, problems)
    span = arguments.get("dage", "")
    if span and not end:
        if not (span.isascii() and span.isdigit() and 0 < int(span[:9]) <= LONGEST_FEED_DAYS):
            problems.append(f"Vælg fra 1 til {LONGEST_FEED_DAYS} dage.")
        else:
            start = start or today
            end = start + dt.timedelta(days=int(span))
    if end and not start:
        start = min(today, end - dt.timedelta(days=1))
    if start and end and end <= start:
        problems.append("Den sidste dag ligger før den første. Her er ugen fra den første dag.")
        end = None
    return "", start, end


def _read_date(written: str, today: dt.date, problems: list[str]) -> dt.date | None:
    if not written:
        return None
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        problems.append(f"“{_short(written)}” er ikke en dato. Skriv den som 2026-11-24.")
        return None
    if not today - dt.timedelta(days=DAYS_BACK) <= day <= today + dt.timedelta(days=DAYS_AHEAD):
        problems.append("Vi kan vise fra et år tilbage til tre år frem.")
        return None
    return day


def _read_page(written: str, problems: list[str]) -> int:
    if not written:
        return 1
    if written.isascii() and written.isdigit() and 1 <= int(written[:6]) <= 1000:
        return int(written[:6])
    problems.append("Den side findes ikke. Her er den første.")
    return 1


def _short(written: str) -> str:
    return written if len(written) <= 30 else written[:30] + "…"
