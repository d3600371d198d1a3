"""What a description says about when, read only where it stands alone or names the row's own day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from base.danish import WEEKDAYS
from catalogue.importing.frequency_phrases import Rhythm
from catalogue.importing.phrases import When, read_when
from catalogue.importing.time_phrases import Contradiction

WHICH_DATE = "hvilken dato?"
_LONGEST_SENTENCE = 80
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ0-9])|\n+")
_DAY = rf"(?:{'|'.join(WEEKDAYS)})"
_WEEKLY = re.compile(rf"\bhver\s+{_DAY}\b|\bhver uge\b|\bugentlig|\ben gang om ugen\b", re.IGNORECASE)
_NTH = r"(?:første|anden|tredje|fjerde|femte|sidste|[1-5]\.)"
_HOW_OFTEN = re.compile(
    rf"\bhver\s*(?:anden|tredje|fjerde|femte|\d{{1,2}}\.)\s*{_DAY}\b(?:\s+i\s+måneden)?"
    rf"|\b{_NTH}(?:(?:\s*,|\s+og)\s*{_NTH})*\s+{_DAY}\s+i\s+(?:hver\s+)?måned(?:en)?\b"
    rf"|\ben\s+{_DAY}\s+om\s+måneden\b|\b{_DAY}e?\s+i\s+u?lige\s+uger\b",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(r"(?:^|[.!?]\s+)En dag(?:, hvor| med)\b")
_MENTIONS_TIME = re.compile(rf"{_DAY}|\b(?:uge|måned)", re.IGNORECASE)


def read_described(title: str, description: str, named: frozenset[int], begins: dt.date) -> tuple[When, str]:
    """Read when something happens out of its title and description, and the words that say it.

    `named` are the weekdays the row has in a column of its own. A sentence is read that says a when and nothing else
    ("Tirsdag og torsdag.", "Hver anden uge."), or words inside one that name exactly the row's days ("Banko hver anden
    mandag"); "om onsdagen" and "ti tirsdage" say nothing. An empty When is returned where nothing is told.
    """
    for sentence in _SENTENCE_END.split(description):
        when = _alone(sentence.strip(), named, begins)
        if when:
            return when, sentence.strip(" .!")
    text = f"{title}. {description}"
    if named and not _WEEKLY.search(text):
        for match in _HOW_OFTEN.finditer(text):
            when = read_when(match[0], begins)
            if when.weekdays == named:
                return when, match[0]
    if named and _ONE_DAY.search(description):
        return When(tuple(Rhythm(weekday=day, question=WHICH_DATE) for day in sorted(named))), ""
    return When(), ""


def _alone(sentence: str, named: frozenset[int], begins: dt.date) -> When | None:
    if len(sentence) > _LONGEST_SENTENCE or not _MENTIONS_TIME.search(sentence):
        return None
    try:
        when = read_when(sentence, begins)
    except Contradiction:
        return None
    if when.unread or when.exception or not when.rhythms or (when.weekdays and not when.weekdays >= named):
        return None
    if when.weekdays:
        return when
    # "Hver anden uge." says how often and leaves the day to the column.
    rhythms = tuple(replace(rhythm, weekday=day) for rhythm in when.rhythms for day in sorted(named))
    return replace(when, rhythms=rhythms or when.rhythms)
