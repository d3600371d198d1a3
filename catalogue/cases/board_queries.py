"""The board: all cases in the order they ask for attention, what was agreed, what every place should have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.cases.case_queries import CaseShown, read_cases, show_cases
from catalogue.cases.case_sets import Case, in_order
from catalogue.cases.case_wording import named
from catalogue.cases.told_queries import Told, tell_agreements
from catalogue.interest_models import Interest
from catalogue.models import Activity, ActivityHost, ActivityInterest
from catalogue.overlap_models import Agreement, AgreementMember
from catalogue.overlap_queries import read_activities
from catalogue.place_models import Venue
from catalogue.terms import AgreementState, Status

MOST_ON_A_PAGE = 10


@dataclass(frozen=True)
class Narrowed:
    """What narrows the board, as ids; None narrows nothing."""

    venue_id: int | None = None
    interest_id: int | None = None
    area_id: int | None = None

    def conditions(self, activity_id: InstrumentedAttribute[int]) -> list[ColumnElement[bool]]:
        """Return the conditions on the id of an activity."""
        found: list[ColumnElement[bool]] = []
        if self.venue_id is not None:
            hosted = select(ActivityHost.activity_id).where(ActivityHost.venue_id == self.venue_id)
            found.append(activity_id.in_(hosted))
        if self.area_id is not None:
            near = select(Venue.id).where(Venue.area_id == self.area_id)
            found.append(activity_id.in_(select(ActivityHost.activity_id).where(ActivityHost.venue_id.in_(near))))
        if self.interest_id is not None:
            about = select(ActivityInterest.activity_id).where(ActivityInterest.interest_id == self.interest_id)
            found.append(activity_id.in_(about))
        return found


class Everywhere(NamedTuple):
    """An interest that every place should have, and at how many it is found."""

    name: str
    slug: str
    places: int


@dataclass(frozen=True)
class Board:
    """A page of the open cases: how many there are in all, and whether others follow."""

    cases: list[CaseShown]
    total: int
    more: bool


def list_open_cases(session: Session, narrowed: Narrowed, mine: Collection[int], now: dt.datetime) -> list[Case]:
    """List the cases that are open, in the order they ask for attention; those at these places (`mine`) stand first."""
    found = [case for case in read_cases(session) if case.open_links]
    conditions = narrowed.conditions(Activity.id)
    if conditions:
        wanted = set(session.scalars(select(Activity.id).where(*conditions)))
        found = [case for case in found if not wanted.isdisjoint(case.activity_ids)]
    own = select(ActivityHost.activity_id).where(ActivityHost.venue_id.in_(list(mine)))
    return in_order(found, session.scalars(own) if mine else (), now)


def read_board(session: Session, narrowed: Narrowed, mine: Collection[int], page: int, now: dt.datetime) -> Board:
    """Read a page of ten open cases, the first being 1: a number of statements that does not grow with what is stored."""
    found = list_open_cases(session, narrowed, mine, now)
    start = (page - 1) * MOST_ON_A_PAGE
    return Board(
        show_cases(session, found[start : start + MOST_ON_A_PAGE]), len(found), len(found) > start + MOST_ON_A_PAGE
    )  # fmt: skip


def list_agreed(session: Session, narrowed: Narrowed, page: int) -> tuple[list[Told], bool]:
    """List a page of what was agreed and stands, the latest first, and say whether more follows."""
    agreed = select(Agreement).where(Agreement.state == AgreementState.AGREED)
    conditions = narrowed.conditions(AgreementMember.activity_id)
    if conditions:
        agreed = agreed.where(Agreement.id.in_(select(AgreementMember.agreement_id).where(*conditions)))
    found = tell_agreements(session, agreed, MOST_ON_A_PAGE + 1, (page - 1) * MOST_ON_A_PAGE)
    return found[:MOST_ON_A_PAGE], len(found) > MOST_ON_A_PAGE


def list_everywhere(session: Session) -> list[Everywhere]:
    """List the interests that every place should have and more than one has, by name."""
    places = func.count(ActivityHost.venue_id.distinct())
    rows = session.execute(
        select(Interest.name, Interest.slug, places)
        .join(ActivityInterest, (ActivityInterest.interest_id == Interest.id) & (ActivityInterest.position == 0))
        .join(Activity, Activity.id == ActivityInterest.activity_id)
        .join(ActivityHost, ActivityHost.activity_id == Activity.id)
        .where(Interest.every_place, Activity.status == Status.PUBLISHED)
        .group_by(Interest.id, Interest.name, Interest.slug, Interest.sort_key)
        .having(places > 1)
        .order_by(Interest.sort_key, Interest.id)
    )
    return [Everywhere(*row) for row in rows]


def read_titles(session: Session, activity_ids: Collection[int]) -> dict[int, str]:
    """Return activities by id as they are named in a list: title and places."""
    found = read_activities(session, activity_ids)
    return {key: named(one.title, [host.venue.name for host in one.hosts]) for key, one in found.items()}
