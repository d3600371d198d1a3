"""Which activities nobody has said of for long that they still run, and whom to tell."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.keeping.review_rules import HIDE_AFTER, TELL_BEFORE
from catalogue.models import Activity
from catalogue.terms import Status
from people.staff_models import StaffAccount
from people.terms import StaffRole


def list_long_unanswered(session: Session, today: dt.date) -> list[Activity]:
    """List the published activities that will be hidden within two weeks, or are to be, the longest unanswered first."""
    asked = select(Activity).where(Activity.status == Status.PUBLISHED, Activity.review_on <= today - HIDE_AFTER + TELL_BEFORE)
    return list(session.scalars(asked.order_by(Activity.review_on, Activity.id)))


def list_coordinators(session: Session) -> list[str]:
    """List the ids of the coordinators who work here."""
    at_work = select(StaffAccount.person_id).where(StaffAccount.role == StaffRole.COORDINATOR, StaffAccount.ended_at.is_(None))
    return list(session.scalars(at_work.order_by(StaffAccount.person_id)))


def something_waits(session: Session, _notice: Any, now: dt.datetime) -> bool:
    """Say whether an activity is still to be hidden because nobody has answered."""
    return bool(list_long_unanswered(session, now.date()))
