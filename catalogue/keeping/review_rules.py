"""How long an activity lives without anybody saying that it still runs, in days from its review date."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

HIDE_AFTER = dt.timedelta(days=90)
TELL_BEFORE = dt.timedelta(days=14)


class ReviewAnswer(StrEnum):
    """What somebody says of an activity whose review date has come; who says that it has changed edits it."""

    RUNS = "runs"
    STOP = "stop"


def is_due(review_on: dt.date, today: dt.date) -> bool:
    """Say whether nobody knows any more that it runs: from the review date on."""
    return review_on <= today


def hides_on(review_on: dt.date) -> dt.date:
    """Return the day from which it is hidden, if the coordinator has known for long enough."""
    return review_on + HIDE_AFTER


def is_to_tell(review_on: dt.date, told_on: dt.date | None, today: dt.date) -> bool:
    """Say whether the coordinator is to be told that it will be hidden."""
    return hides_on(review_on) - TELL_BEFORE <= today and not _was_told(review_on, told_on)


def is_to_hide(review_on: dt.date, told_on: dt.date | None, today: dt.date) -> bool:
    """Say whether it is to be hidden: nobody has answered, and the coordinator has known for two weeks."""
    told = told_on if _was_told(review_on, told_on) else None
    return hides_on(review_on) <= today and told is not None and told + TELL_BEFORE <= today


def _was_told(review_on: dt.date, told_on: dt.date | None) -> bool:
    # What was told of an earlier review date counts for nothing.
    return told_on is not None and told_on >= review_on
