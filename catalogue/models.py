"""The tables of activities: hosts, interests, search words, schedules with their exceptions, and what was imported.

Minutes are wall minutes in Kolding, days are dates there (design §4). A table is its model's name in snake case.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from base.columns import UtcDateTime, by_code_point, one_of
from base.database import Model, PublicModel
from catalogue.interest_models import Interest
from catalogue.place_models import Venue
from catalogue.recurrence import Rule, week_number
from catalogue.terms import Change, Form, Instead, Kind, LedBy, Status


def rule_columns(rule: Rule) -> dict[str, Any]:
    """Return the columns of a schedule that follows a rule."""
    return asdict(rule) | {"first_week": week_number(rule.first_day)}


def _week_of_first_day(context: Any) -> int:
    # Kept beside the day so that "every n weeks" is whole-number arithmetic on both engines.
    return week_number(context.get_current_parameters()["first_day"])


class Activity(PublicModel):
    """What people do together; on how many days its schedules say, at which places its hosts."""

    __table_args__ = (
        one_of("form", Form),
        one_of("kind", Kind),
        one_of("led_by", LedBy),
        one_of("status", Status),
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("replaced_by_id <> id", name="replaced_by_another"),
        Index("ix_activity_undated", "sort_key", "id", sqlite_where=text("undated = 1"), postgresql_where=text("undated")),
        Index("ix_activity_review_on", "status", "review_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(by_code_point(240))
    description: Mapped[str] = mapped_column(Text, default="")
    form: Mapped[str] = mapped_column(String(20), default=Form.ON_THE_SPOT)
    kind: Mapped[str] = mapped_column(String(20), default=Kind.ORDINARY)
    led_by: Mapped[str | None] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default=Status.DRAFT)
    undated: Mapped[bool] = mapped_column(default=False)
    when_words: Mapped[str] = mapped_column(String(200), default="")
    price: Mapped[str] = mapped_column(String(200), default="")
    food: Mapped[str] = mapped_column(String(200), default="")
    way_in: Mapped[str] = mapped_column(Text, default="")
    demands: Mapped[str] = mapped_column(String(200), default="")
    meets_you: Mapped[str] = mapped_column(String(200), default="")
    may_just_look: Mapped[bool] = mapped_column(default=False)
    bring_a_friend: Mapped[bool] = mapped_column(default=False)
    bring_a_dog: Mapped[bool] = mapped_column(default=False)
    children_welcome: Mapped[bool] = mapped_column(default=False)
    quiet: Mapped[bool] = mapped_column(default=False)
    step_free: Mapped[bool] = mapped_column(default=False)
    alcohol_free: Mapped[bool] = mapped_column(default=False)
    review_on: Mapped[dt.date]
    # Since when the coordinator knows that it will be hidden, because nobody has said that it still runs.
    review_told_on: Mapped[dt.date | None]
    # The group that leads it; what it asked a place to say yes to, and what it changed that staff have not seen.
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    group_changed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    # Where the address of a withdrawn one leads (design §5).
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="SET NULL"), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    hosts: Mapped[list[ActivityHost]] = relationship(lazy="raise", order_by="ActivityHost.position", cascade="all, delete-orphan")
    interests: Mapped[list[ActivityInterest]] = relationship(
        lazy="raise", order_by="ActivityInterest.position", cascade="all, delete-orphan"
    )
    schedules: Mapped[list[Schedule]] = relationship(
        lazy="raise", order_by="Schedule.id", cascade="all, delete-orphan", overlaps="host"
    )


class ActivityHost(PublicModel):
    """A place that makes the activity, and where its people gather to walk over together, if they do."""

    __table_args__ = (
        CheckConstraint("gather_minute BETWEEN 0 AND 1439", name="gather_within_a_day"),
        Index("ix_activity_host_venue", "venue_id", "activity_id"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    gather_at: Mapped[str] = mapped_column(String(200), default="")
    gather_minute: Mapped[int | None]

    venue: Mapped[Venue] = relationship(lazy="raise")


class ActivityInterest(PublicModel):
    """An interest the activity is found by; the first is what it is mostly about."""

    __table_args__ = (Index("ix_activity_interest_interest", "interest_id", "activity_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    interest: Mapped[Interest] = relationship(lazy="raise")


class ActivityWord(PublicModel):
    """A folded word of its own that the activity is found by when someone searches."""

    __table_args__ = (Index("ix_activity_word_word", "word", "activity_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(by_code_point(40), primary_key=True)


class Schedule(PublicModel):
    """When an activity happens at one of its hosts: a rule in local wall time, never expanded ahead (design §4)."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["activity_id", "venue_id"], ["activity_host.activity_id", "activity_host.venue_id"], ondelete="CASCADE"
        ),
        CheckConstraint("last_day >= first_day", name="ends_after_it_begins"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
        CheckConstraint(
            "weekday IS NOT NULL OR (last_day IS NOT NULL AND last_day = first_day AND every_weeks = 1"
            " AND week_parity IS NULL AND nth IS NULL)",
            name="one_off_is_one_day",
        ),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_within_a_day"),
        CheckConstraint(
            "minutes IS NULL OR (start_minute IS NOT NULL AND minutes BETWEEN 1 AND 20160)", name="end_has_a_start"
        ),
        CheckConstraint("every_weeks BETWEEN 1 AND 52", name="every_weeks_known"),
        CheckConstraint("week_parity IN (0, 1)", name="week_parity_known"),
        CheckConstraint("nth BETWEEN 1 AND 5 OR nth = -1", name="nth_known"),
        CheckConstraint(
            "(every_weeks > 1 AND week_parity IS NULL AND nth IS NULL)"
            " OR (every_weeks = 1 AND (week_parity IS NULL OR nth IS NULL))",
            name="one_way_to_recur",
        ),
        Index("ix_schedule_day", "weekday", text("coalesce(start_minute, 1440)"), "id"),
        Index("ix_schedule_past_midnight", "weekday", text("coalesce(start_minute, 1440)"), "id",
              sqlite_where=text("start_minute + minutes > 1440"), postgresql_where=text("start_minute + minutes > 1440")),
        Index("ix_schedule_one_off", "weekday", "last_day", text("coalesce(start_minute, 1440)"), "id"),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    venue_id: Mapped[int] = mapped_column(index=True)
    uid: Mapped[str] = mapped_column(String(60), unique=True)
    first_day: Mapped[dt.date]
    first_week: Mapped[int] = mapped_column(default=_week_of_first_day)
    last_day: Mapped[dt.date | None]
    weekday: Mapped[int | None]
    start_minute: Mapped[int | None]
    minutes: Mapped[int | None]
    every_weeks: Mapped[int] = mapped_column(default=1)
    week_parity: Mapped[int | None]
    nth: Mapped[int | None]
    runs_on_holidays: Mapped[bool] = mapped_column(default=False)

    exceptions: Mapped[list[ScheduleException]] = relationship(
        lazy="raise", order_by="ScheduleException.day", cascade="all, delete-orphan"
    )

    @validates("first_day")
    def _keep_the_week(self, _key: str, day: dt.date) -> dt.date:
        self.first_week = week_number(day)
        return day

    def rule(self) -> Rule:
        """Return the recurrence rule as a value."""
        return Rule(
            self.first_day, self.last_day, self.weekday, self.start_minute, self.minutes,
            self.every_weeks, self.week_parity, self.nth, self.runs_on_holidays,
        )  # fmt: skip


class ScheduleException(PublicModel):
    """What is different about the time that falls on `day`: called off, closed, or moved to another day or hour."""

    __table_args__ = (
        one_of("change", Change),
        one_of("instead", Instead),
        CheckConstraint("(change = 'moved') = (moved_to IS NOT NULL)", name="moved_has_a_day"),
        CheckConstraint("(change = 'closed') = (closed_on IS NOT NULL)", name="closed_has_a_day"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_within_a_day"),
        CheckConstraint("minutes IS NULL OR (start_minute IS NOT NULL AND minutes BETWEEN 1 AND 20160)",
                        name="end_has_a_start"),
    )  # fmt: skip

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    change: Mapped[str] = mapped_column(String(20))
    moved_to: Mapped[dt.date | None] = mapped_column(index=True)
    start_minute: Mapped[int | None]
    minutes: Mapped[int | None]
    instead: Mapped[str | None] = mapped_column(String(20))
    # The day on which the place closed for the rest of it, and what stood here before, to be put back.
    closed_on: Mapped[dt.date | None] = mapped_column(index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    sequence: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class ImportedOffer(Model):
    """Which row of a programme file an activity came from, and what it said, so that the same file changes nothing."""

    source_key: Mapped[str] = mapped_column(String(400), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    first_day: Mapped[dt.date]
    sequence: Mapped[int]
