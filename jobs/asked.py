"""Which jobs somebody asks for, and the address that asks for them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import astuple, dataclass, fields, replace
from urllib.parse import urlencode

from base.clock import KOLDING
from jobs.terms import Trait

DAYS = {"i-dag": "I dag", "i-morgen": "I morgen", "ugen": "Denne uge"}
_SLUG = re.compile("[a-z0-9-]{0,120}")
NAMES = {"day": "dag", "venue": "sted", "area": "omraade", "trait": "slags"}


@dataclass(frozen=True, slots=True)
class AskedJobs:
    """What is asked for, each "" where it does not matter: a day by its name, a place and an area by their slugs, a trait."""

    day: str = ""
    venue: str = ""
    area: str = ""
    trait: str = ""

    def span(self, now: dt.datetime) -> tuple[dt.datetime, dt.datetime | None]:
        """Return the moments between which the day, or what is left of the week, lies; None where there is no end."""
        today = now.astimezone(KOLDING).date()
        week = dt.timedelta(days=7 - today.weekday())
        starts, length = {
            "i-dag": (today, dt.timedelta(1)), "i-morgen": (today + dt.timedelta(1), dt.timedelta(1)), "ugen": (today, week)
        }.get(self.day, (today, None))  # fmt: skip
        return _midnight(starts), None if length is None else _midnight(starts + length)

    def path(self, suffix: str = "") -> str:
        """Return the one address of this question."""
        given = [(NAMES[each.name], value) for each, value in zip(fields(self), astuple(self), strict=True) if value]
        return f"/job{suffix}" + (f"?{urlencode(given)}" if given else "")

    def on(self, **changes: str) -> AskedJobs:
        """Return the question with some of it asked otherwise."""
        return replace(self, **changes)


def read_asked(day: str, venue: str, area: str, trait: str) -> AskedJobs | None:
    """Return what an address asks for; None where it names what can be none."""
    named = all(_SLUG.fullmatch(each) for each in (venue, area))
    known = named and day in ("", *DAYS) and (not trait or trait in set(Trait))
    return AskedJobs(day, venue, area, trait) if known else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), KOLDING)
