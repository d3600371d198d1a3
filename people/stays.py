"""How long a browser stays signed in (OWASP ASVS 5.0, 7.3): idle and absolute limits for each kind of stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from people.terms import Stay


@dataclass(frozen=True)
class Limits:
    """How long a session lives without being used, and at most."""

    idle: dt.timedelta
    absolute: dt.timedelta


LIMITS: Mapping[Stay, Limits] = {
    Stay.OWN: Limits(dt.timedelta(days=90), dt.timedelta(days=365)),
    Stay.SHARED: Limits(dt.timedelta(minutes=15), dt.timedelta(hours=2)),
    Stay.STAFF: Limits(dt.timedelta(minutes=45), dt.timedelta(hours=10)),
}
HELP_LASTS = dt.timedelta(minutes=15)
SEEN_EVERY = dt.timedelta(minutes=5)


def has_ended(stay: Stay, seen_at: dt.datetime, expires_at: dt.datetime, now: dt.datetime) -> bool:
    """Say whether a session is over: idle for too long, or past its end."""
    return now >= expires_at or now - seen_at >= LIMITS[stay].idle
