"""The week of a place said in few lines, and its address."""

from __future__ import annotations

import pytest

from catalogue.keeping.venue_values import Hour, Span, colliding_weekday, free_slug, hours_of, spans_of

WEEKDAYS = [Hour("open", day, 540, 360) for day in range(5)]


def test_days_with_the_same_hours_are_one_line() -> None:
    week = [*WEEKDAYS, Hour("open", 5, 600, 120), Hour("staffed", 1, 600, 60)]
    assert spans_of(week) == [
        Span("open", (0, 1, 2, 3, 4), 540, 360), Span("open", (5,), 600, 120), Span("staffed", (1,), 600, 60),
    ]  # fmt: skip


def test_lines_give_back_the_hours_they_were_made_of() -> None:
    week = (*WEEKDAYS, Hour("open", 5, 1320, 300), Hour("staffed", 6, 0, 1440))
    assert hours_of(spans_of(week)) == tuple(sorted(week))


@pytest.mark.parametrize(
    ("hours", "weekday"),
    [
        ([Hour("open", 1, 540, 60), Hour("open", 1, 600, 60)], None),
        ([Hour("open", 1, 540, 61), Hour("open", 1, 600, 60)], 1),
        ([Hour("open", 1, 540, 120), Hour("open", 1, 540, 60)], 1),
        ([Hour("open", 1, 540, 120), Hour("staffed", 1, 540, 120)], None),
        ([Hour("open", 1, 1320, 180), Hour("open", 2, 30, 60)], 2),
        ([Hour("open", 6, 1320, 180), Hour("open", 0, 30, 60)], 6),
        ([Hour("open", 6, 1320, 120), Hour("open", 0, 0, 60)], None),
        ([], None),
    ],
)
def test_hours_that_lie_over_each_other_are_found(hours: list[Hour], weekday: int | None) -> None:
    assert colliding_weekday(hours) == weekday


@pytest.mark.parametrize(
    ("name", "town", "taken", "slug"),
    [
        ("Det Blå Hus", "", set(), "det-blaa-hus"),
        ("Huset", "Vamdrup", {"huset"}, "huset-vamdrup"),
        ("Huset", "Vamdrup", {"huset", "huset-vamdrup"}, "huset-vamdrup-2"),
        ("Huset", "", {"huset", "huset-2"}, "huset-3"),
        ("Ny", "", set(), "ny-2"),
        ("Ny", "Vonsild", set(), "ny-vonsild"),
    ],
)
def test_a_place_has_an_address_of_its_own(name: str, town: str, taken: set[str], slug: str) -> None:
    assert free_slug(name, town, taken) == slug


def test_a_long_name_has_an_address_that_fits() -> None:
    assert len(free_slug("å" * 200, "b", {"aa" * 60})) <= 120
