"""The outbox: what somebody is to be told, written in the transaction that made it true."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from base.columns import UtcDateTime, one_of
from base.database import Model
from people.terms import NoticeWay


class Notice(Model):
    """Something to tell one person as they have chosen, or to tell at a number or address that is given (`address`).

    `key` says what it is about, so that the same is never told twice. `details` are the values its text is made of,
    never words; they and `address` go when it is told. `way` is how it was to be told when it was written; a person may choose
    another before it is told, and then it is that one.
    """

    __table_args__ = (
        one_of("way", NoticeWay),
        CheckConstraint("way <> 'none'", name="to_be_told"),
        CheckConstraint("told_at IS NULL OR address IS NULL", name="told_and_wiped"),
        CheckConstraint("person_id IS NOT NULL OR address IS NOT NULL OR told_at IS NOT NULL", name="goes_somewhere"),
        CheckConstraint("way <> 'staff' OR address IS NULL", name="staff_tell_the_person"),
        Index("ix_notice_waiting", "told_at", "due_at"),
        Index("ix_notice_person_id", "person_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    way: Mapped[str] = mapped_column(String(10))
    address: Mapped[str | None] = mapped_column(String(254))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
