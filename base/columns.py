"""Column types and constraints that the rooms share."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, String, TypeDecorator
from sqlalchemy.engine import Dialect


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Return the constraint that a column holds one of the codes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def by_code_point(length: int) -> String:
    """Return a text type that both engines compare by code point, for keys folded in Python (`danish.sort_key`)."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant, stored in UTC and always aware in Python; a naive value raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Store UTC; raise ValueError for a naive value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return the instant in UTC, aware on both engines."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
