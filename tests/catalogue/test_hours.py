"""Who is there now: weekly hours and closing days against the clock."""

from __future__ import annotations

import datetime as dt

import pytest

from base.clock import KOLDING
from catalogue.hours import Hours, presence, presence_words, week_words

WEEKDAYS = [Hours(weekday, 9 * 60, 6 * 60) for weekday in range(5)]
EVENING = [Hours(1, 18 * 60, 3 * 60)]
NIGHT = [Hours(4, 22 * 60, 4 * 60)]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=KOLDING)


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        (WEEKDAYS, "2026-11-24T09:00", "Der er nogen lige nu, til kl. 15.00."),
        (WEEKDAYS, "2026-11-24T14:59", "Der er nogen lige nu, til kl. 15.00."),
        (WEEKDAYS, "2026-11-24T15:00", "Der er nogen igen i morgen kl. 09.00."),
        (WEEKDAYS, "2026-11-24T08:59", "Der er nogen igen i dag kl. 09.00."),
        (WEEKDAYS, "2026-11-27T16:00", "Der er nogen igen mandag d. 30. november kl. 09.00."),
        (WEEKDAYS + EVENING, "2026-11-24T16:00", "Der er nogen igen i dag kl. 18.00."),
        (NIGHT, "2026-11-28T01:30", "Der er nogen lige nu, til kl. 02.00."),
        (NIGHT, "2026-11-28T02:00", "Der er nogen igen fredag d. 4. december kl. 22.00."),
        ([Hours(1, 600, 120), Hours(1, 720, 60)], "2026-11-24T10:30", "Der er nogen lige nu, til kl. 13.00."),
        ([], "2026-11-24T10:30", ""),
    ],
)
def test_presence_is_said_in_a_sentence(hours: list[Hours], moment: str, words: str) -> None:
    assert presence_words(presence(hours, set(), at(moment)), at(moment), staffed=True) == words


def test_a_closing_day_is_passed_over() -> None:
    closed = {dt.date(2026, 11, 24), dt.date(2026, 11, 25)}
    found = presence(WEEKDAYS, closed, at("2026-11-24T10:00"))
    assert found.until is None and found.again == at("2026-11-26T09:00")


@pytest.mark.parametrize(
    ("night", "until_utc"),
    [("2027-03-27T23:00", "2027-03-28T04:00"), ("2026-10-24T23:00", "2026-10-25T05:00")],
)
def test_hours_across_a_clock_change_end_by_the_clock_on_the_wall(night: str, until_utc: str) -> None:
    found = presence([Hours(5, 22 * 60, 8 * 60)], set(), at(night))
    assert found.until == dt.datetime.fromisoformat(until_utc).replace(tzinfo=dt.UTC)
    assert found.until is not None and found.until.hour == 6


def test_open_hours_say_open() -> None:
    moment = at("2026-11-24T10:00")
    assert presence_words(presence(WEEKDAYS, set(), moment), moment, staffed=False) == "Åbent lige nu, til kl. 15.00."


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        (WEEKDAYS, [("mandag–fredag", "kl. 09.00–15.00")]),
        ([Hours(0, 540, 60), Hours(2, 540, 60)], [("mandag", "kl. 09.00–10.00"), ("onsdag", "kl. 09.00–10.00")]),
        ([Hours(1, 540, 60), Hours(1, 1080, 60)], [("tirsdag", "kl. 09.00–10.00 og 18.00–19.00")]),
        ([], []),
    ],
)
def test_a_week_is_told_in_as_few_lines_as_it_takes(hours: list[Hours], lines: list[tuple[str, str]]) -> None:
    assert week_words(hours) == lines
