"""Why a seat is refused: one error for each way in which the database, or the rules before it, say no."""

from __future__ import annotations


class SeatRefusedError(Exception):
    """The seat was not given; nothing was changed."""


class FullError(SeatRefusedError):
    """Every seat is somebody's."""


class TwiceError(SeatRefusedError):
    """The same person has a seat there already."""


class ClashError(SeatRefusedError):
    """The person has said yes to something at that time. Where and to what is nobody's business."""


class NotLiveError(SeatRefusedError):
    """The occasion is cancelled or closed."""


class PausedError(SeatRefusedError):
    """A person holds a pause, or is gone."""

    def __init__(self, person_id: str) -> None:
        super().__init__()
        self.person_id = person_id


# PostgreSQL names the constraint. SQLite names a check or a trigger's text, and of a key its columns.
_BY_MARK = (
    ("ex_seat_one_thing_at_a_time", ClashError),
    ("pk_seat", FullError),
    ("seat.occasion_id, seat.number", FullError),
    ("ck_seat_within_capacity", FullError),
    ("uq_seat_occasion_id_person_id", TwiceError),
    ("seat.occasion_id, seat.person_id", TwiceError),
)


def refusal_of(constraint: str | None, message: str) -> SeatRefusedError | None:
    """Return the error for a violated constraint: by its name where the engine tells it, else by the engine's message."""
    told = constraint or message
    return next((error() for mark, error in _BY_MARK if mark in told), None)
