"""Send what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy.exc import DBAPIError

from base.clock import KOLDING
from base.database import db, writing
from base.quietlogs import tell_quietly
from base.web import now as present
from notices.outbox_commands import drop, note_told
from notices.waiting_queries import Waiting, list_due, outbox

AT_A_TIME = 100


@dataclass(frozen=True)
class Sent:
    """How many notices were sent, and how many were dropped because they are not true any more."""

    sent: int = 0
    dropped: int = 0


def send_due(now: dt.datetime) -> Sent:
    """Send what is due by text and by mail, outside every transaction; without a sender it waits.

    A notice is written first and marked after: if the process dies between the two it is written again, under the same id,
    and none is lost. One sender at a time has the turn, and looks only then, so that two never write the same.
    """
    sender, sent, dropped = outbox().sender, 0, 0
    if sender is None:
        return Sent()
    with sender.turn() as append:
        while due := _look(now):
            for each in due:
                if each.true:
                    append(_block(each, now))
            _settle(due, now)
            sent += sum(each.true for each in due)
            dropped += sum(not each.true for each in due)
    return Sent(sent, dropped)


def hurry() -> None:
    """Send at once what cannot wait, after the caller's transaction; what fails is logged by its kind, and waits for the next."""
    try:
        send_due(present())
    except (OSError, DBAPIError) as error:
        current_app.logger.error("notices: %s", tell_quietly(error))


def _look(now: dt.datetime) -> list[Waiting]:
    # A snapshot from before the turn would still show what another has just sent.
    session = db.session()
    session.rollback()
    due = list_due(session, now, AT_A_TIME)
    session.rollback()
    return due


def _settle(due: Sequence[Waiting], now: dt.datetime) -> None:
    with writing() as session:
        for each in due:
            if each.true:
                note_told(session, each.id, each.way, now)
            else:
                drop(session, each.id)


def _block(notice: Waiting, now: dt.datetime) -> str:
    moment = now.astimezone(KOLDING).isoformat(timespec="seconds")
    return f"{moment} {notice.way} {notice.address} {notice.id}\n{notice.text}"
