"""What people and the erasing command are told of shifts: what is kept about a person, and for how long."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from base.database import changed
from catalogue.belonging_models import VenueGroup
from notices.outbox_commands import drop_untrue
from people.group_models import Membership
from people.registry import PersonalRows, Registry, Retention
from people.terms import MemberState
from seats.commands import forget_seats
from seats.models import Occasion
from shifts.clock_commands import free_ahead
from shifts.models import KeyShown, Shift, ShiftSuits
from shifts.personal_queries import belongers, belongings, export_keys, export_shifts, export_suits, list_ahead
from shifts.texts import Tell

NAME_DAYS, NOTE_DAYS = 7, 30


def start_rows(registry: Registry) -> None:
    """Tell the registry what shifts keep about persons, and for how long."""
    registry.personal_rows += [
        PersonalRows(
            "Dine vagter", export_shifts, list_ahead=list_ahead, free=free_ahead,
            what_happens="Din plads bliver fri, og din makker får besked.",
        ),
        PersonalRows("Nøgle og alarm, du har fået vist", export_keys),
        PersonalRows("Vagter, der passer dig", export_suits),
    ]  # fmt: skip
    registry.belongings.append(belongings)
    registry.belongers.append(belongers)
    registry.retentions += [
        Retention("Plads på en vagt", NAME_DAYS, "Gruppen og stedet kan se, hvem der var der.", forget_names),
        Retention("Note til de næste to", 0, "Den er væk efter næste vagt.", forget_notes),
        Retention("Vagt, der passer dig", 0, "Det bruges, til vagten begynder.", forget_suits),
        Retention("Nøgle og alarm, der er vist", 0, "Det er væk, når du ikke er i en gruppe på stedet.", forget_keys),
    ]


def forget_names(session: Session, now: dt.datetime) -> int:
    """Erase who was on what ended a week ago, and what waits to be told of what is over; return how many."""
    return forget_seats(session, select(Shift.id), now - dt.timedelta(days=NAME_DAYS)) + drop_untrue(session, Tell, now)


def forget_notes(session: Session, now: dt.datetime) -> int:
    """Erase the notes that the two after have had, and in the end those that nobody comes after; return how many."""
    own, later, next_shift = aliased(Occasion), aliased(Occasion), aliased(Shift)
    after = exists().where(
        own.id == Shift.id, next_shift.opening_id == Shift.opening_id, later.id == next_shift.id,
        later.is_live, later.starts_at > own.starts_at,
    )  # fmt: skip
    long_ago = Shift.noted_at <= now - dt.timedelta(days=NOTE_DAYS)
    due = and_(Shift.note != "", or_(after.where(later.ends_at <= now), and_(long_ago, ~after)))
    return changed(session, update(Shift).where(due).values(note="", noted_at=None))


def forget_suits(session: Session, now: dt.datetime) -> int:
    """Erase what suited somebody of shifts that have begun; return how many."""
    begun = select(Occasion.id).where(Occasion.starts_at <= now)
    return changed(session, delete(ShiftSuits).where(ShiftSuits.shift_id.in_(begun)))


def forget_keys(session: Session, _now: dt.datetime) -> int:
    """Erase that somebody was shown the key of a place where no group of theirs is; return how many."""
    at_home = exists().where(
        VenueGroup.venue_id == KeyShown.venue_id, Membership.group_id == VenueGroup.group_id,
        Membership.person_id == KeyShown.person_id, Membership.state != MemberState.WAITING,
    )  # fmt: skip
    return changed(session, delete(KeyShown).where(~at_home))
