"""Dates, times, words and letters as they are written in Danish."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

_TO_DANISH_LETTERS = str.maketrans({"ä": "æ", "ö": "ø", "å": "aa", "ð": "d", "ł": "l", "đ": "d"})
_TO_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_AFTER_Z = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
_NOT_A_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s+[^\sa-zæøå\d]|\s*$)|\n+")


@lru_cache(maxsize=4096)
def date_long(day: date) -> str:
    """Return the day in full: "tirsdag den 24. november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} den {day.day}. {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def date_short(day: date) -> str:
    """Return the day without its year: "tirsdag d. 24. november"."""
    return f"{WEEKDAYS[day.weekday()]} d. {day.day}. {MONTHS[day.month - 1]}"


@lru_cache(maxsize=1440)
def clock(minute: int) -> str:
    """Return a time of day: 780 gives "13.00".

    `minute` counts wall minutes after midnight; a day or more is taken off, so 1500 gives "01.00".
    """
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour:02}.{rest:02}"


@lru_cache(maxsize=4096)
def time_span(start_minute: int, minutes: int | None) -> str:
    """Return when something starts and ends: "kl. 13.00–15.00", or "kl. 13.00" where the end is unknown.

    `start_minute` counts wall minutes after midnight, `minutes` is how long it lasts. Past midnight it gives
    "kl. 22.00–02.00"; what lasts longer than a day needs its dates said by the caller.
    """
    if minutes is None:
        return f"kl. {clock(start_minute)}"
    return f"kl. {clock(start_minute)}–{clock(start_minute + minutes)}"


def relative_day(day: date, today: date) -> str | None:
    """Return "i dag" or "i morgen" where `day` is that, seen from `today`; else None."""
    if day == today:
        return "i dag"
    return "i morgen" if day == today + timedelta(days=1) else None


def join_words(words: Sequence[str]) -> str:
    """Join words as a list is said: "a", "a og b", "a, b og c"; no words give an empty string."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"


def fold(text: str) -> str:
    """Reduce text to what it is searched by: small letters and digits, words apart by one space, none at the ends.

    aa and å are the same (å), as are ä and æ, ö and ø; other letters lose their accents. Folding twice changes nothing.
    """
    small = unicodedata.normalize("NFKC", text).casefold().translate(_TO_DANISH_LETTERS)
    plain = "".join(char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char))
    return _NOT_A_LETTER_OR_DIGIT.sub(" ", plain.replace("aa", "å")).strip()


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """Return a text as part of an address: [a-z0-9-] only, æ as ae, ø as oe, å as aa; "x" if nothing is left."""
    return _NOT_IN_A_SLUG.sub("-", fold(text).translate(_TO_ASCII)).strip("-") or "x"


def sort_key(text: str) -> str:
    """Return a string that sorts by plain code points as Danish does: æ, ø, å last, aa as å, case and accents ignored.

    In PostgreSQL its column needs COLLATE "C", as SQLite compares by default.
    """
    return fold(text).translate(_AFTER_Z)


def lix(text: str) -> float:
    """Return how hard a text is to read (Björnsson 1968): words a sentence plus per cent of words over six letters.

    A line break ends a sentence; the full stop of a date, a time or an abbreviation does not. No words give 0.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
