"""Two places that knit, for tests of what they agree on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.cases.agreement_commands import propose
from catalogue.models import Activity
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.overlap_models import Overlap
from catalogue.overlap_queries import Pair
from catalogue.place_models import Venue
from catalogue.recurrence import Rule
from catalogue.terms import Ending
from tests.making import make_activity, make_venue

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
TUESDAYS = Rule(dt.date(2026, 1, 6), None, 1, 13 * 60, 120)
THURSDAYS = Rule(dt.date(2026, 1, 8), None, 3, 10 * 60, 90)


@dataclass(frozen=True)
class TwoPlaces:
    """The ids of two places and of what each knits."""

    house: int
    loft: int
    at_house: int
    at_loft: int

    @property
    def pair(self) -> Pair:
        """The two activities."""
        return self.at_house, self.at_loft


def make_two_places(session: Session) -> TwoPlaces:
    """Add two places that both knit, on days of their own, with an open case."""
    house, loft = make_venue(session, "Huset"), make_venue(session, "Loftet")
    one = make_activity(session, house, "Strikkecafé", TUESDAYS, description="Vi strikker.")
    other = make_activity(session, loft, "Garn og strik", THURSDAYS, description="Vi strikker sammen.")
    hold_overlaps(session)
    settle_overlaps(session, [one.id, other.id], NOW)
    return TwoPlaces(house.id, loft.id, one.id, other.id)


def make_third(session: Session, name: str = "Gården", title: str = "Strikkeklub") -> tuple[Venue, Activity]:
    """Add one more place that knits."""
    venue = make_venue(session, name)
    activity = make_activity(session, venue, title, TUESDAYS)
    settle_overlaps(session, [activity.id], NOW)
    return venue, activity


def open_pairs(session: Session) -> list[Pair]:
    """Return the stored pairs in order."""
    rows = session.execute(select(Overlap.first_id, Overlap.second_id).order_by(Overlap.first_id, Overlap.second_id))
    return [(first, second) for first, second in rows]


def propose_far(session: Session, places: TwoPlaces, **more: object) -> int:
    """Propose, for the first place, that it is too far to travel."""
    return propose(
        session, ending=Ending.FAR, activity_ids=places.pair, by_venue_id=places.house, now=NOW, **more,  # type: ignore[arg-type]
    )  # fmt: skip
