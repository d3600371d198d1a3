"""Why a code or link that was sent does not let anybody in, and the Danish sentence that says what to do instead."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

MOST_TRIES = 5
MINUTES = 10
LIVES = dt.timedelta(minutes=MINUTES)


class CodeProblem(StrEnum):
    """Why a code or link does not work."""

    wrong = "wrong"
    spent = "spent"
    used = "used"
    expired = "expired"
    unknown = "unknown"


CODE_ADVICE: dict[CodeProblem, str] = {
    CodeProblem.wrong: "Koden passer ikke. Se i beskeden, og skriv den igen.",
    CodeProblem.spent: f"Du har prøvet {MOST_TRIES} gange. Få en ny kode.",
    CodeProblem.used: "Koden er brugt. Gå videre, eller få en ny kode.",
    CodeProblem.expired: f"Koden er for gammel. Den gælder i {MINUTES} minutter. Få en ny.",
    CodeProblem.unknown: "Vi kan ikke finde koden. Få en ny.",
}
LINK_ADVICE: dict[CodeProblem, str] = {
    CodeProblem.used: "Linket er brugt. Gå videre, eller få et nyt.",
    CodeProblem.expired: f"Linket er for gammelt. Det gælder i {MINUTES} minutter. Få et nyt.",
    CodeProblem.unknown: "Vi kender ikke linket. Tryk på det i beskeden igen, eller få et nyt.",
}
