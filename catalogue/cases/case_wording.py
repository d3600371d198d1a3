"""What places agree on, in Danish."""

from __future__ import annotations

from base.danish import WEEKDAYS, clock, join_words
from catalogue.terms import AgreementState, Ending

STATE_LABELS = {
    AgreementState.PROPOSED: "Forslag",
    AgreementState.AGREED: "Aftalt",
    AgreementState.DECLINED: "Sagt nej til",
    AgreementState.TAKEN_BACK: "Fortrudt",
    AgreementState.VOID: "Gælder ikke mere, fordi noget er ændret",
    AgreementState.REOPENED: "Taget op igen",
}


def gather_words(gather_at: str, gather_minute: int | None) -> str:
    """Say where and when people meet to walk over together; empty where nothing is known of it."""
    if not gather_at and gather_minute is None:
        return ""
    when = "" if gather_minute is None else f" kl. {clock(gather_minute)}"
    return f"Vi mødes {f'ved {gather_at}' if gather_at else 'her'}{when} og går sammen derhen."


def ending_words(
    ending: Ending, about: str, others: list[str], words: str = "", weekday: int | None = None,
    start_minute: int | None = None, gathering: str = "",
) -> str:  # fmt: skip
    """Say what an agreement comes to; `about` names the one that is kept or moves, `others` the rest."""
    match ending:
        case Ending.TOGETHER:
            said = f"{join_words(others)} går sammen med {about}. {gathering}"
        case Ending.STOP_ONE:
            said = f"{about} bliver ved. {join_words(others)} stopper."
        case Ending.MOVE:
            said = (
                f"{about} flytter til {WEEKDAYS[weekday or 0]} kl. {clock(start_minute or 0)}, så man kan være med begge steder."
            )
        case Ending.DIFFERENT:
            return f"{join_words(others)} er forskellige: {words}"
        case _:
            said = f"{join_words(others)} bliver ved. Der er for langt at rejse."
    return f"{said} {words}".replace("  ", " ").strip()


def named(title: str, places: list[str]) -> str:
    """Name an activity with its places: "“Strikkecafé” hos Huset og Loftet"."""
    return f"“{title}” hos {join_words(places)}"
