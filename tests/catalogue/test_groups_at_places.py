"""Groups at places: founded by anybody, shown once staff of the place have said yes."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, public_counter, writing
from catalogue.belonging_models import VenueGroup
from catalogue.group_commands import MOST_WAITING, found_group
from catalogue.group_queries import PlaceCount, count_by_place, list_asking_groups, list_groups_without_contact
from catalogue.place_models import Venue
from catalogue.terms import VenueKind
from people.group_models import Group, Membership
from people.staff_models import AuditEntry
from people.terms import AuditAction, MemberState, StaffRole, Stay
from tests.conftest import Clock
from tests.counting import statements
from tests.making import make_activity, make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client


@pytest.fixture
def anna(app: Flask) -> str:
    """Anna's id, where there are two places that have something on: Huset (1) and Laden (2), and one out in town (3)."""
    with app.app_context(), writing() as session:
        for name in ("Huset", "Laden"):
            make_activity(session, make_venue(session, name))
        make_venue(session, "Biblioteket", kind=VenueKind.OUTSIDE)
        return make_person(session, "Anna").id


@pytest.fixture
def stine(app: Flask, anna: str) -> FlaskClient:
    """The browser of Stine, who works in Huset."""
    with app.app_context(), writing() as session:
        stine = make_staff(session, "Stine", venues=(session.get_one(Venue, 1),)).person_id
    return signed_in_client(app, stine, Stay.STAFF)


def read(app: Flask, statement):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session().scalars(statement).all()


def found(client: FlaskClient, name: str = "Kortklubben", *places: str):  # type: ignore[no-untyped-def]
    return press(client, "/gruppe/ny", "/gruppe/ny", navn=name, steder=list(places) or ["1"])


def test_whoever_founds_a_group_is_its_first_contact_and_it_shows_nowhere(app: Flask, anna: str, client: FlaskClient) -> None:
    browser = signed_in_client(app, anna)
    answer = found(browser, " Kort  klubben ", "1", "2")
    assert answer.status_code == 303 and answer.headers["Location"] == "/gruppe/1"
    page = browser.get("/gruppe/1").text
    assert "Kort klubben" in page and page.count("Har ikke svaret endnu") == 2
    (row,) = read(app, select(Membership))
    assert (row.person_id, row.state) == (anna, MemberState.CONTACT)
    assert not [path for path in ("/", "/steder", "/steder/huset", "/aktiviteter") if "Kort klubben" in client.get(path).text]


def test_a_place_without_staff_of_ours_cannot_be_asked(app: Flask, anna: str) -> None:
    browser = signed_in_client(app, anna)
    assert "Biblioteket" not in browser.get("/gruppe/ny").text
    for places in (["3"], ["99"], ["x"], []):
        answer = press(browser, "/gruppe/ny", "/gruppe/ny", navn="Kortklubben", steder=places)
        assert answer.status_code == 422 and "Vælg" in answer.text and 'value="Kortklubben"' in answer.text
    assert read(app, select(Group)) == []


def test_a_form_sent_twice_makes_one_group_and_asks_the_places_that_are_new(app: Flask, anna: str) -> None:
    browser = signed_in_client(app, anna)
    answers = [found(browser), found(browser), found(browser, "KORTKLUBBEN", "2")]
    assert {answer.headers["Location"] for answer in answers} == {"/gruppe/1"}
    assert len(read(app, select(Group))) == 1 and sorted(read(app, select(VenueGroup.venue_id))) == [1, 2]


