"""Ask for extra hours, answer, change, pause, go on and end them. All in the caller's transaction.

All raise UnknownOpeningError where there are none, and OpeningRefusedError, with nothing changed, where it cannot be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from base.clock import day_of
from catalogue.belonging_models import VenueGroup, VenueStaff
from catalogue.place_models import Venue
from catalogue.recurrence import ends_at, starts_at
from notices.outbox_commands import enqueue
from people.group_commands import hold_group
from people.person_commands import hold_persons
from people.terms import MemberState
from seats.commands import move_occasion
from seats.models import Occasion
from seats.queries import list_persons_on
from shifts.held_commands import hold_shift, renew_holds
from shifts.keeping_commands import move_shift
from shifts.models import Opening, OpeningDay, OpeningPause, Shift
from shifts.opening_rules import ENDS_SOON, FEWEST_MEMBERS, GRACE, TRIAL_WEEKS, Hours, Problem, overlaps, problem_of
from shifts.opening_texts import OpeningTell
from shifts.plan import Plan
from shifts.roll_commands import hold_opening, roll_opening
from shifts.shift_queries import list_group_people
from shifts.terms import STANDING, OpeningState


class UnknownOpeningError(Exception):
    """There are no such hours, or the group is not at the place."""


class OpeningRefusedError(Exception):
    """It could not be done, and nothing was changed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Terms:
    """What a place says yes to, besides the hours: who answers, where the key is, what is asked of the two."""

    phone: str
    key_where: str
    tasks: str
    needs_key: bool
    rest_days: int
    evening_minute: int
    cutoff_minutes: int
    runs_on_holidays: bool


def ask_opening(session: Session, group_id: int, venue_id: int, hours: Hours, tasks: str, now: dt.datetime) -> Opening:
    """Ask the staff of a place for hours in which a group keeps it open; asked twice is asked once."""
    if hold_group(session, group_id) is None:
        raise UnknownOpeningError
    if len(list_group_people(session, group_id, MemberState.MEMBER, MemberState.CONTACT)) < FEWEST_MEMBERS:
        raise OpeningRefusedError(Problem.FEW)
    _hold_venue(session, venue_id)
    there = session.get(VenueGroup, (group_id, venue_id))
    if there is None or there.approved_at is None:
        raise UnknownOpeningError
    _refuse(problem_of(hours, day_of(now)))
    standing = _list_standing(session, venue_id)
    for each in standing:
        if each.group_id == group_id and each.state == OpeningState.ASKED and hours_of(each) == hours:
            return each
    _refuse(Problem.OVERLAPS if overlaps(hours, map(hours_of, standing)) else None)
    opening = Opening(group_id=group_id, venue_id=venue_id, tasks=tasks, asked_at=now, changed_at=now, **_columns(hours))
    opening.days = [OpeningDay(day=day) for day in hours.plan.days]
    session.add(opening)
    session.flush()
    _tell(session, now, OpeningTell.ASKED, opening, _staff_of(session, venue_id))
    return opening


def approve_opening(session: Session, opening_id: int, terms: Terms, now: dt.datetime) -> Opening:
    """Say yes to hours, under these terms: their shifts are there at once. A yes said before stands."""
    opening = _get_held(session, opening_id, OpeningState.ASKED)
    _refuse_overlap(session, opening, hours_of(opening), OpeningState.APPROVED)
    members = list_group_people(session, opening.group_id, MemberState.MEMBER, MemberState.CONTACT)
    _refuse(Problem.FEW_BY_NOW if len(members) < FEWEST_MEMBERS else None)
    opening.state, opening.answered_at = OpeningState.APPROVED, now
    _set_terms(opening, terms, now)
    roll_opening(session, opening_id, now)
    _tell(session, now, OpeningTell.APPROVED, opening, _contacts_of(session, opening))
    return opening


def decline_opening(session: Session, opening_id: int, now: dt.datetime) -> Opening:
    """Say no to hours that were asked for."""
    opening = _get_held(session, opening_id, OpeningState.ASKED)
    opening.state, opening.answered_at, opening.changed_at = OpeningState.DECLINED, now, now
    _tell(session, now, OpeningTell.DECLINED, opening, _contacts_of(session, opening))
    return opening


def change_terms(session: Session, opening_id: int, terms: Terms, now: dt.datetime) -> Opening:
    """Change what was said yes to; shifts that a holiday now stops are called off, and what is held lapses by the new hours."""
    opening = _get_held(session, opening_id, OpeningState.APPROVED)
    _set_terms(opening, terms, now)
    roll_opening(session, opening_id, now)
    for shift in _list_ahead(session, opening, now):
        if shift.occasion.is_live:
            renew_holds(hold_shift(session, shift, now), now)
    return opening


