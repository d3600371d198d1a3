"""Who has been shown key and alarm, who may say so, and what staff of one place see of another."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, writing
from catalogue.belonging_models import VenueGroup
from people.staff_models import AuditEntry
from people.terms import AuditAction, Stay
from shifts.models import KeyShown
from tests.making import LONG_AGO, make_venue
from tests.people.making import press, signed_in_client
from tests.shifts.making import ShiftWorld, make_world


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


@pytest.fixture
def page(world: ShiftWorld) -> str:
    return f"/gruppe/{world.group_id}/noegle"


@pytest.fixture
def elsewhere(app: Flask, world: ShiftWorld) -> int:
    """Another place of the same group."""
    with app.app_context(), writing() as session:
        venue = make_venue(session, "Havnen")
        session.add(VenueGroup(group_id=world.group_id, venue_id=venue.id, approved_at=LONG_AGO))
        return venue.id


@pytest.fixture
def staff(app: Flask, world: ShiftWorld) -> FlaskClient:
    return signed_in_client(app, world.staff_id, Stay.STAFF)


def _shown(app: Flask) -> list[tuple[str, int]]:
    with app.app_context():
        found = db.session.execute(select(KeyShown.person_id, KeyShown.venue_id)).all()
        db.session.remove()
        return [(person_id, venue_id) for person_id, venue_id in found]


def test_staff_say_it_of_their_own_place_alone(
    app: Flask, world: ShiftWorld, staff: FlaskClient, page: str, elsewhere: int
) -> None:
    bertil = world.people[1]
    assert "Huset" in staff.get(page).text and "Havnen" not in staff.get(page).text
    assert press(staff, page, f"{page}/{bertil}/{elsewhere}/vist").status_code == 404
    for _ in range(2):
        assert press(staff, page, f"{page}/{bertil}/{world.venue_id}/vist").status_code == 303
    assert _shown(app) == [(bertil, world.venue_id)]
    assert press(staff, page, f"{page}/{bertil}/{world.venue_id}/ikke-vist").status_code == 303
    assert _shown(app) == []


def test_a_contact_says_it_of_all_places_of_the_group(app: Flask, world: ShiftWorld, page: str, elsewhere: int) -> None:
    contact = signed_in_client(app, world.people[0])
    assert press(contact, page, f"{page}/{world.people[1]}/{elsewhere}/vist").status_code == 303
    assert _shown(app) == [(world.people[1], elsewhere)]


def test_what_staff_say_is_in_the_log_for_the_one_it_is_about(
    app: Flask, world: ShiftWorld, staff: FlaskClient, page: str
) -> None:
    press(staff, page, f"{page}/{world.people[1]}/{world.venue_id}/vist")
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.KEY_SHOWN))
        assert [(row.actor_id, row.for_id, row.thing_id) for row in rows] == [(world.staff_id, world.people[1], None)]
        db.session.remove()
    assert "nøgle og alarm" in signed_in_client(app, world.people[1]).get("/mig").text


def test_without_a_living_token_nothing_is_changed_and_it_is_said(app: Flask, world: ShiftWorld, page: str) -> None:
    with app.app_context(), writing() as session:
        session.add(KeyShown(person_id=world.people[0], venue_id=world.venue_id, shown_on=LONG_AGO.date()))
    contact = signed_in_client(app, world.people[0])
    paths = (f"{page}/{world.people[1]}/{world.venue_id}/vist", f"/mig/noegle/{world.venue_id}/glem")
    for answer in map(contact.post, paths):
        assert answer.status_code == 422 and "Siden har ligget længe." in answer.text
    assert _shown(app) == [(world.people[0], world.venue_id)]


def test_one_of_another_group_is_not_there(app: Flask, world: ShiftWorld, staff: FlaskClient, page: str) -> None:
    assert press(staff, page, f"{page}/{world.staff_id}/{world.venue_id}/vist").status_code == 404
    assert _shown(app) == []