def test_a_form_sent_twice_at_once_makes_one_group(app: Flask, clock: Clock, anna: str) -> None:
    gate = threading.Barrier(2)

    def found_one() -> None:
        with app.app_context():
            gate.wait()
            with writing() as session:
                found_group(session, anna, "Kortklubben", [1], clock.moment)

    threads = [threading.Thread(target=found_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read(app, select(Group))) == 1


def test_another_may_found_a_group_of_the_same_name(app: Flask, anna: str) -> None:
    with app.app_context(), writing() as session:
        bo = make_person(session, "Bo").id
    assert [found(signed_in_client(app, who)).headers["Location"] for who in (anna, bo)] == ["/gruppe/1", "/gruppe/2"]


def test_only_so_many_groups_of_one_person_wait(app: Flask, anna: str, stine: FlaskClient) -> None:
    browser = signed_in_client(app, anna)
    assert {found(browser, f"Hold {n}").status_code for n in range(MOST_WAITING)} == {303}
    answer = found(browser, "En til")
    assert answer.status_code == 422 and "venter på et ja" in answer.text and 'value="En til"' in answer.text
    assert press(stine, "/personale", "/personale/grupper/1/1/ja").status_code == 303
    assert found(browser, "En til").status_code == 303


def test_one_press_shows_a_group_at_a_place_and_another_takes_it_away(
    app: Flask, anna: str, stine: FlaskClient, client: FlaskClient
) -> None:
    found(signed_in_client(app, anna), "Kortklubben", "1", "2")
    assert "Kortklubben" not in client.get("/steder/huset").text
    assert press(stine, "/personale", "/personale/grupper/1/1/ja").headers["Location"] == "/personale"
    shown = client.get("/steder/huset").text
    assert "Grupper her" in shown and "Kortklubben" in shown and "Anna" not in shown
    assert "Grupper her" not in client.get("/steder/laden").text
    assert press(signed_in_client(app, anna), "/gruppe/1", "/gruppe/1/navn", navn="Kort og kaffe").status_code == 303
    assert "Kort og kaffe" in client.get("/steder/huset").text
    assert press(stine, "/gruppe/1", "/personale/grupper/1/1/slut").status_code == 303
    assert "Kort og kaffe" not in client.get("/steder/huset").text
    actions = [AuditAction.GROUP_APPROVED, AuditAction.GROUP_DECLINED]
    assert [(row.action, row.thing_id) for row in read(app, select(AuditEntry).order_by(AuditEntry.id))] == [
        (action, "1") for action in actions
    ]


def test_a_group_that_ends_goes_from_the_page_of_its_place(
    app: Flask, anna: str, stine: FlaskClient, client: FlaskClient
) -> None:
    browser = signed_in_client(app, anna)
    found(browser)
    press(stine, "/personale", "/personale/grupper/1/1/ja")
    assert "Kortklubben" in client.get("/steder/huset").text
    assert press(browser, "/gruppe/1", "/gruppe/1/forlad").status_code == 303
    assert "Kortklubben" not in client.get("/steder/huset").text


def test_a_yes_stands_when_a_colleague_says_no_a_moment_later(app: Flask, anna: str, stine: FlaskClient) -> None:
    found(signed_in_client(app, anna))
    first = press(stine, "/personale", "/personale/grupper/1/1/ja")
    again, no = (press(stine, "/gruppe/1", f"/personale/grupper/1/1/{answer}") for answer in ("ja", "nej"))
    assert (first.status_code, again.status_code, no.status_code) == (303, 303, 409)
    assert read(app, select(VenueGroup.approved_at)) != [None]


def test_a_group_that_was_declined_can_ask_another_place(app: Flask, anna: str, stine: FlaskClient) -> None:
    browser = signed_in_client(app, anna)
    found(browser)
    with app.app_context():
        before = public_counter(db.session())
    assert press(stine, "/personale", "/personale/grupper/1/1/nej").status_code == 303
    with app.app_context():
        assert public_counter(db.session()) > before
    assert "Gruppen har ikke noget sted" in browser.get("/gruppe/1").text and stine.get("/gruppe/1").status_code == 404
    assert found(browser, "Kortklubben", "2").headers["Location"] == "/gruppe/1"
    assert read(app, select(VenueGroup.venue_id)) == [2]


def test_nobody_but_staff_of_the_place_says_yes_or_no(app: Flask, anna: str, stine: FlaskClient) -> None:
    found(signed_in_client(app, anna), "Kortklubben", "1", "2")
    with app.app_context(), writing() as session:
        away = make_staff(session, "Ulla", venues=(make_venue(session, "Skuret"),)).person_id
        coordinator = make_staff(session, "Kim", StaffRole.COORDINATOR).person_id
    asked = {
        (signed_in_client(app, anna), 1): 403, (stine, 2): 404, (stine, 99): 404,
        (signed_in_client(app, away, Stay.STAFF), 1): 404, (signed_in_client(app, coordinator, Stay.STAFF), 1): 404,
    }  # fmt: skip
    for (browser, place), status in asked.items():
        for answer in ("ja", "nej", "slut"):
            assert press(browser, "/gruppe/ny", f"/personale/grupper/1/{place}/{answer}").status_code == status
    assert read(app, select(VenueGroup.approved_at)) == [None, None] and read(app, select(AuditEntry)) == []


def test_a_press_whose_page_lay_too_long_asks_again(app: Flask, anna: str, stine: FlaskClient) -> None:
    found(signed_in_client(app, anna))
    for answer in ("ja", "nej", "slut"):
        page = stine.post(f"/personale/grupper/1/1/{answer}", data={"csrf_token": "old"})
        assert page.status_code == 422 and f'action="/personale/grupper/1/1/{answer}"' in page.text
    page = signed_in_client(app, anna).post("/gruppe/ny", data={"csrf_token": "old", "navn": "Hold", "steder": "2"})
    assert page.status_code == 422 and 'value="Hold"' in page.text and page.text.count("checked") == 1
    assert read(app, select(VenueGroup.approved_at)) == [None]


def test_what_waits_at_the_places_is_found_and_counted(app: Flask, anna: str) -> None:
    with app.app_context(), writing() as session:
        house, barn = session.get_one(Venue, 1), session.get_one(Venue, 2)
        make_group(session, "Åben", house, approved=False, **{anna: MemberState.CONTACT})
        make_group(session, "Zoneterapi", house, True, **{anna: MemberState.MEMBER})
        make_group(session, "Andre", barn, True, **{anna: MemberState.CONTACT})
    with app.app_context():
        session = db.session()
        assert [(each.group_name, each.venue_name) for each in list_asking_groups(session, {1, 2})] == [("Åben", "Huset")]
        assert list_groups_without_contact(session, {1, 2}) == [(2, "Zoneterapi")]
        assert (list_asking_groups(session, {2}), list_groups_without_contact(session, set())) == ([], [])
        assert count_by_place(session) == [PlaceCount("Huset", 1, 1)]


def test_the_groups_of_a_place_cost_its_page_no_statement_more(app: Flask, anna: str, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        for number in range(30):
            make_group(session, f"Hold {number}", session.get_one(Venue, 1), True, **{anna: MemberState.CONTACT})
    with statements(app) as seen:
        assert "Hold 29" in client.get("/steder/huset").text
    assert len([each for each in seen if "venue_group" in each]) == 1 and len(seen) <= 9
