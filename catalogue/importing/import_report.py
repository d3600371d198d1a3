"""What came of an import, and how it is told: a line for each row, then a summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from base.danish import WEEKDAYS, join_words
from catalogue.importing.cells import shortened
from catalogue.importing.offer import Offer
from catalogue.importing.programme_rows import Problem
from catalogue.recurrence import Rule
from catalogue.vocabulary import Vocabulary
from catalogue.wording import schedule_words

_LONGEST_TEXT = 160
_MOST_PLACES = 20
_MOST_ALIKE = 3
WAITING = "Det, der venter, ligner noget, et andet sted gør. Det er gemt som kladder, som kun personalet ser."


class State(StrEnum):
    """What an import does with an activity, as the report says it."""

    NEW = "ny"
    CHANGED = "ændret"
    PUBLISHED = "udgivet"
    HELD = "venter"
    SAME = "uændret"
    KEPT = "rettet i hånden, beholdt. Filen siger"


_COUNTED = {
    State.NEW: "nye", State.CHANGED: "ændrede", State.PUBLISHED: "udgivet", State.HELD: "venter",
    State.SAME: "uændrede", State.KEPT: "rettet i hånden",
}  # fmt: skip


class Lookalike(NamedTuple):
    """What an offer is the same as: an activity that is there, or, without an id, an earlier one of the same file."""

    activity_id: int | None
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: offers in file order with their states in the same order, and what was bad, by line.

    `alike` tells by source key what the offers that wait are the same as, strongest first.
    """

    offers: list[Offer]
    states: list[State]
    problems: list[Problem]
    places_without_area: list[str]
    written: bool = False
    alike: Mapping[str, Sequence[Lookalike]] = field(default_factory=dict)


def report_lines(imported: Imported, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the report: a line for each row by line number, then a summary after an empty line."""
    told = [(problem.line, _short(str(problem))) for problem in imported.problems]
    for offer, state in zip(imported.offers, imported.states, strict=True):
        first, *others = offer.lines
        told.append((first, f"linje {first}: {_state_words(offer, state, imported)}: {offer_words(offer, vocabulary)}"))
        told += [(line, f"linje {line}: samme aktivitet som linje {first}") for line in others]
    yield from (text for _, text in sorted(told))
    yield ""
    yield from _summary(imported)


def _state_words(offer: Offer, state: State, imported: Imported) -> str:
    return f"{state}: ligner {alike_words(imported.alike[offer.source_key])}" if state is State.HELD else state


def alike_words(alike: Sequence[Lookalike]) -> str:
    """Say what an offer is the same as: "»Strikkecafé« på Huset"."""
    named = [f"»{_short(each.title)}« på {_short(each.place)}" for each in alike[:_MOST_ALIKE]]
    more = len(alike) - _MOST_ALIKE
    return join_words([*named, *([f"{more} til"] if more > 0 else [])])


def offer_words(offer: Offer, vocabulary: Vocabulary) -> str:
    """Say what was understood of an offer, on one line: title, place, when, interests, and what to look at."""
    when = "; ".join(_rule_words(offer.rules)) or f"uden fast dag ({offer.when_words or 'spørg stedet'})"
    about = ", ".join(vocabulary.by_id[interest].name for interest in offer.interests) or "ingen interesse fundet"
    understood = " · ".join(_short(part) for part in (offer.title, offer.place, when, about))
    return " — ".join([understood, *([" | ".join(map(_short, offer.notes))] if offer.notes else [])])


def _rule_words(rules: Sequence[Rule]) -> list[str]:
    """Say the rules, those that differ in their weekday alone together."""
    alike: dict[Rule, list[Rule]] = {}
    for rule in rules:
        alike.setdefault(rule if rule.weekday is None else replace(rule, weekday=0), []).append(rule)
    return [_together(group) for group in alike.values()]


def _together(rules: list[Rule]) -> str:
    words = schedule_words(rules[0])
    if rules[0].weekday is not None:
        days = join_words([WEEKDAYS[rule.weekday] for rule in rules if rule.weekday is not None])
        words = words.replace(WEEKDAYS[rules[0].weekday], days, 1)
    return words[:1].lower() + words[1:]


def _short(text: str) -> str:
    return shortened(text, _LONGEST_TEXT)


def _summary(imported: Imported) -> Iterator[str]:
    rows = sum(len(offer.lines) for offer in imported.offers) + len(imported.problems)
    counts = ", ".join(f"{imported.states.count(state)} {words}" for state, words in _COUNTED.items())
    yield f"{rows} {'række' if rows == 1 else 'rækker'}. Aktiviteter: {counts}. Rækker med fejl: {len(imported.problems)}."
    undated = sum(not offer.rules for offer in imported.offers)
    unclear = sum(bool(offer.notes) for offer in imported.offers)
    yield f"Uden fast dag: {undated}. Med noget, du skal se på: {unclear}."
    if State.HELD in imported.states:
        yield f"{WAITING} Se dem under Sammenfald på personalets sider."
    yield 'På helligdage er der lukket, medmindre rækken siger "også helligdage".'
    if imported.places_without_area:
        named, more = imported.places_without_area[:_MOST_PLACES], len(imported.places_without_area) - _MOST_PLACES
        places = "; ".join(map(_short, named)) + (f"; og {more} til" if more > 0 else "")
        yield f"Steder uden kendt område ({len(imported.places_without_area)}): {places}."
    yield _ending(imported)


def _ending(imported: Imported) -> str:
    if not imported.written:
        return "Intet er skrevet i databasen."
    if {State.NEW, State.CHANGED, State.PUBLISHED} & set(imported.states):
        return "Det står nu i databasen."
    if State.HELD in imported.states:
        return "Det, der venter, står som kladder. Resten er, som det var."
    if State.KEPT in imported.states:
        return "Intet er ændret: det, der er rettet i hånden, står, som det er."
    if not imported.states:
        return "Ingen række kunne læses, så intet er ændret."
    which = "De andre rækker" if imported.problems else "Alt"
    return f"{which} stod der i forvejen, så intet er ændret."
