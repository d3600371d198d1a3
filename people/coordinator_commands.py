"""Make a coordinator from the command line: the first one, or a new one where nobody else can."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from people.permissions import Actor
from people.staff_commands import add_staff, make_staff_link, move_staff, open_staff_again
from people.staff_models import StaffAccount
from people.staff_rules import Post, Refusal
from people.terms import StaffRole


def make_coordinator(session: Session, name: str, email: str, now: dt.datetime) -> str:
    """Make whoever has this address a coordinator and return the token of their link, in the caller's transaction.

    An account that is there is moved, one that has ended is opened; it keeps its name. In the log they stand as the one
    who did it: nobody else was signed in.
    """
    post = Post(StaffRole.COORDINATOR)
    person_id = session.scalar(select(StaffAccount.person_id).where(StaffAccount.email == email))
    if person_id is None:
        person_id = add_staff(session, None, name, email, post, now)
    if person_id is None:
        # Somebody else added the address at this moment.
        return make_coordinator(session, name, email, now)
    actor = Actor(person_id, StaffRole.COORDINATOR)
    if move_staff(session, actor, person_id, post, now) is Refusal.ENDED:
        open_staff_again(session, actor, person_id, post, now)
    token = make_staff_link(session, actor, person_id, now)
    assert token is not None, "the account is locked, and open"
    return token
