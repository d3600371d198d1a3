"""What happens on which days, across all places: an index look-up a day, whatever is stored (design §4).

`_series_on` says in SQL what `recurrence.runs_on` says in Python; a property test holds the two together. Statements are built
once for each kind of question and take the days as parameters: building one costs more than running it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import CompoundSelect

from catalogue.activity_queries import conditions, in_day_part
from catalogue.models import Activity, ActivityHost, Schedule, ScheduleException
from catalogue.place_models import Venue, VenueClosingDay
from catalogue.programme import UNKNOWN_START, ListedOccurrence
from catalogue.recurrence import LAST, is_last_of_month, is_public_holiday, nth_of_month, week_number
from catalogue.wanted import Wanted

UNKNOWN: ColumnElement[int] = literal_column(str(UNKNOWN_START))
SORT_MINUTE = func.coalesce(Schedule.start_minute, UNKNOWN).label("sort_minute")
# Moved without a time of its own, it keeps its hours; with one, the exception says how long it lasts.
MOVED_START = func.coalesce(ScheduleException.start_minute, Schedule.start_minute)
MOVED_MINUTES = case((ScheduleException.start_minute.is_(None), Schedule.minutes), else_=ScheduleException.minutes)
MOVED_SORT_MINUTE = func.coalesce(MOVED_START, UNKNOWN).label("sort_minute")
PAST_MIDNIGHT = Schedule.start_minute + Schedule.minutes > literal_column("1440")
SHOWN = (
    Activity.id.label("activity_id"), Activity.title, Activity.slug, Activity.meets_you, Activity.may_just_look,
    Activity.form, Venue.name.label("venue_name"), Venue.slug.label("venue_slug"), Activity.review_on,
)  # fmt: skip


def list_occurrences(
    session: Session,
    wanted: Wanted,
    days: Sequence[dt.date],
    *,
    most: int,
    offset: int = 0,
    now: dt.datetime | None = None,
) -> dict[dt.date, list[ListedOccurrence]]:
    """List what happens on each of some days that follow each other, by start (unknown last) and schedule.

    Each day has at most `most` rows, after the first `offset`; with `now`, aware in Kolding, what is over by then is left
    out. Two statements, whatever is stored: what rules put on the days, and what was moved there.
    """
    shape, values, end = wanted.shape(), wanted.values(), offset + most
    nights = sum(day < now.date() for day in days) if now else 0
    planned = session.execute(_planned(shape, len(days), nights), values | _day_values(days, now) | {"most": end})
    moved_here = session.execute(_moved_here(shape), values | {"first": days[0], "last": days[-1]})
    found = [ListedOccurrence._make((days[row[0]], *row[1:])) for row in planned.all()]
    found += map(ListedOccurrence._make, moved_here.all())
    found.sort(key=lambda each: each[:3])
    by_day: dict[dt.date, list[ListedOccurrence]] = {day: [] for day in days}
    for each in found:
        if now is None or each.day > now.date() or not each.has_ended(now):
            by_day[each.day].append(each)
    return {day: rows[offset:end] for day, rows in by_day.items()}


@lru_cache(maxsize=512)
def _planned(shape: Wanted, day_count: int, nights: int) -> CompoundSelect[*tuple[Any, ...]]:
    """Return the statement for what rules put on the days: for each day its series and its one-offs, each with a limit.

    Of the first `nights` days, which are over, only what lasts past midnight is looked at: it has an index of its own.
    """
    arms = [_on_one_day(shape, n, falls) for n in range(day_count) for falls in (_series_on, _one_off_on)]
    arms[: 2 * nights] = [arm.where(PAST_MIDNIGHT) for arm in arms[: 2 * nights]]
    return union_all(*(select(arm.subquery()) for arm in arms))


def _on_one_day(
    shape: Wanted, n: int, falls: Callable[[int, ColumnElement[dt.date]], tuple[ColumnElement[bool], ...]]
) -> Select[*tuple[Any, ...]]:
    day = bindparam(f"day_{n}", type_=Schedule.first_day.type)
    return (
        select(
            literal_column(str(n)).label("n"), SORT_MINUTE, Schedule.id, Schedule.start_minute, Schedule.minutes,
            ScheduleException.change, ScheduleException.moved_to, literal_column("NULL").label("moved_from"),
            ScheduleException.instead, *SHOWN, *_gathering(shape),
        )
        .join(Activity, Activity.id == Schedule.activity_id)
        .join(Venue, Venue.id == Schedule.venue_id)
        .outerjoin(ScheduleException, and_(ScheduleException.schedule_id == Schedule.id, ScheduleException.day == day))
        .where(*falls(n, day), *conditions(shape), *in_day_part(shape))
        .where(SORT_MINUTE + func.coalesce(Schedule.minutes, UNKNOWN - SORT_MINUTE.element) > bindparam(f"past_{n}"))
        .order_by(SORT_MINUTE, Schedule.id)
        .limit(bindparam("most"))
    )  # fmt: skip


def _gathering(shape: Wanted) -> tuple[ColumnElement[Any], ...]:
    """Return where and when the people of the place asked about meet to walk over: nothing where no one place is."""
    if shape.venue_id is None:
        return literal_column("''").label("gather_at"), literal_column("NULL").label("gather_minute")
    here = (ActivityHost.activity_id == Activity.id, ActivityHost.venue_id == bindparam("venue_id"))
    columns = (ActivityHost.gather_at, ActivityHost.gather_minute)
    return tuple(select(column).where(*here).scalar_subquery().label(column.key) for column in columns)


def _one_off_on(_n: int, day: ColumnElement[dt.date]) -> tuple[ColumnElement[bool], ...]:
    return (
        Schedule.weekday.is_(None),
        Schedule.last_day == day,
        or_(ScheduleException.change.is_not(None), _place_is_not_closed(day)),
    )


def _series_on(n: int, day: ColumnElement[dt.date]) -> tuple[ColumnElement[bool], ...]:
    return (
        Schedule.weekday == bindparam(f"weekday_{n}"),
        Schedule.first_day <= day,
        or_(Schedule.last_day.is_(None), Schedule.last_day >= day),
        (bindparam(f"week_{n}") - Schedule.first_week) % Schedule.every_weeks == 0,
        or_(Schedule.week_parity.is_(None), Schedule.week_parity == bindparam(f"parity_{n}")),
        or_(Schedule.nth.is_(None), Schedule.nth == bindparam(f"nth_{n}"), Schedule.nth == bindparam(f"last_{n}")),
        or_(
            ScheduleException.change.is_not(None),
            and_(or_(Schedule.runs_on_holidays, bindparam(f"working_{n}")), _place_is_not_closed(day)),
        ),
    )


def _day_values(days: Sequence[dt.date], now: dt.datetime | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for n, day in enumerate(days):
        values[f"day_{n}"] = day
        values[f"weekday_{n}"] = day.weekday()
        values[f"week_{n}"] = week_number(day)
        values[f"parity_{n}"] = day.isocalendar().week % 2
        values[f"nth_{n}"] = nth_of_month(day)
        values[f"last_{n}"] = LAST if is_last_of_month(day) else 0
        values[f"working_{n}"] = not is_public_holiday(day)
        # What began the day before may still be on: its minutes run on past 1440.
        values[f"past_{n}"] = now.hour * 60 + now.minute + 1440 * (now.date() - day).days if now and day <= now.date() else 0
    return values


def _place_is_not_closed(day: ColumnElement[dt.date]) -> ColumnElement[bool]:
    return ~exists().where(VenueClosingDay.venue_id == Schedule.venue_id, VenueClosingDay.day == day)


@lru_cache(maxsize=128)
def _moved_here(shape: Wanted) -> Select[*tuple[Any, ...]]:
    first, last = (bindparam(name, type_=Schedule.first_day.type) for name in ("first", "last"))
    return (
        select(
            ScheduleException.moved_to.label("day"), MOVED_SORT_MINUTE, Schedule.id,
            MOVED_START.label("start_minute"), MOVED_MINUTES.label("minutes"), ScheduleException.change,
            ScheduleException.moved_to, ScheduleException.day.label("moved_from"), ScheduleException.instead, *SHOWN,
            *_gathering(shape),
        )
        .join(Schedule, Schedule.id == ScheduleException.schedule_id)
        .join(Activity, Activity.id == Schedule.activity_id)
        .join(Venue, Venue.id == Schedule.venue_id)
        .where(ScheduleException.moved_to.between(first, last), *conditions(shape), *in_day_part(shape))
    )  # fmt: skip
