"""Danish ways of saying when are read into values, and what cannot be is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.importing.date_phrases import Days, read_days
from catalogue.importing.frequency_phrases import Rhythm
from catalogue.importing.phrases import When, read_when
from catalogue.importing.time_phrases import Contradiction, Hours, plain, read_hours
from catalogue.importing.weekday_phrases import refuse_misspelt

MONDAY = dt.date(2026, 11, 23)
SHORT = ("ma", "ti", "on", "to", "fr", "lø", "sø")


def said(rhythm: Rhythm) -> str:
    """Say a rhythm briefly: "ti" every Tuesday, "ti/2" every other, "ti lige", "1.ti", "ti 13-15", "ti?" unknown."""
    day = "–" if rhythm.weekday is None else SHORT[rhythm.weekday]
    nth = f"{rhythm.nth}." if rhythm.nth else ""
    every = f"/{rhythm.every_weeks}" if rhythm.every_weeks > 1 else ""
    parity = "" if rhythm.week_parity is None else (" lige", " ulige")[rhythm.week_parity]
    hours = "" if rhythm.hours.start is None else f" {rhythm.hours.start / 60:g}-{(rhythm.hours.end or 0) / 60:g}"
    return f"{nth}{day}{every}{parity}{hours}{'?' if rhythm.question else ''}"


def rhythms(when: When) -> str:
    return ", ".join(said(rhythm) for rhythm in when.rhythms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tirsdag", "ti"),
        ("Tirsdag, torsdag", "ti, to"),
        ("man, ons", "ma, on"),
        ("mandag og fredag", "ma, fr"),
        ("tirs/tors", "ti, to"),
        ("man. ons. fre.", "ma, on, fr"),
        ("ma, on og fr", "ma, on, fr"),
        ("mandag–fredag", "ma, ti, on, to, fr"),
        ("man-fre", "ma, ti, on, to, fr"),
        ("ma-fr", "ma, ti, on, to, fr"),
        ("mandag til torsdag", "ma, ti, on, to"),
        ("mandag t.o.m. onsdag", "ma, ti, on"),
        ("mandag til og med onsdag", "ma, ti, on"),
        ("fredag-mandag", "ma, fr, lø, sø"),
        ("man-ons-fre", "ma, on, fr"),
        ("hverdage", "ma, ti, on, to, fr"),
        ("alle dage", "ma, ti, on, to, fr, lø, sø"),
        ("dagligt", "ma, ti, on, to, fr, lø, sø"),
        ("weekend", "lø, sø"),
        ("alle dage undtagen søndag", "ma, ti, on, to, fr, lø"),
        ("hverdage undtagen onsdag", "ma, ti, to, fr"),
        ("loerdag", "lø"),
        ("hver tirsdag", "ti"),
        ("tirsdage", "ti"),
        ("om onsdagen", "on"),
        ("mandagaften", "ma"),
        ("hver anden tirsdag", "ti/2"),
        ("hver 2. tirsdag", "ti/2"),
        ("tirsdag hver anden uge", "ti/2"),
        ("tirsdag hver 14. dag", "ti/2"),
        ("hver anden mandag og onsdag", "ma/2, on/2"),
        ("hver tredje onsdag", "on/3"),
        ("hver 6. uge, torsdag", "to/6"),
        ("hver 60. uge, torsdag", "to?"),
        ("lige uger", "– lige"),
        ("tirsdag i ulige uger", "ti ulige"),
        ("tirsdag, lige uger", "ti lige"),
        ("tirsdag i lige uger, torsdag i ulige uger", "ti lige, to ulige"),
        ("tirsdag i lige og ulige uger", "ti"),
        ("hver anden tirsdag i lige uger", "ti lige"),
        ("sidste fredag i måneden", "-1.fr"),
        ("månedens sidste søndag", "-1.sø"),
        ("første tirsdag i måneden", "1.ti"),
        ("den første onsdag i hver måned", "1.on"),
        ("første tirsdag", "1.ti"),
        ("hver anden tirsdag i måneden", "2.ti"),
        ("2. og 4. onsdag i måneden", "2.on, 4.on"),
        ("1. torsdag i md.", "1.to"),
        ("første mandag og sidste fredag i måneden", "1.ma, -1.fr"),
        ("2. tirsdag", "ti?"),
        ("en mandag om måneden", "ma?"),
        ("torsdag, en gang om måneden", "to?"),
        ("første tirsdag hver anden måned", "ti?"),
        ("to gange om året", "–?"),
        ("tirsdag kl. 13-15", "ti 13-15"),
        ("tirsdag 13.30", "ti 13.5-0"),
        ("mandag 10-12, onsdag og fredag 13-15", "ma 10-12, on 13-15, fr 13-15"),
        ("10-12 mandag, 13-15 onsdag", "ma 10-12, on 13-15"),
        ("kl. 13-15", "– 13-15"),
        ("hver onsdag samt første lørdag i måneden", "on, 1.lø"),
        ("tirsdag og sidste fredag i måneden", "ti, -1.fr"),
        ("hver tirsdag og hver anden torsdag", "ti, to/2"),
        ("mandag hver uge, torsdag hver anden uge", "ma?, to?"),
        ("mandag i lige uger og torsdag", "ma?, to?"),
        ("mandag og hver torsdag i lige uger", "ma?, to?"),
        ("mandag 10-12 i lige uger, onsdag 13-15", "ma 10-12?, on 13-15?"),
        ("første mandag i måneden og torsdag", "ma?, to?"),
        ("sidste hverdag i måneden", "ma?, ti?, on?, to?, fr?"),
        ("første weekend i måneden", "lø?, sø?"),
        ("tirsdag hele året", "ti"),
        ("hver tirsdag året rundt", "ti"),
        ("tirsdag uge 48", "ti?"),
        ("tirsdag 8 gange fra 12/1", "ti?"),
        ("lørdage i december", "lø?"),
        ("tirsdag eller torsdag", "ti?, to?"),
        ("næstsidste fredag", "fr?"),
        ("mandag, onsdag og fredag, 3 gange om ugen", "ma, on, fr"),
        ("tirsdag til kl. 15", "ti"),
        ("efter aftale", ""),
        ("", ""),
    ],
)
def test_weekdays_and_how_often_are_read(text: str, expected: str) -> None:
    assert rhythms(read_when(text, MONDAY)) == expected


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("tirsdag efter aftale", "efter aftale"),
        ("mandag aften", "aften"),
        ("2-3 gange om ugen", "2 3 gange"),
        ("uge 40-50", "40 50"),
        ("tirsdag 10-12 og 13-15", "10 12 13 15"),
        ("hver tirsdag", ""),
        ("tirsdag, undtagen på helligdage", ""),
    ],
)
def test_words_that_are_not_read_are_told(text: str, unread: str) -> None:
    assert read_when(text, MONDAY).unread == unread


@pytest.mark.parametrize(
    ("text", "expected", "exception"),
    [
        ("tirsdag undtagen den 22. december", "ti", "undtagen den 22. december"),
        ("hver torsdag undtagen 24/12 og 31/12", "to", "undtagen 24/12 og 31/12"),
        ("hver tirsdag undtagen 30/2", "ti", "undtagen 30/2"),
        ("tirsdag, dog ikke 22/12", "ti", "dog ikke 22/12"),
        ("tirsdag (undtagen i ferier)", "ti", "undtagen i ferier"),
        ("tirsdag lukket i uge 8", "ti", "lukket i uge 8"),
        ("sidste fredag i måneden, ikke i juli", "-1.fr", "ikke i juli"),
        ("hver mandag undtagen den første i måneden", "ma?", "undtagen den første i måneden"),
        ("hver uge tirsdag undtagen den sidste i måneden", "ti?", "undtagen den sidste i måneden"),
        ("tirsdag undtagen lige uger", "ti?", "undtagen lige uger"),
        ("tirsdag ikke i lige uger", "ti?", "ikke i lige uger"),
        ("alle dage undtagen onsdag og sidste fredag i måneden", "ma?, ti?, on?, to?, fr?, lø?, sø?",
         "undtagen onsdag og sidste fredag i måneden"),
        ("tirsdag aflyst", "ti?", "aflyst"),
        ("ikke mandag", "", "ikke mandag"),
        ("alle dage undtagen onsdag kl. 10-12", "ma 10-12, ti 10-12, to 10-12, fr 10-12, lø 10-12, sø 10-12", ""),
        ("hverdage bortset fra onsdag og helligdage", "ma, ti, to, fr", ""),
        ("tirsdag, lukket på helligdage", "ti", ""),
    ],
)  # fmt: skip
def test_what_is_excepted_is_never_read_as_its_opposite(text: str, expected: str, exception: str) -> None:
    when = read_when(text, MONDAY)
    assert (rhythms(when), when.exception, when.days) == (expected, exception, Days())


@pytest.mark.parametrize(
    ("text", "too"), [("lørdag, også helligdage", True), ("lørdag også på helligdage", True), ("lørdag", False)]
)
def test_holidays_are_read(text: str, too: bool) -> None:
    assert read_when(text, MONDAY).holidays_too is too


@pytest.mark.parametrize("text", ["tirsdax", "tisdag", "mandaag", "monday", "blåndag", "9", "tirsdag og onsdax"])
def test_a_day_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(Contradiction, match="er ikke en ugedag"):
        refuse_misspelt(text, read_when(text, MONDAY).unread)


@pytest.mark.parametrize(
    "text",
    [
        "efter aftale",
        "mandag formiddag",
        "lørdagscafé",
        "skiftende dage",
        "helligdage",
        "2. juledag",
        "løbende",
        "skærtorsdag",
        "langfredag",
        "juledag",
        "Grundlovsdag",
    ],
)
def test_other_words_are_no_misspelt_days(text: str) -> None:
    refuse_misspelt(text, read_when(text, MONDAY).unread)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("13:00", "15:00", (13, 15)),
        ("13.00-15.00", "", (13, 15)),
        ("13–15", "", (13, 15)),
        ("kl. 13.00 – 15.00", "", (13, 15)),
        ("fra 13 til 15", "", (13, 15)),
        ("ca. kl. 13", "kl. 15", (13, 15)),
        ("13", "", (13, None)),
        ("kl. 13", "", (13, None)),
        ("13-", "", (13, None)),
        ("9.30", "", (9.5, None)),
        ("1300-1530", "", (13, 15.5)),
        ("13:00:00", "15:00:00", (13, 15)),
        ("13-15", "15", (13, 15)),
        ("22", "24:00", (22, 24)),
        ("22", "0.00", (22, 24)),
        ("22.00", "02.00 næste dag", (22, 26)),
        ("22 til 02.00 næste dag", "", (22, 26)),
        ("22", "til 02.00 dagen efter", (22, 26)),
        ("", "", (None, None)),
    ],
)
def test_hours_are_read(start: str, end: str, hours: tuple[float | None, float | None]) -> None:
    minutes = [None if hour is None else round(hour * 60) for hour in hours]
    assert read_hours(start, end) == (Hours(*minutes), "")


@pytest.mark.parametrize(
    ("start", "end", "hours", "unread"),
    [
        ("efter aftale", "", Hours(), "efter aftale"),
        ("13-15 efter aftale", "", Hours(780, 900), "13-15 efter aftale"),
        ("10-12 og 13-15", "", Hours(), "10-12 og 13-15"),
        ("", "15", Hours(), "til kl. 15"),
        ("til kl. 15", "", Hours(), "til kl. 15"),
        ("13", "når vi er færdige", Hours(780), "når vi er færdige"),
    ],
)
def test_hours_that_are_not_read_are_kept(start: str, end: str, hours: Hours, unread: str) -> None:
    assert read_hours(start, end) == (hours, unread)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2:70", ""), ("25", ""), ("24", ""), ("13.3", ""), ("13,30", ""), ("14", "13"), ("14", "14"), ("14:00", "13:59"),
     ("13-12", ""), ("13-15", "16"), ("13", "25")],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(start: str, end: str) -> None:
    with pytest.raises(Contradiction):
        read_hours(start, end)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24.12.2026", ["2026-12-24"]),
        ("24-12-2026", ["2026-12-24"]),
        ("24/12-26", ["2026-12-24"]),
        ("2026-12-24", ["2026-12-24"]),
        ("den 24. december 2026", ["2026-12-24"]),
        ("d. 5/12", ["2026-12-05"]),
        ("den 5.12", ["2026-12-05"]),
        ("5. dec.", ["2026-12-05"]),
        ("1. januar", ["2027-01-01"]),
        ("23/11", ["2026-11-23"]),
        ("22/11", ["2027-11-22"]),
        ("5. og 12. december", ["2026-12-05", "2026-12-12"]),
        ("5.12.2026, 12.12.2026", ["2026-12-05", "2026-12-12"]),
        ("7., 14. og 21. december", ["2026-12-07", "2026-12-14", "2026-12-21"]),
        ("29/2", []),
        ("29. februar", []),
        ("29/2 2028", ["2028-02-29"]),
        ("2. og 4. onsdag", []),
        ("10.00-12.30", []),
    ],
)
def test_dates_are_read(text: str, expected: list[str]) -> None:
    assert read_days(plain(text), MONDAY)[0] == Days(tuple(map(day, expected)))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("fra 1. december til 31. januar", "2026-12-01", "2027-01-31"),
        ("1.9.2026-15.12.2026", "2026-09-01", "2026-12-15"),
        ("4.-6. december", "2026-12-04", "2026-12-06"),
        ("4.–6. januar 2028", "2028-01-04", "2028-01-06"),
        ("fra 1/9 til 31/5", "2026-09-01", "2027-05-31"),
        ("fra 1. september", "2026-09-01", None),
        ("fra 1/12", "2026-12-01", None),
        ("fra tirsdag den 12. januar", "2027-01-12", None),
        ("starter tirsdag den 12. januar", "2027-01-12", None),
        ("1. gang 12/1", "2027-01-12", None),
        ("fra mandag 7/12 til mandag 21/12", "2026-12-07", "2026-12-21"),
        ("til og med 1/6 2027", None, "2027-06-01"),
    ],
)
def test_periods_are_read(text: str, first: str | None, last: str | None) -> None:
    expected = Days(first=day(first) if first else None, last=day(last) if last else None)
    assert read_days(plain(text), MONDAY)[0] == expected


@pytest.mark.parametrize("text", ["2026-02-30", "31/4", "29/2-2027", "1.13.2026", "1.1.1850", "fra 5/1 til 1/1-2026"])
def test_dates_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(Contradiction):
        read_days(text, MONDAY)
