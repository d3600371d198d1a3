"""What the rooms above tell the seats. `Session` here is SQLAlchemy's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Session = Any


@dataclass
class SeatRegistry:
    """What is asked of each room before somebody takes a seat."""

    # (session, person id, starts_at, ends_at, now): free those of the person's seats in that time that the clock alone has
    # made worthless, and tell them; the person is held.
    free_worthless: list[Callable[[Session, str, dt.datetime, dt.datetime, dt.datetime], None]] = field(default_factory=list)
