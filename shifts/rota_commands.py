"""Change a group's rota: its secret address, and what somebody has said suits them. In the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from base.database import insert_if_new
from people.codes import digest, new_token
from people.group_commands import hold_group
from shifts.models import RotaLink, Shift, ShiftSuits


def replace_rota_link(session: Session, group_id: int, now: dt.datetime) -> str | None:
    """Give a group's rota a new address and return its token, the only time it is known; None where the group is gone."""
    if hold_group(session, group_id) is None:
        return None
    token = new_token()
    session.merge(RotaLink(group_id=group_id, token_digest=digest(token), created_at=now))
    return token


def say_what_suits(session: Session, person_id: str, shown: Collection[int], suits: Collection[int]) -> None:
    """Let somebody have said that some of the shifts they were shown suit them, and the others not; what is gone suits nobody."""
    no_longer = ShiftSuits.shift_id.in_(set(shown) - set(suits))
    session.execute(delete(ShiftSuits).where(ShiftSuits.person_id == person_id, no_longer))
    there = select(Shift.id).where(Shift.id.in_(set(suits) & set(shown))).order_by(Shift.id).with_for_update(read=True)
    for shift_id in session.scalars(there).all():
        session.execute(insert_if_new(session, ShiftSuits, {"shift_id": shift_id, "person_id": person_id}))
