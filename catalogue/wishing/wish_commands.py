"""Say a wish, take it back, and forget those that have grown old."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import changed, insert_if_new
from catalogue.terms import WishKind
from catalogue.wish_models import Wish
from catalogue.wishing.wish_queries import browser_digest
from people.registry import Retention

WISH_DAYS = 365


def say_wish(session: Session, interest_id: int, kind: WishKind, browser: str, day: dt.date) -> None:
    """Note what a browser says of an interest, in the caller's transaction; said again it is the same wish."""
    digest = browser_digest(interest_id, browser)
    values = {"interest_id": interest_id, "kind": kind, "browser_digest": digest, "said_on": day}
    session.execute(insert_if_new(session, Wish, values))


def take_back_wish(session: Session, interest_id: int, kind: WishKind, browser: str) -> None:
    """Forget what a browser said of an interest, in the caller's transaction."""
    own = Wish.browser_digest == browser_digest(interest_id, browser)
    session.execute(delete(Wish).where(Wish.interest_id == interest_id, Wish.kind == kind, own))


def wish_retention() -> Retention:
    """Return how long wishes are kept."""
    return Retention("Ønsker", WISH_DAYS, "Tiden tæller fra den dag, du sagde det.", _forget)


def _forget(session: Session, now: dt.datetime) -> int:
    return changed(session, delete(Wish).where(Wish.said_on <= day_of(now) - dt.timedelta(days=WISH_DAYS)))
