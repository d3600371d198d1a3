"""Write in what stands on the sheet on the wall. In the caller's transaction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from base.database import insert_if_new
from people.desk_commands import add_person
from people.group_commands import hold_group
from people.group_models import Membership
from people.permissions import Actor
from people.terms import MemberState
from shifts.held_commands import UnknownShiftError
from shifts.taking_commands import take_shift
from shifts.telling_commands import tell
from shifts.texts import Tell


def write_in(session: Session, shift_id: int, person_id: str, now: dt.datetime) -> int:
    """Give a member the seat they signed for on paper, and tell them; return the id of the hours.

    The errors are those of `take_shift`.
    """
    shift = take_shift(session, shift_id, person_id, now)
    tell(session, now, Tell.WRITTEN_IN, shift, [person_id])
    return shift.opening_id


def add_member(session: Session, actor: Actor, group_id: int, name: str, once: str, now: dt.datetime) -> str:
    """Let somebody new, of a name that has been read, be in the group, and return their id; of one sheet a name is one person.

    Raises UnknownShiftError where the group is gone.
    """
    person_id = add_person(session, actor, name, f"{once} {group_id}", now)
    if hold_group(session, group_id) is None:
        raise UnknownShiftError
    values = {"group_id": group_id, "person_id": person_id, "state": MemberState.MEMBER, "joined_at": now}
    session.execute(insert_if_new(session, Membership, values))
    return person_id
