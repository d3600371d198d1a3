"""On which days extra hours have a shift: the days of their plan, but for holidays, closing days and pauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from catalogue.recurrence import is_public_holiday

A_DAY = dt.timedelta(days=1)
WEEKS_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Which days, within a period whose ends are both among them: one weekday (0 is Monday), else `days`.

    `pauses` are spans, both ends among them. Days that somebody chose run on public holidays too.
    """

    first_day: dt.date
    last_day: dt.date
    weekday: int | None
    days: tuple[dt.date, ...] = ()
    runs_on_holidays: bool = False
    pauses: Sequence[tuple[dt.date, dt.date]] = ()


def planned_days(plan: Plan, since: dt.date, until: dt.date) -> list[dt.date]:
    """Return the days of the plan itself in [since, until], ascending."""
    first, last = max(plan.first_day, since), min(plan.last_day, until)
    if plan.weekday is None:
        return sorted(day for day in set(plan.days) if first <= day <= last)
    begin = first + A_DAY * ((plan.weekday - first.weekday()) % 7)
    return [begin + A_DAY * n for n in range(0, max(0, (last - begin).days + 1), 7)]


def wanted_days(plan: Plan, since: dt.date, until: dt.date, closing_days: Collection[dt.date]) -> list[dt.date]:
    """Return the days in [since, until] on which there is to be a shift, ascending."""
    return [
        day for day in planned_days(plan, since, until) if not _holds_holiday(plan, day) and not is_off(plan, day, closing_days)
    ]  # fmt: skip


def is_off(plan: Plan, day: dt.date, closing_days: Collection[dt.date]) -> bool:
    """Say whether the place is closed on a day, or the group holds a pause."""
    return day in closing_days or any(first <= day <= last for first, last in plan.pauses)


def stands(plan: Plan, day: dt.date, held_on: dt.date, closing_days: Collection[dt.date]) -> bool:
    """Say whether the shift planned on a day is to be there; one that was moved goes by the closing days of where it is now."""
    if held_on == day:
        return bool(wanted_days(plan, day, day, closing_days))
    return bool(planned_days(plan, day, day)) and not is_off(plan, held_on, closing_days)


def _holds_holiday(plan: Plan, day: dt.date) -> bool:
    return plan.weekday is not None and not plan.runs_on_holidays and is_public_holiday(day)
