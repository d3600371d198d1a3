"""A room as small as one can be, in memory: it holds promises of persons, and tells people of them as shifts and jobs will."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Flask, redirect, url_for
from werkzeug.wrappers import Response

from base.forms import Press
from base.web import allow
from people.access_views import get_signed_in, may
from people.permissions import Act
from people.registry import Ahead, PersonalRows, Registry
from tests.making import LONG_AGO

WHAT_HAPPENS = "Din plads bliver fri, så en anden kan tage den."


@dataclass
class SmallRoom:
    """Who has promised what; `freed` and `erased` are the persons it was asked to free and to erase, in that order."""

    promises: dict[str, list[Ahead]] = field(default_factory=dict)
    freed: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)

    def promise(self, person_id: str, key: str, starts_at: dt.datetime, hours: int = 3, title: str = "Kl. 10–13") -> Ahead:
        """Let somebody promise something."""
        path = f"/lille-rum/{key}"
        ahead = Ahead(key, title, starts_at, starts_at + dt.timedelta(hours=hours), path, f"{path}/nej", LONG_AGO)
        self.promises.setdefault(person_id, []).append(ahead)
        return ahead

    def list_ahead(self, _session: Any, person_id: str, moment: dt.datetime) -> Sequence[Ahead]:
        """Return what has not ended, in the order it was promised."""
        return [each for each in self.promises.get(person_id, []) if each.ends_at > moment]

    def free(self, _session: Any, person_id: str, moment: dt.datetime) -> None:
        """Leave all that has not ended."""
        self.freed.append(person_id)
        self.promises[person_id] = [each for each in self.promises.get(person_id, []) if each.ends_at <= moment]

    def export(self, _session: Any, person_id: str) -> list[dict[str, Any]]:
        """Return what somebody has promised."""
        return [{"hvad": each.title, "starter": each.starts_at} for each in self.promises.get(person_id, [])]

    def erase(self, _session: Any, person_id: str) -> None:
        """Forget somebody."""
        self.erased.append(person_id)
        self.promises.pop(person_id, None)

    def rows(self) -> PersonalRows:
        """Return what people are told of this room."""
        return PersonalRows("Løfter", self.export, self.list_ahead, self.free, self.erase, WHAT_HAPPENS)

    def leave(self, key: str) -> Response:
        """Leave one promise with one press, then show what is left."""
        person_id = get_signed_in().actor.subject_id
        if Press().validate():
            self.promises[person_id] = [each for each in self.promises.get(person_id, []) if each.key != key]
        return redirect(url_for("mine.show"), 303)


def start_small_room(app: Flask) -> SmallRoom:
    """Add the room to an app that has not answered anything yet."""
    room, pages = SmallRoom(), Blueprint("small_room", __name__)
    registry: Registry = app.extensions["people"]
    registry.personal_rows.append(room.rows())
    pages.add_url_rule("/lille-rum/<key>/nej", "leave", allow(may(Act.SEE_MINE))(_view(room)), methods=["POST"])
    app.register_blueprint(pages)
    return room


def _view(room: SmallRoom) -> Any:
    # A bound method cannot be declared about.
    return lambda key: room.leave(key)


def tomorrow_at(hour: int) -> dt.datetime:
    """Return an hour of the day after that of the tests' clock, in Kolding's winter."""
    return dt.datetime(2026, 11, 25, hour, tzinfo=dt.timezone(dt.timedelta(hours=1)))
