"""Say that an activity still runs; tell of what nobody has answered for, and hide it. All in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.activity_commands import next_review
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.publishing_commands import withdraw_activity
from catalogue.keeping.review_queries import list_coordinators, list_long_unanswered
from catalogue.keeping.review_rules import is_to_hide, is_to_tell
from catalogue.models import Activity
from catalogue.overlap_commands import hold_overlaps
from catalogue.terms import Status
from notices.outbox_commands import enqueue

KIND = "review_waits"


class Reviewed(NamedTuple):
    """The titles of what the coordinators were told of, and of what was hidden; `nobody_to_tell` where there is none."""

    told: list[str]
    hidden: list[str]
    nobody_to_tell: bool


def still_runs(session: Session, activity_id: int, now: dt.datetime) -> bool:
    """Note that an activity runs, and ask again in 90 days; False where it is not published any more."""
    activity = session.scalar(select(Activity).where(Activity.id == activity_id).with_for_update())
    if activity is None or activity.status != Status.PUBLISHED:
        return False
    activity.review_on, activity.review_told_on = next_review(now), None
    return True


def settle_reviews(session: Session, now: dt.datetime) -> Reviewed:
    """Tell the coordinators of what will be hidden, and hide what they have known of for two weeks; again changes nothing."""
    hold_overlaps(session)
    today, coordinators = now.date(), list_coordinators(session)
    waiting = list_long_unanswered(session, today)
    to_hide = [each for each in waiting if is_to_hide(each.review_on, each.review_told_on, today)]
    to_tell = [each for each in waiting if is_to_tell(each.review_on, each.review_told_on, today)]
    told = to_tell if coordinators else []
    for activity in told:
        activity.review_told_on = today
    for person_id in coordinators if told else ():
        enqueue(session, now, KIND, f"{KIND} {today} {person_id}", {}, person_id)
    for activity in to_hide:
        withdraw_activity(session, activity.id, now, Keeper(venue_ids=None))
    return Reviewed([each.title for each in told], [each.title for each in to_hide], bool(to_tell) and not coordinators)
