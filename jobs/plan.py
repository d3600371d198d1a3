"""On which days a posting has a job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from catalogue.recurrence import is_public_holiday

AHEAD = dt.timedelta(days=14)
WEEK = dt.timedelta(weeks=1)


def planned_days(first_day: dt.date, last_day: dt.date | None, is_weekly: bool, today: dt.date) -> list[dt.date]:
    """Return the days from today on, ascending: the one day, or those of the next two weeks. A weekly job has no holidays."""
    if not is_weekly:
        return [first_day] if first_day >= today else []
    since = max(first_day, first_day + WEEK * -((first_day - today).days // 7))
    days = [since + WEEK * count for count in range(AHEAD // WEEK + 1)]
    until = min(today + AHEAD, last_day or today + AHEAD)
    return [day for day in days if today <= day <= until and not is_public_holiday(day)]


def is_kept_on(day: dt.date, is_weekly: bool, is_house: bool, closing_days: Collection[dt.date]) -> bool:
    """Say whether a job stands on a day: a place's own weekly one has none while the place is closed."""
    return not (is_weekly and is_house and day in closing_days)
