"""A group's name as it is to be shown to everybody: what is taken, and the Danish sentence that says what to do instead."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from people.codes import western_digits

LONGEST_GROUP_NAME = 80
MOST_MARKS = 3

# Six digits or more, however they are spaced: somebody's number.
_NUMBER = re.compile(r"(?:\d[\s.()/-]*){6}")
# They show nothing, although Unicode calls them letters or symbols.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
_JOINERS = "\u200c\u200d"


class GroupNameProblem(StrEnum):
    """Why a text cannot be a group's name."""

    empty = "empty"
    too_long = "too_long"
    unreadable = "unreadable"
    reaches_somebody = "reaches_somebody"


GROUP_NAME_ADVICE: dict[GroupNameProblem, str] = {
    GroupNameProblem.empty: "Skriv, hvad gruppen hedder.",
    GroupNameProblem.too_long: f"Skriv et kortere navn. Der er plads til {LONGEST_GROUP_NAME} tegn.",
    GroupNameProblem.unreadable: "Skriv navnet med bogstaver. Der er tegn i det, som vi ikke kan vise.",
    GroupNameProblem.reaches_somebody: "Skriv et navn uden nummer og mail. Navnet kan alle se.",
}


def read_group_name(text: str) -> str | GroupNameProblem:
    """Read a group's name, or say why not: NFC, single spaces, 1 to `LONGEST_GROUP_NAME` code points, a letter or digit in it.

    Ask `isinstance(…, GroupNameProblem)`: a problem is a str too.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        return GroupNameProblem.empty
    if len(name) > LONGEST_GROUP_NAME:
        return GroupNameProblem.too_long
    if "@" in unicodedata.normalize("NFKC", name) or _NUMBER.search(western_digits(name)):
        return GroupNameProblem.reaches_somebody
    return name if _is_readable(name) else GroupNameProblem.unreadable


def _is_readable(name: str) -> bool:
    marks = 0
    for sign in name:
        marks = marks + 1 if unicodedata.category(sign).startswith("M") else 0
        if marks > MOST_MARKS or not (sign.isprintable() or sign in _JOINERS):
            return False
    return not _BLANK.search(name) and any(sign.isalnum() for sign in name)
