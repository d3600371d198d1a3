"""Ask those of a suggested rota. In the caller's transaction; nothing is taken until each says yes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from seats.commands import hold_seat, hold_takers
from shifts.held_commands import get_shift, hold_shift, need_member
from shifts.rules import SEATS, lapses_at
from shifts.telling_commands import tell
from shifts.texts import Tell


def ask_about(session: Session, shift_id: int, person_ids: Sequence[str], now: dt.datetime) -> bool:
    """Hold a shift's free seats for these, and ask them: all of them or none. Return whether they were asked.

    Raises SeatRefusedError or UnknownShiftError where one of them cannot be asked any more.
    """
    shift = get_shift(session, shift_id)
    hold_takers(session, sorted(person_ids))
    for person_id in person_ids:
        need_member(session, shift, person_id)
    held = hold_shift(session, shift, now)
    facts = held.facts
    if now >= facts.cutoff_at or not facts.is_live or len(held.seats) + len(person_ids) > SEATS:
        return False
    for person_id in person_ids:
        hold_seat(session, shift.occasion, person_id, None, lapses_at(facts, now), now)
    tell(session, now, Tell.ASKED, shift, person_ids)
    shift.changed_at = now
    return True
