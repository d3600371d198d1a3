"""What waits for those who keep some places: a fixed number of statements, however many places and however much there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.cases.case_queries import CaseShown, read_cases, show_cases
from catalogue.cases.case_sets import Case, in_order
from catalogue.keeping.activity_queries import list_same_of_each
from catalogue.keeping.review_queries import list_long_unanswered
from catalogue.models import Activity, ActivityHost
from catalogue.overlap_queries import Twin, read_activities
from catalogue.place_models import Venue
from catalogue.terms import Status
from people.group_models import Group

MOST_WAITING, MOST_CASES = 10, 5


@dataclass(frozen=True)
class Waiting:
    """What waits at some places, at most ten of each, what has waited longest first; `more` is whether there is more still.

    `asked` are what groups ask for, with the twins of each in `same`; `changed` what groups changed; `due` what is to be
    reviewed. `group_names` are by group id.
    """

    asked: Sequence[Activity]
    changed: Sequence[Activity]
    due: Sequence[Activity]
    same: Mapping[int, Sequence[Twin]]
    group_names: Mapping[int, str]
    more: bool


class WaitingCount(NamedTuple):
    """How much waits at one place: what groups ask for, and what is to be reviewed."""

    slug: str
    name: str
    asked: int
    due: int


def read_waiting(session: Session, venue_ids: Collection[int], today: dt.date) -> Waiting:
    """Read what waits for the staff of these places."""
    here = Activity.id.in_(select(ActivityHost.activity_id).where(ActivityHost.venue_id.in_(list(venue_ids))))
    asked = _oldest(session, Activity.asked_at, here, Activity.asked_at.is_not(None))
    changed = _oldest(session, Activity.group_changed_at, here, Activity.group_changed_at.is_not(None))
    due = _oldest(session, Activity.review_on, here, Activity.status == Status.PUBLISHED, Activity.review_on <= today)
    return _read(session, asked, changed, due)


def read_overdue(session: Session, today: dt.date) -> Waiting:
    """Read what waits for a coordinator: what is hidden within two weeks unless somebody says that it still runs."""
    return _read(session, due=[each.id for each in list_long_unanswered(session, today)])


def list_cases_here(session: Session, venue_ids: Collection[int], now: dt.datetime) -> tuple[list[CaseShown], int]:
    """List the five open cases of these places that ask for attention first, and say how many there are."""
    own = set(session.scalars(select(ActivityHost.activity_id).where(ActivityHost.venue_id.in_(list(venue_ids)))))
    return _first_cases(session, [each for each in read_cases(session) if not own.isdisjoint(each.activity_ids)], now)


def list_long_open_cases(session: Session, now: dt.datetime) -> tuple[list[CaseShown], int]:
    """List the first five of the cases that have been open for fourteen days, wherever, and say how many there are."""
    return _first_cases(session, [each for each in read_cases(session) if each.is_long_open(now)], now)


def count_waiting(session: Session, today: dt.date) -> list[WaitingCount]:
    """Return how much waits at each place where anything does, by the place's name."""
    asked = func.sum(case((Activity.asked_at.is_not(None), 1), else_=0))
    is_due = and_(Activity.status == Status.PUBLISHED, Activity.review_on <= today)
    due = func.sum(case((is_due, 1), else_=0))
    rows = session.execute(
        select(Venue.slug, Venue.name, asked, due)
        .join(ActivityHost, ActivityHost.venue_id == Venue.id)
        .join(Activity, Activity.id == ActivityHost.activity_id)
        .group_by(Venue.id, Venue.slug, Venue.name, Venue.sort_key)
        .having(asked + due > 0)
        .order_by(Venue.sort_key, Venue.id)
    )
    return [WaitingCount(*row) for row in rows]


def _oldest(session: Session, since: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]) -> list[int]:
    # One more than is shown, to know whether there is more.
    return list(session.scalars(select(Activity.id).where(*conditions).order_by(since, Activity.id).limit(MOST_WAITING + 1)))


def _read(session: Session, asked: Sequence[int] = (), changed: Sequence[int] = (), due: Sequence[int] = ()) -> Waiting:
    shown = [ids[:MOST_WAITING] for ids in (asked, changed, due)]
    known = read_activities(session, {activity_id for ids in shown for activity_id in ids})
    first, second, third = ([known[activity_id] for activity_id in ids] for ids in shown)
    groups = {each.group_id for each in known.values() if each.group_id}
    names = session.execute(select(Group.id, Group.name).where(Group.id.in_(groups)))
    return Waiting(
        asked=first, changed=second, due=third, same=list_same_of_each(session, first),
        group_names={group_id: name for group_id, name in names},
        more=any(len(ids) > MOST_WAITING for ids in (asked, changed, due)),
    )  # fmt: skip


def _first_cases(session: Session, cases: Iterable[Case], now: dt.datetime) -> tuple[list[CaseShown], int]:
    found = in_order([each for each in cases if each.open_links], (), now)
    return show_cases(session, found[:MOST_CASES]), len(found)
