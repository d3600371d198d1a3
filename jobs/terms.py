"""The codes of the room."""

from __future__ import annotations

from enum import Enum, StrEnum, auto


class PostingState(StrEnum):
    """How far a posting has come: asked for by a firm, posted, said no to, or at an end."""

    ASKED = "asked"
    POSTED = "posted"
    DECLINED = "declined"
    ENDED = "ended"


class Taking(StrEnum):
    """How one gets a job."""

    TURN_UP = "turn_up"
    FIRST_COME = "first_come"
    LOTS = "lots"


class Trait(StrEnum):
    """What a job is like."""

    SITTING = "sitting"
    STANDING = "standing"
    LIFTING = "lifting"
    INSIDE = "inside"
    OUTSIDE = "outside"
    ALONE = "alone"
    TOGETHER = "together"
    NOISY = "noisy"
    QUIET = "quiet"


class Refusal(Enum):
    """Why it could not be: with a job, or with somebody's place on it."""

    BEGUN = auto()
    OVER = auto()
    CANCELLED = auto()
    FULL = auto()
    TWICE = auto()
    CLASH = auto()
    PAUSED = auto()
    NOT_YOURS = auto()
    """They have no seat there, and stand in no line."""
    TURN_UP = auto()
    """No names are taken: one just turns up."""
    LOTS = auto()
    """It is drawn on the spot: staff write who got it."""
    BY_PLAN = auto()
    """The posting is down, or the place is closed that day."""
    FREE = auto()
    """There is no line to stand in: there is room."""


class Problem(Enum):
    """Why a posting cannot be as it was typed."""

    PAST = auto()
    TOO_FAR = auto()
    TOO_LONG = auto()
    TOO_SHORT = auto()
    ENDS_BEFORE = auto()
    LOTS_TOO_LATE = auto()
    TOO_FEW_HANDS = auto()
    TAKEN_ALREADY = auto()
    HAD_THAT_DAY = auto()
    ANSWERED = auto()
    FIRM_GONE = auto()
