"""What the rooms above are told of places, so that the catalogue need not know them. `Session` here is SQLAlchemy's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Session = Any


@dataclass
class PlaceRegistry:
    """What is to be done in the transaction that changed a place."""

    # (session, place id, now): its closing days are others now.
    days_changed: list[Callable[[Session, int, dt.datetime], None]] = field(default_factory=list)
    # (session, place id, now) -> whether anything was closed: what is left of today is.
    closed_today: list[Callable[[Session, int, dt.datetime], bool]] = field(default_factory=list)
    # (session, place id, kept id, now): a place was laid under another, and is about to go.
    merged: list[Callable[[Session, int, int, dt.datetime], None]] = field(default_factory=list)
    # (session, group id, place id, now): the place has taken back its yes to a group.
    group_left: list[Callable[[Session, int, int, dt.datetime], None]] = field(default_factory=list)
