"""The table of wishes: what people would like, or could stand at the head of. No name, no number, only which browser."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from base.columns import one_of
from base.database import Model
from catalogue.terms import WishKind


class Wish(Model):
    """Something a browser said of an interest; the day, not the moment, so that nobody is recognised by it."""

    __table_args__ = (one_of("kind", WishKind), Index("ix_wish_said_on", "said_on"))

    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    # A digest, keyed with the app's secret, of the random value in the browser's cookie.
    browser_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    said_on: Mapped[dt.date]
