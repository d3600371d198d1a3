"""What somebody writes of an activity, as a value: what a form gives, what stands, and how the times of the two pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from catalogue.importing.paired_rules import pair_rules
from catalogue.overlaps import Offering
from catalogue.recurrence import Rule, next_day
from catalogue.terms import Form, Kind, LedBy

MOST_INTERESTS = 4


class Time(NamedTuple):
    """When it happens, and at which of its places."""

    venue_id: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Written:
    """All that people write of an activity; `interest_ids` have the main one first, `times` their own total order."""

    title: str
    description: str = ""
    interest_ids: tuple[int, ...] = ()
    venue_ids: tuple[int, ...] = ()
    times: tuple[Time, ...] = ()
    when_words: str = ""
    form: Form = Form.ON_THE_SPOT
    kind: Kind = Kind.ORDINARY
    led_by: LedBy | None = None
    price: str = ""
    food: str = ""
    way_in: str = ""
    demands: str = ""
    meets_you: str = ""
    may_just_look: bool = False
    bring_a_friend: bool = False
    bring_a_dog: bool = False
    children_welcome: bool = False
    quiet: bool = False
    step_free: bool = False
    alcohol_free: bool = False

    def offering(self, interests: Mapping[int, str]) -> Offering:
        """Return what the comparer takes of it; `interests` are slugs by id."""
        return Offering(
            title=self.title,
            description=self.description,
            places=frozenset(map(str, self.venue_ids)),
            interests=tuple(interests[each] for each in self.interest_ids if each in interests),
            # As with what is stored: what nobody chose is left to the words.
            form=self.form if self.form is not Form.ON_THE_SPOT else None,
            kind=self.kind if self.kind is not Kind.ORDINARY else None,
            rules=tuple(time.rule for time in self.times),
        )


# What an activity's own row holds as it is written.
LISTED = ("interest_ids", "venue_ids", "times")
PLAIN = tuple(each.name for each in fields(Written) if each.name not in LISTED)


def differing(one: Written, other: Written) -> list[str]:
    """Return the names of the fields in which two differ, in their order."""
    return [each.name for each in fields(Written) if getattr(one, each.name) != getattr(other, each.name)]


def in_order(times: Iterable[Time]) -> tuple[Time, ...]:
    """Return times by weekday (single days by theirs), start (unknown last) and first day, each once."""
    return tuple(sorted(set(times), key=_order))


def _order(time: Time) -> tuple[int, int, str, int, str]:
    rule = time.rule
    weekday = rule.first_day.weekday() if rule.weekday is None else rule.weekday
    return weekday, 1440 if rule.start_minute is None else rule.start_minute, str(rule.first_day), time.venue_id, repr(rule)


def tidied(rule: Rule) -> Rule:
    """Return the same rule, "every n weeks" counted from a day on which it falls, as people say it."""
    if rule.every_weeks == 1:
        return rule
    return replace(rule, first_day=next_day(rule, rule.first_day) or rule.first_day)


def pair_times(stored: Mapping[int, Time], wanted: Sequence[Time]) -> tuple[dict[int, Time], list[Time], list[int]]:
    """Pair stored times, by schedule id, with wanted ones at the same place, as `pair_rules` does.

    Returns the wanted time of each id that stays, the times that are new, and the ids that nothing is left of.
    """
    kept: dict[int, Time] = {}
    added: list[Time] = []
    left: list[int] = []
    for venue_id in dict.fromkeys([*(time.venue_id for time in stored.values()), *(time.venue_id for time in wanted)]):
        own = {key: time.rule for key, time in stored.items() if time.venue_id == venue_id}
        stay, new, gone = pair_rules(own, [time.rule for time in wanted if time.venue_id == venue_id])
        kept |= {key: Time(venue_id, rule) for key, rule in stay.items()}
        added += [Time(venue_id, rule) for rule in new]
        left += gone
    return kept, added, left
