"""Start the outbox of an app: its kinds, its sender, and what people are told of it."""

from __future__ import annotations

import os
from pathlib import Path

import click
from flask import Flask

from notices.keeping_commands import notice_retentions, notice_rows
from notices.kinds import NoticeKind
from notices.outbox import Outbox
from notices.outbox_commands import enqueue
from notices.sending_commands import hurry
from notices.sent_file import SentFile
from notices.texts import code, number_changed, welcomed
from notices.waiting_queries import code_lives, is_in_group
from people.registry import Registry

ONLY_IN_A_TRIAL = (
    'sender = "file" keeps codes where everybody who can read the file sees them. It is for a demo or a trial: '
    "set trial = true too, or leave sender out"
)
KINDS = (
    NoticeKind("code", "Kode", code, code_lives, to_address=True),
    NoticeKind("number_changed", "Nyt nummer eller ny mail", number_changed, to_address=True),
    NoticeKind("welcomed", "Velkommen i en gruppe", welcomed, is_in_group),
)


def start_notices(app: Flask) -> None:
    """Give the app an outbox, and tell people how to write in it; raise ValueError for the file sender outside a trial.

    The file is `SENT_FILE` in the app's config or the environment, else `sent.txt` in the instance folder; it is emptied
    when the app starts to serve.
    """
    outbox = app.extensions["notices"] = Outbox(_sender(app))
    for kind in KINDS:
        outbox.kinds.add(kind)
    registry: Registry = app.extensions["people"]
    registry.tell, registry.hurry = enqueue, hurry
    registry.open_ways = lambda: outbox.ways
    registry.personal_rows.append(notice_rows())
    registry.retentions += notice_retentions()


def _sender(app: Flask) -> SentFile | None:
    settings = app.config["SETTINGS"]
    if settings.sender != "file":
        return None
    if not settings.trial:
        raise ValueError(ONLY_IN_A_TRIAL)
    path = app.config.get("SENT_FILE") or os.environ.get("SENT_FILE") or Path(app.instance_path) / "sent.txt"
    sender = SentFile(Path(path))
    if _serves():
        sender.empty()
    return sender


def _serves() -> bool:
    # A command run beside the server would take the codes that people wait for.
    context = click.get_current_context(silent=True)
    return context is None or context.info_name == "run"
