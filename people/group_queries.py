"""What is read about groups: the group, its people, its invitation, and the groups of a person."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.danish import sort_key
from people.codes import digest, read_token
from people.group_models import Group, Invitation, Membership
from people.person_models import Person
from people.terms import MemberState


class Member(NamedTuple):
    """Somebody in a group, by the name they go by; never how to reach them."""

    person_id: str
    name: str
    state: MemberState


class MyGroup(NamedTuple):
    """A group of a person's, where they stand in it and since when."""

    id: int
    name: str
    state: MemberState
    joined_at: dt.datetime


class Invited(NamedTuple):
    """What a link leads into, and until when."""

    group_id: int
    group_name: str
    expires_at: dt.datetime


def find_group(session: Session, group_id: int) -> Group | None:
    """Return a group."""
    return session.get(Group, group_id)


def list_members(session: Session, group_id: int) -> list[Member]:
    """Return all people of a group, those who wait too: by name."""
    rows = session.execute(
        select(Person.id, Person.name, Membership.state)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == group_id)
    )
    found = [Member(person_id, name, MemberState(state)) for person_id, name, state in rows]
    return sorted(found, key=lambda each: (sort_key(each.name), each.person_id))


def list_groups_of(session: Session, person_id: str) -> list[MyGroup]:
    """Return the groups that a person is in or waits for, by name."""
    rows = session.execute(
        select(Group.id, Group.name, Membership.state, Membership.joined_at)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.person_id == person_id)
    )
    found = [MyGroup(group_id, name, MemberState(state), joined_at) for group_id, name, state, joined_at in rows]
    return sorted(found, key=lambda each: (sort_key(each.name), each.id))


def find_invited(session: Session, token: str) -> Invited | None:
    """Return where an invitation leads, also one that has run out; None for what is no invitation, or was replaced."""
    if not read_token(token):
        return None
    row = session.execute(
        select(Group.id, Group.name, Invitation.expires_at)
        .join(Invitation, Invitation.group_id == Group.id)
        .where(Invitation.token_digest == digest(token))
    ).one_or_none()
    return Invited(*row) if row else None


def find_invitation_end(session: Session, group_id: int, now: dt.datetime) -> dt.datetime | None:
    """Return when the living invitation into a group runs out; None where there is none."""
    return session.scalar(select(Invitation.expires_at).where(Invitation.group_id == group_id, Invitation.expires_at > now))
