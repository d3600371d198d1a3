"""The pure rules of cases: what is gathered, in which order, what a move leaves, what is said."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.cases.case_sets import Link, gather_cases, in_order
from catalogue.cases.case_wording import ending_words, gather_words
from catalogue.cases.moved_rules import moved_rule, next_monday, still_runs
from catalogue.recurrence import LAST, Rule, occurs_on
from catalogue.terms import Ending
from tests.catalogue.cases.two_places import NOW

MONDAY = dt.date(2026, 11, 30)


def link(a: int, b: int, score: float = 0.9, days: int = 0, agreed: bool = False) -> Link:
    return Link((a, b), score, NOW - dt.timedelta(days=days), agreed)


def test_a_case_is_all_that_is_the_same_through_one_another() -> None:
    found = gather_cases([link(4, 5), link(1, 9), link(2, 4), link(7, 9), link(5, 6)])
    assert [case.activity_ids for case in found] == [(1, 7, 9), (2, 4, 5, 6)]
    assert [len(case.links) for case in found] == [2, 3]
    assert gather_cases([]) == []


def test_what_is_agreed_counts_neither_for_strength_nor_for_age() -> None:
    (case,) = gather_cases([link(1, 2, 1.0, 30, agreed=True), link(2, 3, 0.8, 3)])
    assert (case.score, case.opened_at, case.is_long_open(NOW)) == (0.8, NOW - dt.timedelta(days=3), False)
    (settled,) = gather_cases([link(1, 2, agreed=True)])
    assert (settled.open_links, settled.score, settled.opened_at) == ([], 0.0, None)


def test_mine_stand_first_then_the_long_open_then_the_strongest() -> None:
    cases = gather_cases([link(1, 2, 0.8), link(3, 4, 0.9), link(5, 6, 0.7, 14), link(7, 8, 0.7)])
    assert [case.key for case in in_order(cases, [8], NOW)] == [7, 5, 3, 1]


@pytest.mark.parametrize("today", [dt.date(2026, 11, 23), dt.date(2026, 11, 24), dt.date(2026, 11, 29)])
def test_the_coming_week_begins_on_its_monday(today: dt.date) -> None:
    assert next_monday(today) == MONDAY


def days_of(rule: Rule | None, weeks: int = 20) -> list[dt.date]:
    days = [dt.date(2026, 11, 16) + dt.timedelta(days=ahead) for ahead in range(7 * weeks)]
    return [day for day in days if rule and occurs_on(rule, day)]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(dt.date(2026, 1, 6), None, 1, 780, 120),
        Rule(dt.date(2026, 1, 6), dt.date(2027, 3, 1), 1, 780, 120, every_weeks=2),
        Rule(dt.date(2026, 1, 6), None, 1, 780, 120, every_weeks=3),
        Rule(dt.date(2026, 1, 6), None, 1, 780, None, week_parity=1),
        Rule(dt.date(2026, 12, 9), None, 2, None, None),
        Rule(dt.date(2026, 12, 9), None, 2, 600, 60, every_weeks=2),
    ],
)
def test_a_move_changes_the_day_and_keeps_the_rhythm(rule: Rule) -> None:
    ended, moved = moved_rule(rule, 4, 600, MONDAY)
    before = days_of(rule)
    assert days_of(ended) == [day for day in before if day < MONDAY]
    weeks = [day.isocalendar()[:2] for day in before if day >= MONDAY]
    assert [day.isocalendar()[:2] for day in days_of(moved)] == weeks
    assert {day.weekday() for day in days_of(moved)} == {4}
    assert (moved.start_minute, moved.minutes) == (600, rule.minutes)


def test_the_last_of_the_month_stays_the_last_of_the_month() -> None:
    _, moved = moved_rule(Rule(dt.date(2026, 1, 6), None, 1, 780, 60, nth=LAST), 3, 600, MONDAY)
    assert days_of(moved, 8) == [dt.date(2026, 12, 31)]


def test_a_one_off_and_what_ends_this_week_cannot_move() -> None:
    once = Rule(dt.date(2026, 12, 9), dt.date(2026, 12, 9), None, 600, 60)
    over = Rule(dt.date(2026, 1, 6), dt.date(2026, 11, 29), 1, 780, 120)
    assert not still_runs(once, MONDAY) and not still_runs(over, MONDAY)
    assert still_runs(Rule(dt.date(2026, 1, 6), MONDAY, 1, 780, 120), MONDAY)


@pytest.mark.parametrize(
    ("gather_at", "minute", "words"),
    [
        ("", None, ""),
        ("den gule dør", 765, "Vi mødes ved den gule dør kl. 12.45 og går sammen derhen."),
        ("", 765, "Vi mødes her kl. 12.45 og går sammen derhen."),
        ("kaffen", None, "Vi mødes ved kaffen og går sammen derhen."),
    ],
)
def test_where_people_meet_is_said(gather_at: str, minute: int | None, words: str) -> None:
    assert gather_words(gather_at, minute) == words


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending.TOGETHER, "B og C går sammen med A."),
        (Ending.STOP_ONE, "A bliver ved. B og C stopper."),
        (Ending.MOVE, "A flytter til fredag kl. 10.00, så man kan være med begge steder."),
        (Ending.FAR, "B og C bliver ved. Der er for langt at rejse."),
    ],
)
def test_what_is_agreed_is_said(ending: Ending, words: str) -> None:
    assert ending_words(ending, "A", ["B", "C"], weekday=4, start_minute=600) == words
    assert (
        ending_words(Ending.DIFFERENT, "", ["A", "B"], "Kun her er det for mænd.")
        == "A og B er forskellige: Kun her er det for mænd."
    )
