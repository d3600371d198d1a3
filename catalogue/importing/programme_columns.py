"""Which column of a programme file holds what, by the names Danish lists and the JSON form give them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from base.danish import fold
from catalogue.importing.cells import Cell, readable, shortened
from catalogue.importing.programme_rows import Problem, RawRow, UnreadableProgramme

_LOOKED_AT = 1_000
_LONGEST_NAME = 40
# Columns without a field of their own that are about the activity alone, and so may be shown to everyone.
_HARMLESS = ("tilmelding", "medbring", "sæson")

_NAMES = {
    "id": "id",
    "title": "title titel navn aktivitet overskrift hvad",
    "description": "description beskrivelse tekst omtale",
    "weekday": "weekday ugedag ugedage dag dage hvornår",
    "often": "frekvens hyppighed hvor+ofte gentagelse gentages interval uge uger lige+ulige+uger ulige+lige+uger",
    "start": "start fra starttid starttidspunkt begynder kl klokken",
    "end": "end slut til sluttid sluttidspunkt slutter",
    "time": "time tid tider tidspunkt tidsrum klokkeslæt",
    "date": "date dato datoer",
    "first": "startdato start+dato fra+dato første+gang første+dag",
    "last": "slutdato slut+dato til+dato sidste+gang sidste+dag",
    "place": "place sted mødested hvor",
    "town": "town by bynavn postnr+by postnr+og+by",
    "postcode": "postcode postnr postnummer",
    "address": "address adresse",
    "interests": "interests interest interesse interesser",
    "price": "price pris entre",
    "food": "food mad forplejning",
    "holidays": "helligdage også+helligdage",
    "number": "nr nummer",
}
_DANISH = {"title": "titel", "place": "sted", "description": "beskrivelse", "weekday": "ugedag"}
_ROLES = {name.replace("+", " "): role for role, names in _NAMES.items() for name in names.split()}


def refuse_missing_columns(rows: Iterable[RawRow | Problem]) -> None:
    """Raise UnreadableProgramme where no row of the file has a column for the title, or none for the place."""
    read = [row for row in rows if isinstance(row, RawRow)]
    names = {name for row in read[:_LOOKED_AT] for name in row.cells}
    for role in ("title", "place"):
        if read and not any(role_of(column) == role for column in names):
            found = ", ".join(shortened(name, _LONGEST_NAME) for name in sorted(names)[:20])
            raise UnreadableProgramme(Problem(1, name_of(role, names), f"Kolonnen mangler. Filen har kolonnerne {found}."))


def name_of(role: str, columns: Collection[str]) -> str:
    """Return what the column of a role is called in a file that has these columns: English beside English ones."""
    return role if _DANISH.keys() & set(columns) else _DANISH[role]


@lru_cache(maxsize=1_000)
def role_of(column: str) -> str | None:
    """Return what a column of this name holds ("title", "weekday", …), None for an unknown name."""
    return _ROLES.get(fold(column))


def is_harmless(cell: Cell) -> bool:
    """Say whether a cell of no known column may be shown: any other may be about a person."""
    return fold(cell.column) in _HARMLESS


def sort_columns(cells: Mapping[str, str]) -> tuple[dict[str, Cell], tuple[Cell, ...]]:
    """Return the cells that hold anything: those of a known column by role, and the rest in their order.

    Of two columns of one role the first that holds anything has it. Line breaks stay in descriptions only; signs that
    are no text (control characters, half surrogates) are taken out everywhere.
    """
    known: dict[str, Cell] = {}
    unknown: list[Cell] = []
    for column, raw in cells.items():
        role = role_of(column)
        text = readable(raw) if role == "description" else " ".join(readable(raw).split())
        # A running number says nothing of the row, and moves when another row is added.
        if not text or role == "number":
            continue
        cell = Cell(" ".join(readable(column).split()), text)
        if role is None or role in known:
            unknown.append(cell)
        else:
            known[role] = cell
    return known, tuple(unknown)
