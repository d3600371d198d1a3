"""The tables of persons: little, and only what they said themselves."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from base.columns import UtcDateTime, one_of
from base.database import Model
from people.terms import NoticeWay


class Person(Model):
    """Somebody who takes part, or works here: a name as it is to be shown, and how to reach them if they want that.

    `id` is random (32 hex digits) and never used again. `seen_on` moves at most once a day and decides when a person
    nobody has heard from is erased; `paused_at` is set while they hold a pause.
    """

    __table_args__ = (
        one_of("notice_way", NoticeWay),
        CheckConstraint("length(name) BETWEEN 1 AND 40", name="name_given"),
        CheckConstraint("notice_way <> 'text' OR phone IS NOT NULL", name="texts_need_a_phone"),
        CheckConstraint("notice_way <> 'mail' OR email IS NOT NULL", name="mails_need_an_address"),
        Index("ix_person_phone", "phone"),
        Index("ix_person_email", "email"),
        Index("ix_person_seen_on", "seen_on"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    notice_way: Mapped[str] = mapped_column(String(10), default=NoticeWay.STAFF)
    paused_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    seen_on: Mapped[dt.date]
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class CalendarLink(Model):
    """The one secret address of a person's own calendar, as a digest; a new one replaces it."""

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
