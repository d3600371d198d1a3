"""Who is there now, place by place."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from catalogue.hours import Hours, Presence, presence, presence_words
from catalogue.terms import HoursKind


class VenuePresence(NamedTuple):
    """A place with what it says of itself just now, in one sentence (empty when nothing is known)."""

    venue: Any
    found: Presence
    words: str


def venue_presence(venue: Any, now: dt.datetime) -> VenuePresence:
    """Say whether somebody is there: by its staffed hours where it has some, else by its opening hours."""
    closed = {each.day for each in venue.closing_days}
    staffed = hours_of(venue, HoursKind.STAFFED)
    found = presence(staffed or hours_of(venue, HoursKind.OPEN), closed, now)
    return VenuePresence(venue, found, presence_words(found, now, staffed=bool(staffed)))


def hours_of(venue: Any, kind: HoursKind) -> list[Hours]:
    """Return a place's weekly hours of one kind, by weekday and start."""
    return sorted(Hours(each.weekday, each.start_minute, each.minutes) for each in venue.hours if each.kind == kind)
