"""Whether what somebody is to be told of a shift is still so."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from notices.models import Notice
from seats.models import Seat
from shifts.models import Shift
from shifts.rules import SEATS
from shifts.shift_queries import facts_of
from shifts.texts import Tell

# Told to one who has a seat, and only while that is so; the others tell what has happened, which stays so.
ABOUT_A_SEAT = (Tell.ASKED, Tell.ANSWERED_YES, Tell.ANSWERED_NO, Tell.TWO, Tell.LEFT, Tell.NEW_PARTNER, Tell.EVENING, Tell.MOVED)
ABOUT_ONE_ALONE = (Tell.LEFT, Tell.ANSWERED_NO, Tell.EVENING)
ABOUT_TWO = (Tell.TWO, Tell.ANSWERED_YES, Tell.NEW_PARTNER)


def is_still_so(session: Session, notice: Notice, now: dt.datetime) -> bool:
    """Say whether a notice about a shift is still worth telling: never once the shift is over, or gone."""
    kind, details = Tell(notice.kind), notice.details
    shift = session.scalar(
        select(Shift).where(Shift.id == details["shift"]).options(joinedload(Shift.occasion), joinedload(Shift.opening))
    )
    if shift is None or now >= shift.occasion.ends_at:
        return False
    facts = facts_of(shift, session.scalars(select(Seat).where(Seat.occasion_id == shift.id)))
    own = facts.seat_of(notice.person_id or "", now)
    checks = [
        kind in ABOUT_A_SEAT and own is None,
        kind is Tell.ASKED and own is not None and own.is_yes,
        kind in ABOUT_ONE_ALONE and facts.yes == SEATS,
        kind in ABOUT_TWO and facts.yes < SEATS,
        kind is Tell.OFFERED and not any(seat.is_offered for seat in facts.seats),
        # The same was told anew of the later start.
        kind in (Tell.MOVED, Tell.EVENING) and details["starts"] != shift.occasion.starts_at.isoformat(),
    ]
    return not any(checks)
