"""Count what is tried, before it is looked at: the same for what exists and what does not.

A try is counted first and taken back when it was right, so that tries at the same moment cannot slip past each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from base.database import insert_if_new, writing
from people.codes import keyed_digest
from people.waits import Patience, wait_after
from people.way_in_models import Attempt

Tried = tuple[str, str, Patience]


def attempt_key(purpose: str, text: str) -> str:
    """Return what is kept of something tried: a digest keyed with the app's secret."""
    return keyed_digest(current_app.config["SECRET_KEY"], f"attempt {purpose}", text)


def count_attempt(tried: Sequence[Tried], now: dt.datetime) -> dt.timedelta | None:
    """Count a try against each (purpose, text, patience), in a transaction of its own.

    Returns None when one may go on, else how long to wait: then nothing is counted.
    """
    keys = sorted((attempt_key(purpose, text), patience) for purpose, text, patience in tried)
    with writing() as session:
        rows = [_row(session, key, now) for key, _ in keys]
        waits = [row.wait_until - now for row in rows if row.wait_until > now]
        if waits:
            return max(waits)
        for row, (_, patience) in zip(rows, keys, strict=True):
            row.tries += 1
            row.wait_until = now + wait_after(patience, row.tries)
            row.forget_at = max(row.wait_until, now) + patience.memory
    return None


def _row(session: Session, key: str, now: dt.datetime) -> Attempt:
    values = {"key": key, "tries": 0, "wait_until": now, "forget_at": now}
    session.execute(insert_if_new(session, Attempt, values))
    row = session.scalars(select(Attempt).where(Attempt.key == key).with_for_update()).one()
    if row.forget_at <= now:
        row.tries = 0
    return row


def take_back(session: Session, tried: Sequence[Tried], now: dt.datetime) -> None:
    """Take one counted try back, in the caller's transaction: it was right."""
    keys = [attempt_key(purpose, text) for purpose, text, _ in tried]
    session.execute(
        update(Attempt).where(Attempt.key.in_(keys), Attempt.tries > 0).values(tries=Attempt.tries - 1, wait_until=now)
    )


def settle(session: Session, tried: Sequence[Tried], now: dt.datetime) -> None:
    """Forget all tries of the first, in the caller's transaction, and take one of each other back: it was right."""
    forget_attempts(session, *tried[0][:2])
    take_back(session, tried[1:], now)


def forget_attempts(session: Session, purpose: str, text: str) -> None:
    """Forget all tries of something, in the caller's transaction: it was right, or staff unlocked it."""
    session.execute(delete(Attempt).where(Attempt.key == attempt_key(purpose, text)))
