"""A group's rota as a calendar reads it: whether two have said yes, and no names."""

from __future__ import annotations

import datetime as dt

from base.clock import on_the_wall
from base.ical import Event, sequence_at
from shifts.public_feeds import STATUSES
from shifts.rota_queries import RotaShift
from shifts.rules import SEATS, told, told_since
from shifts.terms import Told


def rota_event(rota: RotaShift, page: str, now: dt.datetime) -> Event:
    """Return a shift as the group's calendar tells it; `page` is the address of the rota."""
    facts, what, since = rota.facts, told(rota.facts, now), told_since(rota.facts, now)
    # Who has the link may have left the group: nobody is to know that one stands there alone.
    words = {Told.CLOSED: "AFLYST", Told.OPEN: f"{SEATS} af {SEATS}"}.get(what, "Mangler makker")
    return Event(
        uid=f"gruppevagt-{rota.shift.id}@paa-tvaers", changed_at=since, sequence=sequence_at(since),
        title=f"{words}: {rota.shift.opening.venue.name}", url=page, status=STATUSES[what],
        starts=on_the_wall(facts.starts_at), ends=on_the_wall(facts.ends_at),
    )  # fmt: skip
