"""The map of what is missing: what the picture shows the table says, and the emptiest stands first."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import db, writing
from catalogue.interest_models import Interest, InterestGroup
from catalogue.models import ActivityHost, ActivityInterest
from catalogue.recurrence import Rule
from catalogue.terms import WishKind
from catalogue.wishing.gap_grid import TIMES, Counts, Known, Place, map_gaps
from catalogue.wishing.gap_queries import PLACES_A_PAGE, list_unmet
from catalogue.wishing.wish_commands import say_wish
from people.terms import Stay
from tests.conftest import TUESDAY_MORNING
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_area, make_interest, make_venue
from tests.people.making import make_staff, signed_in_client

PAGE = "/personale/huller"
TODAY = TUESDAY_MORNING.date()
OVER = Rule(dt.date(2026, 1, 6), dt.date(2026, 11, 10), 1, 600, 60)
FRIDAY_NIGHTS = Rule(dt.date(2026, 1, 9), None, 4, 19 * 60, 60)
NO_TIME = Rule(dt.date(2026, 1, 9), None, 2, None, None)


class Tables(HTMLParser):
    """The rows of a page's tables, each a list of texts, and the numbers drawn in its pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.drawn: list[list[str]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.inside = "cell"
        elif tag == "svg":
            self.drawn.append([])
        elif tag == "text" and "count" in (dict(attrs).get("class") or ""):
            self.inside = "count"

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag in ("td", "th", "text") else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside == "cell":
            self.tables[-1][-1][-1] += data
        elif self.inside == "count":
            self.drawn[-1].append(data.strip())


def read(page: str) -> Tables:
    found = Tables()
    found.feed(page)
    return found


@pytest.fixture
def stine(app: Flask) -> FlaskClient:
    """One who works at Huset, where one shelf has three games and two places play."""
    with app.app_context(), writing() as session:
        area = make_area(session)
        here, there = make_venue(session, "Huset", area_id=area.id), make_venue(session, "Havnen")
        chess = make_interest(session, "Skak")
        shelf = session.get_one(InterestGroup, chess.group_id)
        bridge, whist = (
            Interest(slug=name.lower(), name=name, sort_key=name.lower(), group_id=shelf.id) for name in ("Bridge", "Whist")
        )
        session.add_all([bridge, whist])
        session.flush()
        make_activity(session, there, "Skak om tirsdagen", TUESDAYS, interest=chess)
        make_activity(session, there, "Mere skak", TUESDAYS, FRIDAY_NIGHTS, interest=chess)
        make_activity(session, here, "Skak, når du vil", interest=chess)
        make_activity(session, here, "Bridge uden tid", NO_TIME, interest=bridge)
        make_activity(session, here, "Gammel bridge", OVER, interest=bridge)
        make_activity(session, here, "Kladde med bridge", TUESDAYS, interest=bridge, status="draft")
        for browser in "abc":
            say_wish(session, whist.id, WishKind.WANT, browser, TODAY)
        say_wish(session, whist.id, WishKind.CAN_LEAD, "a", TODAY)
        person_id = make_staff(session, "Stine", venues=(here,)).person_id
    return signed_in_client(app, person_id, Stay.STAFF)


def test_the_table_tells_what_there_is_and_the_emptiest_stands_first(stine: FlaskClient) -> None:
    places, times = read(stine.get(PAGE).text).tables
    assert places[0] == ["Interesse", "Kunne tænke sig det", "Kan stå for det", "Aktiviteter", "Huset", "Havnen"]
    assert [row[:4] for row in places[1:]] == [
        ["Whist", "3", "nogle få", "0"], ["Bridge", "ingen", "ingen", "1"], ["Skak", "ingen", "ingen", "3"],
    ]  # fmt: skip
    assert [row[5] for row in places[1:]] == ["0", "0", "2"]
    assert [row[0] for row in times[2:]] == ["Whist", "Bridge", "Skak"]
    skak = dict(zip(TIMES, times[4][1:], strict=False))
    assert skak[1, "eftermiddag"] == "2" and skak[4, "aften"] == "1" and skak[0, "formiddag"] == "0"
    assert [row[-1] for row in times[2:]] == ["0", "1", "1"]


def test_the_picture_shows_the_numbers_of_the_table(stine: FlaskClient) -> None:
    page = stine.get(PAGE).text
    found = read(page)
    for drawn, (first, last, skip) in zip(found.drawn, [(4, None, 1), (1, -1, 2)], strict=True):
        table = found.tables[found.drawn.index(drawn)]
        cells = [cell for row in table[skip:] for cell in row[first:last]]
        assert drawn == [cell for cell in cells if re.fullmatch("[1-9][0-9]*", cell)]
    assert page.count('<svg class="heat" role="img" aria-labelledby=') == 2 and "style=" not in page


