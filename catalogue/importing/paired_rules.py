"""Which stored schedule a changed rule is: the one that says the same, else one on the same weekday."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalogue.recurrence import Rule


def pair_rules(stored: Mapping[int, Rule], wanted: Iterable[Rule]) -> tuple[dict[int, Rule], list[Rule], list[int]]:
    """Pair the stored rules, by id, with the wanted ones.

    Returns the wanted rule of each id that stays, the rules that are new, and the ids that nothing is left of. Rules
    that are equal pair first, then those that fall on the same days, then those on the same weekday; single days pair
    with single days.
    """
    left, added = dict(stored), list(wanted)
    kept: dict[int, Rule] = {}
    for alike in (_says_the_same, _falls_alike, _shares_weekday):
        for rule in list(added):
            match = next((key for key, other in left.items() if alike(rule, other)), None)
            if match is not None:
                kept[match] = rule
                added.remove(rule)
                del left[match]
    return kept, added, list(left)


def _says_the_same(rule: Rule, other: Rule) -> bool:
    return rule == other


def _falls_alike(rule: Rule, other: Rule) -> bool:
    rhythm = (rule.weekday, rule.nth, rule.week_parity, rule.every_weeks)
    same_rhythm = rhythm == (other.weekday, other.nth, other.week_parity, other.every_weeks)
    return same_rhythm and (rule.weekday is not None or rule.first_day == other.first_day)


def _shares_weekday(rule: Rule, other: Rule) -> bool:
    return rule.weekday == other.weekday
