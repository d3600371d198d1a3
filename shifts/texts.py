"""What is told of extra hours, in Danish. A notice may be read by others than the one it is for: no name stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from base.clock import KOLDING
from base.danish import date_short
from people.terms import NoticeWay


class Tell(StrEnum):
    """The kinds of notice about extra hours."""

    ASKED = "shift_asked"
    ANSWERED_YES = "shift_answered_yes"
    ANSWERED_NO = "shift_answered_no"
    LAPSED = "shift_lapsed"
    TWO = "shift_two"
    LEFT = "shift_left"
    OFFERED = "shift_offered"
    HANDED_OVER = "shift_handed_over"
    NEW_PARTNER = "shift_new_partner"
    EVENING = "shift_evening"
    FREED = "shift_freed"
    ALONE = "shift_alone"
    CLOSED = "shift_closed"
    CANCELLED = "shift_cancelled"
    RUNS_AGAIN = "shift_runs_again"
    MOVED = "shift_moved"
    MOVED_AWAY = "shift_moved_away"
    WRITTEN_IN = "shift_written_in"


# {what} is the place and the time of the shift.
SENTENCES: Mapping[Tell, str] = {
    Tell.ASKED: "Nogen vil gerne være sammen med dig om {what}. Se, hvem det er, og sig ja eller nej.",
    Tell.ANSWERED_YES: "Din makker har sagt ja til {what}. I er to.",
    Tell.ANSWERED_NO: "Den, du spurgte, kan ikke til {what}. Du kan vente på en makker eller hoppe fra.",
    Tell.LAPSED: "Pladsen til {what} er ikke holdt til dig mere. Du skal ikke gøre noget.",
    Tell.TWO: "Du har fået en makker til {what}. I er to.",
    Tell.LEFT: "Din makker kan ikke til {what}. Du kan vente på en ny makker eller også hoppe fra.",
    Tell.OFFERED: "Kan du tage en plads: {what}? Du må gerne lade være.",
    Tell.HANDED_OVER: "En anden har taget din plads: {what}. Du skal ikke komme.",
    Tell.NEW_PARTNER: "Du har fået en ny makker til {what}. I er stadig to.",
    Tell.EVENING: "Bliv hjemme, medmindre I bliver to. Det gælder {what}. Vi skriver, hvis du får en makker.",
    Tell.FREED: "I blev ikke to til {what}. Der er lukket, og du skal ikke komme.{call}",
    Tell.ALONE: "Der er kun én på vagten: {what}. Lås ikke op. Der er lukket.{call}",
    Tell.CLOSED: "Der er lukket alligevel: {what}. Du skal ikke komme.{call}",
    Tell.CANCELLED: "Vagten er aflyst: {what}. Du skal ikke komme.",
    Tell.RUNS_AGAIN: "Vagten bliver til noget alligevel: {what}. Alle pladser er ledige igen.",
    Tell.MOVED: "Vagten er flyttet. Nu er det {what}. Kan du ikke, så hop fra.",
    Tell.MOVED_AWAY: "Vagten er flyttet til et tidspunkt, hvor du ikke kan: {what}. Du er taget af.",
    Tell.WRITTEN_IN: "Du er skrevet på {what}, som der stod på arket. Passer det ikke, så hop fra.",
}
LABEL = "Ekstra åbent"


def shift_text(kind: Tell, details: Mapping[str, Any], _way: NoticeWay) -> str:
    """Return what is told; raise KeyError where a detail is missing."""
    call = f" Ring {details['phone']}, hvis du er i tvivl." if details["phone"] else ""
    return SENTENCES[kind].format(what=f"{details['place']}, {when_words(details)}", call=call)


def when_words(details: Mapping[str, Any]) -> str:
    """Return the time of a shift, as in "søndag d. 29. november kl. 10–13"."""
    starts, ends = (dt.datetime.fromisoformat(details[name]).astimezone(KOLDING) for name in ("starts", "ends"))
    return f"{date_short(starts.date())} kl. {clock_of(starts)}–{clock_of(ends)}"


def clock_of(moment: dt.datetime) -> str:
    """Return the hour of a moment by the wall in Kolding: "10", "13.30"."""
    local = moment.astimezone(KOLDING)
    return hour_of(local.hour * 60 + local.minute)


def hour_of(minute: int) -> str:
    """Return a time of day as the hour is said, from wall minutes after midnight: 600 gives "10", 810 gives "13.30"."""
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour}.{rest:02}" if rest else str(hour)
