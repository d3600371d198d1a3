from datetime import date
from typing import Any

import pytest

from catalogue.recurrence import Rule
from catalogue.wording import schedule_words

FIRST = date(2026, 11, 23)


def words(next_day: date | None = None, **changes: Any) -> str:
    values = {"first_day": FIRST, "last_day": None, "weekday": 1, "start_minute": 780, "minutes": 120}
    return schedule_words(Rule(**(values | changes)), next_day)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Hver tirsdag kl. 13.00–15.00"),
        ({"minutes": None}, "Hver tirsdag kl. 13.00"),
        ({"start_minute": None, "minutes": None}, "Hver tirsdag, tid: spørg stedet"),
        ({"start_minute": 1320, "minutes": 240}, "Hver tirsdag kl. 22.00–02.00"),
        ({"every_weeks": 2}, "Hver anden tirsdag kl. 13.00–15.00"),
        ({"every_weeks": 3}, "Hver tredje tirsdag kl. 13.00–15.00"),
        ({"every_weeks": 9}, "Tirsdag hver 9. uge kl. 13.00–15.00"),
        ({"week_parity": 0}, "Tirsdag i lige uger kl. 13.00–15.00"),
        ({"week_parity": 1, "weekday": 5}, "Lørdag i ulige uger kl. 13.00–15.00"),
        ({"nth": -1, "weekday": 4}, "Sidste fredag i måneden kl. 13.00–15.00"),
        ({"nth": 1, "weekday": 0}, "Første mandag i måneden kl. 13.00–15.00"),
        ({"nth": 5, "weekday": 0, "minutes": None}, "Femte mandag i måneden kl. 13.00"),
    ],
)
def test_a_series_is_said_in_plain_words(changes: dict[str, Any], text: str) -> None:
    assert words(**changes) == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "Lørdag den 5. december 2026 kl. 13.00–15.00"),
        ({"start_minute": None, "minutes": None}, "Lørdag den 5. december 2026, tid: spørg stedet"),
        ({"start_minute": 960, "minutes": 1440},
         "Lørdag den 5. december kl. 16.00 til søndag den 6. december kl. 16.00"),
        ({"start_minute": 600, "minutes": 20160},
         "Lørdag den 5. december kl. 10.00 til lørdag den 19. december kl. 10.00"),
    ],
)  # fmt: skip
def test_a_one_off_says_its_date_and_never_a_next_time(changes: dict[str, Any], text: str) -> None:
    day = date(2026, 12, 5)
    one_off = {"first_day": day, "last_day": day, "weekday": None} | changes
    assert words(**one_off) == words(next_day=day, **one_off) == text


def test_what_lasts_for_days_says_when_it_ends() -> None:
    friday = date(2026, 12, 4)
    one_off = words(first_day=friday, last_day=friday, weekday=None, start_minute=960, minutes=2640)
    assert one_off == "Fredag den 4. december kl. 16.00 til søndag den 6. december kl. 12.00"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (2640, "Hver anden fredag kl. 16.00 til søndag kl. 12.00"),
        (10080, "Hver anden fredag kl. 16.00 til fredag ugen efter kl. 16.00"),
        (20160, "Hver anden fredag kl. 16.00 til fredag to uger efter kl. 16.00"),
    ],
)
def test_a_series_of_whole_days_says_on_which_weekday_it_ends(minutes: int, text: str) -> None:
    assert words(weekday=4, every_weeks=2, start_minute=960, minutes=minutes) == text


def test_the_next_time_is_said_where_it_is_known() -> None:
    assert words(date(2026, 11, 24)) == "Hver tirsdag kl. 13.00–15.00, næste gang tirsdag d. 24. november"


@pytest.mark.parametrize(
    ("next_day", "changes", "text"),
    [
        (None, {"last_day": date(2026, 12, 15)},
         "Hver tirsdag kl. 13.00–15.00 fra mandag d. 23. november til og med tirsdag den 15. december 2026"),
        (None, {"last_day": date(2027, 3, 30)},
         "Hver tirsdag kl. 13.00–15.00 fra mandag den 23. november 2026 til og med tirsdag den 30. marts 2027"),
        (date(2026, 12, 1), {"last_day": date(2026, 12, 15)},
         "Hver tirsdag kl. 13.00–15.00 til og med tirsdag den 15. december 2026, næste gang tirsdag d. 1. december"),
        (None, {"last_day": date(2026, 12, 15), "start_minute": None, "minutes": None},
         "Hver tirsdag fra mandag d. 23. november til og med tirsdag den 15. december 2026, tid: spørg stedet"),
    ],
)  # fmt: skip
def test_a_series_that_ends_says_so(next_day: date | None, changes: dict[str, Any], text: str) -> None:
    assert words(next_day, **changes) == text
