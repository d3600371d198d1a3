"""When a row of a programme file takes place: its columns and its description put together as recurrence rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from base.danish import WEEKDAYS, time_span
from catalogue.importing.cells import Cell
from catalogue.importing.described_days import read_described
from catalogue.importing.frequency_phrases import WHICH_WEEK, Rhythm
from catalogue.importing.time_phrases import Hours
from catalogue.importing.timing_columns import Told, happens_on_dates, read_columns
from catalogue.recurrence import Rule

WHICH_DAY = "hvilken dag?"
LONGEST_PERIOD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Timing:
    """The rules of a row, the words that stand where rules cannot say it all, and what the report must tell."""

    rules: tuple[Rule, ...]
    words: str
    notes: tuple[str, ...]


def read_timing(cells: Mapping[str, Cell], title: str, description: str, begins: dt.date) -> Timing:
    """Put together when a row takes place, from its cells by role (see `sort_columns`) and its description.

    A series without a first day begins on `begins`. A day nobody can tell makes no rule: its words are kept and the
    notes say which question to ask back. Raises BadCell where the row contradicts itself.
    """
    read = _with_description(read_columns(cells, begins), title, description, begins)
    rules, questions = _rules(read, begins, read.when.holidays_too)
    words = _words(read, bool(rules), questions)
    asked = [f"spørg stedet: {question}" for question in dict.fromkeys(questions)]
    if read.when.exception and rules:
        asked.append(f"spørg stedet: hvilke dage er det ikke ({read.when.exception})?")
    kept = [f"gemt som tekst: {text}" for text in read.unread]
    return Timing(tuple(dict.fromkeys(rules)), words, (*read.notes, *asked, *kept))


def _with_description(read: Told, title: str, description: str, begins: dt.date) -> Told:
    """Read on in the description where the columns name bare weekdays, or none at all."""
    if read.when.says_how_often or (read.days and not read.when.weekdays):
        return read
    named = read.when.weekdays
    described, phrase = read_described(title, description, named, begins)
    if not described.rhythms or (read.days.single and not described.says_how_often):
        return read
    own_hours = next(iter(read.when.rhythms), Rhythm()).hours
    rhythms = tuple(replace(r, hours=own_hours) if r.hours.start is None else r for r in described.rhythms)
    added = [WEEKDAYS[day] for day in sorted(described.weekdays - named)]
    notes = [f"læst i beskrivelsen: {phrase}"] if added or described.says_how_often else []
    names_a_day = any(day in phrase.casefold() for day in WEEKDAYS)
    said = phrase if names_a_day else ", ".join(filter(None, (read.said, _small(phrase))))
    when = replace(described, rhythms=rhythms, holidays_too=described.holidays_too or read.when.holidays_too)
    return replace(read, when=when, days=read.days or described.days, said=said, notes=(*read.notes, *notes))


def _rules(read: Told, begins: dt.date, holidays_too: bool) -> tuple[list[Rule], list[str]]:
    single_days, question = _single_days(read)
    if single_days or question:
        hours = _hours_of(next(iter(read.when.rhythms), Rhythm()), read)
        once = [Rule(day, day, None, hours.start, hours.minutes, runs_on_holidays=holidays_too) for day in single_days]
        return once, [question] if question else []
    anchor = read.days.first or next(iter(read.days.single), None)
    rules, questions = [], []
    for rhythm in read.when.rhythms:
        question = rhythm.question or _missing(rhythm, anchor)
        if question:
            questions.append(question)
        else:
            rules.append(_series(rhythm, read, anchor, begins, holidays_too))
    return rules, questions


def _missing(rhythm: Rhythm, anchor: dt.date | None) -> str:
    if rhythm.every_weeks > 1 and anchor is None:
        return WHICH_WEEK
    return WHICH_DAY if rhythm.weekday is None and anchor is None else ""


def _single_days(read: Told) -> tuple[list[dt.date], str]:
    """Return the days of a row that happens on dates alone, or the question to ask back where its period is long."""
    days = read.days
    if happens_on_dates(read.when, days):
        return list(days.single), ""
    first = days.first or days.last
    if read.when.weekdays or read.when.says_how_often or first is None:
        return [], ""
    last = days.last or first
    length = (last - first).days + 1
    if length > LONGEST_PERIOD_DAYS:
        return [], WHICH_DAY
    return [first + dt.timedelta(days=step) for step in range(length)], ""


def _series(rhythm: Rhythm, read: Told, anchor: dt.date | None, begins: dt.date, holidays_too: bool) -> Rule:
    first = anchor or begins
    if rhythm.every_weeks > 1 and read.when.weekdays:
        # Every other week counts from the week of the first time itself, and all days of the row from the same week.
        first = min(first + dt.timedelta(days=(weekday - first.weekday()) % 7) for weekday in read.when.weekdays)
    last = read.days.last
    hours = _hours_of(rhythm, read)
    return Rule(
        min(first, last or first), last, first.weekday() if rhythm.weekday is None else rhythm.weekday,
        hours.start, hours.minutes, rhythm.every_weeks, rhythm.week_parity, rhythm.nth, holidays_too,
    )  # fmt: skip


def _hours_of(rhythm: Rhythm, read: Told) -> Hours:
    return rhythm.hours if rhythm.hours.start is not None else read.hours


def _words(read: Told, has_rules: bool, questions: list[str]) -> str:
    """Keep what the rules do not say, in the row's own words and with its hours."""
    unread = [text for text in read.unread if text not in read.said]
    if has_rules and not questions:
        kept = [read.said] if len(unread) < len(read.unread) else []
        return "; ".join([*kept, *unread])
    hours = time_span(read.hours.start, read.hours.minutes) if read.hours.start is not None else ""
    return "; ".join(filter(None, (f"{read.said[:1].upper()}{read.said[1:]} {hours}".strip(), *unread)))


def _small(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
