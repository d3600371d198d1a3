"""The sentence of the notice about cases: neutral, as all that is sent (domain.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from people.terms import NoticeWay


def case_waits(_details: Mapping[str, Any], _way: NoticeWay) -> str:
    """Tell a coordinator that something has been open for long."""
    return "Der er noget, som har været åbent i 14 dage. Log ind, og se på det."
