"""The tables of extra hours: what a group keeps open, its shifts, who has been shown the key, what suits whom."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, one_of
from base.database import Model, PublicModel
from catalogue.place_models import Venue
from people.group_models import Group
from seats.models import Occasion
from shifts.terms import OpeningState


class Opening(PublicModel):
    """Hours in which a group keeps a place open: one weekday of each week of a period, or the days of `OpeningDay`.

    `start_minute` is wall minutes after midnight. `evening_minute` is the hour of the evening before at which one who is alone is
    told to stay at home; `cutoff_minutes` before the start, fewer than two is closed. `tasks` is what is asked of the two, a line
    each; `key_where` is seen by the two alone; `phone` is answered in these hours. `rest_days` free days lie between two shifts
    of one person. Closing days of the place, and public holidays unless `runs_on_holidays`, have no shift.
    """

    __table_args__ = (
        one_of("state", OpeningState),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_within_a_day"),
        CheckConstraint("minutes BETWEEN 30 AND 720", name="half_an_hour_to_twelve"),
        CheckConstraint("last_day >= first_day", name="ends_after_it_begins"),
        CheckConstraint("evening_minute BETWEEN 720 AND 1439", name="evening_is_an_evening"),
        CheckConstraint("cutoff_minutes BETWEEN 15 AND 720", name="cutoff_known"),
        CheckConstraint("rest_days BETWEEN 0 AND 6", name="rest_known"),
        CheckConstraint("state <> 'approved' OR phone <> ''", name="somebody_answers"),
        Index("ix_opening_venue_id", "venue_id", "state"),
        Index("ix_opening_group_id", "group_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    state: Mapped[str] = mapped_column(String(10), default=OpeningState.ASKED)
    weekday: Mapped[int | None]
    start_minute: Mapped[int]
    minutes: Mapped[int]
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date]
    runs_on_holidays: Mapped[bool] = mapped_column(default=False)
    evening_minute: Mapped[int] = mapped_column(default=20 * 60)
    cutoff_minutes: Mapped[int] = mapped_column(default=60)
    needs_key: Mapped[bool] = mapped_column(default=True)
    rest_days: Mapped[int] = mapped_column(default=0)
    tasks: Mapped[str] = mapped_column(Text, default="")
    key_where: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    asked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    group: Mapped[Group] = relationship(lazy="raise")
    venue: Mapped[Venue] = relationship(lazy="raise")
    days: Mapped[list[OpeningDay]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="OpeningDay.day"
    )
    pauses: Mapped[list[OpeningPause]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="OpeningPause.first_day"
    )


class OpeningDay(PublicModel):
    """A day on which an opening without a weekday has a shift."""

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)


class OpeningPause(PublicModel):
    """Days, both ends among them, on which an opening has no shift: a holiday."""

    __table_args__ = (CheckConstraint("last_day >= first_day", name="ends_after_it_begins"),)

    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"), primary_key=True)
    first_day: Mapped[dt.date] = mapped_column(primary_key=True)
    last_day: Mapped[dt.date]


class Shift(PublicModel):
    """One time of an opening, and an occasion with two seats; `day` is the day it was planned on, also when it is moved.

    `by_plan` says that it was cancelled because the plan has it no longer: if the plan has it again, so it is. `note` is for
    the two of the next shift, and gone after that. `changed_at` moves with every change that people are told of.
    """

    __table_args__ = (
        UniqueConstraint("opening_id", "day"),
        CheckConstraint("(note = '') = (noted_at IS NULL)", name="a_note_has_a_time"),
        Index("ix_shift_noted_at", "noted_at"),
    )

    id: Mapped[int] = mapped_column(ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    opening_id: Mapped[int] = mapped_column(ForeignKey("opening.id", ondelete="CASCADE"))
    day: Mapped[dt.date]
    by_plan: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(300), default="")
    noted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    occasion: Mapped[Occasion] = relationship(lazy="raise")
    opening: Mapped[Opening] = relationship(lazy="raise")


class KeyShown(Model):
    """Somebody has been shown key and alarm of a place: what they have been shown, never what they are."""

    __table_args__ = (Index("ix_key_shown_venue_id", "venue_id"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), primary_key=True)
    shown_on: Mapped[dt.date]


class ShiftSuits(Model):
    """Somebody has said that a shift would suit them: what a suggested rota is made of."""

    __table_args__ = (Index("ix_shift_suits_person_id", "person_id"),)

    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)


class RotaLink(Model):
    """The one secret address of a group's rota, as a digest; a new one replaces it."""

    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
