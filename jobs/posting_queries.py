"""What is read of postings and firms, for staff and for the firms themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, joinedload, selectinload

from jobs.models import Firm, Job, Posting
from jobs.rules import SEEN_AFTER
from jobs.terms import PostingState
from people.codes import digest, read_token
from seats.models import Occasion

MOST_EARLIER = 20


def find_posting(session: Session, posting_id: int) -> Posting | None:
    """Return a posting with place, firm and traits, if there is one."""
    whole = (joinedload(Posting.venue), joinedload(Posting.firm), selectinload(Posting.traits))
    return session.scalar(select(Posting).where(Posting.id == posting_id).options(*whole))


def list_asked(session: Session, venue_ids: Collection[int] | None) -> Sequence[Posting]:
    """Return what firms ask these places for, or all, the oldest first."""
    return _postings(session, venue_ids, Posting.state == PostingState.ASKED, Posting.asked_at)


def list_weekly(session: Session, venue_ids: Collection[int] | None, today: dt.date) -> Sequence[Posting]:
    """Return what is posted every week at these places, or at all, and not at an end, by title."""
    runs = (Posting.state == PostingState.POSTED) & or_(Posting.last_day.is_(None), Posting.last_day >= today)
    return _postings(session, venue_ids, runs & Posting.is_weekly, Posting.title)


def list_earlier(session: Session, venue_ids: Collection[int], before: dt.date) -> Sequence[Posting]:
    """Return the newest of what these places posted that is over, to be posted once more."""
    over = (Posting.state == PostingState.ENDED) | (Posting.last_day < before)
    rows = select(Posting).where(Posting.venue_id.in_(venue_ids), Posting.state != PostingState.ASKED, over)
    return session.scalars(rows.order_by(Posting.id.desc()).limit(MOST_EARLIER).options(joinedload(Posting.venue))).all()


def list_jobs_kept(session: Session, venue_ids: Collection[int] | None, now: dt.datetime) -> Sequence[Job]:
    """Return the jobs of these places, or of all, from seven days back, by start."""
    rows = (
        select(Job)
        .join(Job.occasion)
        .join(Job.posting)
        .where(Occasion.ends_at > now - SEEN_AFTER, *_at(venue_ids))
        .order_by(Occasion.starts_at, Job.id)
        .options(contains_eager(Job.occasion), contains_eager(Job.posting).joinedload(Posting.venue))
    )
    return session.scalars(rows).all()


def find_firm(session: Session, token: str) -> Firm | None:
    """Return the firm whose link has this token, also where it was taken back."""
    read = read_token(token)
    row = select(Firm).where(Firm.token_digest == digest(read)).options(joinedload(Firm.venue)) if read else None
    return None if row is None else session.scalar(row)


def list_firms(session: Session, venue_ids: Collection[int]) -> Sequence[Firm]:
    """Return the firms that these places gave a link, those with a live one first, then by name."""
    rows = select(Firm).where(Firm.venue_id.in_(venue_ids)).options(joinedload(Firm.venue))
    return session.scalars(rows.order_by(Firm.ended_at.is_not(None), Firm.name, Firm.id)).all()


def list_of_firm(session: Session, firm_id: int, today: dt.date) -> Sequence[Posting]:
    """Return a firm's own postings that are not over, and those of the last seven days, by first day."""
    recent = or_(Posting.last_day.is_(None), Posting.last_day >= today - SEEN_AFTER)
    rows = select(Posting).where(Posting.firm_id == firm_id, recent)
    return session.scalars(rows.order_by(Posting.first_day, Posting.id)).all()


def _postings(
    session: Session, venue_ids: Collection[int] | None, which: ColumnElement[bool], order: InstrumentedAttribute[Any]
) -> Sequence[Posting]:  # fmt: skip
    rows = select(Posting).where(which, *_at(venue_ids)).order_by(order, Posting.id)
    return session.scalars(rows.options(joinedload(Posting.venue), joinedload(Posting.firm))).all()


def _at(venue_ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [] if venue_ids is None else [Posting.venue_id.in_(venue_ids)]
