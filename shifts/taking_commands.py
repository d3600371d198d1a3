"""Take a seat of a shift, ask a partner, answer, leave, offer, say that one is alone. All in the caller's transaction.

Who is to have a seat is held first, then the shift; who has one, by the shift alone. All raise UnknownShiftError where the
shift is none of the person's, and ShiftRefusedError, with nothing changed, where a rule or the database says no.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from base.clock import day_of
from people.terms import MemberState
from seats.commands import (
    end_occasion,
    free_worthless,
    hand_over,
    hold_seat,
    hold_takers,
    keep_seat,
    leave_seat,
    offer_seat,
    take_seat,
)
from seats.models import Seat
from seats.refusals import PausedError
from shifts.held_commands import (
    HeldShift,
    ShiftRefusedError,
    UnknownShiftError,
    get_shift,
    hold_shift,
    need_member,
    refusals,
    refuse,
)
from shifts.key_queries import list_who_knows
from shifts.models import Shift
from shifts.rules import (
    is_closed_by_clock,
    lacks_key,
    lacks_rest,
    lapses_at,
    rest_reach,
    why_not_ask,
    why_not_live,
    why_not_offer,
    why_not_take,
)
from shifts.shift_queries import facts_of, list_days_near, list_group_people
from shifts.telling_commands import tell, tell_contacts
from shifts.terms import Refusal
from shifts.texts import Tell


def take_shift(session: Session, shift_id: int, person_id: str, now: dt.datetime, answers: str | None = None) -> Shift:
    """Give a member of the group a seat: the one held for them, a free one, else one that its owner offers.

    `answers` is the person whose asking they say yes to; OTHER_PARTNER where it is another by now, or nobody.
    """
    shift = _begin(session, shift_id, person_id, now)
    held = hold_shift(session, shift, now)
    refuse(why_not_take(held.facts, person_id, now))
    own, offered = held.seat_of(person_id), _offered(held)
    refuse(Refusal.OTHER_PARTNER if answers and (own is None or own.asked_by_id not in (answers, None)) else None)
    free = own is not None or len(held.seats) < shift.occasion.capacity
    others = [each for each in held.seats if each is not own and (free or each is not offered)]
    _need_fit(session, shift, person_id, [each.person_id for each in others])
    with refusals():
        if free or offered is None:
            take_seat(session, shift.occasion, person_id, now)
            tell(session, now, Tell.ANSWERED_YES if own else Tell.TWO, shift, held.yes_but(person_id))
        else:
            before = offered.person_id
            hand_over(session, offered, person_id, now)
            waiting = held.asked_by(before)
            for seat in waiting:
                # They see beside whom they would stand.
                seat.asked_by_id = person_id
            tell(session, now, Tell.ASKED, shift, [seat.person_id for seat in waiting])
            tell(session, now, Tell.HANDED_OVER, shift, [before])
            tell(session, now, Tell.NEW_PARTNER, shift, held.yes_but(person_id))
    shift.changed_at = now
    return shift


def ask_partner(session: Session, shift_id: int, person_id: str, partner_id: str, now: dt.datetime) -> Shift:
    """Give a member a seat, if they have none, and hold the other for a partner they name, who is asked."""
    shift = _begin(session, shift_id, person_id, now, partner_id)
    held = hold_shift(session, shift, now)
    refuse(why_not_ask(held.facts, person_id, now))
    _need_fit(session, shift, person_id, [partner_id])
    own = held.seat_of(person_id)
    with refusals():
        if own is None or not own.is_yes:
            take_seat(session, shift.occasion, person_id, now)
        hold_seat(session, shift.occasion, partner_id, person_id, lapses_at(held.facts, now), now)
    tell(session, now, Tell.ASKED, shift, [partner_id])
    shift.changed_at = now
    return shift


def leave_shift(session: Session, shift_id: int, person_id: str, now: dt.datetime) -> Shift:
    """Free a person's seat, at once and without a reason, or decline the one held for them; the one who is left is told.

    From the cut-off on that closes the shift, and frees the other too. Raises PAST once it is over, and for what was only held
    once it has begun.
    """
    shift = get_shift(session, shift_id)
    held = hold_shift(session, shift, now)
    own = held.seat_of(person_id)
    if own is None:
        raise ShiftRefusedError(_why_nothing_to_leave(held, now))
    refuse(Refusal.PAST if now >= shift.occasion.ends_at else None)
    leave_held(session, held, own, now)
    return shift


def leave_held(session: Session, held: HeldShift, own: Seat, now: dt.datetime) -> None:
    """Free a seat of a held shift, and tell whom it leaves; a cancelled or closed shift leaves nobody."""
    shift, was_yes, asked_by = held.shift, own.is_yes, own.asked_by_id
    others = held.yes_but(own.person_id)
    leave_seat(session, own)
    held.seats.remove(own)
    shift.changed_at = now
    free_asked(session, held, own.person_id, now)
    if not shift.occasion.is_live:
        return
    if not was_yes:
        tell(session, now, Tell.ANSWERED_NO, shift, [each for each in others if each == asked_by])
    elif others and is_closed_by_clock(held.facts, now):
        tell_contacts(session, now, Tell.ALONE, shift, [own.person_id, *others])
        free_all(session, held, Tell.ALONE, now)
    else:
        tell(session, now, Tell.LEFT, shift, others)


def free_asked(session: Session, held: HeldShift, person_id: str, now: dt.datetime) -> None:
    """Free what is held for those whom somebody asked who is on the shift no longer, and tell them where it takes place."""
    waiting = held.asked_by(person_id)
    for seat in waiting:
        leave_seat(session, seat)
        held.seats.remove(seat)
    if held.shift.occasion.is_live:
        tell(session, now, Tell.LAPSED, held.shift, [each.person_id for each in waiting])


def free_all(session: Session, held: HeldShift, kind: Tell, now: dt.datetime) -> None:
    """Free every seat of a held shift, and tell those who had said yes why."""
    for seat in held.seats:
        leave_seat(session, seat)
    tell(session, now, kind, held.shift, [each.person_id for each in held.seats])
    held.seats.clear()


def offer_shift(session: Session, shift_id: int, person_id: str, now: dt.datetime) -> Shift:
    """Ask whether another can take a person's seat; they keep it until somebody does. The rest of the group is told."""
    held, own = _own_yes(session, shift_id, person_id, now)
    refuse(why_not_offer(held.facts, now))
    if own.offered_at is None:
        offer_seat(own, now)
        there = {each.person_id for each in held.seats}
        group = list_group_people(session, held.shift.opening.group_id, MemberState.MEMBER, MemberState.CONTACT)
        tell(session, now, Tell.OFFERED, held.shift, set(group) - there)
    held.shift.changed_at = now
    return held.shift


