"""What is said of a shift, in Danish."""

from __future__ import annotations

from collections.abc import Mapping

from shifts.terms import Refusal

REFUSAL_WORDS: Mapping[Refusal, str] = {
    Refusal.PAST: "Vagten er begyndt eller forbi.",
    Refusal.TOO_LATE: "Det er for sent at tage den vagt. Der er lukket den dag.",
    Refusal.FULL: "Der er to på vagten nu. Måske passer en anden.",
    Refusal.CANCELLED: "Vagten er aflyst.",
    Refusal.CLOSED: "Vagten er lukket.",
    Refusal.TWICE: "Du er på vagten allerede.",
    Refusal.CLASH: "Det tidspunkt passer ikke. Måske passer en anden vagt.",
    Refusal.PAUSED: "Du holder pause. Slut pausen på siden Mig, når du vil være med igen.",
    Refusal.PARTNER_PAUSED: "Den, du valgte, kan du ikke spørge lige nu. Vælg en anden, eller tag en plads selv.",
    Refusal.NOT_A_PARTNER: "Vælg en fra gruppen.",
    Refusal.KEY: "En af jer to skal have fået vist nøgle og alarm. Bed om at få det vist, eller find en makker, der har.",
    Refusal.REST: "I har aftalt fri mellem vagterne, og denne ligger for tæt på en anden af dine.",
    Refusal.NOT_YOURS: "Du er ikke på vagten. Måske er du taget af, eller du har allerede forladt den.",
    Refusal.TOO_EARLY: "Det er for tidligt.",
}
