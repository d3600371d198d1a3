"""What somebody proposes that activities which are the same are to become, and what it must hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalogue.terms import Ending


class Refusal(StrEnum):
    """Why a proposal cannot be made."""

    TOO_FEW = "too_few"
    GONE = "gone"
    NOT_THE_SAME = "not_the_same"
    NOT_A_PARTY = "not_a_party"
    STANDS_ALREADY = "stands_already"
    NO_WORDS = "no_words"
    NOT_KEPT = "not_kept"
    NOT_MOVED = "not_moved"
    NO_TIME = "no_time"
    NO_ONE_TIME = "no_one_time"


REFUSAL_WORDS = {
    Refusal.TOO_FEW: "Vælg mindst to, som aftalen er om.",
    Refusal.GONE: "En af dem findes ikke mere. Se, hvordan det er nu.",
    Refusal.NOT_THE_SAME: "De er ikke det samme alle sammen. Vælg dem, der er, og lav en aftale om de andre bagefter.",
    Refusal.NOT_A_PARTY: "Kun de steder og grupper, der står for dem, kan foreslå noget.",
    Refusal.STANDS_ALREADY: "Der er allerede et forslag eller en aftale om nogle af dem. Svar på det først.",
    Refusal.NO_WORDS: "Skriv, hvad der er forskelligt.",
    Refusal.NOT_KEPT: "Vælg den, der bliver ved.",
    Refusal.NOT_MOVED: "Vælg den, der flytter.",
    Refusal.NO_TIME: "Skriv den nye dag og det nye klokkeslæt.",
    Refusal.NO_ONE_TIME: "Den har ikke netop én fast tid om ugen. Ret tiderne på aktiviteten i stedet.",
}


@dataclass(frozen=True)
class Proposal:
    """An ending for some activities, by id, with what it takes: the one kept, or the one that moves and where to.

    `gather_at` and `gather_minute` are where and when those from the other place meet, to walk over together.
    """

    ending: Ending
    activity_ids: frozenset[int]
    words: str = ""
    kept_id: int | None = None
    moves_id: int | None = None
    weekday: int | None = None
    start_minute: int | None = None
    gather_at: str = ""
    gather_minute: int | None = None

    def problem(self) -> Refusal | None:
        """Return what is wrong with it as it stands, whatever is in the tables."""
        if len(self.activity_ids) < 2:
            return Refusal.TOO_FEW
        match self.ending:
            case Ending.TOGETHER | Ending.STOP_ONE:
                return None if self.kept_id in self.activity_ids else Refusal.NOT_KEPT
            case Ending.MOVE if self.moves_id not in self.activity_ids:
                return Refusal.NOT_MOVED
            case Ending.MOVE:
                return Refusal.NO_TIME if self.weekday is None or self.start_minute is None else None
            case Ending.DIFFERENT:
                return None if self.words else Refusal.NO_WORDS
            case _:
                return None
