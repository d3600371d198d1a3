"""When something happens, as Danish programmes write it: weekdays, how often, dates and hours in one text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from catalogue.importing.date_phrases import Days, read_days
from catalogue.importing.frequency_phrases import (
    BEFORE_A_DAY,
    OWN_PACE,
    PARITY,
    WHICH_DATES,
    Rhythm,
    is_monthly,
    is_paced,
    is_tangled,
    misses_weeks,
    read_pace,
    says_how_often,
)  # fmt: skip
from catalogue.importing.time_phrases import AMONG_WORDS, Contradiction, Hours, hours_of, plain
from catalogue.importing.weekday_phrases import DAY, EXCEPT, read_weekdays

_NO_HOLIDAYS = re.compile(r"\b(?:undtagen|bortset fra|dog ikke|ikke|lukket)\s+(?:på\s+)?helligdag(?:e|ene)?\b")
_HOLIDAYS = re.compile(r"\bhelligdag(?:e|ene)?\b")
_HOLIDAYS_TOO = re.compile(r"\bogså\s+(?:på\s+)?helligdag(?:e|ene)?\b")
_ALL_YEAR = re.compile(r"\bhele året\b|\båret rundt\b")
_PART_OF_DAY = re.compile(r"(?<=dag)s?(?=aften|formiddag|eftermiddag|morgen)")
_WITHOUT_DANISH_LETTERS = re.compile(r"\b([ls])oe?([rn])(?=dag)")
_FILLERS = frozenset(
    """
    og samt hver hvert alle om på i den d kl fra til en én gang fast uge ugen uger ugentlig ugentligt
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about when: rhythms, dates, the exception no rule can say, and the words left unread."""

    rhythms: tuple[Rhythm, ...] = ()
    days: Days = field(default_factory=Days)
    says_how_often: bool = False
    holidays_too: bool = False
    exception: str = ""
    unread: str = ""

    @property
    def weekdays(self) -> frozenset[int]:
        """Return the weekdays that are named, 0 = Monday."""
        return frozenset(rhythm.weekday for rhythm in self.rhythms if rhythm.weekday is not None)


def read_when(text: str, begins: dt.date) -> When:
    """Read the text of a weekday column, or a sentence; dates without a year are taken on or after `begins`.

    The rhythms come in the order of the text; where it leaves out times nobody can tell they carry a question. Raises
    Contradiction for a weekday, date or time of day there is not.
    """
    rest = _WITHOUT_DANISH_LETTERS.sub(r"\1ø\2", _PART_OF_DAY.sub(" ", _ALL_YEAR.sub(" ", plain(text))))
    holidays_too = bool(_HOLIDAYS_TOO.search(rest))
    rest = _HOLIDAYS_TOO.sub(" ", _NO_HOLIDAYS.sub(" ", rest))
    rest, exception = _without_exception(rest)
    days, rest = read_days(rest, begins)
    cut = _pieces(rest)
    monthly = is_monthly(rest)
    pieces = [_read_piece(piece, _is_piece_monthly(piece, monthly and len(cut) > 1)) for piece in cut]
    rhythms = [rhythm for piece in pieces for rhythm in piece.rhythms]
    unclear = is_tangled(cut) or misses_weeks(rest) or _leaves_out_weeks(exception, begins)
    if unclear:
        rhythms = [Rhythm(rhythm.weekday, hours=rhythm.hours, question=WHICH_DATES) for rhythm in rhythms]
    return When(
        tuple(rhythms),
        days,
        unclear or bool(exception) or any(piece.says_how_often for piece in pieces),
        holidays_too,
        exception,
        " ".join(piece.unread for piece in pieces if piece.unread),
    )


def _without_exception(text: str) -> tuple[str, str]:
    """Cut off what is excepted, unless it is weekdays alone ("alle dage undtagen onsdag")."""
    found = EXCEPT.search(text)
    if not found:
        return text, ""
    weekdays, rest = read_weekdays(AMONG_WORDS.sub(" ", text[found.end() :]))
    if weekdays and not _words(_HOLIDAYS.sub(" ", rest)) and text[: found.start()].strip():
        return _HOLIDAYS.sub(" ", text), ""
    return text[: found.start()].rstrip(" (,;"), text[found.start() :].strip(" ().,;")


def _leaves_out_weeks(exception: str, begins: dt.date) -> bool:
    """Say whether an exception is a pace ("undtagen lige uger"), or says nothing ("aflyst")."""
    excepted = EXCEPT.sub("", exception, count=1)
    try:
        _, rest = read_days(excepted, begins)
    except Contradiction:
        rest = excepted
    return bool(exception) and (not excepted.strip() or is_paced(rest))


def _pieces(text: str) -> list[str]:
    """Cut a text in which several days each have their own hours, weeks or pace."""
    for own in (AMONG_WORDS, PARITY, OWN_PACE):
        found = list(own.finditer(text))
        day_comes_first = bool(found and re.search(DAY, text[: found[0].start()]))
        if own is OWN_PACE:
            cuts = [match.start() for match in (found if day_comes_first else found[1:])]
        else:
            cuts = [match.end() for match in found[:-1]] if day_comes_first else [match.start() for match in found[1:]]
        pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        if len(pieces) > 1 and all(re.search(DAY, piece) for piece in pieces):
            return pieces
    return [text]


def _is_piece_monthly(piece: str, beside_a_month: bool) -> bool:
    """Say whether a piece is about months: of "første mandag og sidste fredag i måneden" both are."""
    return is_monthly(piece) or (beside_a_month and bool(BEFORE_A_DAY.search(piece)) and "hver" not in piece)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+(?:\.\d+)?", text) if word not in _FILLERS]


def _read_piece(text: str, monthly: bool) -> When:
    said = monthly or says_how_often(text)
    hours, rest = _hours(text)
    pace, rest = read_pace(rest, monthly)
    weekdays, rest = read_weekdays(rest)
    unread = " ".join(_words(rest))
    paced = [replace(rhythm, hours=hours) for rhythm in pace]
    rhythms = [replace(rhythm, weekday=weekday) for weekday in weekdays for rhythm in paced]
    if not weekdays and (said or hours.start is not None):
        rhythms = paced
    return When(tuple(rhythms), Days(), said, unread=unread)


def _hours(text: str) -> tuple[Hours, str]:
    found = list(AMONG_WORDS.finditer(text))
    return (hours_of(found[0]), AMONG_WORDS.sub(" ", text)) if len(found) == 1 else (Hours(), text)
