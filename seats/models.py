"""The tables of seats. That nobody is on two things at once is a rule between rows: migration 0004 makes it for each engine."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, one_of
from base.database import PublicModel
from people.person_models import Person
from seats.terms import SeatState

# What a seat carries of its occasion, so that the database can compare seats with one another.
CARRIED = ("starts_at", "ends_at", "capacity", "is_live")


class Occasion(PublicModel):
    """Something that takes place once, with room for `capacity` people (1 to 20).

    `is_live` is false once it is cancelled or closed: its seats then stand in nobody's way.
    """

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity BETWEEN 1 AND 20", name="capacity_known"),
        CheckConstraint("is_live = (cancelled_at IS NULL AND closed_at IS NULL)", name="live_unless_ended"),
        UniqueConstraint("id", *CARRIED, name="uq_occasion_carried"),
        Index("ix_occasion_starts_at", "starts_at"),
        Index("ix_occasion_ends_at", "ends_at"),
        # A number never stands for another occasion: feeds and notices name it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    capacity: Mapped[int]
    cancelled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    is_live: Mapped[bool] = mapped_column(default=True)

    seats: Mapped[list[Seat]] = relationship(lazy="raise", order_by="Seat.number", viewonly=True)


class Seat(PublicModel):
    """A numbered seat that is somebody's, by their yes or held for it; a free one is no row.

    `asked_by_id` is who asked them, and `lapses_at` until when it is held. `offered_at` is set while its owner keeps it until
    another takes it. The carried columns follow the occasion by the foreign key.
    """

    __table_args__ = (
        one_of("state", SeatState),
        CheckConstraint("number BETWEEN 1 AND capacity", name="within_capacity"),
        CheckConstraint("(state = 'held') = (lapses_at IS NOT NULL)", name="a_hold_lapses"),
        CheckConstraint("state = 'held' OR asked_by_id IS NULL", name="only_a_hold_was_asked"),
        CheckConstraint("state = 'taken' OR offered_at IS NULL", name="only_a_yes_is_offered"),
        ForeignKeyConstraint(
            ["occasion_id", *CARRIED], [f"occasion.{name}" for name in ("id", *CARRIED)],
            name="fk_seat_occasion_id", ondelete="CASCADE", onupdate="CASCADE",
        ),
        UniqueConstraint("occasion_id", "person_id"),
        Index("ix_seat_person_id", "person_id", "starts_at"),
        Index("ix_seat_asked_by_id", "asked_by_id"),
    )  # fmt: skip

    occasion_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(10))
    asked_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    lapses_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    offered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    starts_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    capacity: Mapped[int]
    is_live: Mapped[bool]

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id], viewonly=True)

    @property
    def is_yes(self) -> bool:
        """Whether its person has said yes."""
        return self.state == SeatState.TAKEN
