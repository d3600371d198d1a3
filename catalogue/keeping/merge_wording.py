"""What laying two places together does, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from base.danish import join_words
from catalogue.terms import HoursKind

MOST_NAMED = 8
TEXT_NAMES = {
    "area_id": "område", "address": "adresse", "phone": "telefon", "about": "hvad I gør", "first_time": "den første gang",
    "way_in": "vejen ind",
}  # fmt: skip
HOURS_NAMES = {HoursKind.OPEN: "åbningstiderne", HoursKind.STAFFED: "tiderne, hvor der er nogen"}


def counted(number: int, one: str, more: str) -> str:
    """Say how many there are of something: "1 kort", "3 grupper"."""
    return f"{number} {one if number == 1 else more}"


def named(names: Sequence[str]) -> str:
    """Join names, at most eight of them: "a, b og 3 mere"."""
    rest = len(names) - MOST_NAMED
    return join_words([*names[:MOST_NAMED], f"{rest} mere"] if rest > 0 else names)


def hours_named(kinds: Sequence[str]) -> str:
    """Say which weekly hours are meant."""
    return join_words([words for kind, words in HOURS_NAMES.items() if kind in kinds])


def texts_named(columns: Sequence[str]) -> str:
    """Say which texts of a place are meant."""
    return join_words([TEXT_NAMES[column] for column in columns])
