"""Lists of offers and of pairs as they come in files, for the command that compares them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from catalogue.importing.cells import Cell
from catalogue.importing.offer_days import read_timing
from catalogue.importing.offer_keys import venue_key
from catalogue.importing.offer_texts import text_of, town_of
from catalogue.importing.programme_columns import role_of, sort_columns
from catalogue.importing.programme_file import read_programme
from catalogue.importing.programme_rows import Problem, RawRow, UnreadableProgramme
from catalogue.importing.timing_columns import BadCell
from catalogue.offer_meaning import Offering
from catalogue.recurrence import Rule

# Only which weekday and hour is asked of these rules, never from when.
_ANY_MONDAY = dt.date(2026, 1, 5)


class Pair(NamedTuple):
    """Two ids as they stood in the file, and their line."""

    line: int
    a: str | int
    b: str | int


def read_offers(content: bytes) -> dict[str, Offering]:
    """Return the offers of a JSON Lines file by id, in file order.

    Raises UnreadableProgramme for a file that cannot be read as one, a line that is no offer, and an id used twice.
    """
    offers: dict[str, Offering] = {}
    for row in read_programme(content, "offers.jsonl"):
        if isinstance(row, Problem):
            raise UnreadableProgramme(row)
        cells, _ = sort_columns(row.cells)
        offer_id = text_of(cells, "id")
        if not offer_id or offer_id in offers:
            raise UnreadableProgramme(Problem(row.line, "id", "Hver linje skal have et id, som ingen anden har."))
        if not any(role_of(column) == "title" for column in row.cells):
            raise UnreadableProgramme(Problem(row.line, "title", "Linjen mangler en titel."))
        offers[offer_id] = _offering(row, cells)
    return offers


def read_pairs(content: bytes, offers: Mapping[str, Offering]) -> Iterator[Pair]:
    """Yield the pairs of a JSON Lines file in its order; raise UnreadableProgramme at a line that names no two offers."""
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise UnreadableProgramme(Problem(1, None, "Tegnene kan ikke læses. Gem filen som UTF-8, og prøv igen.")) from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _pair(number, line, offers)


def _pair(number: int, line: str, offers: Mapping[str, Offering]) -> Pair:
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableProgramme(Problem(number, None, "Linjen er ikke JSON. Skriv ét objekt på én linje: {…}.")) from None
    for side in ("a", "b"):
        if not isinstance(value, dict) or not isinstance(value.get(side), str | int):
            raise UnreadableProgramme(Problem(number, side, "Linjen skal have to id'er: a og b."))
        if str(value[side]) not in offers:
            raise UnreadableProgramme(Problem(number, side, "Intet tilbud har det id."))
    return Pair(number, value["a"], value["b"])


def _offering(row: RawRow, cells: Mapping[str, Cell]) -> Offering:
    title, description = text_of(cells, "title"), text_of(cells, "description")
    town, postcode, _ = town_of(cells)
    place = text_of(cells, "place") or f"linje {row.line}"
    return Offering(
        title=title,
        description=description,
        places=frozenset([" ".join(venue_key(place, town))]),
        area=postcode or town,
        rules=_rules(cells, title, description),
    )


def _rules(cells: Mapping[str, Cell], title: str, description: str) -> tuple[Rule, ...]:
    try:
        return read_timing(cells, title, description, _ANY_MONDAY).rules
    except BadCell:
        return ()
