"""What is told of extra hours to staff and contacts, in Danish; no name stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from people.terms import NoticeWay


class OpeningTell(StrEnum):
    """The kinds of notice about extra hours themselves."""

    ASKED = "opening_asked"
    APPROVED = "opening_approved"
    DECLINED = "opening_declined"
    WENT_ON = "opening_went_on"
    ENDED = "opening_ended"
    ENDS_SOON = "opening_ends_soon"


SENTENCES: Mapping[OpeningTell, str] = {
    OpeningTell.ASKED: "En gruppe vil gerne holde åbent på {place}. Se det, og svar.",
    OpeningTell.APPROVED: "{place} har sagt ja til, at I holder åbent. Nu kan I skrive jer på vagter.",
    OpeningTell.DECLINED: "{place} kan ikke sige ja til de tider, I spurgte om. Tal med dem om nogle andre.",
    OpeningTell.WENT_ON: "En gruppe bliver ved med at holde åbent på {place}. I kan stoppe det, hvis det ikke passer.",
    OpeningTell.ENDED: "Den ekstra tid på {place} er slut. Vagterne er aflyst.",
    OpeningTell.ENDS_SOON: "Jeres tid på {place} slutter snart. Vil I blive ved, lave om eller slutte?",
}


def opening_text(kind: OpeningTell, details: Mapping[str, Any], _way: NoticeWay) -> str:
    """Return what is told; raise KeyError where a detail is missing."""
    return SENTENCES[kind].format(place=details["place"])
