"""A text of a programme file under its column's name, readable, and whether it may be shown to everyone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from base.danish import fold

_ABOUT_A_PERSON = re.compile(
    r"kontakt|telefon|\btlf|mobil|mail|cpr|person|ansvarlig|leder|underviser|instruktør|frivillig|tovholder|deltager"
)
_PHONE_OR_MAIL = re.compile(r"(?<![\d.])(?:(?:\d{2} ?){4}|(?:\d{2}\.){3}\d{2})(?!\d)|\d{6}-?\d{4}|\S@\S")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text that is not empty, under the name the file itself gives its column."""

    column: str
    text: str

    @property
    def may_be_about_a_person(self) -> bool:
        """Say whether it may tell who somebody is or how to reach them, so that it must not become public by itself."""
        return bool(_ABOUT_A_PERSON.search(fold(self.column)) or _PHONE_OR_MAIL.search(self.text))


def readable(text: str) -> str:
    """Return the text without control characters and half surrogates, its line breaks as plain ones, trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()
