"""What rows and places are known by from one import to the next, and how a changed row is told from another."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from base.danish import fold
from catalogue.importing.cells import Cell
from catalogue.importing.offer_texts import LONGEST_TOWN, text_of, town_of

LONGEST_PLACE = 200

_LONGEST_KEY = 400
_OF_AN_ID = "id:"


class RowName(NamedTuple):
    """What a row is called: the key it is known by, and its folded place, town ("" where not said) and title."""

    key: str
    place: str
    town: str
    title: str


def row_name(cells: Mapping[str, Cell]) -> RowName:
    """Return what a row is called, from its cells by role."""
    place, town = venue_key(text_of(cells, "place"), town_of(cells)[0])
    return RowName(source_key(cells), place, town, title_key(text_of(cells, "title")))


def title_key(title: str) -> str:
    """Return what a title is compared by."""
    return fold(title) or title.casefold()


def has_id(key: str) -> bool:
    """Say whether a source key is a row's own id."""
    return key.startswith(_OF_AN_ID)


def settle_keys(rows: Iterable[RowName], stored: Iterable[RowName]) -> dict[str, str]:
    """Return the keys of rows without an id that are known by another key, and that key.

    Such a row is the one activity of its place and title, stored or else in the file, whether or not either tells the
    town. Where there are several, those of its own town alone are looked at.
    """
    there: dict[tuple[str, str], list[RowName]] = defaultdict(list)
    coming: dict[tuple[str, str], list[RowName]] = defaultdict(list)
    for names, groups in ((set(stored), there), (set(rows), coming)):
        for name in sorted(names):
            groups[name.place, name.title].append(name)
    settled = {}
    for group, alike in coming.items():
        for name in alike:
            if not has_id(name.key) and (key := _other_key(name, there[group], alike)):
                settled[name.key] = key
    return settled


def _other_key(name: RowName, stored: list[RowName], alike: list[RowName]) -> str | None:
    if any(other.key == name.key for other in stored):
        return None
    several_towns = len({other.town for other in [*stored, *alike] if other.town}) > 1

    def near(others: Iterable[RowName]) -> list[RowName]:
        return [other for other in others if not several_towns or other.town == name.town]

    for others in (near(stored), near(other for other in alike if has_id(other.key))):
        if others:
            return others[0].key if len(others) == 1 else None
    return max(near(alike), key=lambda other: other.town).key


def source_key(cells: Mapping[str, Cell]) -> str:
    """Return what a row is known by at every import: its id, else its place, town and title; at most 400 signs."""
    if "id" in cells:
        key = f"{_OF_AN_ID}{cells['id'].text}"
    else:
        key = "|".join(fold(text_of(cells, role)) or text_of(cells, role) for role in ("place", "town", "title"))
    if len(key) <= _LONGEST_KEY:
        return key
    return key[: _LONGEST_KEY - 65] + "#" + hashlib.sha256(key.encode()).hexdigest()


def venue_key(place: str, town: str) -> tuple[str, str]:
    """Return what a place is known by: its folded name and town."""
    return (fold(place) or place.casefold())[:LONGEST_PLACE], fold(town)[:LONGEST_TOWN]


def fingerprint(cells: Mapping[str, Cell], shown: tuple[Cell, ...]) -> str:
    """Return the SHA-256 of what a row says, as 64 hex digits, whatever its id and the order and names of its columns."""
    known = [(role, cell.text) for role, cell in cells.items() if role != "id"]
    said = sorted([*known, *((f"={cell.column}", cell.text) for cell in shown)])
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
