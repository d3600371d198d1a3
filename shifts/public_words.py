"""What everybody may know of extra hours, in Danish: never who, and never how many (design §6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from base.clock import KOLDING, day_of
from base.danish import WEEKDAYS, date_long, date_short
from shifts.rules import SEATS, ShiftFacts, changes_at, told
from shifts.terms import Told
from shifts.texts import clock_of, hour_of


@dataclass(frozen=True, slots=True)
class PublicShift:
    """A shift as everybody may know it, with its place.

    `facts` name nobody, and their `changed_at` is when anything public last changed: the shift's own would tell of one who
    signed up, or left, while it says *maybe* before and after. `is_withdrawn` is true of what went with its opening: it is
    told to calendars alone.
    """

    id: int
    venue_id: int
    venue_name: str
    venue_slug: str
    location: str
    is_withdrawn: bool
    facts: ShiftFacts


class PublicOpening(NamedTuple):
    """Hours that a group keeps, with the place and the number one can ask there; without a weekday they are single days."""

    venue_id: int
    venue_name: str
    venue_slug: str
    venue_phone: str
    weekday: int | None
    start_minute: int
    minutes: int
    first_day: dt.date
    last_day: dt.date


class ShownShift(NamedTuple):
    """A shift as pages show it: `moment` is its start for machines, `words` say what is known of it."""

    day: dt.date
    moment: str
    hours: str
    words: str
    is_open: bool
    is_closed: bool
    venue_name: str
    venue_slug: str


def told_words(facts: ShiftFacts, now: dt.datetime) -> str:
    """Say what is known of a shift before its end, the same at none and at one: nobody is to know that one stands alone."""
    what = told(facts, now)
    if what is Told.CLOSED:
        return "Lukket."
    if what is Told.MAYBE:
        return f"Måske åbent. Kig igen {_look_again(facts, now)}."
    return "Åbent efter planen." if now >= facts.starts_at else f"Åbent {hours_words(facts)}. Vi er to."


def _look_again(facts: ShiftFacts, now: dt.datetime) -> str:
    if now >= facts.evening_at:
        return f"kl. {clock_of(facts.cutoff_at)}"
    day = day_of(facts.evening_at)
    is_near = day < day_of(now) + dt.timedelta(days=7)
    return f"{WEEKDAYS[day.weekday()] if is_near else date_short(day)} kl. {clock_of(facts.evening_at)}"


def hours_words(facts: ShiftFacts) -> str:
    """Say the hours of a shift by the wall: "kl. 10–13"."""
    return f"kl. {clock_of(facts.starts_at)}–{clock_of(facts.ends_at)}"


def made_words(now: dt.datetime) -> str:
    """Say when something that lives on was made: "Sådan var det tirsdag den 24. november 2026 kl. 10."."""
    return f"Sådan var det {date_long(day_of(now))} kl. {clock_of(now)}."


def opening_words(opening: PublicOpening, today: dt.date) -> str:
    """Say when a group keeps open: "Søndag kl. 10–13, fra søndag d. 29. november til søndag d. 24. januar"."""
    days = "Enkelte dage" if opening.weekday is None else WEEKDAYS[opening.weekday].capitalize()
    begins = f" fra {date_short(opening.first_day)}" if opening.first_day > today else ""
    hours = f"kl. {hour_of(opening.start_minute)}–{hour_of(opening.start_minute + opening.minutes)}"
    return f"{days} {hours},{begins} til {date_short(opening.last_day)}"


def shown(shift: PublicShift, now: dt.datetime) -> ShownShift:
    """Return a shift as pages show it."""
    starts_at, what = shift.facts.starts_at.astimezone(KOLDING), told(shift.facts, now)
    return ShownShift(
        starts_at.date(), starts_at.isoformat(), hours_words(shift.facts), told_words(shift.facts, now),
        what is Told.OPEN, what is Told.CLOSED, shift.venue_name, shift.venue_slug,
    )  # fmt: skip


def looks_for_more(facts: ShiftFacts, now: dt.datetime) -> bool:
    """Say whether a group may still find people for a shift."""
    return facts.is_live and now < facts.cutoff_at and facts.yes < SEATS


def next_turn(shifts: Iterable[PublicShift], now: dt.datetime) -> dt.datetime | None:
    """Return the first moment at which the clock alone changes what is told of any of them; None where it changes nothing."""
    return min(filter(None, (changes_at(each.facts, now) for each in shifts)), default=None)


def open_until(shifts: Iterable[PublicShift], now: dt.datetime) -> dt.datetime | None:
    """Return until when what is on now is open, by those of the shifts that are; None where none is."""
    on = (each.facts for each in shifts if each.facts.starts_at <= now < each.facts.ends_at)
    return max((facts.ends_at for facts in on if told(facts, now) is Told.OPEN), default=None)
