"""What reading a list in would do, in parts to look at: what is wrong first, then what waits, is new, is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalogue.importing.cells import shortened
from catalogue.importing.import_report import Imported, State, alike_words, offer_words
from catalogue.vocabulary import Vocabulary

MOST_SHOWN = 100
_HEADINGS = {
    State.HELD: "Venter på, at I har set på det",
    State.NEW: "Nyt",
    State.CHANGED: "Ændret",
    State.PUBLISHED: "Bliver udgivet",
    State.KEPT: "Rettet i hånden, bliver stående",
}
_EXPLAINED = {
    State.HELD: "Det ligner noget, som et andet sted gør. Det bliver gemt som kladder, som kun personalet ser.",
    State.KEPT: "Nogen har rettet det her hos os. Filen siger noget andet.",
}
_WRITTEN = (State.HELD, State.NEW, State.CHANGED, State.PUBLISHED)


class Row(NamedTuple):
    """A row of the file: its line, what was understood of it, and what to know of it."""

    line: int
    words: str
    note: str = ""


class Part(NamedTuple):
    """Rows with one thing in common, and how many more there are than are shown; `id` is of the heading."""

    id: str
    heading: str
    explained: str
    rows: list[Row]
    more: int


def preview_parts(imported: Imported, vocabulary: Vocabulary) -> Iterator[Part]:
    """Yield the parts that hold anything."""
    problems = [Row(problem.line, shortened(str(problem).split(": ", 1)[1], 300)) for problem in imported.problems]
    yield from _part("fejl", "Kan ikke læses", "Ret det i filen, og vælg den igen. Resten kan godt indlæses.", problems)
    for state, heading in _HEADINGS.items():
        rows = [
            Row(offer.lines[0], offer_words(offer, vocabulary), _note(imported, offer.source_key))
            for offer, each in zip(imported.offers, imported.states, strict=True)
            if each is state
        ]
        yield from _part(state.name.lower(), heading, _EXPLAINED.get(state, ""), rows)


def does_anything(imported: Imported) -> bool:
    """Say whether reading it in would write something."""
    return any(state in _WRITTEN for state in imported.states)


def _part(key: str, heading: str, explained: str, rows: list[Row]) -> Iterator[Part]:
    if rows:
        yield Part(key, f"{heading} ({len(rows)})", explained, rows[:MOST_SHOWN], max(0, len(rows) - MOST_SHOWN))


def _note(imported: Imported, key: str) -> str:
    return f"Ligner {alike_words(imported.alike[key])}." if key in imported.alike else ""
