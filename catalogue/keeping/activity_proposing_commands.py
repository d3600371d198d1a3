"""Carry out what somebody chose when they let out an activity that is the same as others: propose it to the other places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.cases.agreement_commands import propose
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_queries import list_overlapping
from catalogue.models import ActivityHost
from catalogue.terms import Ending


def propose_ending(
    session: Session, activity_id: int, ending: Ending, seen: Collection[int], now: dt.datetime, by: Keeper,
    *, words: str = "", joined_id: int | None = None,
) -> None:  # fmt: skip
    """Propose how an activity and those that were shown are to be, one proposal a pair, in the caller's transaction.

    *Gå sammen* is with `joined_id` alone, which is kept. Nothing where whoever chose is no party to it. Raises RefusedError.
    """
    hosts = select(ActivityHost.venue_id).where(ActivityHost.activity_id == activity_id).order_by(ActivityHost.position)
    hosted = session.scalars(hosts).all()
    own = [venue_id for venue_id in hosted if by.speaks_for(venue_id)]
    if by.venue_ids is None or not (own or by.group_id):
        return
    together = ending is Ending.TOGETHER
    others = [joined_id] if together and joined_id else [each for each in list_overlapping(session, activity_id) if each in seen]
    for other in others:
        propose(
            session, ending=ending, activity_ids=[activity_id, other], now=now,
            by_venue_id=own[0] if own else None, by_group_id=by.group_id, also_venue_ids=own,
            words=words if ending is Ending.DIFFERENT else "", kept_id=other if together else None,
        )  # fmt: skip
