"""Where the rooms above tell people what they know, so that people need not know the rooms (design §2).

One `Registry` an app, filled when the app is made. `Session` here is SQLAlchemy's, named by the rooms that fill it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Session = Any


@dataclass(frozen=True)
class Ahead:
    """Something a person has said yes to that has not ended: what it is in neutral words, when, and how to leave it.

    `key` is the same as long as it is the same thing, and `changed_at` moves with every change of it; `leave_path` takes
    a POST with no other field than the token.
    """

    key: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    path: str
    leave_path: str
    changed_at: dt.datetime


@dataclass(frozen=True)
class PersonalRows:
    """What a room keeps about persons: to list, to give out, to free and to erase.

    `list_ahead(session, person_id, now)`; `free(session, person_id, now)` leaves all that lies ahead, as the person would;
    `export(session, person_id)` gives rows as plain values, Danish keys, of the person alone; `erase(session, person_id)`
    takes what no foreign key takes. Those that write run inside the caller's transaction. `what_happens` says in a
    sentence what their deletion does to what lies ahead, "" when nothing does.
    """

    heading: str
    export: Callable[[Session, str], Sequence[Mapping[str, Any]]]
    list_ahead: Callable[[Session, str, dt.datetime], Sequence[Ahead]] = lambda _session, _person, _now: ()
    free: Callable[[Session, str, dt.datetime], None] = lambda _session, _person, _now: None
    erase: Callable[[Session, str], None] = lambda _session, _person: None
    what_happens: str = ""


@dataclass(frozen=True)
class Retention:
    """How long a kind of row is kept: `kind` as `docs/privacy.md` names it, in days, and what erases the rows due.

    `forget(session, now)` erases them inside the caller's transaction and returns how many; `days` is 0 where a row holds
    its own end, and `why` says in Danish what the days are for.
    """

    kind: str
    days: int
    why: str
    forget: Callable[[Session, dt.datetime], int]


@dataclass(frozen=True)
class Workplace:
    """A place somebody works at."""

    id: int
    slug: str
    name: str


@dataclass
class Registry:
    """What the rooms told; each list in the order the rooms were started."""

    personal_rows: list[PersonalRows] = field(default_factory=list)
    retentions: list[Retention] = field(default_factory=list)
    # (session, person ids) -> person id -> the ids of the places they belong to, as a user of them.
    belongings: list[Callable[[Session, Sequence[str]], Mapping[str, set[int]]]] = field(default_factory=list)
    # (session, venue ids) -> place id -> the ids of the persons who belong there.
    belongers: list[Callable[[Session, Iterable[int]], Mapping[int, set[str]]]] = field(default_factory=list)
    # (session, now, kind, key, details, person_id=, way=, address=): write a notice in the caller's transaction.
    tell: Callable[..., None] | None = None
    # Send at once what is due, for what cannot wait; called after the transaction.
    hurry: Callable[[], None] = lambda: None
    # Which ways can carry a code now: "text", "mail".
    open_ways: Callable[[], frozenset[str]] = frozenset
    # (session) -> all places; (session, person ids) -> person id -> the places they work at.
    list_workplaces: Callable[[Session], list[Workplace]] = lambda _session: []
    workplaces_of: Callable[[Session, Sequence[str]], Mapping[str, list[Workplace]]] = lambda _session, _persons: {}
    # (session, person id, venue ids): somebody works there, and nowhere else.
    set_workplaces: Callable[[Session, str, Iterable[int]], None] = lambda _session, _person, _venues: None
    # (session, group ids) -> group id -> the ids of the places it is at or wants to be at.
    places_of_groups: Callable[[Session, Sequence[int]], Mapping[int, set[int]]] = lambda _session, _groups: {}
    # (session, group id, person id): somebody is in the group no longer; before a group with nobody in it ends.
    left_group: list[Callable[[Session, int, str], None]] = field(default_factory=list)
    # (session, person id, venue id): the place printed the person's card.
    note_card: Callable[[Session, str, int], None] = lambda _session, _person, _venue: None

    def find_workplaces(self, session: Session, person_id: str) -> list[Workplace]:
        """Return the places one person works at, by name."""
        return self.workplaces_of(session, [person_id]).get(person_id, [])

    def group_places(self, session: Session, group_id: int) -> set[int]:
        """Return the ids of the places one group is at, or wants to be at."""
        return self.places_of_groups(session, [group_id]).get(group_id, set())
