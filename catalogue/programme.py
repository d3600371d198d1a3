"""One time an activity takes place, as a row of a page."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from catalogue.addresses import activity_path, venue_path
from catalogue.cases.case_wording import gather_words
from catalogue.recurrence import ends_at, starts_at
from catalogue.terms import Change, Instead
from catalogue.wording import change_words, time_words

UNKNOWN_START = 1440


class PlacedActivity(NamedTuple):
    """An activity to name and link to, with its place."""

    id: int
    title: str
    slug: str
    venue_name: str
    venue_slug: str


class ListedOccurrence(NamedTuple):
    """A row of the day's list; a moved time has one where it was (`moved_to` says where it went) and one where it is."""

    day: dt.date
    sort_minute: int
    schedule_id: int
    start_minute: int | None
    minutes: int | None
    change: str | None
    moved_to: dt.date | None
    moved_from: dt.date | None
    instead: str | None
    activity_id: int
    title: str
    slug: str
    meets_you: str
    may_just_look: bool
    form: str
    venue_name: str
    venue_slug: str
    review_on: dt.date
    gather_at: str = ""
    gather_minute: int | None = None

    @property
    def path(self) -> str:
        """The activity's address."""
        return activity_path(self.activity_id, self.slug)

    @property
    def venue_path(self) -> str:
        """The place's address."""
        return venue_path(self.venue_slug)

    @property
    def gathering(self) -> str:
        """Where and when people of the place that is asked about meet to walk over, in words; empty where they do not."""
        return gather_words(self.gather_at or "", self.gather_minute)

    @property
    def takes_place(self) -> bool:
        """Whether people can come: not called off, closed, or gone to another day."""
        return self.change is None or self.moved_from is not None

    @property
    def has_gone(self) -> bool:
        """Whether it was moved away from here: a notice for those who look, not a time of its own."""
        return self.change == Change.MOVED and self.moved_from is None

    @property
    def when(self) -> str:
        """The time in words, such as "kl. 13.00–15.00", empty where it is unknown."""
        return _when(self.day, self.start_minute, self.minutes) if self.start_minute is not None else ""

    @property
    def moment(self) -> str:
        """The start as ISO 8601 with offset, or the day where the time is unknown."""
        return _moment(self.day, self.start_minute)

    @property
    def note(self) -> str:
        """What is different this time, in words; empty when nothing is."""
        if self.change is None:
            return ""
        instead = Instead(self.instead) if self.instead else None
        moved_to = None if self.moved_from else self.moved_to
        return change_words(Change(self.change), moved_from=self.moved_from, moved_to=moved_to, instead=instead)

    @property
    def ends_at(self) -> dt.datetime | None:
        """When it is over, where that is known."""
        if self.start_minute is None or self.minutes is None:
            return None
        return ends_at(self.day, self.start_minute, self.minutes)

    def has_ended(self, now: dt.datetime) -> bool:
        """Tell whether it is over; without an end it lasts the day, for nobody knows better."""
        end = self.ends_at
        return end <= now if end else self.day < now.date()


@lru_cache(maxsize=4096)
def _when(day: dt.date, start_minute: int, minutes: int | None) -> str:
    end = None if minutes is None else ends_at(day, start_minute, minutes)
    return time_words(starts_at(day, start_minute), end)


@lru_cache(maxsize=4096)
def _moment(day: dt.date, start_minute: int | None) -> str:
    return day.isoformat() if start_minute is None else starts_at(day, start_minute).isoformat(timespec="minutes")
