"""Whatever stands in `next=`, no way in leads away from the site, and each leads back to a page of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.material.next_payloads import EVIL_NEXT
from tests.people.leading_away import WAYS, by_naive_door, led_away, make_doors

# The tests of `base/ways_back` try all of them; these are one of each kind, on the way to the answer.
ONE_OF_EACH = EVIL_NEXT[::6]


@pytest.fixture
def doors(sqlite_address: str, clock: Clock, tmp_path: Path) -> Flask:
    return make_doors(sqlite_address, clock, str(tmp_path / "sent.txt"))


@pytest.mark.parametrize("way", WAYS)
def test_no_way_in_leads_away(doors: Flask, way: str) -> None:
    assert led_away(doors, WAYS[way], ONE_OF_EACH) == []


@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("pages", "invitation")])
def test_each_way_in_leads_back_to_a_page_of_ours(doors: Flask, way: str) -> None:
    assert list(WAYS[way](doors, doors.test_client(), "/steder/huset"))[-1] == ["/steder/huset"]


def test_a_door_that_believes_what_it_is_told_leads_away(doors: Flask) -> None:
    """The negative control: the same question, asked of a naive redirect."""
    assert len(led_away(doors, by_naive_door, EVIL_NEXT)) > 20
