"""The tables of groups: who does something together."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, one_of
from base.database import Model, PublicModel
from people.person_models import Person
from people.terms import MemberState


class Group(PublicModel):
    """People who do something together; which places it keeps, and whether they have said yes, is the catalogue's."""

    __table_args__ = (CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    members: Mapped[list[Membership]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="Membership.joined_at, Membership.person_id"
    )


class Membership(Model):
    """Somebody in a group, or on the way into it."""

    __table_args__ = (one_of("state", MemberState), Index("ix_membership_person_id", "person_id"))

    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="raise")


class Invitation(Model):
    """A link into a group, as a digest; several may follow it while it lives, and a contact welcomes each."""

    __table_args__ = (Index("ix_invitation_group_id", "group_id"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