def test_a_cell_leads_to_what_it_counts_and_an_empty_one_at_ones_own_place_to_writing(stine: FlaskClient) -> None:
    page = stine.get(PAGE).text
    assert 'href="/aktiviteter?interesse=skak&amp;sted=havnen"' in page
    assert 'href="/aktiviteter?interesse=skak&amp;tid=aften"' in page
    assert 'href="/personale/steder/huset/aktiviteter/ny?interesse=whist"' in page
    assert "/personale/steder/havnen/aktiviteter/ny" not in page


def test_what_is_wished_for_and_no_place_has_stands_on_top(app: Flask, stine: FlaskClient) -> None:
    page = stine.get(PAGE).text
    on_top = page.split('id="oensker"')[1].split("</section>")[0]
    assert "Whist" in on_top and "3 kunne tænke sig det. Nogle få kan stå for det." in on_top and "Skak" not in on_top
    with app.app_context():
        assert [each[1:] for each in list_unmet(db.session(), TODAY)] == [("Whist", 3, 1)]
        db.session.remove()


def test_an_area_narrows_places_and_counts(stine: FlaskClient) -> None:
    places, times = read(stine.get(f"{PAGE}?omraade=6000-kolding").text).tables
    assert places[0][4:] == ["Huset"]
    assert {row[0]: row[3] for row in places[1:]} == {"Whist": "0", "Bridge": "1", "Skak": "1"}
    assert {cell for row in times[2:] for cell in row[1:-1]} == {"0"}


@pytest.mark.parametrize("asked", ["hylde=x", "omraade=x"])
def test_a_shelf_or_an_area_that_is_not_there_is_not_found(stine: FlaskClient, asked: str) -> None:
    assert stine.get(f"{PAGE}?{asked}").status_code == 404


def test_places_come_twelve_at_a_time_ones_own_first(app: Flask, stine: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        for number in range(PLACES_A_PAGE):
            make_activity(session, make_venue(session, f"A{number:02}"), "Skak", TUESDAYS)
    first, second = stine.get(PAGE).text, stine.get(f"{PAGE}?side=2").text
    assert len(read(first).tables[0][0]) == 4 + PLACES_A_PAGE and read(first).tables[0][0][4] == "Huset"
    assert "Flere steder" in first and "Forrige steder" in second and "Flere steder" not in second
    assert read(second).tables[0][0][4:] == ["A11", "Havnen"]


def test_an_activity_of_two_places_counts_once_in_all_and_once_at_each(app: Flask, stine: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        activity = make_activity(session, make_venue(session, "Laden"), "Whist", TUESDAYS)
        whist = session.query(Interest).filter_by(slug="whist").one()
        session.add(ActivityInterest(activity_id=activity.id, interest_id=whist.id))
        havnen = session.query(ActivityHost).filter(ActivityHost.activity_id == 1).one().venue_id
        session.add(ActivityHost(activity_id=activity.id, venue_id=havnen, position=1))
    row = next(row for row in read(stine.get(PAGE).text).tables[0] if row[0] == "Whist")
    assert row[3] == "1" and row[5:] == ["1", "1"]


def test_the_map_takes_as_many_statements_whatever_is_stored(app: Flask, stine: FlaskClient) -> None:
    stine.get(PAGE)
    with statements(app) as few:
        stine.get(PAGE)
    with app.app_context(), writing() as session:
        skak = session.query(Interest).filter_by(slug="skak").one()
        for number in range(20):
            make_activity(session, make_venue(session, f"A{number}"), "Skak", TUESDAYS, interest=skak)
    with statements(app) as many:
        stine.get(PAGE)
    assert len(many) == len(few) <= 18


def test_before_there_are_interests_it_says_so(app: Flask) -> None:
    with app.app_context(), writing() as session:
        person_id = make_staff(session, "Stine", venues=(make_venue(session),)).person_id
    assert "Der er ingen interesser endnu." in signed_in_client(app, person_id, Stay.STAFF).get(PAGE).text


def test_of_two_equally_empty_what_is_wished_for_most_stands_first() -> None:
    known = [Known(number, f"i{number}", f"I{number}", False) for number in (1, 2, 3)]
    counts = Counts({3: (1, 1)}, {(3, 7): 1}, {}, {}, {2: (1, 0), 3: (9, 9)})
    rows = map_gaps(known, [Place(7, "huset", "Huset")], counts)
    assert [row.interest.id for row in rows] == [2, 1, 3]
