"""What every list reads beside the programme: the names to choose between, and activities that are not on these days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from catalogue.activity_queries import Wanted, conditions, in_day_part
from catalogue.filters import DAY_PARTS, Asked
from catalogue.interest_models import Interest, InterestGroup
from catalogue.models import Activity, ActivityHost, ActivityInterest, Schedule
from catalogue.names import AreaName, InterestName, Names, VenueName
from catalogue.place_models import Area, Venue
from catalogue.recurrence import next_day, stops_for_holiday
from catalogue.terms import Status
from catalogue.vocabulary import load_vocabulary, query_words

MOST_UNDATED = 50
MOST_LATER = 200
# EXISTS, not IN: it stops at the first activity instead of going through all there are.
IN_USE = exists().where(
    ActivityInterest.interest_id == Interest.id,
    Activity.id == ActivityInterest.activity_id,
    Activity.status == Status.PUBLISHED,
)
ALL_INTERESTS = (
    select(Interest.id, Interest.slug, Interest.name, InterestGroup.name, IN_USE)
    .join(InterestGroup)
    .order_by(InterestGroup.position, InterestGroup.id, Interest.sort_key, Interest.id)
)
ALL_VENUES = (
    select(Venue.id, Venue.slug, Venue.name, Area.id, Area.slug, Area.postcode, Area.name)
    .outerjoin(Area)
    .order_by(Venue.sort_key, Venue.id)
)


class UndatedActivity(NamedTuple):
    """An activity that is on no particular day, with the place to ask."""

    id: int
    title: str
    slug: str
    when_words: str
    venue_name: str
    venue_slug: str
    venue_phone: str


class LaterActivity(NamedTuple):
    """An activity that is not on in the days shown, with the next day it is."""

    day: dt.date
    id: int
    title: str
    slug: str
    venue_name: str
    venue_slug: str


def list_shelves(session: Session) -> list[str]:
    """List the names of the groups that hold an interest, in their order."""
    held = select(InterestGroup.name).where(InterestGroup.id.in_(select(Interest.group_id)))
    return list(session.scalars(held.order_by(InterestGroup.position, InterestGroup.id)))


def load_names(session: Session) -> Names:
    """Load what a visitor can choose between: two statements."""
    return Names(
        tuple(map(InterestName._make, session.execute(ALL_INTERESTS).all())),
        tuple(VenueName(*row[:3], AreaName._make(row[3:]) if row[3] else None) for row in session.execute(ALL_VENUES).all()),
    )


def resolve(asked: Asked, names: Names) -> tuple[Wanted, list[str]]:
    """Turn the words of a question into ids; return them with a sentence for each name that nobody here knows."""
    problems: list[str] = []

    def known(slug: str, rows: Iterable[Any], what: str) -> int | None:
        if not slug:
            return None
        found = next((row.id for row in rows if row.slug == slug), None)
        if found is None:
            problems.append(f"Vi kender ikke {what} “{slug[:40]}”. Vælg i listen her på siden.")
        return found

    words = query_words(asked.words, load_vocabulary()) if asked.words else ()
    if asked.words and not words:
        problems.append("Skriv et ord med bogstaver i, så leder vi efter det.")
    return Wanted(
        interest_id=known(asked.interest, names.interests, "interessen"),
        venue_id=known(asked.venue, names.venues, "stedet"),
        area_id=known(asked.area, names.areas, "området"),
        day_part=DAY_PARTS.get(asked.day_part),
        online=asked.online,
        first_time=asked.first_time,
        words=words,
    ), problems


def list_undated(session: Session, wanted: Wanted) -> list[UndatedActivity]:
    """List published activities without a fixed day by title, at most fifty, one row each with its first host."""
    return [UndatedActivity._make(row) for row in session.execute(_undated(wanted.shape()), wanted.values())]


@lru_cache(maxsize=128)
def _undated(shape: Wanted) -> Select[int, str, str, str, str, str, str]:
    return (
        select(Activity.id, Activity.title, Activity.slug, Activity.when_words, Venue.name, Venue.slug, Venue.phone)
        .join(ActivityHost, and_(ActivityHost.activity_id == Activity.id, ActivityHost.position == 0))
        .join(Venue)
        .where(Activity.undated, *conditions(shape))
        .order_by(Activity.sort_key, Activity.id)
        .limit(MOST_UNDATED)
    )


def list_later(session: Session, wanted: Wanted, after: dt.date, shown: set[int]) -> list[LaterActivity]:
    """List activities that are on from a day and not among those shown, by the next day each is on."""
    nearest: dict[int, LaterActivity] = {}
    for schedule, *rest in session.execute(_later(wanted.shape()), wanted.values() | {"after": after}):
        rule = schedule.rule()
        day = next_day(rule, after)
        while day and stops_for_holiday(rule, day):
            day = next_day(rule, day + dt.timedelta(days=1))
        row = LaterActivity._make((day or dt.date.max, *rest))
        if day and row.id not in shown and (row.id not in nearest or nearest[row.id].day > day):
            nearest[row.id] = row
    return sorted(nearest.values(), key=lambda row: (row.day, row.id))


@lru_cache(maxsize=128)
def _later(shape: Wanted) -> Select[Schedule, int, str, str, str, str]:
    after = bindparam("after", type_=Schedule.first_day.type)
    return (
        select(Schedule, Activity.id, Activity.title, Activity.slug, Venue.name, Venue.slug)
        .join(Activity, Activity.id == Schedule.activity_id)
        .join(Venue, Venue.id == Schedule.venue_id)
        .where(or_(Schedule.last_day.is_(None), Schedule.last_day >= after))
        .where(*conditions(shape), *in_day_part(shape))
        .order_by(Schedule.id)
        .limit(MOST_LATER)
    )
