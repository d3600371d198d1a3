"""What is asked of the audit log: a day, an act, and where the page before ended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from base.clock import KOLDING
from people.terms import AuditAction

UNREADABLE_DAY = "Skriv dagen, for eksempel 2026-11-24."
_NUMBER = re.compile("[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class AuditQuestion:
    """What to show of the log; None asks for all of it. `before_id` is the last line already seen."""

    day: dt.date | None = None
    action: AuditAction | None = None
    before_id: int | None = None

    def span(self) -> tuple[dt.datetime, dt.datetime] | None:
        """Return when the day begins and ends in Kolding, half-open; 23, 24 or 25 hours."""
        if self.day is None:
            return None
        midnight = dt.datetime.combine(self.day, dt.time(), KOLDING)
        return midnight, dt.datetime.combine(self.day + dt.timedelta(days=1), dt.time(), KOLDING)

    def fields(self, before_id: int) -> dict[str, Any]:
        """Return the fields of the address of the next page."""
        given = {"dag": self.day and self.day.isoformat(), "handling": self.action and self.action.value, "foer": str(before_id)}
        return {name: value for name, value in given.items() if value}


def read_audit_question(fields: Mapping[str, str]) -> AuditQuestion | None:
    """Read the fields of an address; None where the day is none. An act or a line that is unknown asks for nothing."""
    day_typed = fields.get("dag", "").strip()
    try:
        day = dt.date.fromisoformat(day_typed) if day_typed else None
    except ValueError:
        return None
    if day and not 2000 <= day.year <= 2999:
        return None
    action, before = fields.get("handling", ""), fields.get("foer", "")
    return AuditQuestion(
        day, AuditAction(action) if action in set(AuditAction) else None, int(before) if _NUMBER.fullmatch(before) else None
    )
