"""The desk's and the staff's pages ask the database no more when there is more to ask about."""

from __future__ import annotations

from flask import Flask

from base.database import writing
from catalogue.place_models import Venue
from people.terms import MemberState, StaffRole, Stay
from tests.counting import statements
from tests.making import make_venue
from tests.people.making import make_card, make_group, make_person, make_staff, signed_in_client


def fill(app: Flask, start: int, count: int) -> None:
    with app.app_context(), writing() as session:
        for number in range(start, start + count):
            venue = make_venue(session, f"Sted {number}")
            make_staff(session, f"Ansat{number}", venues=(venue,))
            person = make_person(session, f"Person {number}")
            make_card(session, person, venue)
            make_group(session, f"Gruppe {number}", venue, True, **{person.id: MemberState.CONTACT})


def test_more_places_people_and_staff_cost_no_statement_more(app: Flask) -> None:
    with app.app_context(), writing() as session:
        coordinator = make_staff(session, "Kirsten", StaffRole.COORDINATOR).person_id
        venue = make_venue(session)
        staff = make_staff(session, "Stine", venues=(venue,)).person_id
        anna = make_person(session)
        make_card(session, anna, venue)
        person_id, venue_id = anna.id, venue.id
    asked = {
        coordinator: ["/personale", "/personale/mennesker", "/personale/folk"],
        staff: ["/personale", "/personale/mennesker", f"/personale/mennesker/{person_id}", "/personale/sig-videre"],
    }

    def counted() -> list[int]:
        found = []
        for who, paths in asked.items():
            client = signed_in_client(app, who, Stay.STAFF)
            for path in paths:
                with statements(app) as seen:
                    assert client.get(path).status_code == 200
                found.append(len(seen))
        return found

    fill(app, 0, 1)
    few = counted()
    fill(app, 1, 12)
    with app.app_context(), writing() as session:
        for number in range(8):
            make_group(session, f"Hold {number}", session.get_one(Venue, venue_id), True, **{person_id: MemberState.MEMBER})
    assert counted() == few and max(few) <= 24
