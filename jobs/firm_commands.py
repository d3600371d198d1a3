"""Give a firm a link to post through, and take it back. All in the caller's transaction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from jobs.models import Firm
from people.codes import digest, new_token


def add_firm(session: Session, venue_id: int, name: str, now: dt.datetime) -> tuple[Firm, str]:
    """Add a firm, and return it with the token of its link, the only time that is known."""
    token = new_token()
    firm = Firm(venue_id=venue_id, name=name, token_digest=digest(token), made_at=now)
    session.add(firm)
    session.flush()
    return firm, token


def replace_link(session: Session, firm_id: int, now: dt.datetime) -> tuple[Firm, str] | None:
    """Give a firm another link, also one whose link was taken back, and return its token; None where there is no such firm."""
    firm = session.get(Firm, firm_id, with_for_update=True)
    if firm is None:
        return None
    token = new_token()
    firm.token_digest, firm.made_at, firm.ended_at = digest(token), now, None
    session.flush()
    return firm, token


def take_link_back(session: Session, firm_id: int, now: dt.datetime) -> Firm | None:
    """Let a firm's link be dead from now on; return the firm, None where there is none."""
    firm = session.get(Firm, firm_id, with_for_update=True)
    if firm:
        firm.ended_at = firm.ended_at or now
        session.flush()
    return firm
