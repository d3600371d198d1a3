"""Found a group at places, and let the places say yes or no. All in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from base.database import insert_if_new
from catalogue.belonging_models import VenueGroup
from catalogue.belonging_queries import places
from people.group_commands import Outcome, hold_group
from people.group_models import Group, Membership
from people.person_models import Person
from people.terms import MemberState

MOST_WAITING = 5


def found_group(session: Session, person_id: str, name: str, venue_ids: Iterable[int], now: dt.datetime) -> int | None:
    """Add a group with a person as its first contact, who asks these places for a yes; return its id.

    A group of the same name that they are a contact of is that group, and only asks the places it has not asked: so a
    form that is sent twice makes one. None where `MOST_WAITING` of theirs already wait for a first yes.
    """
    # Two forms of one person's come one after the other.
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    group_id = _find_own(session, person_id, name)
    if group_id is None:
        if _count_waiting(session, person_id) >= MOST_WAITING:
            return None
        group_id = _add_group(session, person_id, name, now)
    for venue_id in sorted(set(venue_ids)):
        session.execute(insert_if_new(session, VenueGroup, {"group_id": group_id, "venue_id": venue_id}))
    return group_id


def approve_group(session: Session, group_id: int, venue_id: int, now: dt.datetime) -> Outcome:
    """Say yes to a group at a place: from now on it is shown there; a yes said before stands."""
    asked = _find_asked(session, group_id, venue_id)
    if asked is None:
        return Outcome.UNKNOWN
    asked.approved_at = asked.approved_at or now
    return Outcome.DONE


def decline_group(session: Session, group_id: int, venue_id: int) -> Outcome:
    """Say no to a group that asks a place; too late where another said yes."""
    return _remove(session, group_id, venue_id, approved=False)


def withdraw_group(session: Session, group_id: int, venue_id: int, now: dt.datetime) -> Outcome:
    """Take back the yes to a group at a place: it is shown there no longer, and what it keeps there ends."""
    done = _remove(session, group_id, venue_id, approved=True)
    if done is Outcome.DONE:
        for end in places().group_left:
            end(session, group_id, venue_id, now)
    return done


def _remove(session: Session, group_id: int, venue_id: int, approved: bool) -> Outcome:
    asked = _find_asked(session, group_id, venue_id)
    if asked is None:
        return Outcome.UNKNOWN
    if (asked.approved_at is not None) is not approved:
        return Outcome.TOO_LATE
    session.delete(asked)
    return Outcome.DONE


def _find_asked(session: Session, group_id: int, venue_id: int) -> VenueGroup | None:
    return session.get(VenueGroup, (group_id, venue_id), with_for_update=True)


def _find_own(session: Session, person_id: str, name: str) -> int | None:
    rows = session.execute(
        select(Group.id, Group.name)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.person_id == person_id, Membership.state == MemberState.CONTACT)
        .order_by(Group.id)
    )
    own = (group_id for group_id, own_name in rows.all() if own_name.casefold() == name.casefold())
    return next((group_id for group_id in own if hold_group(session, group_id)), None)


def _count_waiting(session: Session, person_id: str) -> int:
    welcome_somewhere = exists().where(VenueGroup.group_id == Membership.group_id, VenueGroup.approved_at.is_not(None))
    return session.scalar(
        select(func.count()).where(
            Membership.person_id == person_id, Membership.state == MemberState.CONTACT, ~welcome_somewhere
        )
    ) or 0  # fmt: skip


def _add_group(session: Session, person_id: str, name: str, now: dt.datetime) -> int:
    group = Group(name=name, created_at=now)
    session.add(group)
    session.flush()
    session.add(Membership(group_id=group.id, person_id=person_id, state=MemberState.CONTACT, joined_at=now))
    session.flush()
    return group.id