def change_hours(session: Session, opening_id: int, hours: Hours, now: dt.datetime) -> Opening:
    """Change when a group keeps open: shifts ahead are moved to the new hours, and called off where the day is not there."""
    opening = _get_held(session, opening_id, OpeningState.APPROVED)
    if hours == hours_of(opening):
        return opening
    _refuse(problem_of(hours, day_of(now), opening.first_day))
    _refuse_overlap(session, opening, hours, *STANDING)
    was = opening.start_minute, opening.minutes
    # Persons are held before any shift is.
    hold_persons(session, list_persons_on(session, [each.id for each in _list_ahead(session, opening, now)]))
    for name, value in _columns(hours).items():
        setattr(opening, name, value)
    opening.days, opening.changed_at = [OpeningDay(day=day) for day in hours.plan.days], now
    session.flush()
    roll_opening(session, opening_id, now)
    if was != (opening.start_minute, opening.minutes):
        _move_ahead(session, opening, now)
    return opening


def add_pause(session: Session, opening_id: int, first_day: dt.date, last_day: dt.date, now: dt.datetime) -> Opening:
    """Let there be no shift on these days, both ends among them; a longer pause from the same day stays as long."""
    opening = _get_held(session, opening_id, OpeningState.APPROVED)
    last_day = max([last_day, *(each.last_day for each in opening.pauses if each.first_day == first_day)])
    session.merge(OpeningPause(opening_id=opening_id, first_day=first_day, last_day=last_day))
    return _changed(session, opening, now)


def end_pause(session: Session, opening_id: int, first_day: dt.date, now: dt.datetime) -> Opening:
    """Let there be shifts again on the days of a pause; a pause that is gone stays away."""
    opening = _get_held(session, opening_id, OpeningState.APPROVED)
    opening.pauses = [each for each in opening.pauses if each.first_day != first_day]
    return _changed(session, opening, now)


def go_on(session: Session, opening_id: int, last_day: dt.date, now: dt.datetime) -> Opening:
    """Let hours go on for eight weeks after the last day that was seen; pressed twice is once. The staff are told."""
    opening = _get_held(session, opening_id, OpeningState.APPROVED)
    if opening.last_day != last_day:
        return opening
    _refuse(Problem.SINGLE_DAYS if opening.weekday is None else None)
    opening.last_day = max(last_day, day_of(now)) + dt.timedelta(weeks=TRIAL_WEEKS)
    _refuse(problem_of(hours_of(opening), day_of(now), opening.first_day))
    _refuse_overlap(session, opening, hours_of(opening), *STANDING)
    _tell(session, now, OpeningTell.WENT_ON, opening, _staff_of(session, opening.venue_id))
    return _changed(session, opening, now)


def end_opening(session: Session, opening_id: int, now: dt.datetime) -> Opening:
    """End hours: the shifts ahead are called off, and those on them told. Ended twice is once."""
    opening = _get_held(session, opening_id, OpeningState.APPROVED, OpeningState.ASKED, OpeningState.ENDED)
    if opening.state != OpeningState.ENDED:
        opening.state = OpeningState.ENDED
        _tell(session, now, OpeningTell.ENDED, opening, _contacts_of(session, opening))
        _changed(session, opening, now)
    return opening


def end_openings(session: Session, group_id: int, venue_id: int, now: dt.datetime) -> None:
    """End all that a group keeps or has asked for at a place it is at no longer."""
    standing = select(Opening.id).where(Opening.group_id == group_id, Opening.venue_id == venue_id)
    asked_or_kept = standing.where(Opening.state.in_([OpeningState.ASKED, OpeningState.APPROVED]))
    for opening_id in session.scalars(asked_or_kept.order_by(Opening.id)).all():
        end_opening(session, opening_id, now)


def end_what_is_over(session: Session, now: dt.datetime) -> None:
    """Let hours be over that were not said yes to in time, and those that nobody let go on within a fortnight."""
    today = day_of(now)
    asked = (Opening.state == OpeningState.ASKED) & (Opening.last_day < today)
    session.execute(update(Opening).where(asked).values(state=OpeningState.ENDED, changed_at=now))
    kept = select(Opening.id).where(Opening.state == OpeningState.APPROVED, Opening.last_day < today - GRACE)
    for opening_id in session.scalars(kept.order_by(Opening.id)).all():
        # A shift may have been moved beyond the last day.
        end_opening(session, opening_id, now)


