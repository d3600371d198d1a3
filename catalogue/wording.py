"""When something happens, said in Danish."""

from datetime import date, datetime, timedelta

from base.danish import MONTHS, WEEKDAYS, clock, date_long, date_short, time_span
from catalogue.recurrence import LAST, Rule
from catalogue.terms import CHANGE_LABELS, INSTEAD_LABELS, Change, Instead

_ORDINALS = {LAST: "sidste", 1: "første", 2: "anden", 3: "tredje", 4: "fjerde", 5: "femte", 6: "sjette", 7: "syvende"}
_PARITIES = ("lige", "ulige")
_WEEKS_LATER = ("", " ugen efter", " to uger efter")


def schedule_words(rule: Rule, next_day: date | None = None) -> str:
    """Say when a rule falls: "Hver tirsdag kl. 13.00–15.00, næste gang tirsdag d. 24. november".

    `next_day` is the next day it runs, which the caller knows; without it a series that ends also says when it begins.
    """
    period = _period(rule, begun=next_day is not None)
    if rule.start_minute is None:
        words = f"{_days(rule)}{period}, tid: spørg stedet"
    else:
        words = f"{_days(rule)} {_times(rule, rule.start_minute)}{period}"
    if rule.weekday is not None and next_day is not None:
        words += f", næste gang {date_short(next_day)}"
    return words[0].upper() + words[1:]


def time_words(start: datetime, end: datetime | None) -> str:
    """Say from when to when something lasts, by the wall: "kl. 13.00–15.00"; with the day of its end where that is far off.

    Both are aware, in Kolding: so 02.30 on the night it does not exist is told as calendars tell it.
    """
    minute = start.hour * 60 + start.minute
    if end is None:
        return time_span(minute, None)
    wall = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    if wall < timedelta(days=1):
        return time_span(minute, wall // timedelta(minutes=1))
    return f"kl. {clock(minute)} til {date_short(end.date())} kl. {clock(end.hour * 60 + end.minute)}"


def change_words(
    change: Change, *, moved_from: date | None = None, moved_to: date | None = None, instead: Instead | None = None
) -> str:
    """Say what is different about one time; one that has moved is told where it is now, or, without that, where it was."""
    if change == Change.MOVED and moved_to is not None:
        words = f"Flyttet til {date_short(moved_to)}."
    elif change == Change.MOVED and moved_from is not None:
        words = f"Flyttet hertil fra {date_short(moved_from)}."
    else:
        words = f"{CHANGE_LABELS[change]}."
    return f"{words} {INSTEAD_LABELS[instead]}" if instead else words


def _days(rule: Rule) -> str:
    if rule.weekday is None:
        return _day_and_month(rule.first_day) if _lasts_days(rule) else date_long(rule.first_day)
    weekday = WEEKDAYS[rule.weekday]
    if rule.nth is not None:
        return f"{_ORDINALS[rule.nth]} {weekday} i måneden"
    if rule.week_parity is not None:
        return f"{weekday} i {_PARITIES[rule.week_parity]} uger"
    if rule.every_weeks == 1:
        return f"hver {weekday}"
    if rule.every_weeks in _ORDINALS:
        return f"hver {_ORDINALS[rule.every_weeks]} {weekday}"
    return f"{weekday} hver {rule.every_weeks}. uge"


def _period(rule: Rule, *, begun: bool) -> str:
    if rule.weekday is None or rule.last_day is None:
        return ""
    until = f" til og med {date_long(rule.last_day)}"
    if begun:
        return until
    one_year = rule.first_day.year == rule.last_day.year
    return f" fra {date_short(rule.first_day) if one_year else date_long(rule.first_day)}{until}"


def _times(rule: Rule, start_minute: int) -> str:
    if rule.minutes is None or not _lasts_days(rule):
        return time_span(start_minute, rule.minutes)
    days, end_minute = divmod(start_minute + rule.minutes, 1440)
    if rule.weekday is None:
        end = _day_and_month(rule.first_day + timedelta(days=days))
    else:
        end = WEEKDAYS[(rule.weekday + days) % 7] + _WEEKS_LATER[days // 7]
    return f"kl. {clock(start_minute)} til {end} kl. {clock(end_minute)}"


def _lasts_days(rule: Rule) -> bool:
    return rule.minutes is not None and rule.minutes >= 1440


def _day_and_month(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} den {day.day}. {MONTHS[day.month - 1]}"
