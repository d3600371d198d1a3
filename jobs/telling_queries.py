"""Whether what somebody is to be told of a job is still so."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from jobs.models import Job
from jobs.queries import find_own_seat
from jobs.texts import Tell
from notices.models import Notice
from seats.models import Occasion

# Told to one who has a seat, and only while that is so; the others tell what has happened, which stays so.
ABOUT_A_SEAT = (Tell.ASKED, Tell.WRITTEN_DOWN, Tell.MOVED)


def is_still_so(session: Session, notice: Notice, now: dt.datetime) -> bool:
    """Say whether a notice about a job is still worth telling: never once the job is over, or gone."""
    kind, details = Tell(notice.kind), notice.details
    occasion = session.get(Occasion, details["job"])
    if occasion is None or now >= occasion.ends_at or session.get(Job, details["job"]) is None:
        return False
    own = find_own_seat(session, details["job"], notice.person_id or "", now)
    checks = [
        kind in ABOUT_A_SEAT and (own is None or not occasion.is_live),
        kind is Tell.ASKED and own is not None and own.is_yes,
        # They have a seat again.
        kind in (Tell.LAPSED, Tell.TAKEN_OFF, Tell.MOVED_AWAY) and own is not None,
        kind is Tell.CANCELLED and occasion.is_live,
        kind is Tell.RUNS_AGAIN and not occasion.is_live,
        # The same was told anew of the later start.
        kind is Tell.MOVED and details["starts"] != occasion.starts_at.isoformat(),
    ]
    return not any(checks)


def is_still_today(_session: Session, notice: Notice, now: dt.datetime) -> bool:
    """Say whether the jobs of the day a notice tells of are still those of today, and it is not nine yet."""
    return notice.created_at.astimezone(now.tzinfo).date() == now.date() and now.hour < 9
