"""A line of a wall sheet is read as what it says, or asked about."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.keeping.activity_rhythms import Unclear
from catalogue.keeping.sheet_lines import MOST_LINES, Planned, Standing, plan_sheet, read_day, read_line
from catalogue.recurrence import LAST, Rule

TODAY = dt.date(2026, 11, 24)


def rule(weekday: int = 1, start: int | None = 780, minutes: int | None = 120) -> Rule:
    return Rule(TODAY, None, weekday, start, minutes)


@pytest.mark.parametrize(
    ("line", "title", "start", "minutes"),
    [
        ("13-15 Strikkecafé", "Strikkecafé", 780, 120),
        ("13.00–15.00: Strikkecafé", "Strikkecafé", 780, 120),
        ("kl. 13 Strikkecafé", "Strikkecafé", 780, None),
        ("10.30 til 12 Banko", "Banko", 630, 90),
        ("Strikkecafé 13-15", "Strikkecafé", 780, 120),
        ("Strikkecafé kl. 13", "Strikkecafé", 780, None),
        ("fra 9 - 10:30 Kaffe", "Kaffe", 540, 90),
        ("Banko 90", "Banko 90", None, None),
        ("Åben café", "Åben café", None, None),
        ("  13-15   Sang  og  spil ", "Sang og spil", 780, 120),
        ("13-15 Fælles spisning (husk penge)", "Fælles spisning (husk penge)", 780, 120),
    ],
)
def test_a_line_says_when_and_what(line: str, title: str, start: int | None, minutes: int | None) -> None:
    said, read = read_line(line, 1, TODAY)
    assert (said, read.weekday, read.start_minute, read.minutes, read.every_weeks) == (title, 1, start, minutes, 1)


def test_how_often_stands_last() -> None:
    assert read_line("13 Banko (lige uger)", 4, TODAY)[1].week_parity == 0
    assert read_line("13 Banko (i ulige uger)", 4, TODAY)[1].week_parity == 1
    assert read_line("13 Banko (første i måneden)", 4, TODAY)[1].nth == 1
    assert read_line("13 Banko (den sidste i måneden)", 4, TODAY)[1].nth == LAST


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("13-15", "Hvad laver I?"),
        ("13-15 !!!", "Hvad laver I?"),
        ("13-15 Banko (hver anden uge)", "Hvilken uge?"),
        ("25-27 Banko", "er ikke et klokkeslæt"),
        ("15-13 Banko", "Den slutter, før den begynder"),
        ("13 " + "B" * 201, "er for langt"),
        ("13 Banko 010190-1234", "CPR-nummer"),
    ],
)
def test_what_cannot_be_read_is_asked_about(line: str, sentence: str) -> None:
    with pytest.raises(Unclear, match=sentence.replace("?", r"\?")):
        read_line(line, 1, TODAY)


def test_a_day_keeps_the_good_lines_and_tells_the_others() -> None:
    read, problems = read_day("13-15 Sang\n\n25 Banko\n", 0, TODAY)
    assert [title for title, _ in read] == ["Sang"] and len(problems) == 1
    assert read_day("13 Sang\n" * (MOST_LINES + 1), 0, TODAY) == ([], [f"Skriv højst {MOST_LINES} linjer på en dag."])


def test_one_title_on_several_days_is_one_and_what_stands_is_not_new() -> None:
    standing = [Standing(7, "Strikkecafé", (rule(1),)), Standing(8, "Banko", (rule(4, 1140),))]
    read = [
        ("STRIKKECAFÉ", rule(1)),
        ("Strikkecafé", rule(3)),
        ("banko", rule(4, None, None)),
        ("Sang", rule(0)),
        ("Sang", rule(2)),
    ]
    new, known = plan_sheet([*read, ("Sang", rule(2))], standing)
    assert new == [Planned("Strikkecafé", (rule(3),), 7), Planned("Sang", (rule(0), rule(2)))]
    assert known == ["banko"]
