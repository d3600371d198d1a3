"""The tables of staff: their accounts, how they prove who they are, and what they did."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, one_of
from base.database import Model
from people.person_models import Person
from people.terms import AuditAction, AuditKind, StaffRole


class StaffAccount(Model):
    """What makes a person staff; where they work is the catalogue's.

    The secret of the one-time codes is derived from `totp_salt` and the app's key, so that the table alone gives no
    code away. `totp_step` is the last 30-second step used: a code works once. An account that has ended lets nobody in.
    """

    __table_args__ = (
        one_of("role", StaffRole),
        CheckConstraint("email = lower(email)", name="email_small"),
        Index("ix_staff_account_ended_at", "ended_at"),
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_salt: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)
    oidc_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="raise")


class StaffListCode(Model):
    """One code of a printed list, as a keyed digest; using it takes it off the list."""

    person_id: Mapped[str] = mapped_column(ForeignKey("staff_account.person_id", ondelete="CASCADE"), primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class StaffLink(Model):
    """The link with which a member of staff chooses password and second factor: one use, 24 hours, as a digest."""

    person_id: Mapped[str] = mapped_column(ForeignKey("staff_account.person_id", ondelete="CASCADE"), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    totp_salt: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class AuditEntry(Model):
    """What staff did, and when. `for_id` is the person acted for, cut out at their erasure and after thirty days."""

    __table_args__ = (
        one_of("action", AuditAction),
        one_of("kind", AuditKind),
        # An id of a person stands where it can be cut out.
        CheckConstraint("kind <> 'person' OR thing_id IS NULL", name="persons_can_be_cut_out"),
        Index("ix_audit_entry_at", "at"),
        Index("ix_audit_entry_actor_id", "actor_id"),
        Index("ix_audit_entry_for_id", "for_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(30))
    kind: Mapped[str] = mapped_column(String(10))
    thing_id: Mapped[str | None] = mapped_column(String(32))
    for_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    actor: Mapped[Person] = relationship(lazy="raise", foreign_keys=[actor_id])
