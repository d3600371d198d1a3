"""What a quarter's sheet tells: agreements, wishes that were met, activities new, stopped and led by users; no persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from base.clock import day_of
from base.danish import join_words
from catalogue.interest_models import Interest
from catalogue.models import Activity, ActivityHost, ActivityInterest, Schedule
from catalogue.overlap_models import Agreement
from catalogue.place_models import Venue
from catalogue.terms import AgreementState, Ending, LedBy, Status, WishKind
from catalogue.wish_models import Wish
from catalogue.wishing.quarters import Quarter

# Four lists of so many stand on one sheet of paper.
MOST_LISTED = 10


class Told(NamedTuple):
    """An activity on the sheet, with its places."""

    title: str
    places: str


class MetWish(NamedTuple):
    """An interest that was wished for, by how many, and how many activities with it came in the quarter."""

    name: str
    wishes: int
    activities: int


@dataclass(frozen=True)
class Counted:
    """How many activities, how many of them are led by users, and the first ten of them by title."""

    total: int
    by_users: int
    first: Sequence[Told]


@dataclass(frozen=True)
class QuarterSheet:
    """All that the sheet tells."""

    agreements: Mapping[Ending, int]
    met: Sequence[MetWish]
    new: Counted
    stopped: Counted
    led: Counted


def read_quarter_sheet(session: Session, quarter: Quarter, today: dt.date) -> QuarterSheet:
    """Read a quarter, as far as it has come: eight statements, whatever is stored."""
    until = min(quarter.following.first_day, today)
    return QuarterSheet(
        agreements=_count_agreements(session, quarter),
        met=_list_met(session, quarter),
        new=_count(session, _came_in(quarter)),
        stopped=_count(session, _stopped_in(quarter, until)),
        led=_count(session, and_(_still_there(quarter, until), Activity.led_by == LedBy.USERS)),
    )


def _count_agreements(session: Session, quarter: Quarter) -> Mapping[Ending, int]:
    begins, ends = quarter.moments
    made = (
        select(Agreement.ending, func.count())
        .where(Agreement.state == AgreementState.AGREED, Agreement.settled_at >= begins, Agreement.settled_at < ends)
        .group_by(Agreement.ending)
    )
    return dict.fromkeys(Ending, 0) | {Ending(ending): count for ending, count in session.execute(made)}


def _list_met(session: Session, quarter: Quarter) -> list[MetWish]:
    wished = (
        select(Wish.interest_id, func.count().label("wishes"), func.min(Wish.said_on).label("since"))
        .where(Wish.kind == WishKind.WANT)
        .group_by(Wish.interest_id)
        .subquery()
    )
    rows = session.execute(
        select(Interest.name, wished.c.wishes, func.count(), wished.c.since, func.max(Activity.published_at))
        .join(wished, wished.c.interest_id == Interest.id)
        .join(ActivityInterest, ActivityInterest.interest_id == Interest.id)
        .join(Activity, Activity.id == ActivityInterest.activity_id)
        .where(_came_in(quarter))
        .group_by(Interest.id, Interest.name, Interest.sort_key, wished.c.wishes, wished.c.since)
        .order_by(Interest.sort_key, Interest.id)
    )
    return [MetWish(name, wishes, count) for name, wishes, count, since, latest in rows if since <= day_of(latest)]


def _came_in(quarter: Quarter) -> ColumnElement[bool]:
    begins, ends = quarter.moments
    return and_(Activity.published_at >= begins, Activity.published_at < ends, Activity.status != Status.DRAFT)


def _stopped_in(quarter: Quarter, until: dt.date) -> ColumnElement[bool]:
    begins, ends = quarter.moments
    last = func.max(Schedule.last_day)
    # What was only on one day has not stopped: it has been.
    a_series = _over_before(until).having(last >= quarter.first_day, last > func.min(Schedule.first_day))
    withdrawn = and_(Activity.withdrawn_at >= begins, Activity.withdrawn_at < ends)
    return or_(withdrawn, and_(Activity.status == Status.PUBLISHED, Activity.id.in_(a_series)))


def _still_there(quarter: Quarter, until: dt.date) -> ColumnElement[bool]:
    _, ends = quarter.moments
    not_withdrawn = or_(Activity.withdrawn_at.is_(None), Activity.withdrawn_at >= ends)
    out = and_(Activity.published_at < ends, Activity.status != Status.DRAFT)
    return and_(out, not_withdrawn, Activity.id.not_in(_over_before(until)))


def _over_before(day: dt.date) -> Select[int]:
    ended = func.count() == func.count(Schedule.last_day)
    return select(Schedule.activity_id).group_by(Schedule.activity_id).having(ended, func.max(Schedule.last_day) < day)


def _count(session: Session, which: ColumnElement[bool]) -> Counted:
    by_users = func.count(case((Activity.led_by == LedBy.USERS, 1)))
    total, led = session.execute(select(func.count(), by_users).select_from(Activity).where(which)).one()
    first = select(Activity.id).where(which).order_by(Activity.sort_key, Activity.id).limit(MOST_LISTED)
    rows = session.execute(
        select(Activity.id, Activity.title, Venue.name)
        .join(ActivityHost, ActivityHost.activity_id == Activity.id)
        .join(Venue, Venue.id == ActivityHost.venue_id)
        .where(Activity.id.in_(first))
        .order_by(Activity.sort_key, Activity.id, ActivityHost.position, Venue.id)
    ).all()
    by_activity = (list(each) for _, each in groupby(rows, key=lambda row: row[0]))
    return Counted(total, led, [Told(each[0][1], join_words([row[2] for row in each])) for each in by_activity])
