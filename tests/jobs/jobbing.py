"""Persons who do things with a job, and what each was told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.database import db, written
from jobs.held_commands import JobRefusedError
from jobs.models import JobLine
from jobs.terms import Refusal
from notices.models import Notice
from seats.models import Seat
from tests.conftest import Clock
from tests.jobs.making import JobWorld, make_job_world

Change = Callable[[Session, int, str, dt.datetime], Any]


class Jobbing:
    """A world of one job, whose people are called a, b, c, d; each act is at a moment of its own."""

    def __init__(self, app: Flask, clock: Clock, **changes: Any) -> None:
        self.app, self.clock = app, clock
        with app.app_context():
            self.world: JobWorld = written(lambda session: make_job_world(session, **changes))
            db.session.remove()
        self.ids = dict(zip("abcd", self.world.people, strict=True))

    def act(self, change: Change, who: str, job_id: int | None = None) -> dict[str, list[str]]:
        """Let somebody do it, and return who was told what of it."""
        return self.change(lambda session: change(session, job_id or self.world.job_id, self.ids[who], self.clock.moment))

    def change(self, change: Callable[[Session], Any]) -> dict[str, list[str]]:
        """Change something, and return who was told what of it."""
        self.clock.moment += dt.timedelta(seconds=1)
        before = self._told()
        with self.app.app_context():
            written(change)
            db.session.remove()
        names = {person_id: who for who, person_id in self.ids.items()}
        found: dict[str, list[str]] = {}
        for _key, person_id, kind in sorted(self._told() - before):
            found.setdefault(names[person_id], []).append(kind)
        return found

    def refusal(self, change: Change, who: str, job_id: int | None = None) -> Refusal | None:
        """Let somebody do it, and return why not; None where they could."""
        try:
            self.act(change, who, job_id)
        except JobRefusedError as error:
            return error.refusal
        return None

    def seats(self, job_id: int | None = None) -> dict[str, str]:
        """Return whose seat is in which state."""
        names = {person_id: who for who, person_id in self.ids.items()}
        with self.app.app_context():
            rows = db.session.scalars(select(Seat).where(Seat.occasion_id == (job_id or self.world.job_id)).order_by(Seat.number))
            found = {names.get(each.person_id, each.person_id): each.state for each in rows}
            db.session.remove()
        return found

    def line(self) -> str:
        """Return who stands in line, in order."""
        names = {person_id: who for who, person_id in self.ids.items()}
        with self.app.app_context():
            found = db.session.scalars(select(JobLine.person_id).order_by(JobLine.joined_at)).all()
            db.session.remove()
        return "".join(names[each] for each in found)

    def _told(self) -> set[tuple[str, str, str]]:
        with self.app.app_context():
            rows = db.session.execute(select(Notice.key, Notice.person_id, Notice.kind)).all()
            db.session.remove()
        return {(key, person_id or "", kind) for key, person_id, kind in rows}
