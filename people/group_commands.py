"""Change a group: invite, join, welcome, decline, make a contact, rename, leave. All in the caller's transaction.

Each takes the group's row first, so that of two who do something with one group at once the second sees what the first did.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum, auto

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from base.database import changed, insert_if_new, touch_public
from people.audit_commands import note
from people.codes import digest, new_token
from people.group_models import Group, Invitation, Membership
from people.group_queries import find_invited
from people.permissions import Actor
from people.person_models import Person
from people.sign_in_commands import note_seen
from people.sign_in_queries import registry
from people.terms import AuditAction, AuditKind, MemberState

INVITATION_LIVES = dt.timedelta(days=14)


class Outcome(Enum):
    """What came of it: done (or done before), nobody of that id is here, or it is no longer as it was."""

    DONE = auto()
    UNKNOWN = auto()
    TOO_LATE = auto()


def make_invitation(session: Session, group_id: int, now: dt.datetime) -> str | None:
    """Make the link into a group, in place of the one before, and return its token: the only time it is known."""
    if hold_group(session, group_id) is None:
        return None
    take_back_invitation(session, group_id)
    token = new_token()
    session.add(Invitation(token_digest=digest(token), group_id=group_id, expires_at=now + INVITATION_LIVES))
    return token


def take_back_invitation(session: Session, group_id: int) -> None:
    """Let the link into a group lead nowhere."""
    session.execute(delete(Invitation).where(Invitation.group_id == group_id))


def join_group(session: Session, token: str, person_id: str, now: dt.datetime) -> int | None:
    """Let a person wait for a welcome in the group that a living link leads into, and return its id.

    Whoever is in the group, or waits, stays where they are. None where the link leads nowhere any more.
    """
    _keep_person(session, person_id)
    invited = find_invited(session, token)
    if invited is None or hold_group(session, invited.group_id) is None:
        return None
    # The link may have been taken back while the group was another's to change.
    still = find_invited(session, token)
    if still is None or still.expires_at <= now:
        return None
    values = {"group_id": still.group_id, "person_id": person_id, "state": MemberState.WAITING, "joined_at": now}
    session.execute(insert_if_new(session, Membership, values))
    return still.group_id


def welcome_member(session: Session, group_id: int, person_id: str, now: dt.datetime) -> Outcome:
    """Let somebody who waits be a member, and have them told; a member stays what they are."""
    row = _find(session, group_id, person_id)
    if row is None:
        return Outcome.UNKNOWN
    if row.state == MemberState.WAITING:
        row.state = MemberState.MEMBER
        note_seen(session, person_id, now)
        # Whoever leaves and comes again is told again.
        key = f"welcomed {group_id} {person_id} {row.joined_at.timestamp():.0f}"
        tell = registry().tell
        if tell:
            tell(session, now, "welcomed", key, {"group": group_id}, person_id)
    return Outcome.DONE


def decline_member(session: Session, group_id: int, person_id: str) -> Outcome:
    """Let somebody wait no longer; too late once they have been welcomed."""
    row = _find(session, group_id, person_id)
    if row is None:
        return Outcome.DONE
    if row.state != MemberState.WAITING:
        return Outcome.TOO_LATE
    session.delete(row)
    return Outcome.DONE


def make_contact(session: Session, group_id: int, person_id: str, only_the_first: bool) -> Outcome:
    """Let a member be a contact; staff may only where the group has none left (`only_the_first`)."""
    row = _find(session, group_id, person_id)
    if row is None or row.state == MemberState.WAITING:
        return Outcome.UNKNOWN
    if row.state == MemberState.CONTACT:
        return Outcome.DONE
    if only_the_first and _has(session, group_id, MemberState.CONTACT):
        return Outcome.TOO_LATE
    row.state = MemberState.CONTACT
    return Outcome.DONE


def rename_group(session: Session, group_id: int, name: str) -> bool:
    """Give a group another name; False where it is gone."""
    group = hold_group(session, group_id)
    if group is None:
        return False
    group.name = name
    return True


def leave_group(session: Session, group_id: int, person_id: str) -> None:
    """Take a person out of a group, at once and whoever they are; a group with nobody in it ends."""
    _keep_person(session, person_id)
    if hold_group(session, group_id) is None:
        return
    session.execute(delete(Membership).where(Membership.group_id == group_id, Membership.person_id == person_id))
    for tidy in registry().left_group:
        tidy(session, group_id, person_id)
    if not _has(session, group_id, MemberState.MEMBER, MemberState.CONTACT):
        # Those who wait have nobody to welcome them.
        session.execute(delete(Group).where(Group.id == group_id))
        touch_public(session)


def leave_all(session: Session, person_id: str) -> None:
    """Take a person out of all their groups, as they would leave them one by one."""
    mine = select(Membership.group_id).where(Membership.person_id == person_id).order_by(Membership.group_id)
    for group_id in session.scalars(mine).all():
        leave_group(session, group_id, person_id)


def forget_invitations(session: Session, now: dt.datetime) -> int:
    """Erase the invitations that have run out, and return how many."""
    return changed(session, delete(Invitation).where(Invitation.expires_at <= now))


def note_help(session: Session, actor: Actor, group_id: int, now: dt.datetime) -> None:
    """Note that staff did something with a group for the person they help; what people do themselves is not noted."""
    if actor.acts_for:
        note(session, actor, AuditAction.HELPED, AuditKind.GROUP, now, group_id, for_id=actor.acts_for)


def hold_group(session: Session, group_id: int) -> Group | None:
    """Return a group, which is this transaction's alone to change until it ends; None where it is gone."""
    return session.scalar(select(Group).where(Group.id == group_id).with_for_update())


def _keep_person(session: Session, person_id: str) -> None:
    # Before the group, as at their erasure: two who wait for each other would fail.
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True, read=True))


def _find(session: Session, group_id: int, person_id: str) -> Membership | None:
    _keep_person(session, person_id)
    return session.get(Membership, (group_id, person_id)) if hold_group(session, group_id) else None


def _has(session: Session, group_id: int, *states: MemberState) -> bool:
    there = exists().where(Membership.group_id == group_id, Membership.state.in_(states))
    return bool(session.scalar(select(there)))
