"""The page of a place as its staff keep it: what waits, and that it costs the same however much there is."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import writing
from catalogue.overlap_commands import renew_overlaps
from catalogue.place_models import Venue
from people.terms import MemberState, StaffRole, Stay
from tests.conftest import TUESDAY_MORNING
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_interest, make_venue
from tests.people.making import make_group, make_person, make_staff, signed_in_client

PATH = "/personale/steder/huset"


@pytest.fixture
def stine(app: Flask) -> FlaskClient:
    """The browser of Stine, who works in Huset and in Laden; Havnen is another's."""
    with app.app_context(), writing() as session:
        here, there, _ = [make_venue(session, name) for name in ("Huset", "Laden", "Havnen")]
        make_interest(session, "Strikke og hækle")
        stine = make_staff(session, "Stine", venues=(here, there)).person_id
    return signed_in_client(app, stine, Stay.STAFF)


def fill(app: Flask, start: int, count: int) -> None:
    with app.app_context(), writing() as session:
        huset, havnen = session.get_one(Venue, 1), session.get_one(Venue, 3)
        anna = make_person(session, "Anna")
        group = make_group(session, f"Hold {start}", huset, True, **{anna.id: MemberState.CONTACT})
        for number in range(start, start + count):
            make_activity(session, huset, f"Aktivitet {number}", TUESDAYS, group_id=group.id, group_changed_at=TUESDAY_MORNING)
            make_activity(
                session, huset, f"Spørger {number}", TUESDAYS, status="draft", group_id=group.id, asked_at=TUESDAY_MORNING
            )
            make_activity(session, huset, f"Kladde {number} strik", TUESDAYS, status="draft")
            make_activity(session, huset, f"Gammel {number}", TUESDAYS, review_on=dt.date(2026, 11, 1))
            make_activity(session, huset, f"Slut {number}", status="withdrawn", withdrawn_at=TUESDAY_MORNING)
            make_activity(session, havnen, f"Strikkecafé {number}", TUESDAYS)
        renew_overlaps(session, TUESDAY_MORNING)


def test_what_waits_stands_apart_from_what_runs(app: Flask, stine: FlaskClient) -> None:
    assert "Skriv den første aktivitet" in stine.get(PATH).text
    fill(app, 0, 1)
    page = stine.get(PATH).text
    for heading in ("Grupper spørger", "Ændret af gruppen", "Kører den stadig?", "Ikke udgivet endnu", "Det kører", "Stoppet"):
        assert f">{heading}</h2>" in page
    assert "Gruppen <bdi>Hold 0</bdi> står for det" in page and "Strikkecafé" not in page


def test_one_switches_to_another_of_ones_places_in_one_press(stine: FlaskClient) -> None:
    page = stine.get(PATH).text
    assert '<a href="/personale/steder/laden"' in page and "havnen" not in page
    assert '<a href="/personale/steder/huset" aria-current="page"' in page


def test_who_may_see_it(app: Flask, stine: FlaskClient, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        kirsten = make_staff(session, "Kirsten", StaffRole.COORDINATOR).person_id
        revisor = make_staff(session, "Rikke", StaffRole.REVISOR).person_id
    assert stine.get("/personale/steder/havnen").status_code == 403 and stine.get("/personale/steder/x").status_code == 404
    assert signed_in_client(app, kirsten, Stay.STAFF).get("/personale/steder/havnen").status_code == 200
    assert signed_in_client(app, revisor, Stay.STAFF).get(PATH).status_code == 403
    assert client.get(PATH).status_code == 303


def test_more_activities_cost_no_statement_more(app: Flask, stine: FlaskClient) -> None:
    def counted() -> int:
        with statements(app) as seen:
            assert stine.get(PATH).status_code == 200
        return len(seen)

    fill(app, 0, 1)
    few = counted()
    fill(app, 1, 12)
    assert counted() == few <= 40
