"""What the page of a place, as its staff keep it, reads: a fixed number of statements, however much there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from catalogue.keeping.activity_queries import list_same_of_each
from catalogue.models import Activity, ActivityHost
from catalogue.overlap_queries import Twin, read_activities
from catalogue.place_models import Venue, VenueClosingDay
from catalogue.terms import Status
from people.group_models import Group

MOST_STOPPED = 10


@dataclass(frozen=True)
class KeptPlace:
    """What waits and what runs at a place, each list by title; `same` are the twins of what is not out, by activity id.

    `asked` are what groups ask for, `drafts` what is not out besides, `changed` what groups changed, `due` what is to be
    reviewed. `running` is all that is out; `stopped` the last that stopped, the latest first.
    """

    asked: Sequence[Activity]
    drafts: Sequence[Activity]
    changed: Sequence[Activity]
    due: Sequence[Activity]
    running: Sequence[Activity]
    stopped: Sequence[Activity]
    same: Mapping[int, Sequence[Twin]]
    group_names: Mapping[int, str]
    closing_days: frozenset[dt.date]


def find_kept_place(session: Session, slug: str) -> Venue | None:
    """Find a place, shown or not."""
    return session.scalar(select(Venue).where(Venue.slug == slug))


def read_kept_place(session: Session, venue_id: int, today: dt.date) -> KeptPlace:
    """Read what waits and what runs at a place."""
    here = select(ActivityHost.activity_id).where(ActivityHost.venue_id == venue_id)
    waits = or_(Activity.status != Status.WITHDRAWN, Activity.asked_at.is_not(None), Activity.group_changed_at.is_not(None))
    last = (
        select(Activity.id)
        .where(Activity.id.in_(here), Activity.status == Status.WITHDRAWN, Activity.replaced_by_id.is_(None))
        .order_by(Activity.withdrawn_at.desc(), Activity.id.desc())
        .limit(MOST_STOPPED)
    )
    stopped_ids = list(session.scalars(last))
    ids = [*session.scalars(select(Activity.id).where(and_(Activity.id.in_(here), waits))), *stopped_ids]
    found = sorted(read_activities(session, ids).values(), key=lambda each: (each.sort_key, each.id))
    asked = [each for each in found if each.asked_at]
    drafts = [each for each in found if each.status == Status.DRAFT and not each.asked_at]
    running = [each for each in found if each.status == Status.PUBLISHED]
    by_id = {each.id: each for each in found}
    groups = {each.group_id for each in found if each.group_id}
    names = session.execute(select(Group.id, Group.name).where(Group.id.in_(groups))).all()
    closing = select(VenueClosingDay.day).where(VenueClosingDay.venue_id == venue_id, VenueClosingDay.day >= today)
    return KeptPlace(
        asked=asked, drafts=drafts, running=running,
        changed=[each for each in found if each.group_changed_at],
        due=[each for each in running if each.review_on <= today],
        stopped=[by_id[each] for each in stopped_ids],
        same=list_same_of_each(session, [*asked, *drafts]),
        group_names={group_id: name for group_id, name in names},
        closing_days=frozenset(session.scalars(closing)),
    )  # fmt: skip
