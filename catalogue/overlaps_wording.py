"""What a reason for likeness or difference says in plain Danish."""

from __future__ import annotations

from base.danish import WEEKDAYS, join_words
from catalogue.offer_circles import Circle
from catalogue.offer_occasions import Occasion
from catalogue.overlaps import Reason, ReasonKind
from catalogue.terms import Form
from catalogue.vocabulary import Vocabulary

_WHO = {
    Circle.CHILDREN: "børn",
    Circle.YOUNG: "unge",
    Circle.FAMILIES: "familier",
    Circle.MEN: "mænd",
    Circle.WOMEN: "kvinder",
}
_HOW = {
    Form.ON_THE_SPOT: "på stedet",
    Form.ONLINE: "på nettet",
    Form.BROADCAST: "sendt live",
    Form.EACH_AT_HOME: "hver for sig",
}
_WHAT = {
    Occasion.COURSE: "et kursus",
    Occasion.TOURNAMENT: "en turnering",
    Occasion.ONCE: "kun en enkelt gang",
}


def reason_words(reason: Reason, vocabulary: Vocabulary) -> str:
    """Return a sentence that says a reason: "Begge handler om at strikke og hækle."."""
    value = reason.value
    match reason.kind:
        case ReasonKind.INTEREST:
            return f"Begge handler om at {_doing(value, vocabulary)}."
        case ReasonKind.WORD:
            return f"Begge har ordet “{value}” i titlen."
        case ReasonKind.PART:
            return f"Kun den ene handler mest om at {_doing(value, vocabulary)}."
        case ReasonKind.FAMILY | ReasonKind.APART:
            return _two_interests(value.split(), vocabulary)
        case ReasonKind.CIRCLE:
            return _circles(*(_listed(side, _WHO) for side in value.split(" ")))
        case ReasonKind.FORM:
            one, other = value.split()
            return f"Den ene er {_HOW[Form(one)]}, den anden {_HOW[Form(other)]}."
        case ReasonKind.OCCASION:
            return _occasions(*(_listed(side, _WHAT) for side in value.split(" ")))
        case ReasonKind.WEEKDAY:
            return f"De ligger samtidig om {WEEKDAYS[int(value)]}en."
        case _:
            return f"Begge ligger i {value}."


def _doing(interest: str, vocabulary: Vocabulary) -> str:
    name = vocabulary.by_id[interest].name if interest in vocabulary.by_id else interest
    return name[:1].lower() + name[1:]


def _two_interests(interests: list[str], vocabulary: Vocabulary) -> str:
    doing = [_doing(interest, vocabulary) for interest in interests]
    if not doing:
        return "Ordene siger ikke, hvad man laver."
    if len(doing) < 2:
        return f"Kun den ene handler om at {doing[0]}."
    return f"Den ene handler om at {doing[0]}, den anden om at {doing[1]}."


def _listed(codes: str, words: dict[Circle, str] | dict[Occasion, str]) -> str:
    return join_words([str(words[code]) for code in codes.split(",") if code])  # type: ignore[index]


def _circles(one: str, other: str) -> str:
    if one and other:
        return f"Den ene er for {one}, den anden for {other}."
    return f"Den ene er kun for {one or other}."


def _occasions(one: str, other: str) -> str:
    if one and other:
        return f"Den ene er {one}, den anden {other}."
    return f"Den ene er {one or other}, den anden bliver ved."
