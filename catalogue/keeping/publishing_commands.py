"""Write, change, publish and withdraw activities. All in the caller's transaction, which does nothing before.

Each takes the row of the overlaps first and settles them last (promise P1): UnseenOverlapError for what is newly the same
as activities elsewhere that are not among `seen`; the caller's transaction ends, and nothing is changed.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.danish import slug, sort_key
from catalogue.activity_commands import drop_stranded_exceptions, mark_changed, next_review
from catalogue.belonging_models import VenueGroup
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_queries import find_activity_to_keep, find_the_same_written, written_of
from catalogue.keeping.activity_written import PLAIN, Time, Written, differing, pair_times
from catalogue.models import Activity, ActivityHost, ActivityInterest, Schedule, rule_columns
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.place_models import Venue
from catalogue.terms import Status
from catalogue.vocabulary_commands import words_of, write_words

LONGEST_SLUG, LONGEST_SORT_KEY = 120, 240


class Came(StrEnum):
    """What came of it: kept as it was (a draft, or out), gone out just now, or a place is asked first."""

    KEPT = "kept"
    OUT = "out"
    ASKED = "asked"


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the activity since the form was made."""


class NotAskedError(Exception):
    """The group no longer asks, or has been answered."""


class NoActivityError(LookupError):
    """There is no activity of that id."""


def add_activity(
    session: Session, written: Written, now: dt.datetime, by: Keeper, *, publish: bool, seen: Collection[int] = ()
) -> tuple[int, Came]:  # fmt: skip
    """Add an activity as a draft, let it go out if it is to, and return its id.

    What stands already and says the very same is that one: a form that is sent twice makes one.
    """
    hold_overlaps(session)
    activity = find_the_same_written(session, written, by.group_id)
    if activity is None:
        activity = Activity(group_id=by.group_id, hosts=[], interests=[], schedules=[], sequence=-1)
        session.add(activity)
        _write(session, activity, written, now)
    came = _go_out(session, activity, by, now) if publish else Came.KEPT
    settle_overlaps(session, [activity.id], now, seen=seen)
    return activity.id, came


def change_activity(
    session: Session, activity_id: int, version: int, written: Written, now: dt.datetime, by: Keeper,
    *, publish: bool, seen: Collection[int] = (),
) -> Came:  # fmt: skip
    """Change an activity to what is written, and let it go out if it is to; one that is out stays out.

    `version` is the sequence it had when it was read. Raises ChangedMeanwhileError where that is no longer so, unless it
    already says the very same, and NoActivityError.
    """
    hold_overlaps(session)
    activity = get_activity(session, activity_id)
    same = written_of(activity) == written
    if activity.sequence != version and not same:
        raise ChangedMeanwhileError
    if not same:
        _write(session, activity, written, now)
    activity.review_on = next_review(now)
    if activity.status == Status.PUBLISHED:
        activity.group_changed_at = now if by.group_id is not None else None
    came = _go_out(session, activity, by, now) if publish else Came.KEPT
    settle_overlaps(session, [activity_id], now, seen=seen)
    return came


def publish_activity(session: Session, activity_id: int, now: dt.datetime, by: Keeper, seen: Collection[int] = ()) -> Came:
    """Let an activity go out as it stands; a group asks where the place has not yet said yes to something it leads."""
    hold_overlaps(session)
    came = _go_out(session, get_activity(session, activity_id), by, now)
    settle_overlaps(session, [activity_id], now, seen=seen)
    return came


def withdraw_activity(session: Session, activity_id: int, now: dt.datetime, by: Keeper) -> bool:
    """Let an activity stop, and say whether it had not before; `publish_activity` undoes it."""
    hold_overlaps(session)
    activity = get_activity(session, activity_id)
    if activity.status == Status.WITHDRAWN:
        return False
    activity.status, activity.withdrawn_at, activity.asked_at = Status.WITHDRAWN, now, None
    if by.group_id is not None and activity.published_at:
        activity.group_changed_at = now
    mark_changed(activity, now)
    settle_overlaps(session, [activity_id], now)
    return True


def approve_activity(session: Session, activity_id: int, now: dt.datetime, by: Keeper, seen: Collection[int] = ()) -> Came:
    """Say yes to what a group asks for, which then goes out; raises NotAskedError where it asks no longer."""
    hold_overlaps(session)
    activity = get_activity(session, activity_id)
    if activity.asked_at is None and activity.status != Status.PUBLISHED:
        raise NotAskedError
    return publish_activity(session, activity_id, now, by, seen)


def decline_activity(session: Session, activity_id: int) -> None:
    """Say no to what a group asks for: it stays the group's draft. Raises NotAskedError where it is out already."""
    hold_overlaps(session)
    activity = get_activity(session, activity_id)
    if activity.status == Status.PUBLISHED:
        raise NotAskedError
    activity.asked_at = None


