"""Quarters: days, moments and names."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.wishing.quarters import Quarter, latest_quarters, quarter_of, read_quarter


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (dt.date(2026, 1, 1), Quarter(2026, 1)),
        (dt.date(2026, 3, 31), Quarter(2026, 1)),
        (dt.date(2026, 4, 1), Quarter(2026, 2)),
        (dt.date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_each_day_is_in_the_quarter_whose_days_hold_it(day: dt.date, quarter: Quarter) -> None:
    assert quarter_of(day) == quarter
    first, after = quarter.days
    assert first <= day < after and quarter_of(after) == quarter.following and quarter.following.previous == quarter


def test_moments_are_midnights_in_kolding_on_both_sides_of_the_clock_change() -> None:
    begins, ends = Quarter(2026, 4).moments
    assert begins.astimezone(dt.UTC) == dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)
    assert ends.astimezone(dt.UTC) == dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC)


def test_it_has_a_name_and_months() -> None:
    quarter = Quarter(2026, 2)
    assert (quarter.name, quarter.months, str(quarter)) == ("2. kvartal 2026", "april, maj og juni", "2026-2")


@pytest.mark.parametrize("text", ["", "2026", "2026-0", "2026-5", "26-1", "2026-1 ", "9999-1", "２０２６-1", "2026-11"])
def test_what_is_no_quarter_is_none(text: str) -> None:
    assert read_quarter(text) is None


def test_what_is_written_is_read_back() -> None:
    found = latest_quarters(dt.date(2026, 1, 31), 3)
    assert found == [Quarter(2026, 1), Quarter(2025, 4), Quarter(2025, 3)]
    assert [read_quarter(str(each)) for each in found] == found
