"""The texts of a row as what they mean: its interests, its town, how people are together, its season."""

from __future__ import annotations

import re
from collections.abc import Mapping

from base.danish import fold
from catalogue.importing.cells import Cell
from catalogue.terms import Form
from catalogue.vocabulary import Vocabulary, suggest_interests

LONGEST_TOWN = 120

_ONLINE = re.compile(r"\bonline\b|\bpå (?:inter)?nettet\b")
_EACH_AT_HOME = re.compile(r"\bhver for sig\b")
_SEASON = re.compile(r"\bi (?:sommer|vinter|efterårs|påske|skole)\w*(?:uger|ferie)\w*|\bom (?:sommeren|vinteren)\b")
_POSTCODE = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def text_of(cells: Mapping[str, Cell], role: str) -> str:
    """Return the text of a role's cell, "" where there is none."""
    return cells[role].text if role in cells else ""


def says_online(text: str) -> bool:
    """Say whether a name says that something is on the net."""
    return bool(_ONLINE.search(fold(text)))


def season_of(description: str) -> str:
    """Return the words that say an activity has a season, "" where none do."""
    found = _SEASON.search(description.casefold())
    return found[0] if found else ""


def interests_of(
    cells: Mapping[str, Cell], title: str, description: str, vocabulary: Vocabulary
) -> tuple[tuple[str, ...], list[str]]:
    """Return the ids of a row's interests, the main one first, and what its own column says that is none.

    Where it has no such column they are suggested from its title and description.
    """
    if "interests" not in cells:
        return tuple(suggest_interests(title, description, vocabulary)), []
    named, unknown = [], []
    for word in re.split(r"[,;/]", cells["interests"].text):
        said = word.strip()
        interest = said if said in vocabulary.by_id else vocabulary.phrases.get(tuple(fold(said).split()))
        if interest:
            named.append(interest)
        elif said:
            unknown.append(said)
    return tuple(dict.fromkeys(named)), unknown


def town_of(cells: Mapping[str, Cell]) -> tuple[str, str, list[Cell]]:
    """Return town and postcode, which may share a column ("6000 Kolding"), and the cell that is too long for a town."""
    said = text_of(cells, "town")
    if len(said) > LONGEST_TOWN:
        return "", "", [cells["town"]]
    postcodes = _POSTCODE.findall(" ".join((text_of(cells, "postcode"), said, text_of(cells, "address"))))
    return _POSTCODE.sub("", said).strip(" ,"), next(iter(postcodes), ""), []


def form_of(cells: Mapping[str, Cell], title: str, description: str) -> Form:
    """Return how people are together: each at home, online where place or title says so, else on the spot."""
    if _EACH_AT_HOME.search(fold(f"{title} {description}")):
        return Form.EACH_AT_HOME
    return Form.ONLINE if says_online(cells["place"].text) or says_online(title) else Form.ON_THE_SPOT
