"""Who is there now, place by place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from catalogue.hours import Hours, Presence, presence, presence_words
from catalogue.terms import HoursKind
from shifts.public_words import PublicShift, open_until
from shifts.texts import clock_of


class VenuePresence(NamedTuple):
    """A place with what it says of itself just now, in one sentence (empty when nothing is known), and until when."""

    venue: Any
    found: Presence
    words: str
    changes_at: dt.datetime | None


def venue_presence(venue: Any, shifts: Iterable[PublicShift], now: dt.datetime) -> VenuePresence:
    """Say whether somebody is there, or at least whether it is open, now or when again.

    Where its own hours say nothing just now, what two of a group keep open (`shifts` are of any place) is open by the plan.
    """
    closed = {each.day for each in venue.closing_days}
    staffed = presence(hours_of(venue, HoursKind.STAFFED), closed, now)
    open_ = presence(hours_of(venue, HoursKind.OPEN), closed, now)
    is_staffed = staffed.until is not None or (open_.until is None and staffed.again is not None)
    found = staffed if is_staffed else open_
    changes = [moment for moment in (staffed.changes_at, open_.changes_at) if moment]
    kept_until = None if found.until else open_until((each for each in shifts if each.venue_id == venue.id), now)
    if kept_until:
        words = f"Åbent efter planen, til kl. {clock_of(kept_until)}."
        return VenuePresence(venue, Presence(kept_until, None), words, min([*changes, kept_until]))
    return VenuePresence(venue, found, presence_words(found, now, staffed=is_staffed), min(changes, default=None))


def hours_of(venue: Any, kind: HoursKind) -> list[Hours]:
    """Return a place's weekly hours of one kind, by weekday and start."""
    return sorted(Hours(each.weekday, each.start_minute, each.minutes) for each in venue.hours if each.kind == kind)
