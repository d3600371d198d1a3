"""What a changed vocabulary would do to what the places know of each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.addresses import activity_path
from catalogue.keeping.versions import version_of
from catalogue.overlap_models import Overlap
from catalogue.overlap_queries import Pair, find_pairs, read_activities, read_published
from catalogue.overlaps import Comparison
from catalogue.overlaps_wording import reason_words
from catalogue.vocabulary import Vocabulary

MOST_SHOWN = 20


class Side(NamedTuple):
    """One of two activities: its address, title, and places."""

    path: str
    title: str
    places: tuple[str, ...]


class ShownPair(NamedTuple):
    """Two activities that would count as the same, or no longer do, and why (empty where they no longer do)."""

    one: Side
    other: Side
    reason: str


@dataclass(frozen=True)
class Preview:
    """The cases that a vocabulary would open and close: the first twenty of each as they are shown, and how many more."""

    opened: tuple[ShownPair, ...] = ()
    more_opened: int = 0
    closed: tuple[ShownPair, ...] = ()
    more_closed: int = 0
    version: str = ""

    @property
    def changes_something(self) -> bool:
        """Say whether any case would open or close."""
        return bool(self.opened or self.closed)


def preview_vocabulary(session: Session, vocabulary: Vocabulary) -> Preview:
    """Compare all that is published by a vocabulary that is not saved; writes nothing."""
    found = find_pairs(read_published(session), vocabulary)
    stored = {(first, second) for first, second in session.execute(select(Overlap.first_id, Overlap.second_id))}
    opened = sorted(found.keys() - stored, key=lambda pair: (-found[pair].score, pair))
    closed = sorted(stored - found.keys())
    sides = _sides(session, [*opened[:MOST_SHOWN], *closed[:MOST_SHOWN]])
    return Preview(
        opened=tuple(ShownPair(sides[a], sides[b], _why(found[a, b], vocabulary)) for a, b in opened[:MOST_SHOWN]),
        more_opened=max(0, len(opened) - MOST_SHOWN),
        closed=tuple(ShownPair(sides[a], sides[b], "") for a, b in closed[:MOST_SHOWN]),
        more_closed=max(0, len(closed) - MOST_SHOWN),
        version=version_of((opened, closed)),
    )


def _sides(session: Session, pairs: Iterable[Pair]) -> dict[int, Side]:
    ids: Collection[int] = {activity_id for pair in pairs for activity_id in pair}
    return {
        activity.id: Side(
            activity_path(activity.id, activity.slug), activity.title, tuple(host.venue.name for host in activity.hosts)
        )
        for activity in read_activities(session, ids).values()
    }


def _why(comparison: Comparison, vocabulary: Vocabulary) -> str:
    return reason_words(comparison.reasons[0], vocabulary) if comparison.reasons else ""
