"""Start the room: what it tells the people, the seats, the places and the outbox."""

from __future__ import annotations

from functools import partial

from flask import Flask

from notices.kinds import NoticeKind
from notices.outbox import Outbox
from people.registry import Registry
from seats.registry import SeatRegistry
from shifts.clock_commands import free_in_group, free_worthless
from shifts.opening_texts import OpeningTell, opening_text
from shifts.personal_commands import start_rows
from shifts.place_commands import start_places
from shifts.telling_queries import is_still_so
from shifts.texts import LABEL, Tell, shift_text


def start_shifts(app: Flask) -> None:
    """Tell the rooms below what shifts keep, free and tell."""
    seats: SeatRegistry = app.extensions["seats"]
    seats.free_worthless.append(free_worthless)
    registry: Registry = app.extensions["people"]
    registry.left_group.append(free_in_group)
    outbox: Outbox = app.extensions["notices"]
    for kind in Tell:
        outbox.kinds.add(NoticeKind(kind, LABEL, partial(shift_text, kind), is_still_so))
    for about_hours in OpeningTell:
        outbox.kinds.add(NoticeKind(about_hours, LABEL, partial(opening_text, about_hours)))
    start_rows(registry)
    start_places(app.extensions["places"])
