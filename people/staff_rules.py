"""What may be done to an account of the staff, and what somebody is there to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from people.terms import StaffRole

LINK_LIVES = dt.timedelta(hours=24)


class Refusal(Enum):
    """Why an account stays as it is."""

    LAST_COORDINATOR = auto()
    ENDED = auto()
    NOT_ENDED = auto()


@dataclass(frozen=True)
class Post:
    """What somebody is there to do, and at which places; only `StaffRole.STAFF` has places of its own."""

    role: StaffRole
    venue_ids: frozenset[int] = frozenset()

    @property
    def places(self) -> frozenset[int]:
        """Return the ids of the places that go with the role."""
        return self.venue_ids if self.role is StaffRole.STAFF else frozenset()


def refusal_to_leave(is_last_coordinator: bool, has_ended: bool, role: StaffRole | None) -> Refusal | None:
    """Say why somebody may not be given this role, None for being ended; None where they may."""
    if has_ended:
        return Refusal.ENDED
    if is_last_coordinator and role is not StaffRole.COORDINATOR:
        return Refusal.LAST_COORDINATOR
    return None
