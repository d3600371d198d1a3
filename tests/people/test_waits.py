"""Waits rise gently and are told in words that are true."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.waits import ADDRESS, CODE_REQUEST, PASSWORD, PIN, Patience, wait_after, wait_words

MINUTE = dt.timedelta(minutes=1)
ALL = [PIN, PASSWORD, CODE_REQUEST, ADDRESS]


@pytest.mark.parametrize(
    ("patience", "tries", "minutes"),
    [
        (PIN, 0, 0), (PIN, 4, 0), (PIN, 5, 1), (PIN, 6, 5), (PIN, 7, 15), (PIN, 8, 60), (PIN, 9, 240), (PIN, 10, 720),
        (PIN, 10**9, 720),
        (PASSWORD, 4, 0), (PASSWORD, 5, 1), (PASSWORD, 8, 15), (PASSWORD, 9, 15),
        (CODE_REQUEST, 3, 0), (CODE_REQUEST, 4, 5), (CODE_REQUEST, 7, 240), (CODE_REQUEST, 8, 240),
        (ADDRESS, 30, 0), (ADDRESS, 31, 1), (ADDRESS, 33, 15), (ADDRESS, 34, 15),
    ],
)  # fmt: skip
def test_the_wait_after_so_many_tries(patience: Patience, tries: int, minutes: int) -> None:
    assert wait_after(patience, tries) == minutes * MINUTE


@pytest.mark.parametrize("patience", ALL)
def test_waits_only_rise_and_are_remembered_longer_than_they_last(patience: Patience) -> None:
    waits = [wait_after(patience, tries) for tries in range(60)]
    assert waits == sorted(waits) and waits[0] < waits[-1] < patience.memory


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "et minut"), (0, "et minut"), (1, "et minut"), (60, "et minut"), (60.001, "2 minutter"), (300, "5 minutter"),
        (3540, "59 minutter"), (3541, "en time"), (3600, "en time"), (3601, "2 timer"), (4 * 3600, "4 timer"),
        (12 * 3600 - 1, "12 timer"),
        (36 * 3600, "36 timer"),
    ],
)  # fmt: skip
def test_what_is_left_in_words(seconds: float, words: str) -> None:
    assert wait_words(dt.timedelta(seconds=seconds)) == words


@given(st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=8)))
def test_who_waits_as_long_as_was_said_has_waited_long_enough(remaining: dt.timedelta) -> None:
    count, unit = wait_words(remaining).split()
    number = 1 if count in ("et", "en") else int(count)
    assert remaining <= number * (MINUTE if unit.startswith("min") else 60 * MINUTE)
