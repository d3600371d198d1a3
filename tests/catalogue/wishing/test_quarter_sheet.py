"""The sheet of a quarter: agreements, wishes met, activities new, stopped and led by users; no persons."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from base.database import db, writing
from catalogue.models import ActivityHost
from catalogue.overlap_models import Agreement
from catalogue.recurrence import Rule
from catalogue.terms import Ending, WishKind
from catalogue.wishing.quarter_queries import MOST_LISTED, QuarterSheet, Told, read_quarter_sheet
from catalogue.wishing.quarters import Quarter
from catalogue.wishing.wish_commands import say_wish
from people.terms import StaffRole, Stay
from tests.conftest import TUESDAY_MORNING
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_interest, make_venue
from tests.people.making import make_staff, signed_in_client

THIS, PAGE = Quarter(2026, 4), "/personale/kvartal"
TODAY = TUESDAY_MORNING.date()
NOW, BEFORE = dt.datetime(2026, 11, 2, tzinfo=dt.UTC), dt.datetime(2026, 9, 30, 21, 59, tzinfo=dt.UTC)
ONE_DAY = Rule(dt.date(2026, 11, 5), dt.date(2026, 11, 5), None, 600, 60)
UNTIL_NOVEMBER = Rule(dt.date(2026, 1, 6), dt.date(2026, 11, 10), 1, 600, 60)


def read(app: Flask, quarter: Quarter = THIS) -> QuarterSheet:
    with app.app_context():
        found = read_quarter_sheet(db.session(), quarter, TODAY)
        db.session.remove()
    return found


def agree(session: Session, ending: Ending, at: dt.datetime, state: str = "agreed") -> None:
    kept = make_activity(session, make_venue(session, f"Sted {at} {state}"), "Fælles", published_at=None).id
    values = {"kept_id": kept} if ending == Ending.STOP_ONE else {}
    session.add(Agreement(ending=ending, state=state, words="Hos os er den ude.", proposed_at=BEFORE, settled_at=at, **values))


@pytest.fixture
def coordinator(app: Flask) -> FlaskClient:
    with app.app_context(), writing() as session:
        person_id = make_staff(session, "Kirsten", StaffRole.COORDINATOR).person_id
    return signed_in_client(app, person_id, Stay.STAFF)


def test_agreements_of_the_quarter_that_stand_are_counted_by_ending(app: Flask) -> None:
    with app.app_context(), writing() as session:
        agree(session, Ending.DIFFERENT, NOW)
        agree(session, Ending.STOP_ONE, NOW + dt.timedelta(days=1))
        agree(session, Ending.DIFFERENT, BEFORE)
        agree(session, Ending.DIFFERENT, NOW, "void")
    counted = read(app).agreements
    assert (counted[Ending.DIFFERENT], counted[Ending.STOP_ONE], counted[Ending.MOVE]) == (1, 1, 0)
    assert read(app, THIS.previous).agreements[Ending.DIFFERENT] == 1


def test_new_ones_are_those_first_published_in_the_quarter_by_kolding_time(app: Flask) -> None:
    with app.app_context(), writing() as session:
        house = make_venue(session)
        make_activity(session, house, "Ny", TUESDAYS, published_at=BEFORE + dt.timedelta(minutes=1), led_by="users")
        make_activity(session, house, "Gammel", TUESDAYS, published_at=BEFORE)
        make_activity(session, house, "Kladde", TUESDAYS, published_at=NOW, status="draft")
    found = read(app).new
    assert (found.total, found.by_users, found.first) == (1, 1, [Told("Ny", "Huset")])
    assert read(app, THIS.previous).new.first == [Told("Gammel", "Huset")]


def test_stopped_is_what_was_withdrawn_and_series_that_ran_out_but_not_what_was_one_day(app: Flask) -> None:
    with app.app_context(), writing() as session:
        house = make_venue(session)
        make_activity(session, house, "Trukket", TUESDAYS, published_at=BEFORE, status="withdrawn", withdrawn_at=NOW)
        make_activity(session, house, "Udløbet", UNTIL_NOVEMBER, published_at=BEFORE)
        make_activity(session, house, "Halvt udløbet", UNTIL_NOVEMBER, TUESDAYS, published_at=BEFORE)
        make_activity(session, house, "En dag", ONE_DAY, published_at=BEFORE)
        make_activity(session, house, "Altid", published_at=BEFORE)
    assert [each.title for each in read(app).stopped.first] == ["Trukket", "Udløbet"]
    assert read(app, THIS.previous).stopped.total == 0


def test_led_by_users_is_what_goes_on_at_the_end_of_the_quarter(app: Flask) -> None:
    with app.app_context(), writing() as session:
        house = make_venue(session)
        users: dict[str, Any] = {"led_by": "users", "published_at": BEFORE}
        make_activity(session, house, "Boller", TUESDAYS, **users)
        make_activity(session, house, "Stoppet", TUESDAYS, **users, status="withdrawn", withdrawn_at=NOW)
        make_activity(session, house, "Udløbet", UNTIL_NOVEMBER, **users)
        make_activity(session, house, "Personalets", TUESDAYS, led_by="staff", published_at=BEFORE)
    assert [each.title for each in read(app).led.first] == ["Boller"]
    assert [each.title for each in read(app, THIS.previous).led.first] == ["Boller", "Stoppet", "Udløbet"]


def test_a_wish_is_met_when_it_was_there_before_the_activity(app: Flask) -> None:
    with app.app_context(), writing() as session:
        house = make_venue(session)
        for name, said_on in [("Skak", NOW.date()), ("Bridge", NOW.date() + dt.timedelta(days=1)), ("Whist", None)]:
            interest = make_interest(session, name)
            make_activity(session, house, name, TUESDAYS, interest=interest, published_at=NOW)
            if said_on:
                say_wish(session, interest.id, WishKind.WANT, "a", said_on)
    assert [(each.name, each.wishes, each.activities) for each in read(app).met] == [("Skak", 1, 1)]


def test_an_activity_at_two_places_is_told_once(app: Flask) -> None:
    with app.app_context(), writing() as session:
        one, other = make_venue(session, "Huset"), make_venue(session, "Havnen")
        activity = make_activity(session, one, "Skak", TUESDAYS, published_at=NOW)
        session.add(ActivityHost(activity_id=activity.id, venue_id=other.id, position=1))
    assert read(app).new.first == [Told("Skak", "Huset og Havnen")]


def test_the_page_tells_how_many_when_there_are_too_many_to_list(app: Flask, coordinator: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        house = make_venue(session)
        for number in range(MOST_LISTED + 2):
            make_activity(session, house, f"Aktivitet {number}", TUESDAYS, published_at=NOW)
    page = coordinator.get(PAGE).text
    assert "<h1>4. kvartal 2026</h1>" in page and f"Nye aktiviteter: {MOST_LISTED + 2}" in page and "Og 2 mere." in page


def test_the_sheet_takes_as_many_statements_whatever_is_stored(app: Flask, coordinator: FlaskClient) -> None:
    coordinator.get(PAGE)
    with statements(app) as few:
        coordinator.get(PAGE)
    with app.app_context(), writing() as session:
        house = make_venue(session)
        for number in range(12):
            make_activity(session, house, f"Aktivitet {number}", TUESDAYS, published_at=NOW)
    with statements(app) as many:
        coordinator.get(PAGE)
    assert len(many) == len(few) <= 16


@pytest.mark.parametrize("typed", ["2027-1", "2026-5", "x", "<b>"])
def test_a_quarter_that_cannot_be_shown_is_answered_in_a_sentence(coordinator: FlaskClient, typed: str) -> None:
    answer = coordinator.get(PAGE, query_string={"kvartal": typed})
    assert answer.status_code == 422 and "Det kvartal kan vi ikke vise." in answer.text and "4. kvartal 2026" in answer.text


def test_another_quarter_is_chosen_by_a_link(coordinator: FlaskClient) -> None:
    assert 'href="/personale/kvartal?kvartal=2026-3"' in coordinator.get(PAGE).text
    assert "<h1>3. kvartal 2026</h1>" in coordinator.get(f"{PAGE}?kvartal=2026-3").text


def test_only_a_coordinator_sees_it(app: Flask) -> None:
    with app.app_context(), writing() as session:
        person_id = make_staff(session, "Stine", venues=(make_venue(session),)).person_id
    assert signed_in_client(app, person_id, Stay.STAFF).get(PAGE).status_code == 403
