"""The tables of jobs: who may post, what is posted, each time it takes place, the line behind it, who wants to hear of them.

No column could keep what somebody earned, a refusal or attendance: `tests/jobs/test_columns.py` lists them all.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime, one_of
from base.database import Model, PublicModel
from catalogue.place_models import Venue
from jobs.terms import PostingState, Taking, Trait
from seats.models import Occasion


class Firm(Model):
    """A local firm that posts through a link of its own, which staff of a place gave it; the link is dead from `ended_at` on."""

    __table_args__ = (Index("ix_firm_venue_id", "venue_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    name: Mapped[str] = mapped_column(String(100))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    venue: Mapped[Venue] = relationship(lazy="raise")


class Posting(PublicModel):
    """What one does, when, for whom and for what: once, or on a weekday of each week.

    A place keeps it, also a firm's. `start_minute` and `lots_minute` are wall minutes after midnight. `form_key` is the random
    name of the form it came by: the same form sent twice is one posting. `pay` and `paid_when` are plain words, "" where the job
    is unpaid. A weekly one without `last_day` goes on.
    """

    __table_args__ = (
        one_of("state", PostingState),
        one_of("taking", Taking),
        CheckConstraint("hands BETWEEN 1 AND 20", name="hands_known"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_within_a_day"),
        CheckConstraint("minutes BETWEEN 15 AND 720", name="a_quarter_to_twelve_hours"),
        CheckConstraint("last_day >= first_day", name="ends_after_it_begins"),
        CheckConstraint("is_weekly OR (last_day IS NOT NULL AND last_day = first_day)", name="once_is_one_day"),
        CheckConstraint("is_paid = (pay <> '') AND is_paid = (paid_when <> '')", name="paid_says_what_and_when"),
        CheckConstraint("employer <> ''", name="somebody_insures"),
        CheckConstraint("(taking = 'lots') = (lots_minute IS NOT NULL)", name="lots_have_a_time"),
        CheckConstraint("lots_minute BETWEEN 0 AND start_minute", name="lots_before_the_start"),
        Index("ix_posting_venue_id", "venue_id", "state"),
        Index("ix_posting_firm_id", "firm_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id"))
    state: Mapped[str] = mapped_column(String(10))
    form_key: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str] = mapped_column(String(100))
    hands: Mapped[int]
    start_minute: Mapped[int]
    minutes: Mapped[int]
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date | None]
    is_weekly: Mapped[bool] = mapped_column(default=False)
    meeting_point: Mapped[str] = mapped_column(String(200))
    is_paid: Mapped[bool]
    pay: Mapped[str] = mapped_column(String(200), default="")
    paid_when: Mapped[str] = mapped_column(String(100), default="")
    employer: Mapped[str] = mapped_column(String(200))
    bring: Mapped[str] = mapped_column(String(200), default="")
    food: Mapped[str] = mapped_column(String(200), default="")
    ask_whom: Mapped[str] = mapped_column(String(100), default="")
    taking: Mapped[str] = mapped_column(String(10))
    lots_minute: Mapped[int | None]
    asked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    venue: Mapped[Venue] = relationship(lazy="raise")
    firm: Mapped[Firm | None] = relationship(lazy="raise")
    traits: Mapped[list[PostingTrait]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="PostingTrait.trait"
    )


class PostingTrait(PublicModel):
    """One thing that a job is like."""

    __table_args__ = (one_of("trait", Trait),)

    posting_id: Mapped[int] = mapped_column(ForeignKey("posting.id", ondelete="CASCADE"), primary_key=True)
    trait: Mapped[str] = mapped_column(String(10), primary_key=True)


class Job(PublicModel):
    """One time of a posting, and an occasion with a seat for each hand; `day` is the day it was planned on.

    `by_plan` says that it was cancelled because the place is closed that day: is it open after all, so is the job on again.
    """

    __table_args__ = (UniqueConstraint("posting_id", "day"),)

    id: Mapped[int] = mapped_column(ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    posting_id: Mapped[int] = mapped_column(ForeignKey("posting.id", ondelete="CASCADE"))
    day: Mapped[dt.date]
    by_plan: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    occasion: Mapped[Occasion] = relationship(lazy="raise")
    posting: Mapped[Posting] = relationship(lazy="raise")


class JobLine(PublicModel):
    """Somebody in the line behind the seats of a job; it is gone when they are asked, and at the start."""

    __table_args__ = (
        Index("ix_job_line_joined_at", "job_id", "joined_at"),
        Index("ix_job_line_person_id", "person_id"),
    )

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    joined_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class JobNewsDay(Model):
    """A weekday on which somebody wants to hear of the jobs of the day."""

    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
        Index("ix_job_news_day_weekday", "weekday"),
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class JobNewsArea(Model):
    """An area whose jobs somebody wants to hear of; without any it is all."""

    __table_args__ = (Index("ix_job_news_area_area_id", "area_id"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
