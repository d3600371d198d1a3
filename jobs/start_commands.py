"""Start the room: what it tells the people, the places and the outbox."""

from __future__ import annotations

from functools import partial

from flask import Flask

from jobs.personal_commands import start_rows
from jobs.place_commands import start_places
from jobs.telling_queries import is_still_so, is_still_today
from jobs.texts import LABEL, TODAY, TODAY_LABEL, Tell, job_text, today_text
from notices.kinds import NoticeKind
from notices.outbox import Outbox


def start_jobs(app: Flask) -> None:
    """Tell the rooms below what jobs keep, free and tell."""
    outbox: Outbox = app.extensions["notices"]
    for kind in Tell:
        outbox.kinds.add(NoticeKind(kind, LABEL, partial(job_text, kind), is_still_so))
    outbox.kinds.add(NoticeKind(TODAY, TODAY_LABEL, today_text, is_still_today))
    start_rows(app.extensions["people"])
    start_places(app.extensions["places"])
