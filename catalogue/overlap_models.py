"""The tables of what is the same at several places, and of what the places agreed (design §5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, by_code_point, one_of
from base.database import Model
from catalogue.models import Activity
from catalogue.terms import AgreementState, Ending


class OverlapState(Model):
    """One row: whoever changes what may be the same holds it first, and the digest of the vocabulary it was compared by."""

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    vocabulary_digest: Mapped[str] = mapped_column(String(64), default="")
    # The comparer that wrote the keys and the overlaps; empty where none has yet.
    comparer_digest: Mapped[str] = mapped_column(String(64), default="")


class ActivityKey(Model):
    """A key of the comparer: two activities that are the same have one in common."""

    __table_args__ = (Index("ix_activity_key_key", "key", "activity_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(by_code_point(80), primary_key=True)


class Overlap(Model):
    """Two published activities that count as the same and share no host; never what every place should have."""

    __table_args__ = (
        CheckConstraint("first_id < second_id", name="each_pair_once"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score_within_one"),
        Index("ix_overlap_second_id", "second_id"),
        Index("ix_overlap_opened_at", "opened_at"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    score: Mapped[float]
    # The comparer's reasons, as [kind, value] each.
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    opened_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    # When the coordinator was told that it has been open for long.
    told_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Agreement(Model):
    """What some activities that are the same are to become: a proposal until all its parties have said yes."""

    __table_args__ = (
        one_of("ending", Ending),
        one_of("state", AgreementState),
        CheckConstraint("(ending IN ('together', 'stop_one')) = (kept_id IS NOT NULL)", name="one_is_kept"),
        CheckConstraint("(ending = 'move') = (moves_id IS NOT NULL)", name="one_moves"),
        CheckConstraint("ending <> 'move' OR (weekday BETWEEN 0 AND 6 AND start_minute BETWEEN 0 AND 1439)",
                        name="moves_to_a_time"),
        CheckConstraint("ending <> 'different' OR words <> ''", name="difference_is_told"),
        CheckConstraint("gather_minute BETWEEN 0 AND 1439", name="gather_within_a_day"),
        CheckConstraint("by_venue_id IS NULL OR by_group_id IS NULL", name="proposed_by_one"),
        Index("ix_agreement_state", "state", "settled_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    ending: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default=AgreementState.PROPOSED)
    # In words: what differs, or why.
    words: Mapped[str] = mapped_column(Text, default="")
    kept_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    moves_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int | None]
    start_minute: Mapped[int | None]
    gather_at: Mapped[str] = mapped_column(String(200), default="")
    gather_minute: Mapped[int | None]
    # Who proposed it, as a place or a group: never a person.
    by_venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"), index=True)
    by_group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"), index=True)
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    # When it came to where it stands: agreed, declined, void, …
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    members: Mapped[list[AgreementMember]] = relationship(lazy="raise", cascade="all, delete-orphan")
    parties: Mapped[list[AgreementParty]] = relationship(lazy="raise", cascade="all, delete-orphan")


class AgreementMember(Model):
    """An activity that an agreement names."""

    __table_args__ = (Index("ix_agreement_member_activity_id", "activity_id", "agreement_id"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)

    activity: Mapped[Activity] = relationship(lazy="raise")


class AgreementParty(Model):
    """A place or a group that must say yes to an agreement, and when it did; the one who proposed it has."""

    __table_args__ = (
        CheckConstraint("(venue_id IS NULL) <> (group_id IS NULL)", name="place_or_group"),
        Index("uq_agreement_party_venue_id", "agreement_id", "venue_id", unique=True),
        Index("uq_agreement_party_group_id", "agreement_id", "group_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id", ondelete="CASCADE"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    said_yes_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
