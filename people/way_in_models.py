"""The tables of the ways in for everybody: cards, codes that are sent, sessions, and how often was tried."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, one_of
from base.database import Model
from people.person_models import Person
from people.terms import CodePurpose, Stay


class Card(Model):
    """The one card of a person: ten signs on paper, kept as a digest, and a PIN they chose, kept hashed.

    A new card takes the place of the one before. Which place printed it is the catalogue's.
    """

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class SentCode(Model):
    """A code and a link that were sent to a number or an address: one use, few tries, ten minutes.

    `id` is the random name by which the browser that asked finds it again; `link_digest` opens it from the message.
    """

    __table_args__ = (
        one_of("purpose", CodePurpose),
        CheckConstraint("(phone IS NULL) <> (email IS NULL)", name="sent_to_one"),
        CheckConstraint("(purpose = 'change') = (person_id IS NOT NULL)", name="a_change_is_somebodys"),
        CheckConstraint("tries BETWEEN 0 AND 5", name="few_tries"),
        Index("ix_sent_code_expires_at", "expires_at"),
        Index("ix_sent_code_person_id", "person_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    code_digest: Mapped[str] = mapped_column(String(64))
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    tries: Mapped[int] = mapped_column(default=0)
    way_back: Mapped[str] = mapped_column(String(200), default="")
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class SignIn(Model):
    """A browser that is signed in: the row is the session, and without it the cookie is nothing.

    `acts_for_id` is the person whom staff help at the desk, until `acts_until`.
    """

    __table_args__ = (
        one_of("stay", Stay),
        CheckConstraint("(acts_for_id IS NULL) = (acts_until IS NULL)", name="acts_for_somebody_until"),
        CheckConstraint("acts_for_id IS NULL OR stay = 'staff'", name="staff_act_for"),
        CheckConstraint("acts_for_id <> person_id", name="nobody_acts_for_themselves"),
        Index("ix_sign_in_person_id", "person_id"),
        Index("ix_sign_in_acts_for_id", "acts_for_id"),
        Index("ix_sign_in_expires_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    stay: Mapped[str] = mapped_column(String(10))
    device: Mapped[str] = mapped_column(String(40))
    acts_for_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    acts_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    acts_for: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[acts_for_id])


class Attempt(Model):
    """How often something secret was tried: a keyed digest of what was typed, or of the address it came from."""

    __table_args__ = (
        CheckConstraint("tries >= 0", name="tries_counted"),
        Index("ix_attempt_forget_at", "forget_at"),
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    wait_until: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    forget_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
