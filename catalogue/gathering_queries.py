"""Where people of a place meet to walk over to what it makes together with another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.activity_queries import conditions
from catalogue.cases.case_wording import gather_words
from catalogue.models import Activity, ActivityHost
from catalogue.place_models import Venue
from catalogue.wanted import Wanted


def read_gatherings(session: Session, wanted: Wanted) -> Mapping[int, list[str]]:
    """Return a line for each place that gathers for one of the activities wanted, by activity id: one statement."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(ActivityHost.activity_id, Venue.name, ActivityHost.gather_at, ActivityHost.gather_minute)
        .join(Activity, Activity.id == ActivityHost.activity_id)
        .join(Venue, Venue.id == ActivityHost.venue_id)
        .where(or_(ActivityHost.gather_at != "", ActivityHost.gather_minute.is_not(None)), *conditions(wanted.shape()))
        .order_by(ActivityHost.activity_id, ActivityHost.position),
        wanted.values(),
    )
    for activity_id, place, gather_at, gather_minute in rows:
        found[activity_id].append(f"{place}: {gather_words(gather_at, gather_minute)}")
    return found
