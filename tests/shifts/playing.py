"""One act after another on the shifts of a group, with what each told whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.database import db, writing
from notices.models import Notice
from seats.models import Seat
from shifts.held_commands import ShiftRefusedError
from shifts.models import Opening
from shifts.terms import Refusal
from shifts.texts import Tell
from tests.conftest import Clock
from tests.shifts.making import SUNDAYS, ShiftWorld, make_shift, make_world

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
STARTS = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
ENDS, CUTOFF, EVENING = STARTS + 3 * HOUR, STARTS - HOUR, STARTS - 14 * HOUR

ToldWhom = dict[str, list[Tell]]


class Playing:
    """People are letters, "a" the contact; shifts are numbers, 0 the first Sunday's. No two acts come at one moment."""

    def __init__(self, app: Flask, clock: Clock, **changes: object) -> None:
        self.app, self.clock = app, clock
        with app.app_context(), writing() as session:
            self.world: ShiftWorld = make_world(session, **changes)
        self.people = dict(zip("abcd", self.world.people, strict=True))
        self.letters = {person_id: letter for letter, person_id in self.people.items()} | {self.world.staff_id: "staff"}

    def at(self, moment: dt.datetime) -> None:
        """Set the clock."""
        self.clock.moment = moment

    def act(self, command: Callable[..., object], who: str, *more: str, which: int = 0) -> ToldWhom:
        """Let somebody do something with a shift, to those named after them; return what was told by it, by letter."""
        people = [self.people[each] for each in (who, *more)]
        return self.change(lambda rows: command(rows, self.world.shift_ids[which], *people, self.clock.moment))

    def add_shift(self, starts_at: dt.datetime, opening_id: int | None = None) -> int:
        """Add a shift of three hours, of the group's hours or of others; return its number."""
        day = SUNDAYS[1] + DAY * len(self.world.shift_ids)

        def add(rows: Session) -> None:
            opening = rows.get_one(Opening, opening_id or self.world.opening_id)
            made = make_shift(rows, opening, day, starts_at, starts_at + 3 * HOUR).id
            self.world = self.world._replace(shift_ids=(*self.world.shift_ids, made))

        self.change(add)
        return len(self.world.shift_ids) - 1

    def change(self, change: Callable[[Session], object]) -> ToldWhom:
        """Do something in a transaction; return what was told by it, by letter."""
        return self.watch(lambda: self._write(change))

    def watch(self, act: Callable[[], object]) -> ToldWhom:
        """Do something; return what was told by it, by letter."""
        self.clock.moment += dt.timedelta(milliseconds=1)
        with self.app.test_request_context():
            before = {each.id for each in db.session.scalars(select(Notice))}
            db.session.rollback()
            act()
            told: ToldWhom = {}
            for each in db.session.scalars(select(Notice).order_by(Notice.kind)):
                if each.id not in before:
                    told.setdefault(self.letters[each.person_id or ""], []).append(Tell(each.kind))
            db.session.remove()
            return told

    def _write(self, change: Callable[[Session], object]) -> None:
        with writing() as session:
            change(session)

    def refusal(self, command: Callable[..., object], who: str, *more: str, which: int = 0) -> Refusal | None:
        """Return why somebody could not do something, None where they could; what is refused has changed and told nothing."""
        before = self.seats(0), self.seats(1)
        try:
            self.act(command, who, *more, which=which)
        except ShiftRefusedError as error:
            assert (self.seats(0), self.seats(1)) == before
            return error.refusal
        return None

    def seats(self, which: int = 0) -> str:
        """Return who has a seat as the rows say, by number: "a b?" where b is only asked, "a b!" where b offers theirs."""
        with self.app.app_context():
            rows = select(Seat).where(Seat.occasion_id == self.world.shift_ids[which]).order_by(Seat.number)
            found = [f"{self.letters[each.person_id]}{_mark(each)}" for each in db.session.scalars(rows)]
            db.session.remove()
        return " ".join(found)


def _mark(seat: Seat) -> str:
    if not seat.is_yes:
        return "?"
    return "!" if seat.offered_at else ""
