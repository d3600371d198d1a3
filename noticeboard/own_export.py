"""All that is kept about one person, as text to read and as values to take along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from base.clock import KOLDING
from base.danish import clock, date_long, join_words

Sections = Mapping[str, Sequence[Mapping[str, Any]]]


def as_values(sections: Sections, made_at: dt.datetime) -> dict[str, Any]:
    """Return the rows under their headings as JSON holds them: days and instants in ISO 8601, instants in Kolding's time."""
    rows = {heading: [{name: _plain(value) for name, value in row.items()} for row in each] for heading, each in sections.items()}
    return {"lavet": _plain(made_at), "om dig": rows}


def as_text(sections: Sections, made_at: dt.datetime) -> str:
    """Return the rows as lines to read, a blank line between rows; a heading without rows says so."""
    blocks = [f"Det har vi skrevet om dig.\nLavet {_said(made_at)}."]
    for heading, rows in sections.items():
        blocks.append(f"{heading}\n{'-' * len(heading)}")
        blocks += ["\n".join(f"{name}: {_said(value)}" for name, value in row.items()) for row in rows] or ["Ingenting."]
    return "\n\n".join(blocks) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(KOLDING).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _said(value: Any) -> str:
    if isinstance(value, dt.datetime):
        local = value.astimezone(KOLDING)
        return f"{date_long(local)} kl. {clock(local.hour * 60 + local.minute)}"
    if isinstance(value, dt.date):
        return date_long(value)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(each)}" for name, each in value.items()) or "–"
    if isinstance(value, list | tuple):
        return join_words([_said(each) for each in value]) or "–"
    return "–" if value is None or value == "" else str(value)
