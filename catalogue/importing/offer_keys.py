"""What rows and places are known by from one import to the next, and how a changed row is told from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from base.danish import fold
from catalogue.importing.cells import Cell
from catalogue.importing.offer_texts import LONGEST_TOWN, text_of

LONGEST_PLACE = 200

_LONGEST_KEY = 400


def source_key(cells: Mapping[str, Cell]) -> str:
    """Return what a row is known by at every import: its id, else its place, town and title; at most 400 signs."""
    if "id" in cells:
        key = f"id:{cells['id'].text}"
    else:
        key = "|".join(fold(text_of(cells, role)) or text_of(cells, role) for role in ("place", "town", "title"))
    if len(key) <= _LONGEST_KEY:
        return key
    return key[: _LONGEST_KEY - 65] + "#" + hashlib.sha256(key.encode()).hexdigest()


def venue_key(place: str, town: str) -> tuple[str, str]:
    """Return what a place is known by: its folded name and town."""
    return (fold(place) or place.casefold())[:LONGEST_PLACE], fold(town)[:LONGEST_TOWN]


def fingerprint(cells: Mapping[str, Cell], unknown: tuple[Cell, ...]) -> str:
    """Return the SHA-256 of what a row says, as 64 hex digits, whatever the order and names of its columns."""
    said = sorted([(role, cell.text) for role, cell in cells.items()] + [(f"={c.column}", c.text) for c in unknown])
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
