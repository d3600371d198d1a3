"""Coordinators add, move and end staff; the last coordinator stays."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from base.database import db, writing
from people.permissions import Actor
from people.person_models import Person
from people.sign_in_queries import registry
from people.staff_commands import add_staff, end_staff, make_staff_link, move_staff, open_staff_again
from people.staff_models import AuditEntry, StaffAccount, StaffLink
from people.staff_queries import find_staff_by_email
from people.staff_rules import Post, Refusal
from people.terms import AuditAction, AuditKind, StaffRole, Stay
from people.way_in_models import SignIn
from tests.conftest import TUESDAY_MORNING
from tests.making import make_venue
from tests.people.making import make_person, make_staff, press, signed_in_client, token_of

LIST = "/personale/folk"


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    with app.app_context(), writing() as session:
        house, garden = make_venue(session, "Huset"), make_venue(session, "Haven")
        return {
            "Karen": make_staff(session, "Karen", StaffRole.COORDINATOR).person_id,
            "Stine": make_staff(session, "Stine", StaffRole.STAFF, (house,)).person_id,
            "Huset": str(house.id),
            "Haven": str(garden.id),
        }


@pytest.fixture
def karen(app: Flask, ids: dict[str, str]) -> FlaskClient:
    return signed_in_client(app, ids["Karen"], Stay.STAFF)


def account_of(app: Flask, person_id: str) -> tuple[str, bool, list[str]]:
    with app.app_context():
        account = db.session.get_one(StaffAccount, person_id)
        places = registry().find_workplaces(db.session(), person_id)
        return account.role, account.ended_at is not None, [place.name for place in places]


def noted(app: Flask) -> list[tuple[str, str | None]]:
    with app.app_context():
        rows = db.session.execute(select(AuditEntry.action, AuditEntry.for_id).order_by(AuditEntry.id))
        return [(action, for_id) for action, for_id in rows]


def add(client: FlaskClient, **typed: object) -> TestResponse:
    return client.post(LIST, data={"csrf_token": token_of(client, LIST), "name": "Bo", "email": "bo@huset.example", **typed})


def test_a_new_one_gets_a_link_that_is_shown_once(app: Flask, karen: FlaskClient, ids: dict[str, str]) -> None:
    response = add(karen, email="Bo@Huset.example", role="staff", places=[ids["Huset"], ids["Haven"]])
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"
    path = "/personale/ny/" + response.text.split("https://paatvaers.example/personale/ny/")[1][:43]
    assert "bo@huset.example" in app.test_client().get(path).text
    with app.app_context():
        person_id = db.session.scalars(select(StaffAccount.person_id).where(StaffAccount.email == "bo@huset.example")).one()
    assert account_of(app, person_id) == ("staff", False, ["Haven", "Huset"])
    assert noted(app) == [(AuditAction.STAFF_ADDED, person_id), (AuditAction.STAFF_LINK_MADE, person_id)]
    page = karen.get(LIST).text
    assert path not in page and "Har ikke valgt adgangskode endnu" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"role": "staff"}, "Vælg mindst et sted"),
        ({"role": "king"}, "Vælg noget fra listen"),
        ({}, "Vælg, hvad de skal"),
        ({"role": "staff", "places": "99"}, "Vælg noget fra listen"),
        ({"role": "staff", "places": "x"}, "Vælg noget fra listen"),
        ({"role": "revisor", "name": ""}, "Skriv et fornavn"),
        ({"role": "revisor", "name": "<b>Bo</b>"}, "Skriv navnet med bogstaver"),
        ({"role": "revisor", "email": "bo"}, "Skriv hele mailadressen"),
        ({"role": "revisor", "email": "STINE@kommunen.example"}, "Der er allerede en med den mail"),
    ],
)
def test_what_cannot_be_taken_adds_nobody_and_loses_nothing(
    app: Flask, karen: FlaskClient, typed: dict[str, str], told: str
) -> None:
    response = add(karen, **typed)
    assert response.status_code == 422 and told in response.text
    assert "bo@huset.example" in response.text or "email" in typed
    with app.app_context():
        counts = [db.session.scalar(select(func.count()).select_from(model)) for model in (Person, StaffAccount, StaffLink)]
        assert counts == [2, 2, 0]


def test_only_staff_have_places(app: Flask, karen: FlaskClient, ids: dict[str, str]) -> None:
    assert add(karen, role="coordinator", places=ids["Huset"]).status_code == 200
    with app.app_context():
        person_id = db.session.scalars(select(StaffAccount.person_id).where(StaffAccount.email == "bo@huset.example")).one()
    assert account_of(app, person_id) == ("coordinator", False, [])


def test_a_move_ends_sessions_and_no_change_ends_none(app: Flask, karen: FlaskClient, ids: dict[str, str]) -> None:
    stine, path = signed_in_client(app, ids["Stine"], Stay.STAFF), f"{LIST}/{ids['Stine']}"
    assert press(karen, path, path, role="staff", places=ids["Huset"]).status_code == 303
    assert stine.get("/personale").status_code == 200 and noted(app) == []
    assert press(karen, path, path, role="staff", places=ids["Haven"]).status_code == 303
    assert stine.get("/personale").status_code == 303
    assert account_of(app, ids["Stine"]) == ("staff", False, ["Haven"])
    assert noted(app) == [(AuditAction.STAFF_MOVED, ids["Stine"])]


def test_who_has_ended_is_out_and_can_be_opened_again(app: Flask, karen: FlaskClient, ids: dict[str, str]) -> None:
    stine, path = signed_in_client(app, ids["Stine"], Stay.STAFF), f"{LIST}/{ids['Stine']}"
    assert press(karen, path, f"{path}/link").status_code == 200
    assert [press(karen, LIST, f"{path}/slut").status_code for _ in range(2)] == [303, 303]
    assert stine.get("/personale").status_code == 303
    assert account_of(app, ids["Stine"]) == ("staff", True, [])
    with app.app_context():
        assert not db.session.scalars(select(StaffLink)).all()
    known = add(karen, email="stine@kommunen.example", role="revisor")
    assert known.status_code == 422 and f'<a href="{path}">Åbn adgangen igen</a>' in known.text
    assert press(karen, LIST, f"{path}/link").status_code == 409
    opened = press(karen, path, path, role="revisor")
    assert opened.status_code == 200 and "/personale/ny/" in opened.text
    assert account_of(app, ids["Stine"]) == ("revisor", False, [])
    assert [action for action, _ in noted(app)] == [
        AuditAction.STAFF_LINK_MADE, AuditAction.STAFF_ENDED, AuditAction.STAFF_ADDED, AuditAction.STAFF_LINK_MADE,
    ]  # fmt: skip


def test_the_last_coordinator_stays(app: Flask, karen: FlaskClient, ids: dict[str, str]) -> None:
    path = f"{LIST}/{ids['Karen']}"
    for response in (press(karen, path, f"{path}/slut"), press(karen, path, path, role="revisor")):
        assert response.status_code == 409 and "Gør først en anden til koordinator" in response.text
    assert account_of(app, ids["Karen"])[:2] == ("coordinator", False) and noted(app) == []
    with app.app_context(), writing() as session:
        make_staff(session, "Ib", StaffRole.COORDINATOR)
    assert press(karen, path, f"{path}/slut").status_code == 303
    assert karen.get(LIST).status_code == 303


@pytest.mark.parametrize("path", ["", "/slut", "/link"])
def test_who_does_not_work_here_has_no_page(app: Flask, karen: FlaskClient, path: str) -> None:
    with app.app_context(), writing() as session:
        anna = make_person(session).id
    for person_id in (anna, "x", "0" * 32):
        assert press(karen, LIST, f"{LIST}/{person_id}{path}", role="revisor").status_code == 404


@pytest.mark.parametrize("role", [StaffRole.STAFF, StaffRole.REVISOR])
def test_nobody_but_coordinators_may(app: Flask, ids: dict[str, str], role: StaffRole) -> None:
    with app.app_context(), writing() as session:
        other = make_staff(session, "Ole", role).person_id
    client = signed_in_client(app, other, Stay.STAFF)
    paths = [LIST, f"{LIST}/{ids['Stine']}"]
    assert [client.get(path).status_code for path in paths] == [403, 403]
    assert [client.post(path).status_code for path in [*paths, f"{paths[1]}/slut", f"{paths[1]}/link"]] == [403] * 4
    assert app.test_client().get(LIST).location.startswith("/log-ind?next=")


@pytest.mark.parametrize("path", ["", "/slut", "/link"])
def test_a_token_that_ran_out_changes_nothing(app: Flask, karen: FlaskClient, ids: dict[str, str], path: str) -> None:
    response = karen.post(f"{LIST}/{ids['Stine']}{path}", data={"csrf_token": "old", "role": "revisor"})
    assert response.status_code == 422 and "Siden har ligget længe" in response.text
    assert account_of(app, ids["Stine"]) == ("staff", False, ["Huset"]) and noted(app) == []


def test_two_coordinators_cannot_end_each_other(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context(), writing() as session:
        pair = [ids["Karen"], make_staff(session, "Ib", StaffRole.COORDINATOR).person_id]
    both_are_here = Barrier(2)

    def ended(person_id: str) -> Refusal | None:
        with app.app_context():
            both_are_here.wait(30)
            with writing() as session:
                refusal = end_staff(session, Actor(pair[0], StaffRole.COORDINATOR), person_id, TUESDAY_MORNING)
                session.flush()
                time.sleep(0.1)
            return refusal

    def looked_at_first(person_id: str) -> Refusal | None:
        # The negative control: count, then change.
        with app.app_context():
            account = (StaffAccount.role == StaffRole.COORDINATOR, StaffAccount.ended_at.is_(None))
            left = db.session.scalar(select(func.count()).where(*account)) or 0
            db.session.remove()
            both_are_here.wait(30)
            if left < 2:
                return Refusal.LAST_COORDINATOR
            with writing() as session:
                session.execute(update(StaffAccount).where(StaffAccount.person_id == person_id).values(ended_at=TUESDAY_MORNING))
            return None

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(ended, pair)) == {None, Refusal.LAST_COORDINATOR}
        with app.app_context(), writing() as session:
            session.execute(update(StaffAccount).values(ended_at=None))
        assert set(pool.map(looked_at_first, pair)) == {None}


def test_two_who_add_the_same_address_add_one(app: Flask, ids: dict[str, str]) -> None:
    both_are_here = Barrier(2)

    def added(name: str) -> str | None:
        with app.app_context():
            both_are_here.wait(30)
            with writing() as session:
                karen, post = Actor(ids["Karen"], StaffRole.COORDINATOR), Post(StaffRole.REVISOR)
                person_id = add_staff(session, karen, name, "ny@huset.example", post, TUESDAY_MORNING)
                time.sleep(0.1)
            return person_id

    def looked_at_first(_name: str) -> bool:
        # The negative control: ask whether the address is free, then add.
        with app.app_context():
            is_free = find_staff_by_email(db.session(), "ny@huset.example") is None
            db.session.remove()
            both_are_here.wait(30)
            return is_free

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(looked_at_first, ["Bo", "Bob"])) == [True, True]
        found = list(pool.map(added, ["Bo", "Bob"]))
    assert found.count(None) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 3
        assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_what_somebody_else_changed_in_between_is_refused(app: Flask, ids: dict[str, str]) -> None:
    karen, post = Actor(ids["Karen"], StaffRole.COORDINATOR), Post(StaffRole.REVISOR)
    with app.app_context(), writing() as session:
        assert open_staff_again(session, karen, ids["Stine"], post, TUESDAY_MORNING) is Refusal.NOT_ENDED
        assert end_staff(session, karen, ids["Stine"], TUESDAY_MORNING) is None
        assert move_staff(session, karen, ids["Stine"], post, TUESDAY_MORNING) is Refusal.ENDED
        assert make_staff_link(session, karen, ids["Stine"], TUESDAY_MORNING) is None
    with app.app_context():
        kinds = db.session.scalars(select(AuditEntry.kind)).all()
        assert kinds == [AuditKind.STAFF] and db.session.scalar(select(func.count()).select_from(SignIn)) == 0
