"""When something happens, as Danish programmes write it: weekdays, how often, dates and hours in one text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from catalogue.importing.date_phrases import Days, read_days
from catalogue.importing.frequency_phrases import BEFORE_A_DAY, PARITY, Rhythm, is_monthly, read_pace, says_how_often
from catalogue.importing.time_phrases import AMONG_WORDS, Hours, hours_of, plain
from catalogue.importing.weekday_phrases import DAY, read_weekdays

_NO_HOLIDAYS = re.compile(r"\b(?:undtagen|dog ikke|ikke)\s+(?:på\s+)?helligdag(?:e|ene)?\b")
_HOLIDAYS_TOO = re.compile(r"\bogså\s+(?:på\s+)?helligdag(?:e|ene)?\b")
_PART_OF_DAY = re.compile(r"(?<=dag)s?(?=aften|formiddag|eftermiddag|morgen)")
_WITHOUT_DANISH_LETTERS = re.compile(r"\b([ls])oe?([rn])(?=dag)")
_FILLERS = frozenset(
    """
    og samt hver hvert alle om på i den d kl fra til en én gang fast uge ugen uger ugentlig ugentligt
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about when: rhythms, dates, and the words left unread."""

    rhythms: tuple[Rhythm, ...] = ()
    days: Days = field(default_factory=Days)
    says_how_often: bool = False
    holidays_too: bool = False
    unread: str = ""

    @property
    def weekdays(self) -> frozenset[int]:
        """Return the weekdays that are named, 0 = Monday."""
        return frozenset(rhythm.weekday for rhythm in self.rhythms if rhythm.weekday is not None)


def read_when(text: str, begins: dt.date) -> When:
    """Read the text of a weekday column, or a sentence; dates without a year are taken on or after `begins`.

    The rhythms come in the order of the text. Raises Contradiction for a weekday, date or time of day there is not.
    """
    rest = _WITHOUT_DANISH_LETTERS.sub(r"\1ø\2", _PART_OF_DAY.sub(" ", plain(text)))
    days, rest = read_days(rest, begins)
    holidays_too = bool(_HOLIDAYS_TOO.search(rest))
    rest = _HOLIDAYS_TOO.sub(" ", _NO_HOLIDAYS.sub(" ", rest))
    monthly = is_monthly(rest)
    pieces = [_read_piece(piece, monthly) for piece in _pieces(rest)]
    return When(
        tuple(rhythm for piece in pieces for rhythm in piece.rhythms),
        days,
        any(piece.says_how_often for piece in pieces),
        holidays_too,
        " ".join(piece.unread for piece in pieces if piece.unread),
    )


def _pieces(text: str) -> list[str]:
    """Cut a text in which several days each have their own hours, weeks or place in the month."""
    for own in (AMONG_WORDS, PARITY, BEFORE_A_DAY):
        found = list(own.finditer(text))
        if len(found) < 2:
            continue
        day_comes_first = re.search(DAY, text[: found[0].start()])
        cuts = [match.end() for match in found[:-1]] if day_comes_first else [match.start() for match in found[1:]]
        pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        if all(re.search(DAY, piece) for piece in pieces):
            return pieces
    return [text]


def _read_piece(text: str, monthly: bool) -> When:
    said = monthly or says_how_often(text)
    hours, rest = _hours(text)
    pace, rest = read_pace(rest, monthly)
    weekdays, rest = read_weekdays(rest)
    unread = " ".join(word for word in re.findall(r"[^\W_]+(?:\.\d+)?", rest) if word not in _FILLERS)
    paced = [replace(rhythm, hours=hours) for rhythm in pace]
    rhythms = [replace(rhythm, weekday=weekday) for weekday in weekdays for rhythm in paced]
    if not weekdays and (said or hours.start is not None):
        rhythms = paced
    return When(tuple(rhythms), Days(), said, unread=unread)


def _hours(text: str) -> tuple[Hours, str]:
    found = list(AMONG_WORDS.finditer(text))
    return (hours_of(found[0]), AMONG_WORDS.sub(" ", text)) if len(found) == 1 else (Hours(), text)
