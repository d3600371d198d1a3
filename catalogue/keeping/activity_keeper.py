"""Whoever keeps an activity: staff, for places of theirs; a coordinator, for all; or the group that leads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose word it is: `group_id` is that of a group that acts itself; `venue_ids` are places, None for all of them."""

    venue_ids: frozenset[int] | None = frozenset()
    group_id: int | None = None

    def speaks_for(self, venue_id: int) -> bool:
        """Say whether it is theirs to say yes for a place."""
        return self.group_id is None and (self.venue_ids is None or venue_id in self.venue_ids)
