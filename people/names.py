"""A person's name as it is to be shown: what is taken, what is not, and the Danish sentence that says what to do instead."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

LONGEST_NAME = 40
MOST_MARKS = 3
FEWEST_DIGITS_OF_A_NUMBER = 6

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_EMOJI = re.compile("[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_JOINERS = "\u200c\u200d"
# They show nothing although Unicode calls them letters, marks or symbols.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class NameProblem(StrEnum):
    """Why a text cannot be shown as a name."""

    empty = "empty"
    too_long = "too_long"
    direction = "direction"
    unreadable = "unreadable"
    not_a_name = "not_a_name"


NAME_ADVICE: dict[NameProblem, str] = {
    NameProblem.empty: "Skriv et fornavn. Et kaldenavn er også fint.",
    NameProblem.too_long: f"Skriv et kortere navn. Der er plads til {LONGEST_NAME} tegn.",
    NameProblem.direction: "Skriv navnet selv i stedet for at kopiere det. Der er skjulte tegn i det.",
    NameProblem.unreadable: "Skriv navnet med bogstaver. Der er tegn i det, som vi ikke kan vise.",
    NameProblem.not_a_name: "Skriv kun et fornavn eller et kaldenavn. Her skal ikke stå nummer eller mail.",
}


def read_name(text: str) -> str | NameProblem:
    """Read a first name or nickname as it is to be shown, or say why not.

    The name is in NFC with single spaces, 1 to `LONGEST_NAME` code points, in any script and either direction. Ask
    `isinstance(…, NameProblem)`: a problem is a str too, and somebody may be called "empty".
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        return NameProblem.empty
    if len(name) > LONGEST_NAME:
        return NameProblem.too_long
    if _DIRECTION.search(name):
        return NameProblem.direction
    plain = unicodedata.normalize("NFKC", name)
    if "@" in plain or sum(sign.isdecimal() for sign in plain) >= FEWEST_DIGITS_OF_A_NUMBER:
        return NameProblem.not_a_name
    return name if _is_readable(name) else NameProblem.unreadable


def _is_readable(name: str) -> bool:
    if _BLANK.search(name) or "<" in name or ">" in name:
        return False
    before, marks = " ", 0
    for sign, after in zip(name, f"{name[1:]} ", strict=True):
        marks = marks + 1 if unicodedata.category(sign).startswith("M") else 0
        if marks > MOST_MARKS or (marks and before == " ") or not _is_shown(before, sign, after):
            return False
        before = sign
    return any(sign.isalpha() or _EMOJI.match(sign) for sign in name)


def _is_shown(before: str, sign: str, after: str) -> bool:
    # Joiners and selectors belong in emoji and in scripts without capitals; elsewhere they only hide a difference.
    if sign in _JOINERS:
        return _may_be_joined(before) and _may_be_joined(after)
    if _SELECTOR.match(sign):
        return before.lower() == before.upper()
    # This Python may be older than the emoji.
    return sign.isprintable() or bool(_EMOJI.match(sign))


def _may_be_joined(sign: str) -> bool:
    return sign.lower() == sign.upper() and (unicodedata.category(sign)[0] in "LMS" or bool(_EMOJI.match(sign)))
