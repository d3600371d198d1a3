"""The catalogue's pages: what they show, what they cost, and how bad addresses are answered."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from base.database import touch_public, writing
from catalogue.models import Activity, ActivityHost, ActivityWord, Schedule
from catalogue.place_models import VenueClosingDay
from catalogue.recurrence import Rule
from catalogue.series import ExceptionDay
from catalogue.terms import Change
from tests.conftest import Clock
from tests.counting import statements
from tests.making import LONG_AGO, TUESDAYS, make_activity, make_area, make_interest, make_venue

LISTS = [
    "/",
    "/aktiviteter",
    "/aktiviteter?dag=i-dag",
    "/aktiviteter?q=strik",
    "/aktiviteter?interesse=strikke-og-haekle&tid=formiddag",
    "/aktiviteter?omraade=6000-kolding&sted=huset&online=ja&foerste=ja",
    "/aktiviteter?fra=2026-12-01&til=2026-12-31",
    "/steder",
    "/steder/huset",
    "/interesser",
    "/interesser/strikke-og-haekle",
    "/aktiviteter.ics",
    "/aktiviteter.json",
    "/steder/huset.ics",
]


@pytest.fixture
def something_happens(app: Flask) -> None:
    with app.app_context(), writing() as session:
        house = make_venue(session, "Huset", area_id=make_area(session).id, phone="00 12 34 56")
        interest = make_interest(session)
        make_activity(
            session, house, "Strikkecafé", TUESDAYS, interest=interest, words=("strikke", "cafe"),
            exceptions=(ExceptionDay(dt.date(2026, 12, 1), Change.CANCELLED),), meets_you="Bente", may_just_look=True,
        )  # fmt: skip
        make_activity(session, house, "Spørg om tid", Rule(dt.date(2026, 1, 5), None, 2, None, None))
        make_activity(session, house, "Havegruppe", interest=interest, when_words="Om sommeren")
        make_activity(
            session,
            make_venue(session, "Laden"),
            "Nørkleklub",
            Rule(dt.date(2026, 1, 5), None, 3, 600, 60, nth=1),
            interest=interest,
        )


@pytest.mark.usefixtures("something_happens")
def test_a_list_costs_the_same_statements_with_ten_thousand_activities(app: Flask, client: FlaskClient) -> None:
    _fill(app, 60)
    few = {path: _statements(app, client, path) for path in LISTS}
    _fill(app, 10_000)
    many = {path: _statements(app, client, path) for path in LISTS}
    assert few == many
    assert max(few.values()) <= 9


def _statements(app: Flask, client: FlaskClient, path: str) -> int:
    with statements(app) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def _fill(app: Flask, count: int) -> None:
    with app.app_context(), writing() as session:
        first = session.query(Activity).count() + 1000
        ids = range(first, first + count)
        session.execute(
            insert(Activity),
            [
                {"id": n, "slug": f"a-{n}", "title": f"Aktivitet {n}", "sort_key": f"a {n}", "status": "published",
                 "review_on": LONG_AGO.date(), "changed_at": LONG_AGO}
                for n in ids
            ],
        )  # fmt: skip
        session.execute(insert(ActivityHost), [{"activity_id": n, "venue_id": 1} for n in ids])
        session.execute(
            insert(Schedule),
            [
                {"activity_id": n, "venue_id": 1, "uid": f"u{n}", "first_day": dt.date(2026, 1, 5), "weekday": n % 7,
                 "start_minute": 480 + n % 600, "minutes": 60}
                for n in ids
            ],
        )  # fmt: skip
        session.execute(insert(ActivityWord), [{"activity_id": n, "word": "aktivitet"} for n in ids])
        touch_public(session)


@pytest.mark.usefixtures("something_happens")
def test_the_week_tells_time_title_place_and_who_meets_you(client: FlaskClient) -> None:
    text = client.get("/aktiviteter").text
    for part in (
        "I dag, tirsdag d. 24. november",
        "kl. 13.00–15.00",
        "Strikkecafé",
        "Huset",
        "Du møder Bente. Du må gerne bare kigge.",
    ):
        assert part in text
    assert "Spørg stedet om tid" in text
    assert "Uden fast dag, spørg stedet" in text and "Om sommeren" in text


@pytest.mark.usefixtures("something_happens")
def test_a_time_called_off_says_so_in_words(client: FlaskClient) -> None:
    text = client.get("/aktiviteter?dag=2026-12-01").text
    assert "Aflyst denne gang." in text


@pytest.mark.usefixtures("something_happens")
def test_what_has_no_day_is_in_no_list_of_a_day(client: FlaskClient) -> None:
    assert "Havegruppe" not in client.get("/aktiviteter?dag=i-dag").text
    assert "Havegruppe" not in client.get("/aktiviteter.json").text
    assert "Havegruppe" not in client.get("/aktiviteter.ics").text
    for path in ("/aktiviteter", "/interesser/strikke-og-haekle", "/steder/huset"):
        assert "Havegruppe" in client.get(path).text


@pytest.mark.usefixtures("something_happens")
def test_an_interest_page_tells_what_comes_later_than_this_week(client: FlaskClient) -> None:
    text = client.get("/interesser/strikke-og-haekle").text
    assert "Nørkleklub" in text and "Torsdag d. 3. december" in text


@pytest.mark.usefixtures("something_happens")
def test_what_is_over_today_is_not_in_the_week_but_in_the_day(client: FlaskClient, clock: Clock) -> None:
    clock.moment = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
    assert "I dag, tirsdag" not in client.get("/aktiviteter").text
    assert "Strikkecafé" in client.get("/aktiviteter?dag=i-dag").text


def test_a_full_day_leads_to_the_rest_of_it(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        make_venue(session)
    _fill(app, 7 * 150)
    week = client.get("/aktiviteter").text
    assert week.count("<li") < 250 and "/aktiviteter?fra=2026-11-25&amp;til=2026-11-26" in week
    first = client.get("/aktiviteter?fra=2026-11-25&til=2026-11-26").text
    second = client.get("/aktiviteter?fra=2026-11-25&til=2026-11-26&side=2").text
    assert first.count('class="what"') == 100 and second.count('class="what"') == 50
    assert "side=2" in first and "side=3" not in second


@pytest.mark.usefixtures("something_happens")
@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("interesse=findes-ikke", "Vi kender ikke interessen"),
        ("sted=%3Cscript%3E", "Vi kender ikke stedet"),
        ("omraade=x", "Vi kender ikke området"),
        ("dag=2026-02-30", "er ikke en dato"),
        ("fra=2026-12-02&til=2026-12-01", "før den første"),
        ("side=-1", "Den side findes ikke"),
        ("q=" + "a" * 10_000, "højst 100"),
        ("fra=2026-12-01&til=2027-12-01", "de første 31 dage"),
        ("q=%00%0d%0a", "Strikkecafé"),
        ("q=%F0%9F%98%80", "Skriv et ord med bogstaver"),
        ("fra=²", "er ikke en dato"),
        ("sted=" + "x" * 10_000, "Vi kender ikke stedet"),
    ],
)
def test_a_bad_question_gets_the_list_with_a_sentence(client: FlaskClient, query: str, part: str) -> None:
    response = client.get(f"/aktiviteter?{query}")
    assert response.status_code == 200
    assert part in response.text
    assert "<script>" not in response.text


@pytest.mark.usefixtures("something_happens")
@pytest.mark.parametrize("query", ["fra=2026-02-30", "fra=2026-01-01&til=2026-12-01", "sted=x", "fra=2026-12-02&til=2026-12-01"])
def test_data_that_cannot_be_given_is_refused_with_a_sentence(client: FlaskClient, query: str) -> None:
    response = client.get(f"/aktiviteter.json?{query}")
    assert response.status_code == 422
    assert response.json is not None and len(response.json["error"]) > 20


@pytest.mark.usefixtures("something_happens")
def test_days_are_taken_out_of_a_calendars_address(client: FlaskClient) -> None:
    response = client.get("/aktiviteter.ics?q=strik&dag=i-dag")
    assert (response.status_code, response.headers["Location"]) == (302, "/aktiviteter.ics?q=strik")


@pytest.mark.usefixtures("something_happens")
def test_an_activity_has_one_address_and_a_withdrawn_one_leads_on(app: Flask, client: FlaskClient) -> None:
    moved = client.get("/aktiviteter/1-gammelt-navn")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/aktiviteter/1-strikkecafe")
    with app.app_context(), writing() as session:
        session.get_one(Activity, 1).status = "withdrawn"
        session.get_one(Activity, 2).status = "draft"
    gone = client.get("/aktiviteter/1-strikkecafe")
    assert gone.status_code == 410 and "Nørkleklub" in gone.text
    assert client.get("/aktiviteter/2-spoerg-om-tid").status_code == 404
    assert client.get("/aktiviteter/1-strikkecafe.ics").status_code == 410


@pytest.mark.usefixtures("something_happens")
def test_an_activity_page_tells_what_a_newcomer_asks(client: FlaskClient) -> None:
    text = client.get("/aktiviteter/1-strikkecafe").text
    for part in (
        "Hver tirsdag kl. 13.00–15.00", "Du møder Bente.", "Du må gerne bare kigge.", "00 12 34 56</a>, så går vi",
        "Er du pårørende?",
        "Du må gerne komme flere steder", "Nørkleklub", "Aflyst denne gang.", "webcal://paatvaers.example/aktiviteter/1-strikkecafe.ics",
        '"@type": "Event"',
    ):  # fmt: skip
        assert part in text


@pytest.mark.parametrize(
    "path",
    [
        "/aktiviteter/99999999999999999999-x",
        "/steder/findes-ikke",
        "/interesser/x",
        "/steder/../etc",
        "/x.ics",
        "/steder/x.json",
    ],
)
def test_what_is_not_there_is_404_with_a_way_on(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "application/json" or "/aktiviteter" in response.text


def test_words_of_no_use_find_the_whole_list(client: FlaskClient) -> None:
    assert client.get("/aktiviteter?q=!!!").status_code == 200


@pytest.mark.usefixtures("something_happens")
def test_what_a_form_sends_leads_to_the_canonical_address(client: FlaskClient) -> None:
    sent = "q=strik&interesse=&sted=&omraade=&tid=&fra=&dage=14&dag=weekend"
    response = client.get(f"/aktiviteter?{sent}")
    assert (response.status_code, response.headers["Location"]) == (302, "/aktiviteter?q=strik&dag=weekend")


def test_what_began_yesterday_and_is_still_on_is_told_first(app: Flask, client: FlaskClient, clock: Clock) -> None:
    with app.app_context(), writing() as session:
        make_activity(session, make_venue(session), "Natcafé", Rule(dt.date(2026, 1, 5), None, 1, 1320, 240))
    clock.moment = dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)
    assert "Stadig i gang, tirsdag d. 24. november" in client.get("/aktiviteter").text
    assert "kl. 22.00–02.00" in client.get("/").text
    clock.moment = dt.datetime(2026, 11, 25, 1, 0, tzinfo=dt.UTC)
    assert "Stadig i gang" not in client.get("/aktiviteter").text


def test_each_activity_without_a_day_stands_on_some_page(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        venue = make_venue(session)
        for number in range(60):
            make_activity(session, venue, f"Uden dag {number:02}")
    first, second = client.get("/aktiviteter").text, client.get("/aktiviteter?side=2").text
    assert first.count("Uden dag ") == 50 and second.count("Uden dag ") == 10
    assert 'href="/aktiviteter?side=2"' in first and "side=3" not in second


def test_the_soonest_of_many_later_activities_is_told(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        venue = make_venue(session)
        for number in range(60):
            first = dt.date(2027, 1, 4) + dt.timedelta(days=number)
            make_activity(session, venue, f"Senere {number:02}", Rule(first, first, None, 600, 60))
        make_activity(session, venue, "Snart", Rule(dt.date(2026, 12, 3), dt.date(2026, 12, 3), None, 600, 60))
    text = client.get("/steder/huset").text
    assert "Snart" in text and text.index("Snart") < text.index("Senere 00")


def test_what_is_on_later_skips_the_days_its_own_place_is_closed(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        for name, closed in (("Huset", ("2027-01-07", "2027-01-14")), ("Laden", ("2027-01-21",))):
            venue = make_venue(session, name)
            session.add_all(VenueClosingDay(venue_id=venue.id, day=dt.date.fromisoformat(day)) for day in closed)
            make_activity(session, venue, f"Torsdag i {name}", Rule(dt.date(2027, 1, 7), None, 3, 600, 60))
    assert "Torsdag d. 21. januar" in client.get("/steder/huset").text
    assert "Torsdag d. 7. januar" in client.get("/steder/laden").text


def test_a_place_that_has_only_drafts_is_told_of_nowhere(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        make_activity(session, make_venue(session, "Hemmelig"), "Kladde", TUESDAYS, status="draft")
    assert client.get("/steder/hemmelig").status_code == 404
    assert not any("Hemmelig" in client.get(path).text for path in ("/", "/steder", "/aktiviteter"))


@pytest.mark.usefixtures("something_happens")
def test_what_nobody_knows_is_left_out_of_the_calendar_and_the_way_on(client: FlaskClient) -> None:
    text = client.get("/aktiviteter?interesse=findes-ikke&q=!!!").text
    assert "Du ser kun" not in text and "findes-ikke&" not in text
    assert "webcal://paatvaers.example/aktiviteter.ics" in text


@pytest.mark.usefixtures("something_happens")
def test_the_last_week_that_can_be_shown_leads_no_further(client: FlaskClient) -> None:
    assert 'rel="next"' not in client.get("/aktiviteter?fra=2029-11-20&til=2029-11-26").text


def test_a_week_full_of_one_offs_shows_as_many_as_any_other(app: Flask, client: FlaskClient) -> None:
    day = dt.date(2026, 11, 26)
    with app.app_context(), writing() as session:
        venue = make_venue(session)
        for number in range(30):
            make_activity(session, venue, f"Kun den dag {number:02}", Rule(day, day, None, 600 + number, 60))
    text = client.get("/aktiviteter").text
    assert text.count("Kun den dag") == 20 and "Kun den dag 19" in text
    assert "/aktiviteter?fra=2026-11-26&amp;til=2026-11-27" in text
