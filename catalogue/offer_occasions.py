"""How people are together and how often it is, as an offer's words say it: on the net, a course, a tournament, only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from base.danish import fold
from catalogue.recurrence import Rule
from catalogue.terms import Form, Kind


class Occasion(StrEnum):
    """What sets an offer apart from what goes on week after week."""

    COURSE = "course"
    TOURNAMENT = "tournament"
    ONCE = "once"


_NUMBER = r"(?:\d{1,2}|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv)"
_TIMES = r"(?:uger|gange|lektioner|moduler|aftener|kursusgange|mødegange|(?:man|tirs|ons|tors|fre|lør|søn)dage)"
_NOT_HOW_OFTEN = "(?! om| i måneden| i ugen| årligt| pr)"
_HOLIDAY = r"(?:sommer|efterårs|vinter|påske|jule|skole)ferie\w*"
_SEASON = r"(?:jule?|juletid|påske|fastelavns?|halloween|nytårs?|sankthans|advents?|pinse)"
_IN_TITLE = {
    Occasion.COURSE: r"\b\w*(?:kursus|kurser|kurset|forløb)\b|\b\w*workshops?\b",
    Occasion.TOURNAMENT: r"\b\w*(?:turnering\w*|stævne\w*|mesterskab\w*|konkurrence\w*|cup|dyst)\b|\bdm\b",
    Occasion.ONCE: (
        r"\b\w*(?:festival|workshops?|messe|temadag|temaaften|event)\b|\b\w+(?:ens|ets) dag\b"
        rf"|\b{_HOLIDAY}|\b{_SEASON}\w*"
    ),
}
_IN_DESCRIPTION = {
    Occasion.COURSE: rf"^(?:over )?{_NUMBER} {_TIMES}\b{_NOT_HOW_OFTEN}",
    Occasion.TOURNAMENT: r"^(?:en |årlig |stor )*\w*(?:turnering|stævne|mesterskab)\w*\b",
    Occasion.ONCE: (
        rf"^en (?:\w+ )?dag (?:med|for|fyldt)\b|\b(?:en|{_NUMBER}) gange? (?:om året|årligt)|\bhvert år\b"
        rf"|\bårlige?\b|\bi (?:\w+ )?{_HOLIDAY}|\bengangs\w*"
    ),
}
_FORMS = {
    Form.EACH_AT_HOME: re.compile(r"\bhver for sig\b|\bhver især hjemme\b|\bhjemme hos dig selv\b"),
    Form.BROADCAST: re.compile(r"\b(?:sender|sendes|vises) live\b|\blivesending|\blive sending|\blivestream"),
    Form.ONLINE: re.compile(
        r"\b(?:foregår|mødes|holdes|afholdes|er|via|på|over) (?:\w+ )?(?:online|zoom|teams|skype|discord)\b"
        r"|\bonline (?!tilmelding|booking|bestil)\w+|^online\b|\bonline$|\bvirtuelt?\b"
        r"|\b(?:mødes|ses|snakker|foregår|sammen|er) (?:\w+ )?på (?:inter)?nettet\b"
        r"|^log (?:dig )?på\b|\bhjemmefra\b|\bhjemme (?:foran|ved) (?:din |sin )?(?:computer|skærm)"
    ),
}
_NOT_ONLINE = re.compile(
    r"\btilmelding (?:\w+ )?(?:online|på nettet)|\b(?:book|tilmeld|læs|se) (?:\w+ ){0,4}(?:online|på nettet)\b"
)
_SENTENCE = re.compile(r"[.!?:;\n]+")
_TITLE = {occasion: re.compile(words) for occasion, words in _IN_TITLE.items()}
# What a club's description adds later on ("Begynderkursus over ti tirsdage") makes no course of the club.
_COURSE_AT_FIRST = re.compile(rf"\b{_NUMBER} {_TIMES}\b{_NOT_HOW_OFTEN}|^(?:et |dette |kort )?(?:\w*kursus|forløb)\b")
_DESCRIPTION = {occasion: re.compile(words) for occasion, words in _IN_DESCRIPTION.items()}


def form_of(title: str, description: str) -> Form:
    """Return how people are together, on the spot where nothing else is said."""
    for text in map(fold, (title, *_SENTENCE.split(description))):
        for form, words in _FORMS.items():
            if words.search(_NOT_ONLINE.sub("", text)):
                return form
    return Form.ON_THE_SPOT


def occasions_of(title: str, description: str, kind: Kind | None, rules: Sequence[Rule]) -> frozenset[Occasion]:
    """Return what an offer is besides regular; nothing where it goes on. A workshop may be a course or a single day."""
    said = fold(title)
    found = {occasion for occasion, words in _TITLE.items() if words.search(said)}
    sentences = [fold(sentence) for sentence in _SENTENCE.split(description)]
    if kind is Kind.COURSE or _COURSE_AT_FIRST.search(sentences[0]):
        found.add(Occasion.COURSE)
    for sentence in sentences:
        found |= {occasion for occasion, words in _DESCRIPTION.items() if words.search(sentence)}
    if rules and all(rule.weekday is None for rule in rules):
        found.add(Occasion.ONCE)
    return frozenset(found)
