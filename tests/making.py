"""Rows for tests, made with as few words as the test needs."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy.orm import Session

from base.danish import fold, slug, sort_key
from catalogue.interest_models import Interest, InterestGroup
from catalogue.models import Activity, ActivityHost, ActivityInterest, ActivityWord, Schedule, ScheduleException, rule_columns
from catalogue.place_models import Area, Venue
from catalogue.recurrence import Rule
from catalogue.series import ExceptionDay
from catalogue.terms import Change

LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TUESDAYS = Rule(dt.date(2026, 1, 5), None, 1, 13 * 60, 120)


def make_area(session: Session, postcode: str = "6000", name: str = "Kolding") -> Area:
    """Add an area."""
    area = Area(slug=f"{postcode}-{slug(name)}", postcode=postcode, name=name)
    session.add(area)
    session.flush()
    return area


def make_venue(session: Session, name: str = "Huset", **values: object) -> Venue:
    """Add a place."""
    venue = Venue(
        slug=slug(name), name=name, name_key=fold(name), sort_key=sort_key(name), changed_at=LONG_AGO,
        **{"town": "", "town_key": "", **values},
    )  # fmt: skip
    session.add(venue)
    session.flush()
    return venue


def make_interest(session: Session, name: str = "Strikke og hækle") -> Interest:
    """Add an interest on a shelf of its own."""
    group = InterestGroup(slug=f"hylde-{slug(name)}", name=f"Hylden med {name}", position=0)
    session.add(group)
    session.flush()
    interest = Interest(slug=slug(name), name=name, sort_key=sort_key(name), group_id=group.id)
    session.add(interest)
    session.flush()
    return interest


def make_activity(
    session: Session,
    venue: Venue,
    title: str = "Strikkecafé",
    *rules: Rule,
    interest: Interest | None = None,
    exceptions: tuple[ExceptionDay, ...] = (),
    words: tuple[str, ...] = (),
    **values: object,
) -> Activity:
    """Add a published activity at a place; the exceptions are those of its first rule."""
    activity = Activity(
        slug=slug(title), title=title, sort_key=sort_key(title), changed_at=LONG_AGO,
        **{"status": "published", "review_on": dt.date(2027, 2, 1), "undated": not rules, "description": "", **values},
    )  # fmt: skip
    session.add(activity)
    session.flush()
    session.add(ActivityHost(activity_id=activity.id, venue_id=venue.id))
    session.flush()
    if interest:
        session.add(ActivityInterest(activity_id=activity.id, interest_id=interest.id))
    session.add_all(ActivityWord(activity_id=activity.id, word=word) for word in words)
    for number, rule in enumerate(rules):
        schedule = make_schedule(session, activity, venue, rule)
        for each in exceptions if number == 0 else ():
            session.add(
                ScheduleException(
                    schedule_id=schedule.id, day=each.day, change=each.kind, moved_to=each.moved_to,
                    start_minute=each.start_minute, minutes=each.minutes, changed_at=LONG_AGO,
                    closed_on=each.day if each.kind is Change.CLOSED else None,
                )
            )  # fmt: skip
    session.flush()
    return activity


def make_schedule(session: Session, activity: Activity, venue: Venue, rule: Rule) -> Schedule:
    """Add a schedule that follows a rule."""
    schedule = Schedule(
        activity_id=activity.id, venue_id=venue.id, uid=secrets.token_hex(16), **rule_columns(rule),
    )  # fmt: skip
    session.add(schedule)
    session.flush()
    return schedule
