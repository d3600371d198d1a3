"""Times of day as Danish programmes write them: "13.00-15.00", "kl. 13", "fra 13 til 15", "til 02.00 næste dag"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?(?![\d:]|[.,]\d)"
_TO = r"\s*(?:-|til)\s*"
_NEXT_DAY = r"(\s*(?:næste dag|næste morgen|dagen efter))?"
_SAID = r"(?:\bca\.?\s*|\bfra\s*)*\b(?:kl(?:okken|\.|\b)\s*)?"
_END_ALONE = re.compile(r"(?:til|indtil)\b")
_START = re.compile(rf"{_SAID}(?<![\d.,:]){_CLOCK}")
_END = re.compile(rf"(?:til\s*)?{_SAID}(?<![\d.,:]){_CLOCK}{_NEXT_DAY}")
_SPAN = re.compile(rf"{_SAID}(?<![\d.,:]){_CLOCK}{_TO}{_SAID}{_CLOCK}{_NEXT_DAY}")
_ATTEMPT = re.compile(r"\d{1,2}[.:]\d{1,2}(?:[.:]\d{1,2})?")
_WITH = re.compile(r"\b(?:til og med|fra og med|t\.?o\.?m\b\.?|f\.?o\.?m\b\.?)")
_FOUR_DIGITS = re.compile(r"(?<![\d.,:])([01]\d|2[0-4])([0-5]\d)(?![\d.,:])")
# Among other words a bare number is only a time where something says so: "2-3 gange" and "uge 40-50" are not.
_SAID_AMONG_WORDS = r"(?:\bfra\s*)?\bkl(?:okken|\.|\b)\s*"
_WITH_MINUTES = r"(?<![\d.,:])(?=\d{1,2}[.:]\d{2}(?!\d))"
_COUNTED = r"(?:gange|uger|dage|år|pers|kr)"
_BARE_SPAN = rf"(?<![\d.,:/])(?<!uge )(?<!uger )(?=\d{{1,2}}\s?-\s?\d{{1,2}}(?![\d.:/]|\.?\s?{_COUNTED}))"
AMONG_WORDS = re.compile(
    rf"(?<!til )(?:{_SAID_AMONG_WORDS}|{_WITH_MINUTES}|{_BARE_SPAN}){_CLOCK}(?:{_TO}(?:kl\.?\s*)?{_CLOCK}{_NEXT_DAY})?"
)


class Contradiction(ValueError):
    """A text says what cannot be, such as 2.70 or tirsdax; the message is a Danish sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Start and end as wall minutes after the first day's midnight; an end past it is over 1440; None where unknown."""

    start: int | None = None
    end: int | None = None

    @property
    def minutes(self) -> int | None:
        """Return how long it lasts, None where start or end is unknown."""
        return None if self.start is None or self.end is None else self.end - self.start


def plain(text: str) -> str:
    """Return the text in small letters, with one kind of dash, single spaces, and "fra" and "til" without "og med"."""
    return " ".join(_WITH.sub(_from_or_to, re.sub("[–—−]", "-", text.casefold())).split())


def _from_or_to(match: re.Match[str]) -> str:
    return "til" if match[0].startswith("t") else "fra"


def read_hours(start: str, end: str) -> tuple[Hours, str]:
    """Read the texts of a start and an end column, or of one that holds both as `start`.

    Returns the hours and the texts that hold more than a time, or no time, as one string. Raises Contradiction for a
    time of day there is not (2:70), two ends, or an end that is not after its start.
    """
    start, end = (_FOUR_DIGITS.sub(r"\1.\2", plain(text)) for text in (start, end))
    if not end and _END_ALONE.match(start):
        _end_of(start)
        return Hours(), start
    if span := _SPAN.fullmatch(start):
        if end and _end_of(end) not in (None, _span_end(span)):
            raise Contradiction("Der står to sluttider. Slet den ene.")
        return _checked(_start_minute(span), _span_end(span)), "" if not end or _END.fullmatch(end) else end
    begins = _START.fullmatch(start.rstrip("- "))
    start_minute = _start_minute(begins) if begins else None
    end_minute = _end_of(end)
    unread = [text for text, read in ((start, begins), (end, _END.fullmatch(end))) if text and not read]
    for text in unread:
        _refuse_attempt(text)
    among_words = list(AMONG_WORDS.finditer(start))
    if not begins and not end and len(among_words) == 1:
        return hours_of(among_words[0]), start
    if start_minute is None and end_minute is not None:
        return Hours(), " ".join([*unread, f"til kl. {end}"])
    return _checked(start_minute, end_minute), " ".join(unread)


def hours_of(match: re.Match[str]) -> Hours:
    """Return the hours of a match of AMONG_WORDS; raises Contradiction as `read_hours` does."""
    return _checked(_start_minute(match), _span_end(match) if match[3] else None)


def _checked(start: int | None, end: int | None) -> Hours:
    if start is not None and end is not None and end <= start:
        if end:
            raise Contradiction('Den slutter, før den begynder. Går den over midnat, så skriv "02.00 næste dag".')
        end = 1440
    return Hours(start, end)


def _start_minute(match: re.Match[str]) -> int:
    minute = _minute_of_day(match[1], match[2])
    if minute == 1440:
        raise Contradiction("Klokken 24.00 er en sluttid. Skriv 0.00, hvis den begynder ved midnat.")
    return minute


def _span_end(match: re.Match[str]) -> int:
    return _minute_of_day(match[3], match[4]) + (1440 if match[5] else 0)


def _end_of(text: str) -> int | None:
    match = _END.fullmatch(text)
    return _minute_of_day(match[1], match[2]) + (1440 if match[3] else 0) if match else None


def _minute_of_day(hour: str, minute: str | None) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or total > 1440:
        raise Contradiction(f"{hour}.{minute or '00'} er ikke et klokkeslæt. Skriv for eksempel 13.30.")
    return total


def _refuse_attempt(text: str) -> None:
    if not re.search(r"[^\d.:,\s-]", text) or _ATTEMPT.fullmatch(text):
        raise Contradiction(f'"{text}" er ikke et klokkeslæt. Skriv for eksempel 13.30.')
