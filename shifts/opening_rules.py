"""What extra hours can be: read what was typed, and say why it cannot be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from shifts.plan import Plan, planned_days

LONGEST_MINUTES, SHORTEST_MINUTES = 12 * 60, 30
TRIAL_WEEKS = 8
WEEKS = (4, TRIAL_WEEKS, 12, 26)
MOST_DAYS = 30
FURTHEST = dt.timedelta(weeks=52)
FEWEST_MEMBERS = 2
# So long before the last day the contacts are asked what is to become of it, and so long after it they may still answer.
ENDS_SOON, GRACE = dt.timedelta(days=14), dt.timedelta(days=14)
_FORMATS = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d")


class Problem(Enum):
    """Why hours cannot be."""

    FEW = auto()
    TOO_LONG = auto()
    TOO_SHORT = auto()
    NO_DAY = auto()
    BOTH = auto()
    UNREAD_DAY = auto()
    PAST = auto()
    TOO_FAR = auto()
    TOO_MANY = auto()
    OVERLAPS = auto()
    ANSWERED = auto()
    SINGLE_DAYS = auto()
    FEW_BY_NOW = auto()


SENTENCES = {
    Problem.FEW: "I skal være mindst to i gruppen, før I kan holde åbent. Inviter en mere.",
    Problem.TOO_LONG: "En vagt kan vare højst 12 timer. Se, om den slutter før, den begynder.",
    Problem.TOO_SHORT: "En vagt skal vare mindst en halv time.",
    Problem.NO_DAY: "Vælg en ugedag, eller skriv de dage, det gælder.",
    Problem.BOTH: "Vælg enten en ugedag eller enkelte dage.",
    Problem.UNREAD_DAY: "Skriv en dag på hver linje, for eksempel 29.11.2026.",
    Problem.PAST: "Den dag er gået. Vælg en, der kommer.",
    Problem.TOO_FAR: "Det er mere end et år frem. Vælg en dag, der er nærmere.",
    Problem.TOO_MANY: f"Det er mange dage på en gang. Skriv højst {MOST_DAYS}.",
    Problem.OVERLAPS: "En gruppe har spurgt om stedet eller har det på en del af tiden. Vælg et andet tidspunkt.",
    Problem.ANSWERED: "Der er svaret på det her. Sådan er det nu.",
    Problem.FEW_BY_NOW: "Gruppen er ikke to mere. Tal med dem, før I siger ja.",
    Problem.SINGLE_DAYS: "Enkelte dage kan ikke bare blive ved. Spørg om nye dage.",
}


@dataclass(frozen=True, slots=True)
class Hours:
    """Which days, and from when for how long, in wall minutes after midnight."""

    plan: Plan
    start_minute: int
    minutes: int


def minutes_between(start: dt.time, end: dt.time) -> int:
    """Return how long it is on the wall from a time of day to the next time it is another: 22.00 to 02.00 is 240."""
    return ((end.hour - start.hour) * 60 + end.minute - start.minute - 1) % 1440 + 1


def read_days(text: str, today: dt.date) -> tuple[list[dt.date], list[str]]:
    """Return the days of a text, ascending, and what of it is no day; without a year it is the next such day."""
    days, unread = set(), []
    for line in filter(None, re.split(r"[\n,;]+\s*", text.strip())):
        day = _read_day(line.strip(), today)
        days |= {day} if day else set()
        unread += [] if day else [line.strip()]
    return sorted(days), unread


def _read_day(line: str, today: dt.date) -> dt.date | None:
    short = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})\.?", line)
    for text in [f"{short[1]}.{short[2]}.{today.year + n}" for n in (0, 1)] if short else [line]:
        for form in _FORMATS:
            try:
                day = dt.datetime.strptime(text, form).date()
            except ValueError:
                continue
            if not short or day >= today:
                return day
    return None


def problem_of(hours: Hours, today: dt.date, begun: dt.date | None = None) -> Problem | None:
    """Say why hours cannot be; None where they can. Those that run may begin on the first day they have already."""
    plan = hours.plan
    checks = [
        (hours.minutes > LONGEST_MINUTES, Problem.TOO_LONG),
        (hours.minutes < SHORTEST_MINUTES, Problem.TOO_SHORT),
        (plan.weekday is None and not plan.days, Problem.NO_DAY),
        (len(plan.days) > MOST_DAYS, Problem.TOO_MANY),
        (plan.first_day < min(today, begun or today), Problem.PAST),
        (plan.last_day > today + FURTHEST, Problem.TOO_FAR),
    ]
    return next((problem for wrong, problem in checks if wrong), None)


def overlaps(one: Hours, others: Iterable[Hours]) -> bool:
    """Say whether hours share any time with others of the same place, holidays and pauses not considered."""
    own = _spans(one)
    theirs = [span for other in others for span in _spans(other)]
    return any(begins < ends and starts < stops for begins, stops in own for starts, ends in theirs)


def _spans(hours: Hours) -> list[tuple[int, int]]:
    days = planned_days(hours.plan, hours.plan.first_day, hours.plan.last_day)
    starts = [day.toordinal() * 1440 + hours.start_minute for day in days]
    return [(start, start + hours.minutes) for start in starts]
