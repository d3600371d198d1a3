"""Jobs for tests, made with as few words as the test needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.models import Firm, Job, Posting
from jobs.posting_commands import post
from jobs.posting_values import PostingValues
from jobs.terms import Taking, Trait
from people.codes import digest, new_id
from tests.conftest import TUESDAY_MORNING
from tests.making import LONG_AGO, make_activity, make_area, make_venue
from tests.people.making import make_person, make_staff

THURSDAY = dt.date(2026, 11, 26)
TOKEN = "f" * 43
APPLES = PostingValues(
    title="Plukke æbler", hands=2, start_minute=600, minutes=120, first_day=THURSDAY, last_day=THURSDAY, is_weekly=False,
    meeting_point="Ved lågen", is_paid=True, pay="150 kr. i timen", paid_when="samme dag", employer="Haven ApS", bring="Støvler",
    food="Kaffe klokken 11", ask_whom="Mette i huset", taking=Taking.FIRST_COME, lots_minute=None,
    traits=(Trait.OUTSIDE, Trait.TOGETHER),
)  # fmt: skip
# What is typed for the same, from the start.
TYPED: dict[str, Any] = {
    "formular": "f1", "title": "Plukke æbler", "first_day": "2026-11-26", "start": "10.00", "end": "12.00", "hands": "2",
    "meeting_point": "Ved lågen", "kind": "paid", "pay": "150 kr. i timen", "paid_when": "samme dag", "employer": "Haven ApS",
    "traits": ["outside", "together"], "bring": "Støvler", "food": "Kaffe", "ask_whom": "Mette i huset", "taking": "first_come",
}  # fmt: skip


class JobWorld(NamedTuple):
    """A place with staff, a firm with a link of its own, four people, and apples to pick on Thursday by two."""

    venue_id: int
    slug: str
    staff_id: str
    firm_id: int
    people: tuple[str, ...]
    posting_id: int
    job_id: int


def make_job(session: Session, venue_id: int, now: dt.datetime = TUESDAY_MORNING, **changes: Any) -> Job:
    """Add a posting of a place with these changes, and return its first job."""
    posting = post(session, venue_id, replace(APPLES, **changes), new_id(), now)
    return first_job(session, posting)


def first_job(session: Session, posting: Posting) -> Job:
    """Return the first job of a posting."""
    return session.scalars(select(Job).where(Job.posting_id == posting.id).order_by(Job.day)).all()[0]


def make_firm(session: Session, venue_id: int, token: str = TOKEN) -> Firm:
    """Add a firm whose link has this token."""
    firm = Firm(venue_id=venue_id, name="Haven ApS", token_digest=digest(token), made_at=LONG_AGO)
    session.add(firm)
    session.flush()
    return firm


def make_job_world(session: Session, **changes: Any) -> JobWorld:
    """Add it all, the apples with these changes."""
    venue = make_venue(session, area_id=make_area(session).id, phone="75 12 34 56")
    make_activity(session, venue)
    staff_id = make_staff(session, venues=(venue,)).person_id
    people = tuple(make_person(session, name).id for name in ("Annelise", "Bertil", "Cornelia", "Dagmar"))
    firm = make_firm(session, venue.id)
    job = make_job(session, venue.id, **changes)
    return JobWorld(venue.id, venue.slug, staff_id, firm.id, people, job.posting_id, job.id)
