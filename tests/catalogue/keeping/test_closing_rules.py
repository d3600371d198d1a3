"""Closing days as spans, and public holidays by name."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.keeping.closing_rules import Span, SpanProblem, holidays_between, span_problem, spans_of
from catalogue.recurrence import public_holidays

TODAY = dt.date(2026, 11, 24)


def day(ahead: int) -> dt.date:
    return TODAY + dt.timedelta(days=ahead)


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        (0, 0, None),
        (0, 59, None),
        (0, 60, SpanProblem.TOO_LONG),
        (-1, 3, SpanProblem.PAST),
        (3, 2, SpanProblem.BACKWARDS),
        (729, 730, None),
        (730, 731, SpanProblem.TOO_FAR),
    ],
)
def test_which_spans_can_be_closed(first: int, last: int, problem: SpanProblem | None) -> None:
    assert span_problem(Span(day(first), day(last)), TODAY) is problem


def test_days_that_follow_each_other_are_one_span() -> None:
    assert spans_of([day(9), day(2), day(1), day(0), day(8), day(2), day(5)]) == [
        Span(day(0), day(2)), Span(day(5), day(5)), Span(day(8), day(9)),
    ]  # fmt: skip
    assert spans_of([]) == [] and Span(day(0), day(2)).days() == [day(0), day(1), day(2)]


@pytest.mark.parametrize(
    ("last", "words"), [(0, "tirsdag d. 24. november"), (1, "tirsdag d. 24. november til og med onsdag d. 25. november")]
)
def test_a_span_is_said_in_words(last: int, words: str) -> None:
    assert Span(TODAY, day(last)).words == words


def test_the_holidays_are_those_the_rules_go_by_with_danish_names() -> None:
    found = holidays_between(dt.date(2026, 1, 1), dt.date(2028, 1, 1))
    assert {each.day for each in found} == public_holidays(2026) | public_holidays(2027)
    assert ("Juledag" in {each.name for each in found}) and ("Grundlovsdag" not in {each.name for each in found})
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert holidays_between(dt.date(2026, 12, 25), dt.date(2026, 12, 26)) == [(dt.date(2026, 12, 25), "Juledag")]
