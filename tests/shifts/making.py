"""Extra hours and shifts for tests, made with as few words as the test needs."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy.orm import Session

from catalogue.place_models import Venue
from catalogue.recurrence import ends_at, starts_at
from people.group_models import Group
from people.terms import MemberState
from seats.models import Occasion
from shifts.models import Opening, Shift
from shifts.terms import OpeningState
from tests.making import LONG_AGO, make_venue
from tests.people.making import make_group, make_person, make_staff

SUNDAYS = (dt.date(2026, 11, 29), dt.date(2026, 12, 6))
NAMES = ("Annelise", "Bertil", "Cornelia", "Dagmar")


class ShiftWorld(NamedTuple):
    """A place with staff, and a group of four there, the first its contact, that keeps two Sunday mornings open."""

    venue_id: int
    slug: str
    staff_id: str
    group_id: int
    people: tuple[str, ...]
    opening_id: int
    shift_ids: tuple[int, ...]


def make_opening(session: Session, group: Group, venue: Venue, **changes: object) -> Opening:
    """Add hours on Sundays from ten to one that the place has said yes to, nobody needing the key."""
    given = {
        "state": OpeningState.APPROVED, "weekday": 6, "start_minute": 600, "minutes": 180,
        "first_day": dt.date(2026, 11, 24), "last_day": dt.date(2027, 1, 24), "phone": "75 12 34 56",
        "needs_key": False, "asked_at": LONG_AGO, "changed_at": LONG_AGO, **changes,
    }  # fmt: skip
    opening = Opening(group_id=group.id, venue_id=venue.id, **given)
    session.add(opening)
    session.flush()
    return opening


def make_shift(
    session: Session, opening: Opening, day: dt.date, starts: dt.datetime | None = None, ends: dt.datetime | None = None
) -> Shift:  # fmt: skip
    """Add the shift of a day, at the opening's hours unless others are given."""
    occasion = Occasion(
        starts_at=starts or starts_at(day, opening.start_minute),
        ends_at=ends or ends_at(day, opening.start_minute, opening.minutes), capacity=2,
    )  # fmt: skip
    session.add(occasion)
    session.flush()
    shift = Shift(id=occasion.id, opening_id=opening.id, day=day, changed_at=LONG_AGO)
    session.add(shift)
    session.flush()
    return shift


def make_world(session: Session, **changes: object) -> ShiftWorld:
    """Add it all, the opening with these changes."""
    venue = make_venue(session)
    staff_id = make_staff(session, venues=(venue,)).person_id
    people = tuple(make_person(session, name).id for name in NAMES)
    states = {each: MemberState.MEMBER for each in people} | {people[0]: MemberState.CONTACT}
    group = make_group(session, "Søndagsholdet", venue, True, **states)
    opening = make_opening(session, group, venue, **changes)
    shift_ids = tuple(make_shift(session, opening, day).id for day in SUNDAYS)
    return ShiftWorld(venue.id, venue.slug, staff_id, group.id, people, opening.id, shift_ids)
