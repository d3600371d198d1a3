"""A week as it hangs on the wall: "13-15 Strikkecafé" under a day, read as what it says, beside what stands already."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from base.danish import fold
from catalogue.importing.cells import Cell
from catalogue.importing.offer_keys import title_key
from catalogue.keeping.activity_rhythms import RHYTHMS, WEEKLY, TypedTime, Unclear, read_time
from catalogue.recurrence import Rule

MOST_LINES = 20
LONGEST_TITLE = 200
_CLOCK = r"(?:kl\.?\s*)?\d{1,2}(?:[.:]\d{2})?"
_SPAN = rf"{_CLOCK}\s*(?:-|–|—|til)\s*{_CLOCK}"
_BEFORE = re.compile(rf"((?:fra\s+)?(?:{_SPAN}|{_CLOCK}))(?=[\s:,]|$)[\s:,–-]*", re.IGNORECASE)
# After the title only what can be nothing else: "Banko 90" is a title.
_AFTER = re.compile(rf"[\s:,]+({_SPAN}|kl\.?\s*\d{{1,2}}(?:[.:]\d{{2}})?|\d{{1,2}}[.:]\d{{2}})$", re.IGNORECASE)
_RHYTHM = re.compile(r"\s*\(([^()]*)\)\s*$")
_SAYABLE = ("lige", "ulige", "maaned-")
_WHICH_WEEK = re.compile(r"hver (anden|2|tredje|3|fjerde|4) uge|en gang om måneden|hver måned")


def _bare(words: str) -> str:
    return fold(words).removeprefix("i ").removeprefix("den ")


_SAID = {_bare(words): name for name, words in RHYTHMS.items() if name.startswith(_SAYABLE)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at the place: an activity, its title and rules."""

    activity_id: int
    title: str
    rules: tuple[Rule, ...]
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """What the sheet says of one title: `rules` are the times that are new; `activity_id` is what they are added to, if any."""

    title: str
    rules: tuple[Rule, ...]
    activity_id: int | None = None


def read_line(line: str, weekday: int, today: dt.date) -> tuple[str, Rule]:
    """Return the title and the rule that a line under a weekday says. Raises Unclear, whose message is a Danish sentence."""
    rest, rhythm = _without_rhythm(" ".join(line.split()))
    before, after = _BEFORE.match(rest), _AFTER.search(rest)
    found = before or after
    title = rest[before.end() :] if before else rest[: after.start()] if after else rest
    title = title.strip(" :,–-")
    if not any(sign.isalpha() for sign in title):
        raise Unclear("title", f"»{line[:60]}«: Hvad laver I? Skriv det efter klokken.")
    if len(title) > LONGEST_TITLE:
        raise Unclear("title", f"»{title[:60]} …« er for langt. Skriv højst {LONGEST_TITLE} tegn.")
    if Cell("", line).holds_cpr:
        raise Unclear("title", "Linjen rummer et tal, der ligner et CPR-nummer. Slet det.")
    typed = TypedTime(rhythm, weekday, start=re.sub(r"(?i)^fra\s+", "", found[1]) if found else "")
    try:
        return title, read_time(typed, today)
    except Unclear as unclear:
        raise Unclear(unclear.field, f"»{line[:60]}«: {unclear}") from None


def _without_rhythm(line: str) -> tuple[str, str]:
    found = _RHYTHM.search(line)
    if found and _bare(found[1]) in _SAID:
        return line[: found.start()], _SAID[_bare(found[1])]
    if _WHICH_WEEK.search(fold(line)):
        raise Unclear(
            "rhythm", f"»{line[:60]}«: Hvilken uge? Skriv (lige uger), (ulige uger) eller (første i måneden) til sidst."
        )
    return line, WEEKLY


def read_day(text: str, weekday: int, today: dt.date) -> tuple[list[tuple[str, Rule]], list[str]]:
    """Return what the lines under a weekday say, and a sentence for each that cannot be read."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        return [], [f"Skriv højst {MOST_LINES} linjer på en dag."]
    read, problems = [], []
    for line in lines:
        try:
            read.append(read_line(line, weekday, today))
        except Unclear as unclear:
            problems.append(str(unclear))
    return read, problems


def plan_sheet(read: Iterable[tuple[str, Rule]], standing: Sequence[Standing]) -> tuple[list[Planned], list[str]]:
    """Return what is new, one for each title in the order of the first, and the titles of which all stands already.

    The same title on several days is one activity; one that stands at the place gets the times it does not have.
    """
    there = {title_key(each.title): each for each in reversed(standing)}
    by_title: dict[str, tuple[str, list[Rule]]] = {}
    for title, rule in read:
        rules = by_title.setdefault(title_key(title), (title, []))[1]
        if not _has(rules, rule):
            rules.append(rule)
    new, known = [], []
    for key, (title, rules) in by_title.items():
        stands = there.get(key)
        added = tuple(rule for rule in rules if stands is None or not _has(stands.rules, rule))
        if added:
            new.append(Planned(stands.title if stands else title, added, stands.activity_id if stands else None))
        else:
            known.append(title)
    return new, known


def _has(rules: Iterable[Rule], rule: Rule) -> bool:
    # How often, until when and since when is no difference on a sheet of paper, nor is a time that it leaves out.
    return any(
        each.weekday == rule.weekday and (rule.start_minute is None or each.start_minute == rule.start_minute) for each in rules
    )