def tell_what_ends_soon(session: Session, now: dt.datetime) -> int:
    """Ask the contacts, once for each last day, what is to become of hours that end within a fortnight; return of how many."""
    today = day_of(now)
    soon = (Opening.state == OpeningState.APPROVED, Opening.last_day.between(today, today + ENDS_SOON))
    found = session.scalars(select(Opening).where(*soon).order_by(Opening.id).options(joinedload(Opening.venue))).all()
    for opening in found:
        for person_id in _contacts_of(session, opening):
            key = f"{OpeningTell.ENDS_SOON} {opening.id} {opening.last_day} {person_id}"
            enqueue(session, now, OpeningTell.ENDS_SOON, key, {"place": opening.venue.name}, person_id)
    return len(found)


def hours_of(opening: Opening) -> Hours:
    """Return the hours of an opening as a value, as they were asked for: pauses and holidays are not among them."""
    days = tuple(each.day for each in opening.days)
    return Hours(Plan(opening.first_day, opening.last_day, opening.weekday, days), opening.start_minute, opening.minutes)


def _columns(hours: Hours) -> dict[str, object]:
    plan = hours.plan
    return {
        "weekday": plan.weekday, "start_minute": hours.start_minute, "minutes": hours.minutes,
        "first_day": plan.first_day, "last_day": plan.last_day,
    }  # fmt: skip


def _get_held(session: Session, opening_id: int, *states: OpeningState) -> Opening:
    # The place first: of two who ask for the same time, the second sees what the first was given.
    venue_id = session.scalar(select(Opening.venue_id).where(Opening.id == opening_id))
    if venue_id is None:
        raise UnknownOpeningError
    _hold_venue(session, venue_id)
    opening = hold_opening(session, opening_id)
    if opening is None:
        raise UnknownOpeningError
    if opening.state not in states:
        raise OpeningRefusedError(Problem.ANSWERED)
    return opening


def _hold_venue(session: Session, venue_id: int) -> None:
    session.execute(select(Venue.id).where(Venue.id == venue_id).with_for_update())


def _list_standing(session: Session, venue_id: int) -> list[Opening]:
    standing = Opening.state.in_(STANDING)
    rows = select(Opening).where(Opening.venue_id == venue_id, standing).order_by(Opening.id)
    return list(session.scalars(rows.options(selectinload(Opening.days))))


def _refuse_overlap(session: Session, opening: Opening, hours: Hours, *states: OpeningState) -> None:
    others = (each for each in _list_standing(session, opening.venue_id) if each.id != opening.id and each.state in states)
    _refuse(Problem.OVERLAPS if overlaps(hours, map(hours_of, others)) else None)


def _set_terms(opening: Opening, terms: Terms, now: dt.datetime) -> None:
    for name in Terms.__slots__:
        setattr(opening, name, getattr(terms, name))
    opening.changed_at = now


def _changed(session: Session, opening: Opening, now: dt.datetime) -> Opening:
    opening.changed_at = now
    session.flush()
    roll_opening(session, opening.id, now)
    return opening


def _move_ahead(session: Session, opening: Opening, now: dt.datetime) -> None:
    for shift in _list_ahead(session, opening, now):
        start, end = starts_at(shift.day, opening.start_minute), ends_at(shift.day, opening.start_minute, opening.minutes)
        # What was moved to another day stays there.
        if start <= now or day_of(shift.occasion.starts_at) != shift.day:
            continue
        if shift.occasion.is_live:
            move_shift(session, shift.id, start, end, now)
        else:
            # It may come back.
            move_occasion(session, hold_shift(session, shift, now).shift.occasion, start, end)


def _list_ahead(session: Session, opening: Opening, now: dt.datetime) -> list[Shift]:
    rows = select(Shift).join(Shift.occasion).where(Shift.opening_id == opening.id, Occasion.starts_at > now)
    return list(session.scalars(rows.order_by(Shift.id).options(contains_eager(Shift.occasion), joinedload(Shift.opening))))


def _refuse(problem: Problem | None) -> None:
    if problem:
        raise OpeningRefusedError(problem)


def _staff_of(session: Session, venue_id: int) -> list[str]:
    return sorted(session.scalars(select(VenueStaff.person_id).where(VenueStaff.venue_id == venue_id)))


def _contacts_of(session: Session, opening: Opening) -> list[str]:
    return list_group_people(session, opening.group_id, MemberState.CONTACT)


def _tell(session: Session, now: dt.datetime, kind: OpeningTell, opening: Opening, person_ids: Iterable[str]) -> None:
    details = {"place": session.get_one(Venue, opening.venue_id).name}
    for person_id in person_ids:
        enqueue(session, now, kind, f"{kind} {opening.id} {now.timestamp():.6f} {person_id}", details, person_id)