def note_group_change(session: Session, activity_id: int) -> None:
    """Hold what a group changed for seen by staff."""
    get_activity(session, activity_id).group_changed_at = None


def get_activity(session: Session, activity_id: int) -> Activity:
    """Return an activity with hosts, interests and schedules as they stand in this transaction. Raises NoActivityError."""
    found = find_activity_to_keep(session, activity_id)
    if found is None:
        raise NoActivityError(activity_id)
    return found


def _go_out(session: Session, activity: Activity, by: Keeper, now: dt.datetime) -> Came:
    if activity.status == Status.PUBLISHED:
        return Came.KEPT
    if _places_to_ask(session, activity, by, now):
        activity.asked_at = activity.asked_at or now
        return Came.ASKED
    if by.group_id is not None:
        activity.group_changed_at = now
    activity.status, activity.published_at = Status.PUBLISHED, activity.published_at or now
    activity.asked_at = activity.withdrawn_at = activity.replaced_by_id = None
    activity.review_on, activity.review_told_on = next_review(now), None
    mark_changed(activity, now)
    return Came.OUT


def _places_to_ask(session: Session, activity: Activity, by: Keeper, now: dt.datetime) -> set[int]:
    """Say yes where it is one's own to say, and return the places that have not yet said yes to what the group leads."""
    hosts = {host.venue_id for host in activity.hosts}
    if activity.group_id is None:
        return set()
    there = session.scalars(
        select(VenueGroup)
        .where(VenueGroup.group_id == activity.group_id, VenueGroup.venue_id.in_(hosts))
        .order_by(VenueGroup.venue_id)
        .with_for_update()
    ).all()
    for each in there:
        if by.speaks_for(each.venue_id):
            each.leads_since = each.leads_since or now
    # Where the group is no longer, only staff can let it out.
    led = {each.venue_id for each in there if each.leads_since}
    return hosts - led if by.group_id is not None else {each.venue_id for each in there} - led


def _write(session: Session, activity: Activity, written: Written, now: dt.datetime) -> None:
    known = written_of(activity) if activity.id else None
    changed = set(differing(known, written)) if known else set(PLAIN) | {"interest_ids", "venue_ids", "times"}
    for name in PLAIN:
        setattr(activity, name, getattr(written, name))
    activity.slug = slug(written.title)[:LONGEST_SLUG].strip("-")
    activity.sort_key = sort_key(written.title)[:LONGEST_SORT_KEY]
    activity.undated = not written.times
    activity.review_on = next_review(now)
    mark_changed(activity, now)
    session.flush()
    if "interest_ids" in changed:
        _write_interests(session, activity, written.interest_ids)
    _write_places(session, activity, written)
    if changed & {"title", "description", "venue_ids"}:
        names = session.execute(select(Venue.name, Venue.town).where(Venue.id.in_(written.venue_ids))).all()
        places = [word for name, town in names for word in (name, town)]
        write_words(session, {activity.id: words_of(written.title, written.description, *places)})


def _write_interests(session: Session, activity: Activity, interest_ids: Collection[int]) -> None:
    activity.interests.clear()
    session.flush()
    activity.interests += [ActivityInterest(interest_id=each, position=at) for at, each in enumerate(interest_ids)]
    session.flush()


def _write_places(session: Session, activity: Activity, written: Written) -> None:
    """Write hosts and times: new places before the times that are there, and those that are left after."""
    hosts = {host.venue_id: host for host in activity.hosts}
    for position, venue_id in enumerate(written.venue_ids):
        if venue_id in hosts:
            hosts[venue_id].position = position
        else:
            activity.hosts.append(ActivityHost(venue_id=venue_id, position=position))
    session.flush()
    _write_times(session, activity, written.times)
    for venue_id in hosts.keys() - set(written.venue_ids):
        activity.hosts.remove(hosts[venue_id])
    session.flush()


def _write_times(session: Session, activity: Activity, times: Collection[Time]) -> None:
    stored = {schedule.id: schedule for schedule in activity.schedules}
    kept, added, left = pair_times({key: Time(each.venue_id, each.rule()) for key, each in stored.items()}, list(times))
    for schedule_id, time in kept.items():
        if stored[schedule_id].rule() != time.rule:
            for name, value in rule_columns(time.rule).items():
                setattr(stored[schedule_id], name, value)
            drop_stranded_exceptions(session, {schedule_id: time.rule})
    for schedule_id in left:
        activity.schedules.remove(stored[schedule_id])
    activity.schedules += [
        Schedule(venue_id=time.venue_id, uid=secrets.token_hex(16), **rule_columns(time.rule)) for time in added
    ]
    session.flush()
