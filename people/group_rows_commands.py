"""What groups keep about a person, and how long: what people and the erasing command are told of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from people.group_commands import forget_invitations, leave_all
from people.group_queries import list_groups_of
from people.registry import PersonalRows, Retention
from people.terms import MemberState

STANDS = {MemberState.WAITING: "du venter på et velkommen", MemberState.MEMBER: "du er med", MemberState.CONTACT: "du er kontakt"}


def group_rows() -> PersonalRows:
    """Return what groups keep about a person: which, and where they stand; erased, they leave them all."""
    return PersonalRows("Dine grupper", _export, erase=leave_all)


def group_retention() -> Retention:
    """Return how long the link into a group is kept: no longer than it works."""
    return Retention("Invitation til en gruppe", 0, "Linket virker i 14 dage.", forget_invitations)


def _export(session: Session, person_id: str) -> list[dict[str, Any]]:
    return [
        {"gruppe": each.name, "hvor du står": STANDS[each.state], "siden": each.joined_at}
        for each in list_groups_of(session, person_id)
    ]
