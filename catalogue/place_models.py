"""The tables of places: areas, venues, their weekly hours and closing days."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, by_code_point, one_of
from base.database import PublicModel
from catalogue.terms import HoursKind, VenueKind


class Area(PublicModel):
    """A part of the municipality, such as 6000 Kolding; areas are data."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    postcode: Mapped[str] = mapped_column(String(4), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class Venue(PublicModel):
    """A place: physical, online, or *ude i byen* (an association or library one can go on to)."""

    __table_args__ = (
        one_of("kind", VenueKind),
        CheckConstraint("kind <> 'online' OR NOT adults_only", name="online_is_for_all_ages"),
        UniqueConstraint("name_key", "town_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    town: Mapped[str] = mapped_column(String(120), default="")
    town_key: Mapped[str] = mapped_column(String(120), default="")
    sort_key: Mapped[str] = mapped_column(by_code_point(240), index=True)
    kind: Mapped[str] = mapped_column(String(20), default=VenueKind.PHYSICAL)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    first_time: Mapped[str] = mapped_column(Text, default="")
    way_in: Mapped[str] = mapped_column(Text, default="")
    step_free: Mapped[bool] = mapped_column(default=False)
    adults_only: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    area: Mapped[Area | None] = relationship(lazy="raise")
    hours: Mapped[list[VenueHours]] = relationship(lazy="raise", cascade="all, delete-orphan")
    closing_days: Mapped[list[VenueClosingDay]] = relationship(lazy="raise", cascade="all, delete-orphan")


class VenueHours(PublicModel):
    """Weekly hours of a place, open or staffed; they may run past midnight."""

    __table_args__ = (
        one_of("kind", HoursKind),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439 AND minutes BETWEEN 1 AND 1440", name="within_a_day"),
        Index("ix_venue_hours_weekday", "weekday", "kind"),
    )

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start_minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    minutes: Mapped[int]


class VenueClosingDay(PublicModel):
    """A day on which nothing happens at a place."""

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True, index=True)


class VenueFormerSlug(PublicModel):
    """The address of a place that was written down twice, and is now another."""

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True)
