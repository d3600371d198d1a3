"""What a change of times or places does to what is planned: shown before it is saved."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from base.danish import date_short, time_span
from catalogue.keeping.activity_written import Time, pair_times
from catalogue.recurrence import occurrence_days, occurs_on, runs_on
from catalogue.terms import CHANGE_LABELS, Change

LOOKS_AHEAD = dt.timedelta(weeks=8)
MOST_SAID = 3


class Coming(NamedTuple):
    """A time that is planned: the day, the start (1440 where it is unknown) and how long, and the place."""

    day: dt.date
    start_minute: int
    minutes: int | None
    venue_id: int


class Different(NamedTuple):
    """A coming time of a schedule that was called off or moved."""

    schedule_id: int
    day: dt.date
    change: Change


@dataclass(frozen=True, slots=True)
class Effects:
    """What of the next eight weeks falls away or comes new, and what was called off or moved that is no longer known."""

    gone: tuple[Coming, ...]
    new: tuple[Coming, ...]
    dropped: tuple[Different, ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.dropped)

    @property
    def digest(self) -> str:
        """A short name of just these effects: who agreed to them agreed to no others."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def sentences(self, places: Mapping[int, str]) -> list[str]:
        """Say them, a sentence each; `places` are names by id, told where there is more than one."""
        several = len({each.venue_id for each in (*self.gone, *self.new)}) > 1
        named = places if several else {}
        dropped = [f"{date_short(each.day)} ({CHANGE_LABELS[each.change].lower()})" for each in self.dropped]
        return [
            *_counted("falder væk", [_said(each, named) for each in self.gone]),
            *_counted("kommer til", [_said(each, named) for each in self.new]),
            *([f"Det, I har ændret for en enkelt gang, falder væk: {'; '.join(dropped)}."] if dropped else []),
        ]


def effects_of(
    stored: Mapping[int, Time], wanted: Sequence[Time], different: Iterable[Different], today: dt.date
) -> Effects:  # fmt: skip
    """Return what happens where stored times, by schedule id, become the wanted ones; each list by day."""
    before, after = _coming(stored.values(), today), _coming(wanted, today)
    kept, _, _ = pair_times(stored, wanted)
    dropped = [each for each in different if not (each.schedule_id in kept and occurs_on(kept[each.schedule_id].rule, each.day))]
    return Effects(tuple(sorted(before - after, key=_by_day)), tuple(sorted(after - before, key=_by_day)), tuple(dropped))


def _coming(times: Iterable[Time], today: dt.date) -> set[Coming]:
    return {
        Coming(day, 1440 if time.rule.start_minute is None else time.rule.start_minute, time.rule.minutes, time.venue_id)
        for time in times
        for day in occurrence_days(time.rule, today, today + LOOKS_AHEAD)
        if runs_on(time.rule, day, ())
    }


def _by_day(one: Coming) -> tuple[dt.date, int, int, int]:
    return one.day, one.start_minute, one.minutes or 0, one.venue_id


def _said(one: Coming, places: Mapping[int, str]) -> str:
    when = "" if one.start_minute == 1440 else f" {time_span(one.start_minute, one.minutes)}"
    where = f" i {places[one.venue_id]}" if one.venue_id in places else ""
    return f"{date_short(one.day)}{when}{where}"


def _counted(what: str, said: list[str]) -> list[str]:
    if not said:
        return []
    number = "En gang" if len(said) == 1 else f"{len(said)} gange"
    rest = "" if len(said) <= MOST_SAID else " …"
    return [f"{number} {what}: {'; '.join(said[:MOST_SAID])}{rest}"]
