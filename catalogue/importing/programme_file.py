"""A programme file as it comes: bytes in, rows with their lines out, for JSON Lines and CSV from Danish Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from catalogue.importing.programme_columns import role_of
from catalogue.importing.programme_rows import Problem, RawRow, unreadable
from catalogue.importing.programme_text import LARGEST_FILE_BYTES, decode_programme

# Writing them takes a few seconds; another's write waits at most ten (base/database.py).
MOST_ROWS = 20_000
MOST_COLUMNS = 100
_DELIMITERS = (";", "\t", ",")
# Excel's own line that tells the delimiter.
_SEPARATOR_LINE = "sep="
_MAY_BE_LISTS = ("weekday", "date", "interests")

# The reader's own limit of 128 kB would end the reading instead of naming the row.
csv.field_size_limit(LARGEST_FILE_BYTES)


def read_programme(content: bytes, file_name: str = "") -> list[RawRow | Problem]:
    """Read a file: each row that holds anything as a RawRow, each that cannot be read as a Problem, in file order.

    JSON Lines (RFC 8259 a line, UTF-8) where the name ends in .json, .jsonl or .ndjson, or the first sign is a brace
    or bracket; else CSV (RFC 4180; semicolon, tab or comma; UTF-8 with or without mark, else Windows-1252) with column
    names in its first row. Raises UnreadableProgramme for a file that is empty, too large (over 20 MB or 20,000 rows),
    not text, in another encoding, or CSV with fewer than two columns or more than 100.
    """
    text, is_json = decode_programme(content, file_name)
    rows: list[RawRow | Problem] = []
    for row in _json_rows(text) if is_json else _csv_rows(text):
        if len(rows) == MOST_ROWS:
            raise unreadable("Filen har over 20.000 rækker. Del den i flere filer.", row.line)
        rows.append(row)
    if not rows:
        raise unreadable("Filen er tom. Den skal have en række for hver aktivitet.")
    return rows


def _json_rows(text: str) -> Iterator[RawRow | Problem]:
    for line, source in enumerate(text.split("\n"), start=1):
        if not source.strip():
            continue
        try:
            value = json.loads(source)
        except json.JSONDecodeError as error:
            yield Problem(line, error.colno, "Linjen er ikke JSON. Skriv ét objekt på én linje: {…}.")
        except (ValueError, RecursionError):
            yield Problem(line, None, "Linjen kan ikke læses: et tal er for langt, eller der er for mange lag.")
        else:
            yield _json_row(line, value)


def _json_row(line: int, value: Any) -> RawRow | Problem:
    if not isinstance(value, dict):
        return Problem(line, None, "Linjen er ikke et objekt. Hver linje skal være ét objekt: {…}.")
    if len(value) > MOST_COLUMNS:
        return Problem(line, None, f"Rækken har over {MOST_COLUMNS} felter. Slet dem, der ikke skal bruges.")
    for name, cell in value.items():
        if not _is_expected(role_of(name), cell):
            return Problem(line, name, 'Feltet skal være en tekst i anførselstegn: "…".')
    return RawRow(line, {name: _as_text(cell) for name, cell in value.items()})


def _is_expected(role: str | None, value: Any) -> bool:
    if role is None or not isinstance(value, dict | list | bool):
        return True
    if isinstance(value, list):
        return role in _MAY_BE_LISTS and not any(isinstance(part, dict | list | bool) for part in value)
    return role == "holidays" and isinstance(value, bool)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list) and not any(isinstance(part, list | dict) for part in value):
        return ", ".join(_as_text(part) for part in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _csv_rows(text: str) -> Iterator[RawRow | Problem]:
    first_line, _, rest = text.lstrip().partition("\n")
    header_line = rest.partition("\n")[0] if first_line.lower().startswith(_SEPARATOR_LINE) else first_line
    delimiter = max(_DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Problem(line, None, _quotes(reader.line_num - line))
            continue
        if not any(cell.strip() for cell in cells) or (names is None and cells[0].lower().startswith(_SEPARATOR_LINE)):
            continue
        if names is None:
            names = _column_names(cells, line)
        else:
            yield _csv_row(line, names, cells)


def _quotes(lines_swallowed: int) -> str:
    sentence = 'Anførselstegnene passer ikke. Sæt " om hele feltet, og skriv "" for hvert " inde i det.'
    return f"{sentence} De næste {lines_swallowed} linjer er heller ikke læst." if lines_swallowed > 0 else sentence


def _column_names(cells: list[str], line: int) -> list[str]:
    if sum(bool(cell.strip()) for cell in cells) > MOST_COLUMNS:
        raise unreadable(f"Filen har over {MOST_COLUMNS} kolonner. Slet dem, der ikke skal bruges.", line)
    if len(cells) < 2:
        raise unreadable("Filen har kun én kolonne. Adskil kolonnerne med semikolon.", line)
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name = cell.strip() or f"kolonne {number}"
        names[name if name not in names else f"{name} ({number})"] = None
    return list(names)


def _csv_row(line: int, names: list[str], cells: list[str]) -> RawRow | Problem:
    surplus = cells[len(names) :]
    if any(cell.strip() for cell in surplus):
        return Problem(line, f"kolonne {len(names) + 1}", f"Rækken har flere felter end de {len(names)} kolonner i første linje.")
    return RawRow(line, dict(zip(names, cells, strict=False)))
