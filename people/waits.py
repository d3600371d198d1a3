"""How long one waits after wrong tries: not at all at first, then longer each time, told in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """How many tries are free, how long each one after that costs, and how long after the last try all is forgotten."""

    free: int
    steps: tuple[dt.timedelta, ...]
    memory: dt.timedelta


def _minutes(*counts: int) -> tuple[dt.timedelta, ...]:
    return tuple(dt.timedelta(minutes=count) for count in counts)


PIN = Patience(4, _minutes(1, 5, 15, 60, 240, 720), dt.timedelta(days=7))
PASSWORD = Patience(4, _minutes(1, 2, 5, 15), dt.timedelta(days=1))
CODE_REQUEST = Patience(3, _minutes(5, 15, 60, 240), dt.timedelta(days=1))
# Many people sit behind the one address of a place.
ADDRESS = Patience(30, _minutes(1, 5, 15), dt.timedelta(hours=1))


def wait_after(patience: Patience, tries: int) -> dt.timedelta:
    """Return how long to wait after a number of tries: nothing while they are free, then step by step, the last for ever."""
    beyond = tries - patience.free
    return patience.steps[min(beyond, len(patience.steps)) - 1] if beyond > 0 else dt.timedelta(0)


def wait_words(remaining: dt.timedelta) -> str:
    """Say how long is left: "et minut", "5 minutter", "en time", "4 timer"; never less than it is."""
    minutes = max(_rounded_up(remaining, dt.timedelta(minutes=1)), 1)
    if minutes < 60:
        return "et minut" if minutes == 1 else f"{minutes} minutter"
    hours = _rounded_up(remaining, dt.timedelta(hours=1))
    return "en time" if hours == 1 else f"{hours} timer"


def _rounded_up(span: dt.timedelta, unit: dt.timedelta) -> int:
    return -(-span // unit)
