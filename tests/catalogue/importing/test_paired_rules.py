"""A changed row's days are paired with the stored ones, so that what stays is the same event in calendars."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.importing.paired_rules import pair_rules
from catalogue.recurrence import Rule

MONDAY = dt.date(2026, 11, 23)


def weekly(weekday: int, start: int | None = None, nth: int | None = None) -> Rule:
    return Rule(MONDAY, None, weekday, start, None, nth=nth)


def once(day: int) -> Rule:
    return Rule(dt.date(2026, 12, day), dt.date(2026, 12, day), None, None, None)


@pytest.mark.parametrize(
    ("stored", "wanted", "kept", "added", "left"),
    [
        ([weekly(1)], [weekly(1)], [0], [], []),
        ([weekly(1)], [weekly(1, 780)], [0], [], []),
        ([weekly(1)], [weekly(1, nth=1)], [0], [], []),
        ([weekly(1), weekly(3)], [weekly(3), weekly(4)], [1], [weekly(4)], [0]),
        ([weekly(1, 600), weekly(1, 780)], [weekly(1, 780)], [1], [], [0]),
        ([weekly(1)], [weekly(1, 600), weekly(1)], [0], [weekly(1, 600)], []),
        ([once(5), once(12)], [once(12), once(19)], [1, 0], [], []),
        ([weekly(5)], [once(5)], [], [once(5)], [0]),
        ([], [weekly(1)], [], [weekly(1)], []),
        ([weekly(1)], [], [], [], [0]),
    ],
    ids=["same", "new hour", "new rhythm", "new day", "one of two", "one more", "single days", "series to single",
         "first", "last"],
)  # fmt: skip
def test_rules_are_paired(stored: list[Rule], wanted: list[Rule], kept: list[int], added: list[Rule], left: list[int]) -> None:
    pairs, new, over = pair_rules(dict(enumerate(stored)), wanted)
    assert (list(pairs), new, over) == (kept, added, left)
    assert sorted(map(repr, [*pairs.values(), *new])) == sorted(map(repr, wanted))
