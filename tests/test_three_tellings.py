"""Calendar, data and page tell the same local times, four weeks before every clock change (P8)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import lru_cache
from html import unescape

import pytest

from tests.calendar_reader import read_lines
from tests.feed_cases import CLOCK_CHANGES, Case, case

ROW = re.compile(
    r'<li(?P<off> class="off")?>\s*<p class="when"><time datetime="(?P<moment>[^"]+)">'
    r"kl\. (?P<hour>\d\d)\.(?P<minute>\d\d)[^<]*"
    r'</time></p>\s*<p class="what"><a href="[^"]+">(?P<title>[^<]+)</a></p>'
)
SWAPPED = {"Sidste søndag": "Natten over", "Natten over": "Sidste søndag"}
read_case = lru_cache(case)


def told_by_data(found: Case) -> Counter[tuple[str, ...]]:
    """Count what `.json` tells: UID, local start, local end, status, title."""
    return Counter(
        (
            each["uid"],
            (each["starts_at"] or each["day"])[:16],
            (each["ends_at"] or "")[:16],
            each["status"],
            each["title"],
        )
        for each in found.data["occurrences"]
    )


def told_by_calendar(calendar: bytes, window: tuple[dt.date, dt.date], fold: int | None) -> Counter[tuple[str, ...]]:
    """Count the same, as an independent reader finds it in the calendar."""
    return Counter(
        (uid, start.isoformat()[:16], end.isoformat()[:16] if end else "", status, title)
        for uid, start, end, status, title in read_lines(calendar, *window, fold)
    )


def told_by_page(page: str) -> Counter[tuple[str, str]]:
    """Count the moments a page tells, with titles as the data has them; a time's words must be its moment's."""
    rows = [found.groupdict() for found in ROW.finditer(page)]
    assert len(rows) == page.count('<p class="when"><time ')
    assert all(row["moment"][11:16] == f"{row['hour']}:{row['minute']}" for row in rows)
    return Counter((row["moment"], ("AFLYST: " if row["off"] else "") + unescape(row["title"])) for row in rows)


@pytest.mark.parametrize("fold", [None, 0, 1])
@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
def test_calendar_and_data_agree(change: dt.date, fold: int | None) -> None:
    found = read_case(change)
    told = told_by_data(found)
    assert len(told) > 40
    assert told_by_calendar(found.calendar, found.window, fold) == told


@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
def test_page_and_data_agree(change: dt.date) -> None:
    found = read_case(change)
    told = [each for each in found.data["occurrences"] if each["starts_at"]]
    expected = Counter((each["starts_at"][:16] + each["starts_at"][19:], each["title"]) for each in told)
    assert told_by_page(found.page) == expected


def test_a_page_that_gives_one_the_time_of_another_is_seen() -> None:
    """The negative control: the moments alone would not tell."""
    found = read_case(CLOCK_CHANGES[0])
    swapped = re.sub("Sidste søndag|Natten over", lambda title: SWAPPED[title[0]], found.page)
    right, wrong = told_by_page(found.page), told_by_page(swapped)
    assert right != wrong
    assert sorted(moment for moment, _ in right.elements()) == sorted(moment for moment, _ in wrong.elements())


def test_a_calendar_an_hour_off_is_seen() -> None:
    """The negative control: what a VTIMEZONE read wrongly does to a calendar."""
    found = read_case(CLOCK_CHANGES[2])
    late = re.sub(rb"(DTSTART;TZID=[^:]+:\d{8}T)13", rb"\g<1>14", found.calendar)
    assert told_by_calendar(late, found.window, None) != told_by_data(found)


@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
def test_no_line_is_longer_than_75_octets(change: dt.date) -> None:
    assert max(map(len, read_case(change).calendar.split(b"\r\n"))) <= 75
