"""A text of a programme file under its column's name, readable, and what in it somebody should look at twice."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# A day, a month and a year come first, which spares most other numbers of ten digits.
_CPR = re.compile(r"(?<![\d+.,])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-– ]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\d.])(?:\+45 ?)?(?:(?:\d{2} ?){4}|(?:\d{4} ?){2}|(?:\d{2}\.){3}\d{2})(?!\d)")
_MAIL = re.compile(r"\S@\S")
# Fillers and blanks that Unicode counts as letters, signs or accents.
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text that is not empty, under the name the file itself gives its column."""

    column: str
    text: str

    @property
    def holds_cpr(self) -> bool:
        """Say whether a number in it looks like that of a person: six digits and four."""
        return bool(_CPR.search(self.text))

    @property
    def contacts(self) -> list[str]:
        """Return what in it says how to reach somebody, as the report asks about it."""
        asked = []
        if _PHONE.search(self.text):
            asked.append("et telefonnummer: må det stå der?")
        if _MAIL.search(self.text):
            asked.append("en e-mailadresse: må den stå der?")
        return asked

    @property
    def is_visible(self) -> bool:
        """Say whether there is anything in it to see: a letter, a number or another sign."""
        return any(unicodedata.category(sign)[0] in "LNPS" for sign in self.text)


def readable(text: str) -> str:
    """Return the text without control and format characters and half surrogates, its line breaks as plain ones, trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or _is_text(sign)).strip()


def _is_text(sign: str) -> bool:
    return sign not in _BLANK and unicodedata.category(sign) not in ("Cc", "Cf", "Cs")


def shortened(text: str, longest: int) -> str:
    """Return the text on one line, its end left out where it is longer than that many letters."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest]} …"
