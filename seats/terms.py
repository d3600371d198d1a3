"""The codes that the tables of seats hold."""

from __future__ import annotations

from enum import StrEnum


class SeatState(StrEnum):
    """Whether somebody has said yes to a seat, or it is held for them until they answer or the clock lets it go."""

    TAKEN = "taken"
    HELD = "held"
