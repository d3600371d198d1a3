"""When nobody knows any more whether it runs, when the coordinator is told, when it is hidden."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.keeping.review_rules import is_due, is_to_hide, is_to_tell
from catalogue.keeping.review_texts import review_waits
from people.terms import NoticeWay

REVIEW_ON = dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("after", "told", "expected"),
    [
        (-1, None, (False, False, False)),
        (0, None, (True, False, False)),
        (75, None, (True, False, False)),
        (76, None, (True, True, False)),
        (90, None, (True, True, False)),
        (90, 76, (True, False, True)),
        (89, 75, (True, False, False)),
        (90, 77, (True, False, False)),
        (91, 77, (True, False, True)),
        (200, None, (True, True, False)),
        (200, 186, (True, False, True)),
        (200, -20, (True, True, False)),
    ],
)
def test_what_is_to_be_done_so_many_days_after_the_review_date(
    after: int, told: int | None, expected: tuple[bool, bool, bool]
) -> None:
    today = REVIEW_ON + dt.timedelta(days=after)
    told_on = None if told is None else REVIEW_ON + dt.timedelta(days=told)
    found = is_due(REVIEW_ON, today), is_to_tell(REVIEW_ON, told_on, today), is_to_hide(REVIEW_ON, told_on, today)
    assert found == expected


def test_the_notice_names_no_place_and_fits_one_text_message() -> None:
    words = review_waits({}, NoticeWay.TEXT)
    assert len(words) <= 160 and "aktivitet" not in words
