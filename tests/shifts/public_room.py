"""A place that a group keeps open on Sundays, as tests of what is public need it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Flask
from icalendar import Calendar

from base.clock import KOLDING
from base.database import writing
from people.terms import MemberState
from seats.commands import end_occasion, hold_occasion
from shifts.models import Opening
from shifts.taking_commands import leave_shift, take_shift
from tests.conftest import Clock
from tests.making import make_activity, make_venue
from tests.people.making import make_group, make_person
from tests.shifts.making import make_opening, make_shift

SUNDAY = dt.date(2026, 11, 29)
NAMES = ("Annelise", "Bertil", "Cornelia")


@dataclass
class PublicRoom:
    """Huset, its group of three, the first of them its contact, and their opening."""

    app: Flask
    clock: Clock
    people: list[str]
    opening_id: int

    def plan(self, starts: dt.datetime, ends: dt.datetime) -> int:
        """Add a shift, and return its id."""
        with self.app.app_context(), writing() as session:
            opening = session.get_one(Opening, self.opening_id)
            return int(make_shift(session, opening, starts.date(), starts, ends).id)

    def change(self, **values: object) -> None:
        """Change the opening."""
        with self.app.app_context(), writing() as session:
            opening = session.get_one(Opening, self.opening_id)
            for name, value in values.items():
                setattr(opening, name, value)

    def take(self, shift_id: int, *numbers: int) -> None:
        """Let some of the group take a seat."""
        for number in numbers:
            with self.app.app_context(), writing() as session:
                take_shift(session, shift_id, self.people[number], self.clock())

    def leave(self, shift_id: int, number: int) -> None:
        """Let one of the group leave."""
        with self.app.app_context(), writing() as session:
            leave_shift(session, shift_id, self.people[number], self.clock())

    def end(self, shift_id: int, **ends: dt.datetime) -> None:
        """Cancel or close a shift."""
        with self.app.app_context(), writing() as session:
            occasion = hold_occasion(session, shift_id)
            assert occasion
            end_occasion(session, occasion, **ends)


def at(hour: int, minute: int = 0, day: dt.date = SUNDAY) -> dt.datetime:
    """Return an hour by the wall in Kolding."""
    return dt.datetime.combine(day, dt.time(hour, minute), KOLDING)


def make_public_room(app: Flask, clock: Clock, **changes: object) -> PublicRoom:
    """Make the place, whose page is public because something happens there, the group and the opening."""
    with app.app_context(), writing() as session:
        venue = make_venue(session, "Huset", phone="75 00 00 01")
        make_activity(session, venue)
        people = [make_person(session, name).id for name in NAMES]
        states = dict.fromkeys(people, MemberState.MEMBER) | {people[0]: MemberState.CONTACT}
        group = make_group(session, "Søndagsfolket", venue, True, **states)
        return PublicRoom(app, clock, people, make_opening(session, group, venue, **changes).id)


def add_place(room: PublicRoom, name: str, *, is_shown: bool = True) -> int:
    """Add another place with a group and its opening, and return the opening's id."""
    with room.app.app_context(), writing() as session:
        venue = make_venue(session, name)
        if is_shown:
            make_activity(session, venue, f"Noget i {name}")
        group = make_group(session, f"Holdet i {name}", venue)
        return int(make_opening(session, group, venue).id)


def events(body: bytes) -> list[Any]:
    """Return the extra hours of a calendar, as a reader that is not ours reads them."""
    return [each for each in Calendar.from_ical(body).walk("VEVENT") if str(each["UID"]).startswith("vagt-")]
