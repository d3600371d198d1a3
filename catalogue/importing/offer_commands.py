"""Write understood offers into the tables: new ones in bulk, changed ones with their addresses and uids kept."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from base.columns import UtcDateTime
from base.database import Model
from catalogue.activity_commands import drop_stranded_exceptions, next_review
from catalogue.importing.offer import Offer
from catalogue.importing.paired_rules import pair_rules
from catalogue.importing.venue_commands import VenueKey
from catalogue.models import Activity, ActivityHost, ActivityInterest, ImportedOffer, Schedule, rule_columns
from catalogue.recurrence import Rule
from catalogue.terms import Status

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Setting:
    """What the writing of offers needs to know: ids by key, the first day of new series, the moment, and the status.

    `held` are the source keys of those that are kept back whatever the status.
    """

    venue_ids: Mapping[VenueKey, int]
    interest_ids: Mapping[str, int]
    monday: dt.date
    now: dt.datetime
    status: Status
    held: Collection[str]


def add_offers(session: Session, offers: Sequence[Offer], setting: Setting) -> list[int]:
    """Add an activity for each offer, with place, interests, schedules and source; return the ids in the same order."""
    if not offers:
        return []
    statement = insert(Activity).returning(Activity.id, sort_by_parameter_order=True)
    ids = list(session.scalars(statement, [_values(offer, setting) | _begun(offer, setting) for offer in offers]))
    by_id = dict(zip(ids, offers, strict=True))
    _insert(session, ActivityHost, [_host(key, setting.venue_ids[offer.venue_key]) for key, offer in by_id.items()])
    _insert(session, ActivityInterest, _interests(by_id, setting))
    _insert(session, Schedule, [
        _schedule(activity_id, setting.venue_ids[offer.venue_key], rule)
        for activity_id, offer in by_id.items() for rule in offer.rules
    ])  # fmt: skip
    _insert(session, ImportedOffer, [
        {"source_key": offer.source_key, "activity_id": activity_id, "fingerprint": offer.fingerprint,
         "first_day": setting.monday, "sequence": 0}
        for activity_id, offer in by_id.items()
    ])  # fmt: skip
    return ids


def change_offers(session: Session, changed: Mapping[int, Offer], sequences: Mapping[int, int], setting: Setting) -> None:
    """Change activities, by id, to what their offers now say, each from its sequence to the next.

    A schedule whose weekday stays keeps its uid, so that it is the same event in people's calendars.
    """
    ids = list(changed)
    for start in range(0, len(ids), _AT_ONCE):
        part = {activity_id: changed[activity_id] for activity_id in ids[start : start + _AT_ONCE]}
        _change_activities(session, part, sequences, setting)
        there = _stored_hosts(session, part)
        wanted = {(activity_id, setting.venue_ids[offer.venue_key]) for activity_id, offer in part.items()}
        _insert(session, ActivityHost, [_host(*host) for host in wanted - there])
        _change_schedules(session, part, setting)
        for activity_id, venue_id in there - wanted:
            left = (ActivityHost.activity_id == activity_id, ActivityHost.venue_id == venue_id)
            session.execute(delete(ActivityHost).where(*left))
        session.execute(delete(ActivityInterest).where(ActivityInterest.activity_id.in_(part)))
        _insert(session, ActivityInterest, _interests(part, setting))


def publish_drafts(session: Session, activity_ids: Sequence[int], now: dt.datetime) -> None:
    """Publish those of the activities that are drafts."""
    for start in range(0, len(activity_ids), _AT_ONCE):
        part = activity_ids[start : start + _AT_ONCE]
        drafts = (Activity.id.in_(part), Activity.status == Status.DRAFT)
        first = func.coalesce(Activity.published_at, literal(now, UtcDateTime()))
        session.execute(update(Activity).where(*drafts).values(status=Status.PUBLISHED, published_at=first, changed_at=now))


def take_back(session: Session, activity_ids: Sequence[int]) -> None:
    """Make drafts of those of the activities that are public."""
    for start in range(0, len(activity_ids), _AT_ONCE):
        public = (Activity.id.in_(activity_ids[start : start + _AT_ONCE]), Activity.status == Status.PUBLISHED)
        session.execute(update(Activity).where(*public).values(status=Status.DRAFT))


def _change_activities(session: Session, changed: Mapping[int, Offer], sequences: Mapping[int, int], setting: Setting) -> None:
    moved_on = {activity_id: sequences[activity_id] + 1 for activity_id in changed}
    session.execute(update(Activity), [
        _values(offer, setting) | {"id": activity_id, "sequence": moved_on[activity_id]}
        for activity_id, offer in changed.items()
    ])  # fmt: skip
    session.execute(update(ImportedOffer), [
        {"source_key": offer.source_key, "fingerprint": offer.fingerprint, "sequence": moved_on[activity_id]}
        for activity_id, offer in changed.items()
    ])  # fmt: skip


def _stored_hosts(session: Session, activity_ids: Iterable[int]) -> set[tuple[int, int]]:
    told = select(ActivityHost.activity_id, ActivityHost.venue_id).where(ActivityHost.activity_id.in_(activity_ids))
    return {(activity_id, venue_id) for activity_id, venue_id in session.execute(told)}


def _change_schedules(session: Session, changed: Mapping[int, Offer], setting: Setting) -> None:
    stored: dict[int, dict[int, Schedule]] = defaultdict(dict)
    for schedule in session.scalars(select(Schedule).where(Schedule.activity_id.in_(changed))):
        stored[schedule.activity_id][schedule.id] = schedule
    over: list[int] = []
    altered: dict[int, Rule] = {}
    for activity_id, offer in changed.items():
        venue_id = setting.venue_ids[offer.venue_key]
        own = stored[activity_id]
        rules = {key: schedule.rule() for key, schedule in own.items()}
        kept, added, left = pair_rules(rules, offer.rules)
        altered |= {key: rule for key, rule in kept.items() if rule != rules[key]}
        for schedule_id, rule in kept.items():
            for name, value in (rule_columns(rule) | {"venue_id": venue_id}).items():
                setattr(own[schedule_id], name, value)
        session.add_all(Schedule(**_schedule(activity_id, venue_id, rule)) for rule in added)
        over += left
    session.execute(delete(Schedule).where(Schedule.id.in_(over)))
    drop_stranded_exceptions(session, altered)
    session.flush()


def _values(offer: Offer, setting: Setting) -> dict[str, Any]:
    return {
        "slug": offer.slug, "title": offer.title, "sort_key": offer.sort_key,
        "description": offer.description, "form": offer.form, "undated": not offer.rules,
        "when_words": offer.when_words, "price": offer.price, "food": offer.food,
        "review_on": next_review(setting.now), "changed_at": setting.now,
    }  # fmt: skip


def _begun(offer: Offer, setting: Setting) -> dict[str, Any]:
    status = Status.DRAFT if offer.source_key in setting.held else setting.status
    return {"status": status, "published_at": setting.now if status == Status.PUBLISHED else None, "sequence": 0}


def _host(activity_id: int, venue_id: int) -> dict[str, Any]:
    return {"activity_id": activity_id, "venue_id": venue_id}


def _interests(offers: Mapping[int, Offer], setting: Setting) -> list[dict[str, Any]]:
    return [
        {"activity_id": activity_id, "interest_id": setting.interest_ids[interest], "position": position}
        for activity_id, offer in offers.items()
        for position, interest in enumerate(offer.interests)
    ]


def _schedule(activity_id: int, venue_id: int, rule: Rule) -> dict[str, Any]:
    return rule_columns(rule) | {"activity_id": activity_id, "venue_id": venue_id, "uid": secrets.token_hex(16)}


def _insert(session: Session, model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    # Not by way of the ORM, which takes half as long again while the lock is held.
    if rows:
        session.connection().execute(insert(model), rows)
