"""How the codes of the room are said in Danish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from base.danish import clock
from jobs.rules import JobFacts
from jobs.terms import PostingState, Problem, Refusal, Taking, Trait


class HasTaking(Protocol):
    """What says how it is taken: a posting."""

    taking: Any
    lots_minute: Any


TRAITS: Mapping[Trait, str] = {
    Trait.SITTING: "Du sidder ned",
    Trait.STANDING: "Du står og går",
    Trait.LIFTING: "Du løfter",
    Trait.INSIDE: "Inde",
    Trait.OUTSIDE: "Ude",
    Trait.ALONE: "Du arbejder alene",
    Trait.TOGETHER: "I er flere sammen",
    Trait.NOISY: "Der er larm",
    Trait.QUIET: "Der er ro",
}
TAKINGS: Mapping[Taking, str] = {
    Taking.FIRST_COME: "Først til mølle: Man skriver sig på",
    Taking.TURN_UP: "Man møder bare op, og ingen skriver sig på",
    Taking.LOTS: "Vi trækker lod på stedet",
}
STATES: Mapping[PostingState, str] = {
    PostingState.ASKED: "Venter på et svar",
    PostingState.POSTED: "Er slået op",
    PostingState.DECLINED: "Blev ikke slået op",
    PostingState.ENDED: "Er slut",
}
REFUSAL_WORDS: Mapping[Refusal, str] = {
    Refusal.BEGUN: "Jobbet er gået i gang. Kom du for sent, eller kan du ikke alligevel, så sig det på stedet.",
    Refusal.OVER: "Jobbet er slut.",
    Refusal.CANCELLED: "Jobbet er aflyst.",
    Refusal.FULL: "Alle pladser er taget. Du kan stille dig i kø og blive spurgt, hvis en bliver fri.",
    Refusal.TWICE: "Du står her allerede. Du skal ikke gøre mere.",
    Refusal.CLASH: "Det tidspunkt passer ikke. Du har sagt ja til noget andet der.",
    Refusal.PAUSED: "Du holder pause. Slut pausen på Mig, før du tager et job.",
    Refusal.NOT_YOURS: "Du har ikke en plads her. Du skal ikke gøre noget.",
    Refusal.TURN_UP: "Her skriver ingen sig på. Du møder bare op.",
    Refusal.LOTS: "Her trækker vi lod på stedet. Kom, når der bliver trukket.",
    Refusal.BY_PLAN: "Opslaget er taget ned, eller stedet holder lukket den dag. Slå det op igen, som sidst.",
    Refusal.FREE: "Der er plads nu. Du behøver ikke stå i kø.",
}
# Where somebody is is theirs to tell, and so is that they hold a pause.
STAFF_WORDS: Mapping[Refusal, str] = {
    **REFUSAL_WORDS,
    Refusal.PAUSED: "Kan ikke skrives på lige nu. Tal med den, det gælder.",
    Refusal.CLASH: "Kan ikke skrives på lige nu. Tal med den, det gælder.",
    Refusal.TWICE: "Er på jobbet allerede.",
    Refusal.FULL: "Alle pladser er taget.",
    Refusal.NOT_YOURS: "Har ikke en plads her.",
}
PROBLEMS: Mapping[Problem, str] = {
    Problem.PAST: "Den tid er gået. Vælg en, der kommer.",
    Problem.TOO_FAR: "Det er mere end et år frem. Vælg en dag, der er nærmere.",
    Problem.TOO_LONG: "Det er meget langt. Skriv højst tolv timer.",
    Problem.TOO_SHORT: "Skriv et sluttidspunkt, der er senere end starten. Et job varer mindst et kvarter.",
    Problem.ENDS_BEFORE: "Den sidste dag er før den første. Byt om på dem.",
    Problem.LOTS_TOO_LATE: "Træk lod, før jobbet begynder.",
    Problem.TOO_FEW_HANDS: "Flere har allerede en plads. Skriv et højere tal, eller tag nogen af jobbet først.",
    Problem.TAKEN_ALREADY: "Nogen har allerede en plads. Så kan måden ikke laves om.",
    Problem.HAD_THAT_DAY: "Jobbet har været der den dag. Slå det op igen, som sidst.",
    Problem.ANSWERED: "Der er svaret på det her. Sådan er det nu.",
    Problem.FIRM_GONE: "Firmaets link er lukket. Lav et nyt til dem, hvis de skal være med igen.",
}


def taking_words(posting: HasTaking) -> str:
    """Return how one gets a job, with the hour at which lots are drawn."""
    said = TAKINGS[Taking(posting.taking)]
    return said if posting.lots_minute is None else f"{said} kl. {clock(posting.lots_minute)}"


def seats_words(facts: JobFacts) -> str:
    """Return how a job stands for the staff of its place."""
    if not facts.is_live:
        return "Aflyst"
    if facts.taking is Taking.TURN_UP:
        return f"Der er brug for {people(facts.hands)}."
    waiting = f" {people(facts.waiting).capitalize()} står i kø." if facts.waiting else ""
    asked = f" {people(facts.held).capitalize()} er spurgt." if facts.held else ""
    return f"{facts.taken} af {facts.hands} pladser er taget.{asked}{waiting}"


def state_words(facts: JobFacts, lots_minute: int | None, now: dt.datetime) -> str:
    """Return how a job stands for one who might take it."""
    if not facts.is_live:
        return "Aflyst"
    if now >= facts.starts_at:
        return "Er i gang"
    if facts.taking is Taking.TURN_UP:
        return f"Mød bare op. Der er brug for {people(facts.hands)}."
    if facts.taking is Taking.LOTS:
        return f"Vi trækker lod kl. {clock(lots_minute or 0)} på stedet. Der er brug for {people(facts.hands)}."
    if facts.free:
        return f"Der er plads til {people(facts.free)}."
    return "Alle pladser er taget. Du kan stille dig i kø."


def people(count: int) -> str:
    """Return so many people in words."""
    return "en" if count == 1 else str(count)
