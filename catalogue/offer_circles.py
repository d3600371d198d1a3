"""Whom an offer is only for, as its words say it: a hold for mænd is another offer than one for all.

Age alone ("60+", senior) shuts nobody out here, and no circle is read from words about health (P6).
"""

from __future__ import annotations

import re
from enum import StrEnum

from base.danish import fold
from catalogue.word_stems import without_form


class Circle(StrEnum):
    """A circle that an offer keeps to."""

    CHILDREN = "children"
    YOUNG = "young"
    FAMILIES = "families"
    MEN = "men"
    WOMEN = "women"


_WHO = {
    Circle.CHILDREN: r"børn|børnene|børnehold|drenge|piger|tweens",
    Circle.YOUNG: r"unge|teenagere|teens|studerende",
    Circle.FAMILIES: r"familier|børnefamilier|forældre|bedsteforældre|mødre|fædre",
    Circle.MEN: r"mænd|mandfolk|herrer|drenge|fædre",
    Circle.WOMEN: r"kvinder|damer|piger|mødre",
}
_IN_TITLE = {
    Circle.CHILDREN: r"\b(?:børn\w*|barn(?:et|ets)?\b|junior\w*|juniorer|minior\w*|kids|drenge\w*|pige(?:r|rne|klub\w*)\b)",
    Circle.YOUNG: r"\b(?:unge|unges|ungdoms\w*|teen\w*|studerende\w*)\b",
    Circle.FAMILIES: r"\b(?:familie\w*|børnefamilie\w*|forældre\w*|bedsteforældre\w*|(?:far|mor) og barn)\b",
    Circle.MEN: (r"\b(?:mænd|mænds|mændene\w*|mande(?!l)\w+|gubbe\w*|mandfolk\w*|herre(?!gård|d)\w*|fædre\w*|fars?|drenge\w*)\b"),
    Circle.WOMEN: r"\b(?:kvinde\w*|dame\w*|mødre\w*|mor|pige(?!n)\w*|tøse\w*|veninde\w*)\b",
}
_ANY_TITLE = {circle: re.compile(words) for circle, words in _IN_TITLE.items()}
_NO_LIMIT = r"halv|gratis|under|betaler|kr|skal|er|kan|må|ifølge"
# "for mænd", "kun for kvinder", "hold på ni mænd", "børn fra 6 år", "20 herrer mødes": first thing said, or said outright.
_SAID = {
    circle: re.compile(
        rf"^(?:\w+ ){{0,3}}(?:for|på) (?:\w+ )?(?:{who})\b"
        rf"|^(?:cirka |ca |omkring )?(?:\d+ )?(?:{who})\b(?! (?:{_NO_LIMIT}))"
        rf"|\b(?:kun|forbeholdt|målgruppen er|henvender sig til|målrettet) (?:for )?(?:{who})\b"
        rf"|\b(?:{who}) (?:fra |på |i alderen |mellem )*\d{{1,2}}\b"
    )
    for circle, who in _WHO.items()
}
_GROWN_TOO = re.compile(
    r"\b(?:unge|børn) (?:og|eller|som) (?:voksne|ældre|gamle)|\bvoksne og børn|\bældre og unge|\balle aldre"
    r"|\buanset (?:alder|køn)"
)
_BOTH = re.compile(
    r"\b(?:mødre|fædre|mor|far|mænd|kvinder|herrer|damer) (?:og|eller) (?:mødre|fædre|mor|far|mænd|kvinder|herrer|damer)\b"
)
_NOT_ONLY = re.compile(r"\b(?:gratis for|rabat for|også for|aktiviteter for|legehjørne for|noget for) \w+")
_AGES = re.compile(r"\b(\d{1,2}) (?:til |og )?(\d{1,2}) år")
_BARE = re.compile(
    r"børne?|børnene|junior(?:er)?|kids|unges?|ungdoms?|teen(?:ager)?e?|familie[rs]?|forældre|mande?|mænd(?:enes|s)?"
    r"|herrer?(?:nes)?|fædre|gubber?|kvinde(?:rs?|s|rnes)?|damer?|mødre|piger?|drenge"
)
_SENTENCE = re.compile(r"[.!?:;\n]+")
_OLDEST_CHILD, _OLDEST_YOUNG = 17, 35


def circles_of(title: str, description: str) -> frozenset[Circle]:
    """Return the circles an offer says it keeps to; none where it is for all, or does not say."""
    said, *sentences = (_BOTH.sub("", fold(text)) for text in (title, *_SENTENCE.split(description)))
    if any(_GROWN_TOO.search(text) for text in (said, *sentences)):
        return frozenset()
    found = {circle for circle, words in _ANY_TITLE.items() if words.search(said)}
    for sentence in sentences:
        found |= {circle for circle, words in _SAID.items() if words.search(_NOT_ONLY.sub("", sentence))}
    if {Circle.MEN, Circle.WOMEN} <= found:
        found -= {Circle.MEN, Circle.WOMEN}
    return frozenset(found | _circle_by_age([said, *sentences]))


def says_only_whom(word: str) -> bool:
    """Tell whether a folded word of a title says whom it is for and nothing else: mandeklub, kvinder, juniorhold."""
    return bool(_BARE.fullmatch(without_form(word)))


def _circle_by_age(texts: list[str]) -> set[Circle]:
    for text in texts:
        for ages in _AGES.finditer(text):
            if int(ages[1]) < int(ages[2]) <= _OLDEST_CHILD:
                return {Circle.CHILDREN}
            if int(ages[1]) < int(ages[2]) <= _OLDEST_YOUNG:
                return {Circle.YOUNG}
    return set()
