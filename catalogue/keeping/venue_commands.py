"""Add a place, and change what is written of one. All in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from base.danish import sort_key
from base.database import touch_public
from catalogue.keeping.venue_queries import find_named, find_place, taken_slugs, values_of
from catalogue.keeping.venue_values import Taken, VenueValues, free_slug
from catalogue.keeping.versions import Moved, version_of
from catalogue.models import Activity, ActivityHost
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.overlap_queries import read_activities
from catalogue.place_models import Venue, VenueHours
from catalogue.vocabulary_commands import words_of, write_words
from people.audit_commands import note
from people.permissions import Actor
from people.terms import AuditAction, AuditKind


def add_venue(session: Session, actor: Actor, values: VenueValues, now: dt.datetime) -> str | Taken:
    """Add a place and return its slug, or the place that has the name and town."""
    hold_overlaps(session)
    if taken := find_named(session, values.key):
        return taken
    venue = Venue(slug=free_slug(values.name, values.town, taken_slugs(session)), changed_at=now, **_columns(values))
    session.add(venue)
    session.flush()
    _write_hours(session, venue.id, values)
    note(session, actor, AuditAction.PLACE_CHANGED, AuditKind.PLACE, now, venue.id)
    return venue.slug


def change_venue(
    session: Session, actor: Actor, slug: str, values: VenueValues, version: str, now: dt.datetime
) -> Taken | Moved[VenueValues] | None:  # fmt: skip
    """Change what is written of a place; its slug stays.

    Nothing is changed, and what is in the way returned, where another place has the name and town, or where what stands
    is no longer what `version` is the digest of. Raises LookupError where the place is gone.
    """
    hold_overlaps(session)
    venue = find_place(session, slug)
    if venue is None:
        raise LookupError(slug)
    present = values_of(venue)
    if version != version_of(present):
        return Moved(present)
    if taken := find_named(session, values.key, venue.id):
        return taken
    if values != present:
        for name, value in _columns(values).items():
            setattr(venue, name, value)
        venue.changed_at = now
        session.flush()
        if values.hours != present.hours:
            _write_hours(session, venue.id, values)
        _tell_its_activities(session, venue.id, present, values, now)
        note(session, actor, AuditAction.PLACE_CHANGED, AuditKind.PLACE, now, venue.id)
    return None


def rewrite_words(session: Session, activity_ids: Collection[int]) -> None:
    """Write anew the words that activities are found by, with the names and towns of their places."""
    found = read_activities(session, activity_ids)
    write_words(session, {activity_id: _words(activity) for activity_id, activity in found.items()})


def _words(activity: Activity) -> frozenset[str]:
    places = [text for host in activity.hosts for text in (host.venue.name, host.venue.town)]
    return words_of(activity.title, activity.description, *places)


def _tell_its_activities(
    session: Session, venue_id: int, before: VenueValues, after: VenueValues, now: dt.datetime
) -> None:  # fmt: skip
    hosted = session.scalars(select(ActivityHost.activity_id).where(ActivityHost.venue_id == venue_id)).all()
    if (before.name, before.town) != (after.name, after.town):
        rewrite_words(session, hosted)
    if before.area_id != after.area_id:
        # Where two lie is among the reasons that are told of them.
        settle_overlaps(session, hosted, now)


def _columns(values: VenueValues) -> dict[str, object]:
    name_key, town_key = values.key
    stored = {name: value for name, value in asdict(values).items() if name != "hours"}
    return stored | {"name_key": name_key, "town_key": town_key, "sort_key": sort_key(values.name)[:240]}


def _write_hours(session: Session, venue_id: int, values: VenueValues) -> None:
    session.execute(delete(VenueHours).where(VenueHours.venue_id == venue_id))
    if values.hours:
        session.execute(insert(VenueHours), [hour._asdict() | {"venue_id": venue_id} for hour in values.hours])
    touch_public(session)
