"""A list page: the days asked for, then what has no fixed day, then what is on later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from base.danish import date_short, relative_day
from catalogue.filters import DAYS_AHEAD, Asked
from catalogue.later_queries import LaterActivity, list_later
from catalogue.programme import ListedOccurrence
from catalogue.programme_queries import list_occurrences
from catalogue.undated_queries import MOST_UNDATED, UndatedActivity, list_undated
from catalogue.wanted import Wanted

MOST_A_DAY = 20
MOST_ON_A_DAY_PAGE = 100


@dataclass(frozen=True)
class DaySection:
    """One day of a list; `untimed` is for "Spørg stedet om tid", `more` leads to the rest of the day."""

    day: dt.date
    heading: str
    timed: list[ListedOccurrence]
    untimed: list[ListedOccurrence]
    more: str = ""


@dataclass(frozen=True)
class ListPage:
    """What a list page shows, with the addresses before and after it (empty where there is none)."""

    days: list[DaySection]
    undated: list[UndatedActivity]
    more_undated: str
    later: list[LaterActivity]
    before: str
    after: str
    changes_at: dt.datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        return not (any(day.timed or day.untimed for day in self.days) or self.undated or self.later)


def read_list(session: Session, asked: Asked, wanted: Wanted, now: dt.datetime) -> ListPage:
    """Read what a question is answered with: two to four statements.

    Without days asked for it begins now, with what is still on since yesterday; its next pages are of what has no fixed day.
    """
    if asked.page > 1 and not asked.dated():
        return _undated_page(session, asked, wanted)
    start, end = asked.days(now.date())
    from_now = None if asked.dated() else now
    first = start - dt.timedelta(days=1) if from_now else start
    days = [first + dt.timedelta(days=ahead) for ahead in range((end - first).days)]
    one_day = len(days) == 1
    most = MOST_ON_A_DAY_PAGE if one_day else MOST_A_DAY
    found = list_occurrences(session, wanted, days, most=most + 1, offset=(asked.page - 1) * most if one_day else 0, now=from_now)
    shown = {each.activity_id for rows in found.values() for each in rows}
    undated = [] if asked.dated() else list_undated(session, wanted)
    later = list_later(session, wanted, end, shown) if asked.narrowed() and not asked.dated() else []
    return ListPage(
        days=[_section(asked, day, rows, most, now.date()) for day, rows in found.items()],
        undated=undated[:MOST_UNDATED],
        more_undated=replace(asked, page=2).path() if len(undated) > MOST_UNDATED else "",
        later=later,
        before=_before(asked, start, end, now.date()),
        after=_after(asked, start, end, now.date()),
        changes_at=first_end(found, now) if from_now else None,
    )


def first_end(found: Mapping[dt.date, list[ListedOccurrence]], now: dt.datetime) -> dt.datetime | None:
    """Return when the first of what is on by now, or later today, is over."""
    ends = [each.ends_at for day, rows in found.items() if day <= now.date() for each in rows]
    return min(filter(None, ends), default=None)


def _undated_page(session: Session, asked: Asked, wanted: Wanted) -> ListPage:
    undated = list_undated(session, wanted, (asked.page - 1) * MOST_UNDATED)
    more = replace(asked, page=asked.page + 1).path() if len(undated) > MOST_UNDATED else ""
    return ListPage([], undated[:MOST_UNDATED], more, [], replace(asked, page=asked.page - 1).path(), "", None)


def _section(asked: Asked, day: dt.date, rows: list[ListedOccurrence], most: int, today: dt.date) -> DaySection:
    more = ""
    if len(rows) > most:
        page = asked.page + 1 if most == MOST_ON_A_DAY_PAGE else 1
        more = replace(asked, named_day="", start=day, end=day + dt.timedelta(days=1), page=page).path()
    rows = rows[:most]
    near = "stadig i gang" if day < today and not asked.dated() else relative_day(day, today)
    heading = f"{near.capitalize()}, {date_short(day)}" if near else date_short(day).capitalize()
    timed = [each for each in rows if each.start_minute is not None]
    return DaySection(day, heading, timed, rows[len(timed) :], more)


def _after(asked: Asked, start: dt.date, end: dt.date, today: dt.date) -> str:
    last = end + (end - start)
    if last > today + dt.timedelta(days=DAYS_AHEAD):
        return ""
    return replace(asked, named_day="", start=end, end=last, page=1).path()


def _before(asked: Asked, start: dt.date, end: dt.date, today: dt.date) -> str:
    if asked.page > 1:
        return replace(asked, page=asked.page - 1).path()
    if start <= today:
        return ""
    earlier = max(start - (end - start), today)
    if earlier == today and end - start == dt.timedelta(days=7):
        return asked.without_days().path()
    return replace(asked, named_day="", start=earlier, end=start, page=1).path()
