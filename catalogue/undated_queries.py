"""What is on no particular day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import Session

from catalogue.activity_queries import conditions
from catalogue.models import Activity, ActivityHost
from catalogue.place_models import Venue
from catalogue.wanted import Wanted

MOST_UNDATED = 50


class UndatedActivity(NamedTuple):
    """An activity that is on no particular day, with the place to ask."""

    id: int
    title: str
    slug: str
    when_words: str
    venue_name: str
    venue_slug: str
    venue_phone: str
    review_on: dt.date


def list_undated(session: Session, wanted: Wanted, offset: int = 0) -> list[UndatedActivity]:
    """List published activities without a fixed day by title, from `offset`, each with its first host.

    At most `MOST_UNDATED` and one more, which tells that there are others.
    """
    values = wanted.values() | {"from_row": offset}
    return [UndatedActivity._make(row) for row in session.execute(_undated(wanted.shape()), values)]


@lru_cache(maxsize=128)
def _undated(shape: Wanted) -> Select[int, str, str, str, str, str, str, dt.date]:
    return (
        select(
            Activity.id,
            Activity.title,
            Activity.slug,
            Activity.when_words,
            Venue.name,
            Venue.slug,
            Venue.phone,
            Activity.review_on,
        )
        .join(ActivityHost, and_(ActivityHost.activity_id == Activity.id, ActivityHost.position == 0))
        .join(Venue)
        .where(Activity.undated, *conditions(shape))
        .order_by(Activity.sort_key, Activity.id)
        .limit(MOST_UNDATED + 1)
        .offset(bindparam("from_row"))
    )
