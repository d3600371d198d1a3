"""The tables of who belongs to which place: its staff, its groups, the cards it printed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import UtcDateTime
from base.database import Model, PublicModel
from catalogue.place_models import Venue
from people.group_models import Group


class VenueStaff(Model):
    """Somebody who works at a place."""

    __table_args__ = (Index("ix_venue_staff_venue_id", "venue_id"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("staff_account.person_id", ondelete="CASCADE"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), primary_key=True)

    venue: Mapped[Venue] = relationship(lazy="raise")


class VenueGroup(PublicModel):
    """A group that wants to be at a place; shown there once its staff have said yes."""

    __table_args__ = (Index("ix_venue_group_venue_id", "venue_id", "approved_at"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), primary_key=True)
    approved_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # Since when what the group leads here goes out at once: from the first of its activities that staff said yes to.
    leads_since: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    group: Mapped[Group] = relationship(lazy="raise")
    venue: Mapped[Venue] = relationship(lazy="raise")


class VenueCard(Model):
    """The place whose staff printed a person's card: while the card lives, the person belongs there."""

    __table_args__ = (Index("ix_venue_card_venue_id", "venue_id"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("card.person_id", ondelete="CASCADE"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), primary_key=True)

    venue: Mapped[Venue] = relationship(lazy="raise")
