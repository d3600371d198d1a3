"""What is read of activities to keep them: as they are written, what they are like, where they may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.belonging_models import VenueGroup
from catalogue.interest_models import Interest
from catalogue.keeping.activity_effects import Different
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_written import PLAIN, Time, Written, in_order, tidied
from catalogue.models import Activity, ActivityHost, Schedule, ScheduleException
from catalogue.overlap_models import Overlap
from catalogue.overlap_queries import Twin, list_sharing, offering_of, read_activities, twin_of, understood
from catalogue.overlaps import Offering, compare, keys
from catalogue.place_models import Venue
from catalogue.terms import Change, Form, Kind, LedBy, Status
from catalogue.vocabulary_queries import read_vocabulary
from people.registry import Workplace


class PossibleHost(NamedTuple):
    """A place an activity may be at; one that is not `theirs` who keep it is there already, and stays."""

    place: Workplace
    theirs: bool


def find_activity_to_keep(session: Session, activity_id: int) -> Activity | None:
    """Find an activity, whatever its status, with hosts, interests and schedules."""
    return read_activities(session, [activity_id]).get(activity_id)


def written_of(activity: Activity) -> Written:
    """Return an activity read with hosts, interests and schedules as it is written."""
    plain = {name: getattr(activity, name) for name in PLAIN}
    typed = {
        "form": Form(activity.form),
        "kind": Kind(activity.kind),
        "led_by": LedBy(activity.led_by) if activity.led_by else None,
    }
    return Written(
        **(plain | typed),
        interest_ids=tuple(each.interest_id for each in activity.interests),
        venue_ids=tuple(host.venue_id for host in activity.hosts),
        times=in_order(Time(each.venue_id, tidied(each.rule())) for each in activity.schedules),
    )


def find_the_same_written(session: Session, written: Written, group_id: int | None) -> Activity | None:
    """Find an activity that stands and says the very same, at the same places and times, led by the same group or by none."""
    alike = (
        select(Activity.id)
        .join(ActivityHost, ActivityHost.activity_id == Activity.id)
        .where(ActivityHost.venue_id.in_(written.venue_ids), Activity.title == written.title)
        .where(Activity.status != Status.WITHDRAWN, Activity.group_id.is_not_distinct_from(group_id))
    )
    found = read_activities(session, session.scalars(alike)).values()
    return next((activity for activity in found if written_of(activity) == written), None)


def list_shown_twins(session: Session, offering: Offering, activity_ids: Collection[int]) -> list[Twin]:
    """List these published activities elsewhere, however alike, as somebody is to be shown them: strongest first."""
    vocabulary = read_vocabulary(session)
    own = understood(offering, vocabulary)
    found = [
        twin_of(other, compare(own, understood(offering_of(other), vocabulary)))
        for other in read_activities(session, activity_ids).values()
        if other.status == Status.PUBLISHED
    ]
    return sorted(found, key=lambda twin: (-twin.comparison.score, twin.activity_id))


def list_same_of_each(session: Session, activities: Iterable[Activity]) -> dict[int, list[Twin]]:
    """List by activity id what each would be the same as if it went out now, strongest first: few statements, however many.

    The activities are read with hosts, their venues and areas, interests and schedules.
    """
    vocabulary = read_vocabulary(session)
    own = {activity.id: understood(offering_of(activity), vocabulary) for activity in activities}
    keyed = {activity_id: keys(each) for activity_id, each in own.items()}
    others = read_activities(session, list_sharing(session, frozenset().union(*keyed.values()))) if own else {}
    known = {other.id: understood(offering_of(other), vocabulary) for other in others.values()}
    found: dict[int, list[Twin]] = {}
    for activity_id, each in own.items():
        twins = [
            twin_of(others[other_id], compare(each, other))
            for other_id, other in known.items()
            if other_id != activity_id and each.places.isdisjoint(other.places) and not keyed[activity_id].isdisjoint(keys(other))
        ]
        found[activity_id] = sorted((t for t in twins if t.same), key=lambda t: (-t.comparison.score, t.activity_id))
    return found


def list_different_times(session: Session, activity_id: int, today: dt.date) -> list[Different]:
    """List the coming times of an activity that are called off or moved, by day."""
    rows = session.execute(
        select(ScheduleException.schedule_id, ScheduleException.day, ScheduleException.change)
        .join(Schedule, Schedule.id == ScheduleException.schedule_id)
        .where(Schedule.activity_id == activity_id, ScheduleException.day >= today)
        .order_by(ScheduleException.day, ScheduleException.schedule_id)
    )
    return [Different(schedule_id, day, Change(change)) for schedule_id, day, change in rows]


def list_possible_hosts(
    session: Session, keeper: Keeper, activity: Activity | None, here: int | None = None
) -> list[PossibleHost]:  # fmt: skip
    """List the places an activity may be at, as whoever keeps it has it, by name; where it is already is among them.

    `here` is the place at which it is written.

    A group's are those that have said yes to it; for one that is out, those where what it leads goes out at once.
    """
    hosted = {host.venue_id for host in activity.hosts} if activity else set()
    theirs = set(keeper.venue_ids) if keeper.venue_ids is not None else hosted | ({here} if here else set())
    if keeper.group_id is not None:
        there = VenueGroup.leads_since if activity and activity.status == Status.PUBLISHED else VenueGroup.approved_at
        own = select(VenueGroup.venue_id).where(VenueGroup.group_id == keeper.group_id, there.is_not(None))
        theirs = set(session.scalars(own))
    rows = session.execute(
        select(Venue.id, Venue.slug, Venue.name).where(Venue.id.in_(theirs | hosted)).order_by(Venue.sort_key, Venue.id)
    )
    return [PossibleHost(Workplace(*row), row[0] in theirs) for row in rows]


def has_places_to_ask(session: Session, group_id: int) -> bool:
    """Say whether a group is at a place that has not yet said yes to something it leads."""
    there = select(VenueGroup.venue_id).where(VenueGroup.group_id == group_id, VenueGroup.approved_at.is_not(None))
    return session.scalar(there.where(VenueGroup.leads_since.is_(None)).limit(1)) is not None


def list_overlapping(session: Session, activity_id: int) -> list[int]:
    """List the ids of the activities elsewhere that one that is out asks for an agreement with, ascending."""
    pairs = select(Overlap.first_id, Overlap.second_id).where(
        or_(Overlap.first_id == activity_id, Overlap.second_id == activity_id)
    )
    return sorted(first if second == activity_id else second for first, second in session.execute(pairs))


def interest_slugs(session: Session, interest_ids: Iterable[int]) -> Mapping[int, str]:
    """Return the slugs of interests by id."""
    rows = session.execute(select(Interest.id, Interest.slug).where(Interest.id.in_(list(interest_ids))))
    return {interest_id: slug for interest_id, slug in rows}