def keep_shift(session: Session, shift_id: int, person_id: str, now: dt.datetime) -> Shift:
    """Take an offer back: the seat is the person's as before."""
    held, own = _own_yes(session, shift_id, person_id, now)
    keep_seat(own, now)
    held.shift.changed_at = now
    return held.shift


def stand_alone(session: Session, shift_id: int, person_id: str, now: dt.datetime) -> Shift:
    """Close a shift because one stands there alone; partner and contacts are told. Twice is once.

    Raises TOO_EARLY before the cut-off.
    """
    held, _ = _own_yes(session, shift_id, person_id, now)
    facts = held.facts
    refuse(Refusal.TOO_EARLY if now < facts.cutoff_at else Refusal.PAST if now >= facts.ends_at else None)
    if facts.is_live:
        end_occasion(session, held.shift.occasion, closed_at=now)
        others = held.yes_but(person_id)
        tell(session, now, Tell.ALONE, held.shift, others)
        tell_contacts(session, now, Tell.ALONE, held.shift, [person_id, *others])
        held.shift.changed_at = now
    return held.shift


def write_note(session: Session, shift_id: int, person_id: str, note: str, seen: str, now: dt.datetime) -> Shift:
    """Leave a short note for the two of the next shift in place of the one that was seen, "" to take it away.

    Raises TOO_EARLY before the shift begins, NOTE_CHANGED where another note stands there by now.
    """
    held, _ = _own_yes(session, shift_id, person_id, now)
    refuse(Refusal.TOO_EARLY if now < held.facts.starts_at else None)
    refuse(Refusal.NOTE_CHANGED if held.shift.note not in (seen, note) else None)
    held.shift.note, held.shift.noted_at = note, now if note else None
    return held.shift


def _begin(session: Session, shift_id: int, person_id: str, now: dt.datetime, partner_id: str | None = None) -> Shift:
    # What the clock alone has made worthless is freed before the shift is held, and only for a shift one could take.
    shift = get_shift(session, shift_id)
    if partner_id == person_id:
        raise ShiftRefusedError(Refusal.NOT_A_PARTNER)
    try:
        hold_takers(session, [person_id, partner_id] if partner_id else [person_id])
    except PausedError as error:
        raise ShiftRefusedError(Refusal.PAUSED if error.person_id == person_id else Refusal.PARTNER_PAUSED) from error
    need_member(session, shift, person_id)
    if partner_id:
        _need_partner(session, shift, partner_id)
    refuse(why_not_live(facts_of(shift, ()), now))
    # As far as the days of rest reach, too: those are not counted from what is worth nothing.
    occasion, reach = shift.occasion, rest_reach(shift.opening.rest_days)
    free_worthless(session, person_id, occasion.starts_at - reach, occasion.ends_at + reach, now)
    return shift


def _need_partner(session: Session, shift: Shift, partner_id: str) -> None:
    try:
        need_member(session, shift, partner_id)
    except UnknownShiftError as error:
        raise ShiftRefusedError(Refusal.NOT_A_PARTNER) from error


def _need_fit(session: Session, shift: Shift, person_id: str, others: list[str]) -> None:
    # What the group has agreed on; the opening holds it.
    opening = shift.opening
    together = [person_id, *others]
    if opening.needs_key and lacks_key(together, {who for who, _ in list_who_knows(session, [opening.venue_id], together)}):
        raise ShiftRefusedError(Refusal.KEY)
    days = list_days_near(session, person_id, shift, rest_reach(opening.rest_days)) if opening.rest_days else []
    refuse(Refusal.REST if lacks_rest(day_of(shift.occasion.starts_at), days, opening.rest_days) else None)


def _offered(held: HeldShift) -> Seat | None:
    offered = [each for each in held.seats if each.offered_at is not None]
    return min(offered, key=lambda each: (each.offered_at, each.number), default=None)


def _own_yes(session: Session, shift_id: int, person_id: str, now: dt.datetime) -> tuple[HeldShift, Seat]:
    shift = get_shift(session, shift_id)
    held = hold_shift(session, shift, now)
    own = held.seat_of(person_id)
    if own is None or not own.is_yes:
        raise ShiftRefusedError(Refusal.NOT_YOURS)
    return held, own


def _why_nothing_to_leave(held: HeldShift, now: dt.datetime) -> Refusal:
    return Refusal.PAST if now >= held.shift.occasion.starts_at else Refusal.NOT_YOURS
