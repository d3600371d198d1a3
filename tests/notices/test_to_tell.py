"""Staff see what to tell those who belong to their places, and say when they have told it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from base.database import db, writing
from notices.models import Notice
from people.group_models import Membership
from people.person_models import Person
from people.staff_models import AuditEntry
from people.terms import AuditAction, AuditKind, NoticeWay, StaffRole, Stay
from tests.counting import statements
from tests.making import LONG_AGO, make_venue
from tests.notices.making import NUMBER, stored, tell_code, tell_welcome
from tests.people.making import make_card, make_person, make_staff, press, signed_in_client, token_of

LIST = "/personale/sig-videre"


@dataclass
class Place:
    """A place where Anna belongs and its staff, and the staff of another, where Bo does; both wait to be told."""

    app: Flask
    anna_id: str
    staff: FlaskClient
    colleague: FlaskClient
    elsewhere: FlaskClient

    def notice(self) -> Notice:
        with self.app.app_context():
            return next(each for each in stored() if each.key == "Anna")

    def action(self) -> str:
        return f"{LIST}/{self.notice().id}"


@pytest.fixture
def place(app: Flask) -> Place:
    with app.app_context(), writing() as session:
        here, there = make_venue(session), make_venue(session, "Laden")
        anna, bo = make_person(session, "Anna"), make_person(session, "Bo")
        for person, venue in ((anna, here), (bo, there)):
            make_card(session, person, venue)
            tell_welcome(session, person, person.name)
        names = (("Stine", here), ("Søren", here), ("Else", there))
        staff = [make_staff(session, name, venues=(venue,)).person_id for name, venue in names]
        anna_id = anna.id
    return Place(app, anna_id, *(signed_in_client(app, person_id, Stay.STAFF) for person_id in staff))


def change(app: Flask, **values: object) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Person).where(Person.name == "Anna").values(**values))


def test_what_waits_is_told_by_name_at_the_place_alone(place: Place) -> None:
    here, there = place.staff.get(LIST), place.elsewhere.get(LIST)
    assert "Sig til <bdi>Anna</bdi>" in here.text and "Nu er du med i gruppen." in here.text
    assert here.headers["Cache-Control"] == "no-store"
    assert "Anna" not in there.text and "Bo" in there.text


def test_one_press_says_it_was_told_and_it_is_audited_once(place: Place) -> None:
    token = token_of(place.colleague, LIST)
    answer = press(place.staff, LIST, place.action())
    assert (answer.status_code, answer.location) == (303, LIST)
    page = place.staff.get(LIST)
    assert "Der er ikke noget at sige videre" in page.text and page.headers["Cache-Control"] == "no-store"
    notice = place.notice()
    assert (notice.way, notice.details) == ("staff", {}) and notice.told_at
    assert place.colleague.post(place.action(), data={"csrf_token": token}).status_code == 303
    with place.app.app_context():
        (line,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.TOLD))
        assert (line.kind, line.thing_id, line.for_id) == (AuditKind.NOTICE, notice.id, place.anna_id)


def test_staff_of_another_place_cannot_say_so_and_learn_nothing(place: Place) -> None:
    token = {"csrf_token": token_of(place.elsewhere, LIST)}
    foreign, unknown = (place.elsewhere.post(path, data=token) for path in (place.action(), f"{LIST}/{'0' * 32}"))
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.text == unknown.text and place.notice().told_at is None


def test_a_code_is_none_of_theirs(place: Place) -> None:
    with place.app.app_context():
        with writing() as session:
            tell_code(session)
        code = next(each.id for each in stored() if each.kind == "code")
    assert "123456" not in place.staff.get(LIST).text
    assert press(place.staff, LIST, f"{LIST}/{code}").status_code == 404


@pytest.mark.parametrize(
    "values",
    [{"paused_at": LONG_AGO}, {"notice_way": NoticeWay.NONE}, {"notice_way": NoticeWay.TEXT, "phone": NUMBER}],
    ids=["pause", "none", "text"],
)
def test_who_wants_it_otherwise_now_is_not_told_by_staff(place: Place, values: dict[str, object]) -> None:
    token = {"csrf_token": token_of(place.staff, LIST)}
    change(place.app, **values)
    assert "Anna" not in place.staff.get(LIST).text
    assert place.staff.post(place.action(), data=token).status_code == 404
    assert place.notice().told_at is None


def test_what_is_not_true_any_more_is_not_told_and_not_audited(place: Place) -> None:
    token, action = {"csrf_token": token_of(place.staff, LIST)}, place.action()
    with place.app.app_context(), writing() as session:
        session.execute(delete(Membership).where(Membership.person_id == place.anna_id))
    assert "Anna" not in place.staff.get(LIST).text
    assert place.staff.post(action, data=token).status_code == 303
    with place.app.app_context():
        assert [each.key for each in stored()] == ["Bo"]
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.TOLD)).all() == []


def test_a_press_whose_token_has_run_out_comes_back_with_the_list(place: Place) -> None:
    answer = place.staff.post(place.action())
    assert answer.status_code == 422 and "Siden har ligget længe" in answer.text and "Sagt" in answer.text
    assert place.notice().told_at is None


@pytest.mark.parametrize("role", [None, StaffRole.COORDINATOR, StaffRole.REVISOR])
def test_it_is_for_staff_of_places_alone(place: Place, role: StaffRole | None) -> None:
    with place.app.app_context(), writing() as session:
        person_id = make_staff(session, "Kirsten", role).person_id if role else place.anna_id
    client = signed_in_client(place.app, person_id, Stay.STAFF if role else Stay.OWN)
    assert client.get(LIST).status_code == 403
    assert client.post(place.action()).status_code == 403


def test_a_name_is_shown_as_text(place: Place) -> None:
    change(place.app, name="<b>Ann")
    assert "<bdi>&lt;b&gt;Ann</bdi>" in place.staff.get(LIST).text


def test_each_that_waits_costs_the_list_no_more_than_its_own_check(place: Place) -> None:
    def asked() -> int:
        with statements(place.app) as seen:
            place.staff.get(LIST)
        return len(seen)

    before = asked()
    with place.app.app_context(), writing() as session:
        anna = session.get_one(Person, place.anna_id)
        for number in range(5):
            tell_welcome(session, anna, f"more {number}")
    assert asked() <= before + 5
