"""Tell the coordinators of cases that nobody has answered for long."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from base.database import changed
from catalogue.cases.agreement_queries import is_agreed_on
from catalogue.cases.case_sets import LONG
from catalogue.keeping.review_queries import list_coordinators
from catalogue.overlap_models import Overlap
from notices.outbox_commands import enqueue

KIND = "case_waits"


def tell_of_long_open(session: Session, now: dt.datetime) -> int:
    """Tell every coordinator, once, that something has been open for fourteen days; return how many pairs it is about.

    In the caller's transaction. Nothing is noted as told while there is no coordinator to tell.
    """
    coordinators = list_coordinators(session)
    if not coordinators:
        return 0
    long_open = (Overlap.opened_at <= now - LONG, Overlap.told_at.is_(None), ~is_agreed_on())
    told = changed(session, update(Overlap).where(*long_open).values(told_at=now))
    for person_id in coordinators if told else ():
        enqueue(session, now, KIND, f"{KIND} {now.timestamp():.0f} {person_id}", {}, person_id)
    return told


def something_is_open(session: Session, _notice: object, _now: dt.datetime) -> bool:
    """Say whether something that was told of is still open: what is settled meanwhile goes untold."""
    still = select(Overlap.first_id).where(Overlap.told_at.is_not(None), ~is_agreed_on())
    return session.scalar(still.limit(1)) is not None
