"""A group's rota as it is shown to the group: weeks, and in each its shifts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from base.clock import day_of
from shifts.rules import SeatFacts, ShiftFacts, is_closed_by_clock, why_not_take
from shifts.wording import circles, state_words, time_words


class Named(NamedTuple):
    """Somebody on a shift, with what is to be said of their seat ("" where nothing is)."""

    name: str
    note: str


class RotaRow(NamedTuple):
    """One shift of the rota; `own` says where whoever asks stands on it, "" where they do not."""

    shift_id: int
    when: str
    place: str
    state: str
    circles: list[str]
    people: list[Named]
    own: str
    is_off: bool
    can_take: bool


class Listed(NamedTuple):
    """What a row is made of: `names` are those of the seats' persons, by id."""

    shift_id: int
    place: str
    facts: ShiftFacts
    names: Mapping[str, str]


def rota_row(listed: Listed, me: str, now: dt.datetime, *, takes: bool) -> RotaRow:
    """Return one shift as whoever asks sees it; `takes` says whether they may take seats here at all."""
    facts = listed.facts
    mine, is_off = facts.seat_of(me, now), not facts.is_live or is_closed_by_clock(facts, now)
    return RotaRow(
        listed.shift_id, time_words(facts), listed.place, state_words(facts, now), circles(facts, now),
        [Named(listed.names[seat.person_id], _note(seat)) for seat in facts.taken(now)],
        "" if is_off else _own(mine), is_off, takes and mine is None and why_not_take(facts, me, now) is None,
    )  # fmt: skip


def by_week(listed: Sequence[Listed], rows: Sequence[RotaRow]) -> list[tuple[str, list[RotaRow]]]:
    """Return rows, which are in order of their start, under the number of their ISO week: "Uge 48"."""
    pairs = zip(listed, rows, strict=True)
    weeks = groupby(pairs, key=lambda pair: day_of(pair[0].facts.starts_at).isocalendar()[:2])
    return [(f"Uge {week}", [row for _, row in found]) for (_, week), found in weeks]


def _own(mine: SeatFacts | None) -> str:
    if mine is None:
        return ""
    return "Du er på" if mine.is_yes else "Du er spurgt"


def _note(seat: SeatFacts) -> str:
    if not seat.is_yes:
        return "er spurgt"
    return "spørger, om en anden kan" if seat.is_offered else ""
