"""Weekdays as Danish programmes write them: "man, ons", "mandag–fredag", "hverdage", "alle dage undtagen søndag"."""

from __future__ import annotations

import re
from difflib import get_close_matches

from base.danish import WEEKDAYS
from catalogue.importing.time_phrases import Contradiction, plain

DAY = r"\b(?:man|tirs?|ons|tors?|fre|lør|søn)(?:dag(?:e|en|ene|s)?)?\b\.?"
_STEMS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
_SPAN = re.compile(rf"({DAY})\s*(?:-|til)\s*({DAY})")
_DASHED_LIST = re.compile(rf"{DAY}(?:\s*-\s*{DAY}){{2,}}")
_TWO_LETTERS = re.compile(r"(?:ma|ti|on|to|fr|lø|sø)\.?(?:(?:\W|\bog\b)+(?:ma|ti|on|to|fr|lø|sø)\.?)*")
_GROUPS = (
    (re.compile(r"\b(?:hverdag(?:e|ene)?)\b"), range(5)),
    (re.compile(r"\b(?:alle (?:ugens )?dage|hver dag|dagligt?|hele ugen)\b"), range(7)),
    (re.compile(r"\bweekend(?:er|en|erne)?\b"), range(5, 7)),
)
EXCEPT = re.compile(r"\b(?:undtagen|undtaget|bortset fra|(?:dog )?ikke|minus|lukket|aflyst)\b")
_FEAST = re.compile(r"(?:jule|nytårs|påske|pinse|farts|bede|lovs|hellig)dag")


def read_weekdays(text: str) -> tuple[list[int], str]:
    """Read the weekdays of a text written by `plain`, ascending from 0 = Monday, and return them with what is left."""
    if _TWO_LETTERS.fullmatch(text.strip()):
        text = re.sub(r"[a-zø]{2}\b", _spelt_out, text)
    named, _, excepted = EXCEPT.sub("\0", text, count=1).partition("\0")
    found, rest = _named_days(named)
    left_out, rest_of_excepted = _named_days(excepted)
    return [day for day in range(7) if day in found - left_out], f"{rest} {rest_of_excepted}"


def names_a_group(text: str) -> bool:
    """Say whether a text names several days by one word, as "hverdage" does."""
    return any(words.search(text) for words, _ in _GROUPS)


def _spelt_out(short: re.Match[str]) -> str:
    return next((stem for stem in _STEMS if stem.startswith(short[0])), short[0])


def _named_days(text: str) -> tuple[set[int], str]:
    days: set[int] = set()
    for words, group in _GROUPS:
        if words.search(text):
            days.update(group)
            text = words.sub(" ", text)
    text = _DASHED_LIST.sub(lambda chain: chain[0].replace("-", ","), text)
    for span in _SPAN.finditer(text):
        first, last = _weekday(span[1]), _weekday(span[2])
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    days.update(_weekday(word) for word in re.findall(DAY, text))
    return days, re.sub(DAY, " ", text)


def _weekday(word: str) -> int:
    return next(number for number, stem in enumerate(_STEMS) if word.startswith(stem))


def refuse_misspelt(text: str, unread: str) -> None:
    """Raise Contradiction where a weekday column tries to name a day and does not: "tirsdax", "9"."""
    words = unread.split()
    # "skærtorsdag" and "juledag" are days, though no weekdays.
    tried = [word for word in words if not _FEAST.search(word) and not any(day in word for day in WEEKDAYS)]
    for word in tried:
        meant = get_close_matches(word, WEEKDAYS, n=1, cutoff=0.75)
        if meant:
            raise Contradiction(f'"{word}" er ikke en ugedag. Mente du {meant[0]}?')
    if [plain(text)] == tried and re.fullmatch(r"\d+|\w+d(?:ag|ay)", words[0]):
        raise Contradiction(f'"{words[0]}" er ikke en ugedag. Skriv for eksempel tirsdag.')
