"""A weekly time that moves to another day and hour from next week on: what is left of the old rule, and the new one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from catalogue.recurrence import Rule, next_day


def next_monday(today: dt.date) -> dt.date:
    """Return the first day of the coming week."""
    return today + dt.timedelta(days=7 - today.weekday())


def still_runs(rule: Rule, monday: dt.date) -> bool:
    """Say whether a rule is a series that goes on in the week of a Monday or later."""
    return rule.weekday is not None and (rule.last_day is None or rule.last_day >= monday)


def moved_rule(rule: Rule, weekday: int, start_minute: int, monday: dt.date) -> tuple[Rule | None, Rule]:
    """Return what a series is until a Monday, None where it had not begun, and what it is from then on.

    It keeps its rhythm: what was in every second week stays in those weeks.
    """
    first = monday
    if rule.every_weeks > 1:
        day = next_day(rule, monday) or monday
        first = day - dt.timedelta(days=day.weekday())
    if rule.first_day >= first:
        first = rule.first_day - dt.timedelta(days=rule.first_day.weekday())
    moved = replace(rule, weekday=weekday, start_minute=start_minute, first_day=first)
    if rule.first_day >= monday:
        return None, moved
    return replace(rule, last_day=monday - dt.timedelta(days=1)), moved
