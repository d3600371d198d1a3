"""How often, as Danish programmes write it: "hver anden tirsdag", "i lige uger", "sidste fredag i måneden"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from base.danish import MONTHS
from catalogue.importing.time_phrases import Hours
from catalogue.importing.weekday_phrases import DAY, names_a_group

WHICH_WEEK = "hvilken uge?"
WHICH_IN_MONTH = "hvilken uge i måneden?"
WHICH_DATES = "hvilke datoer?"
_ORDINALS = {
    "første": 1, "1.": 1, "anden": 2, "andet": 2, "2.": 2, "tredje": 3, "3.": 3, "fjerde": 4, "4.": 4,
    "femte": 5, "5.": 5, "sidste": -1,
}  # fmt: skip
_ORDINAL = r"(?:\b(?:første|anden|andet|tredje|fjerde|femte|sidste)\b|(?<!\d)[1-5]\.)"
BEFORE_A_DAY = re.compile(rf"{_ORDINAL}(?:\s*(?:,|og|samt|[+&/])\s*{_ORDINAL})*(?=\s*{DAY})")
_EVERY = re.compile(r"\bhvert?\s*(?:(anden|andet|tredje|fjerde|femte|\d{1,2}\.)(?!\s*dag)(?:\s*uge\b)?|(14)\.?\s*dag\b)")
_EVERY_MONTHS = re.compile(r"\bhver\s*(?:anden|tredje|fjerde|sjette|\d{1,2}\.)\s*måned")
_MONTH = re.compile(r"\b(?:i|om|pr\.?)?\s*(?:hver\s+)?(?:måned(?:en|ens|ligt?|er)?\b|mdr?\b\.?)")
_SELDOM = re.compile(r"\b(?:kvartal\w*|halvår\w*|året|årligt?)\b")
# "hver onsdag samt første lørdag": where a day that has its own place or pace begins.
OWN_PACE = re.compile(rf"(?:\bhver\s+)?{BEFORE_A_DAY.pattern}|\bhver(?=\s+{DAY})")
PARITY = re.compile(r"\b(u?lige)\b(?:\s*uger?\b)?")
# What keeps a series to some of its weeks in a way no rule can say.
_NOT_ALL_WEEKS = re.compile(
    rf"\buger?(?:ne)?\s*\d|\b\d+\s*(?:gange|uger)\b(?!\s*(?:om ugen|i ugen|ugentlig))|\b(?:{'|'.join(MONTHS)})\b"
    r"|\bskiftevis\b|\beller\b|\bnæst\w+|\bindtil\b|\b29/0?2\b"
)
# What is said of a whole row or of one of its days, and stands by itself.
_APART = re.compile(rf"{PARITY.pattern}|\bhvert?\s*(?:{_ORDINAL}|\d{{1,2}}\.)?\s*uge\b|\b14\.?\s*dag\b")
_HOW_OFTEN = re.compile(r"\bhver|ugentlig|(?<=\w)dage\b|\buger\b|\bugen\b")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A weekday (0 = Monday, None where it is not said), how often it comes (as in Rule), and its hours.

    `question` is what must be asked back before anybody knows which days these are, "" for nothing.
    """

    weekday: int | None = None
    every_weeks: int = 1
    week_parity: int | None = None
    nth: int | None = None
    hours: Hours = field(default_factory=Hours)
    question: str = ""


def is_monthly(text: str) -> bool:
    """Say whether a text is about months, so that "2. onsdag" in any part of it is a place in the month."""
    return bool(_MONTH.search(text))


def says_how_often(text: str) -> bool:
    """Say whether a text tells how often, as "hver", "tirsdage" and "lige uger" do and "tirsdag" does not."""
    return any(words.search(text) for words in (_HOW_OFTEN, _MONTH, PARITY, _SELDOM))


def is_paced(text: str) -> bool:
    """Say whether a text tells which weeks, or which place in the month, as "lige uger" and "den første" do."""
    return any(words.search(text) for words in (PARITY, _EVERY, _MONTH, re.compile(_ORDINAL)))


def misses_weeks(text: str) -> bool:
    """Say whether a text keeps a series to some of its weeks in a way no rule can say, as "uge 48" and "i maj" do."""
    return bool(_NOT_ALL_WEEKS.search(text))


def is_tangled(pieces: Sequence[str]) -> bool:
    """Say whether nobody can tell which of several days a pace belongs to, as in "mandag i lige uger og torsdag"."""
    if any(is_paced(between) or "hver" in between for between in map(_between_days, pieces)):
        return True
    apart = [bool(_APART.search(piece) or (is_monthly(piece) and not BEFORE_A_DAY.search(piece))) for piece in pieces]
    return any(apart) and not all(apart)


def _between_days(piece: str) -> str:
    days = list(re.finditer(DAY, piece))
    return piece[days[0].end() : days[-1].start()] if days else ""


def read_pace(text: str, monthly: bool) -> tuple[list[Rhythm], str]:
    """Read how often, as rhythms that have no weekday yet, and return them with what is left of the text.

    `monthly` says that the text this one is part of is about months (see `is_monthly`).
    """
    if _SELDOM.search(text) or _EVERY_MONTHS.search(text):
        return [Rhythm(question=WHICH_DATES)], _SELDOM.sub(" ", _EVERY_MONTHS.sub(" ", text))
    if monthly:
        ordinals = re.findall(_ORDINAL, text)
        rest = re.sub(_ORDINAL, " ", _MONTH.sub(" ", text))
        if ordinals and names_a_group(rest):
            return [Rhythm(question=WHICH_DATES)], rest
        return [Rhythm(nth=_ORDINALS[word]) for word in ordinals] or [Rhythm(question=WHICH_IN_MONTH)], rest
    every = _EVERY.search(text)
    weeks = _weeks(every) if every else 1
    parities = {match[1] for match in PARITY.finditer(text)}
    rest = PARITY.sub(" ", _EVERY.sub(" ", text))
    if len(parities) == 1 and weeks <= 2:
        return [Rhythm(week_parity=int(parities == {"ulige"}))], rest
    if weeks > 52 or (parities and weeks > 2):
        return [Rhythm(question=WHICH_WEEK)], rest
    return ([Rhythm(every_weeks=weeks)], rest) if weeks > 1 else _nth_without_month(rest)


def _weeks(every: re.Match[str]) -> int:
    return 2 if every[2] else _ORDINALS.get(every[1]) or int(every[1].rstrip("."))


def _nth_without_month(text: str) -> tuple[list[Rhythm], str]:
    """Read "første tirsdag"; "2. tirsdag" alone may as well mean every other, so it is asked back."""
    found = BEFORE_A_DAY.search(text)
    if not found:
        return [Rhythm()], text
    places = [_ORDINALS[word] for word in re.findall(_ORDINAL, found[0])]
    rest = BEFORE_A_DAY.sub(" ", text)
    if len(places) == 1 and places[0] not in (1, -1):
        return [Rhythm(question=WHICH_IN_MONTH)], rest
    return [Rhythm(nth=place) for place in places], rest
