"""What is said of a shift, in Danish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from base.clock import KOLDING
from base.danish import date_short
from catalogue.recurrence import ends_at, starts_at
from shifts.rules import SEATS, ShiftFacts, is_closed_by_clock
from shifts.terms import Refusal
from shifts.texts import clock_of

REFUSAL_WORDS: Mapping[Refusal, str] = {
    Refusal.PAST: "Vagten er begyndt eller forbi.",
    Refusal.TOO_LATE: "Det er for sent at tage den vagt. Der er lukket den dag.",
    Refusal.FULL: "Der er ikke plads lige nu. Måske passer en anden vagt.",
    Refusal.CANCELLED: "Vagten er aflyst.",
    Refusal.CLOSED: "Vagten er lukket.",
    Refusal.TWICE: "Du er på vagten allerede.",
    Refusal.CLASH: "Det tidspunkt passer ikke. Måske passer en anden vagt.",
    Refusal.PAUSED: "Du holder pause. Slut pausen på siden Mig, når du vil være med igen.",
    Refusal.PARTNER_PAUSED: "Den, du valgte, kan du ikke spørge lige nu. Vælg en anden, eller tag en plads selv.",
    Refusal.NOT_A_PARTNER: "Vælg en fra gruppen.",
    Refusal.KEY: "En af jer to skal have fået vist nøgle og alarm. Bed om at få det vist, eller find en makker, der har.",
    Refusal.REST: "I har aftalt fri mellem vagterne, og denne ligger for tæt på en anden af dine.",
    Refusal.OTHER_PARTNER: "Det er ikke den samme, der spørger, mere. Se, hvem du kan være sammen med, og svar så.",
    Refusal.NOTE_CHANGED: "Din makker har skrevet imens. Læs det, og skriv så jeres note færdig.",
    Refusal.NOT_YOURS: "Du er ikke på vagten. Måske er du taget af, eller du har allerede forladt den.",
    Refusal.DAY_OFF: "Stedet holder lukket den dag, eller gruppen holder pause. Vælg en anden dag.",
    Refusal.BY_PLAN: "Der er lukket eller pause den dag, eller gruppens tid er slut. Slut pausen, så kommer vagten igen.",
    Refusal.TOO_EARLY: "Det er for tidligt.",
}


def time_words(shift: ShiftFacts) -> str:
    """Return when a shift is, as a line begins: "Søndag d. 29. november kl. 10–13"."""
    day = date_short(shift.starts_at.astimezone(KOLDING).date()).capitalize()
    return f"{day} kl. {clock_of(shift.starts_at)}–{clock_of(shift.ends_at)}"


def moved_words(shift: ShiftFacts, day: dt.date, start_minute: int, minutes: int) -> str:
    """Say that a shift is moved, and when it was planned, by its day and its hours on the wall; "" where it is as planned."""
    starts, ends = starts_at(day, start_minute), ends_at(day, start_minute, minutes)
    if (shift.starts_at, shift.ends_at) == (starts, ends):
        return ""
    return f"Vagten er flyttet. Før var det {date_short(day)} kl. {clock_of(starts)}–{clock_of(ends)}."


def state_words(shift: ShiftFacts, now: dt.datetime) -> str:
    """Say to its own group how a shift stands."""
    if shift.cancelled_at:
        return "Vagten er aflyst."
    if shift.closed_at:
        return "Der er lukket."
    if now >= shift.ends_at:
        return "Vagten er forbi."
    if is_closed_by_clock(shift, now):
        return "Der er lukket. I blev ikke to."
    if shift.yes == SEATS:
        return "To har sagt ja."
    if len(shift.taken(now)) > shift.yes:
        return "Der er spurgt en makker." if shift.yes else "Der er spurgt nogen."
    return "Der mangler en makker." if shift.yes else "Ingen har sagt ja endnu."


def circles(shift: ShiftFacts, now: dt.datetime) -> list[str]:
    """Return "yes" or "held" for each seat of a shift that is somebody's: the yeses first."""
    return sorted(("yes" if seat.is_yes else "held" for seat in shift.taken(now)), reverse=True)
