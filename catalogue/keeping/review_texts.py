"""The sentence of the notice about reviews: neutral, as all that is sent (domain.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from people.terms import NoticeWay


def review_waits(_details: Mapping[str, Any], _way: NoticeWay) -> str:
    """Tell a coordinator that something waits for an answer, and when it is too late."""
    return "Der er noget, som ingen har svaret på. Log ind, og se på det, inden der er gået 14 dage."
