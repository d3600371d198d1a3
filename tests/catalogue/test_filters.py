"""What an address asks for, what is said of what cannot be used, and the one address it is written back as."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.filters import Asked, read_question

TODAY = dt.date(2026, 11, 24)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("arguments", "first", "end"),
    [
        ({}, "2026-11-24", "2026-12-01"),
        ({"dag": "i-dag"}, "2026-11-24", "2026-11-25"),
        ({"dag": "i-morgen"}, "2026-11-25", "2026-11-26"),
        ({"dag": "weekend"}, "2026-11-28", "2026-11-30"),
        ({"dag": "2026-12-24"}, "2026-12-24", "2026-12-25"),
        ({"fra": "2026-12-01"}, "2026-12-01", "2026-12-08"),
        ({"fra": "2026-12-01", "dage": "31"}, "2026-12-01", "2027-01-01"),
        ({"dage": "14"}, "2026-11-24", "2026-12-08"),
        ({"fra": "2026-12-01", "til": "2026-12-03"}, "2026-12-01", "2026-12-03"),
        ({"til": "2026-11-26"}, "2026-11-24", "2026-11-26"),
        ({"til": "2026-11-01"}, "2026-10-31", "2026-11-01"),
    ],
)
def test_days_are_half_open(arguments: dict[str, str], first: str, end: str) -> None:
    asked, problems = read_question(arguments, TODAY)
    assert asked.days(TODAY) == (day(first), day(end))
    assert problems == []


def test_the_weekend_is_what_is_left_of_it_on_a_sunday() -> None:
    sunday = day("2026-11-29")
    assert Asked(named_day="weekend").days(sunday) == (sunday, day("2026-11-30"))


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ({"fra": "2026-02-30"}, "“2026-02-30” er ikke en dato"),
        ({"dag": "i går"}, "ikke en dato"),
        ({"fra": "1999-01-01"}, "fra et år tilbage til tre år frem"),
        ({"fra": "9999-12-31"}, "fra et år tilbage til tre år frem"),
        ({"fra": "2026-12-02", "til": "2026-12-02"}, "ligger før den første"),
        ({"fra": "2026-12-02", "til": "2026-12-01"}, "ligger før den første"),
        ({"dage": "0"}, "fra 1 til 62 dage"),
        ({"dage": "-3"}, "fra 1 til 62 dage"),
        ({"dage": "9" * 5000}, "fra 1 til 62 dage"),
        ({"dage": "²"}, "fra 1 til 62 dage"),
        ({"tid": "nat"}, "formiddag, eftermiddag eller aften"),
        ({"side": "-1"}, "Den side findes ikke"),
        ({"side": "1001"}, "Den side findes ikke"),
        ({"side": "to"}, "Den side findes ikke"),
        ({"q": "x" * 10_000}, "højst 100 bogstaver"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence_and_left_out(arguments: dict[str, str], part: str) -> None:
    asked, problems = read_question(arguments, TODAY)
    assert len(problems) == 1 and part in problems[0]
    assert len(problems[0]) < 150
    start, end = asked.days(TODAY)
    assert dt.timedelta(0) < end - start <= dt.timedelta(days=7)


@pytest.mark.parametrize(
    "query",
    [
        "", "q=strik", "q=r%C3%B8dgr%C3%B8d+med+fl%C3%B8de", "interesse=strikke&sted=huset&omraade=6000-kolding",
        "tid=aften&online=ja&foerste=ja", "dag=weekend", "fra=2026-12-01&til=2026-12-05", "fra=2026-12-01&til=2026-12-02&side=3",
    ],
)  # fmt: skip
def test_a_canonical_address_reads_back_as_itself(query: str) -> None:
    from urllib.parse import parse_qsl

    asked, problems = read_question(dict(parse_qsl(query)), TODAY)
    assert (asked.query(), problems) == (query, [])


def test_a_calendar_is_about_no_days_in_particular() -> None:
    asked, _ = read_question({"q": "strik", "fra": "2026-12-01", "side": "2"}, TODAY)
    assert asked.without_days().path(".ics") == "/aktiviteter.ics?q=strik"


def test_an_area_chosen_again_is_let_go() -> None:
    assert Asked().near("6000").area == "6000"
    assert Asked(area="6000", page=2).near("6000") == Asked()
