"""What narrows a list, as conditions on `Activity` and `Schedule`."""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, and_, bindparam, or_, select

from catalogue.interest_models import InterestSearchWord
from catalogue.models import Activity, ActivityHost, ActivityInterest, ActivityWord, Schedule
from catalogue.place_models import Venue
from catalogue.terms import Form, Kind, Status
from catalogue.wanted import Wanted


def conditions(shape: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions on a published `Activity`; `Wanted.values` fills their parameters."""
    found: list[ColumnElement[bool]] = [Activity.status == Status.PUBLISHED]
    if shape.activity_id is not None:
        found.append(Activity.id == bindparam("activity_id"))
    if shape.interest_id is not None:
        interest = ActivityInterest.interest_id == bindparam("interest_id")
        found.append(Activity.id.in_(select(ActivityInterest.activity_id).where(interest)))
    if shape.venue_id is not None:
        host = ActivityHost.venue_id == bindparam("venue_id")
        found.append(Activity.id.in_(select(ActivityHost.activity_id).where(host)))
    if shape.area_id is not None:
        near = select(Venue.id).where(Venue.area_id == bindparam("area_id"))
        found.append(Activity.id.in_(select(ActivityHost.activity_id).where(ActivityHost.venue_id.in_(near))))
    if shape.group_id is not None:
        found.append(Activity.group_id == bindparam("group_id"))
    if shape.online:
        found.append(Activity.form != Form.ON_THE_SPOT)
    if shape.first_time:
        found.append(or_(and_(Activity.may_just_look, Activity.meets_you != ""), Activity.kind == Kind.STEPPING_STONE))
    for n in range(len(shape.words)):
        found.append(Activity.id.in_(_found_by(n)))
    return found


def _found_by(n: int) -> CompoundSelect[int]:
    first: BindParameter[str] = bindparam(f"word_{n}")
    after: BindParameter[str] = bindparam(f"after_{n}")
    said = select(ActivityWord.activity_id).where(ActivityWord.word >= first, ActivityWord.word < after)
    about = (
        select(ActivityInterest.activity_id)
        .join(InterestSearchWord, InterestSearchWord.interest_id == ActivityInterest.interest_id)
        .where(InterestSearchWord.word >= first, InterestSearchWord.word < after)
    )
    return said.union(about)


def in_day_part(shape: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions on `Schedule` for the part of the day: its usual hours, also where one time is moved."""
    if shape.day_part is None:
        return []
    return [Schedule.start_minute >= bindparam("from_minute"), Schedule.start_minute < bindparam("until_minute")]
