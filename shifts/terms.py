"""The codes that the tables of shifts hold, and the words for what a shift is."""

from __future__ import annotations

from enum import Enum, StrEnum, auto


class OpeningState(StrEnum):
    """Where extra hours stand: asked for by a group, said yes to by the place, said no to, or over."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    ENDED = "ended"


# What nobody else can have at the same place and time.
STANDING = (OpeningState.ASKED, OpeningState.APPROVED)


class Told(Enum):
    """What everybody may know of a shift. One who stands alone is `MAYBE`, as none: nobody is to know."""

    OPEN = auto()
    MAYBE = auto()
    CLOSED = auto()


class Refusal(Enum):
    """Why somebody cannot have a seat, or do something with the one they have."""

    PAST = auto()
    """It has begun, or is over."""
    TOO_LATE = auto()
    """The cut-off has passed: only a seat that is offered can be taken."""
    FULL = auto()
    CANCELLED = auto()
    CLOSED = auto()
    TWICE = auto()
    CLASH = auto()
    PAUSED = auto()
    PARTNER_PAUSED = auto()
    NOT_A_PARTNER = auto()
    KEY = auto()
    """One of the two is to know key and alarm, and neither does."""
    REST = auto()
    """They have the day before or the day after."""
    OTHER_PARTNER = auto()
    """Who asked them is on the shift no longer, or it is another who asks."""
    NOTE_CHANGED = auto()
    """Their partner has written meanwhile."""
    NOT_YOURS = auto()
    """They have no seat there, or none any more."""
    DAY_OFF = auto()
    """The place is closed on the day it would be moved to, or the group holds a pause."""
    BY_PLAN = auto()
    """The plan called it off, and would again."""
    TOO_EARLY = auto()
    """It is not near enough: one who cannot come leaves."""
