"""What kinds of notice there are: rooms add theirs when the app is made. `Session` here is SQLAlchemy's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from people.terms import NoticeWay

Session = Any
Notice = Any


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice, and how it is told.

    `label` is what it is called to the person, in Danish. `text(details, way)` makes the words and raises KeyError where a
    detail is missing. `still_true(session, notice, now)` is asked just before it is told; what is not true any more goes untold.
    A kind that is `to_address` goes to a number or an address that is given, whatever anybody chose; the others go to a person,
    in the way they have chosen, and not while they hold a pause.
    """

    name: str
    label: str
    text: Callable[[Mapping[str, Any], NoticeWay], str]
    still_true: Callable[[Session, Notice, dt.datetime], bool] = lambda _session, _notice, _now: True
    to_address: bool = False


class Kinds:
    """The kinds that the rooms have added."""

    def __init__(self) -> None:
        self._kinds: dict[str, NoticeKind] = {}

    def __iter__(self) -> Iterator[NoticeKind]:
        return iter(self._kinds.values())

    def add(self, kind: NoticeKind) -> None:
        """Add a kind; raise ValueError where another has its name."""
        if kind.name in self._kinds:
            raise ValueError(f"there is a kind of notice called {kind.name!r} already")
        self._kinds[kind.name] = kind

    def get(self, name: str) -> NoticeKind:
        """Return a kind by its name; raise ValueError where there is none."""
        if name not in self._kinds:
            raise ValueError(f"no kind of notice is called {name!r}")
        return self._kinds[name]

    def label(self, name: str) -> str:
        """Return what a kind is called to the person; a row may be older than the kinds of today."""
        return self._kinds[name].label if name in self._kinds else "Besked"
