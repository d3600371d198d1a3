"""Mig: what one has said yes to, what one changes there, and what somebody who helps at the desk may do."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, writing
from people.audit_commands import note
from people.permissions import Actor
from people.person_models import CalendarLink, Person
from people.sign_in_commands import start_acting
from people.staff_models import AuditEntry
from people.terms import AuditAction, AuditKind, MemberState, NoticeWay, StaffRole, Stay
from people.way_in_models import SignIn
from tests.conftest import TUESDAY_MORNING
from tests.counting import statements
from tests.making import make_venue
from tests.people.making import make_card, make_group, make_person, make_staff, press, signed_in_client
from tests.small_room import SmallRoom, start_small_room, tomorrow_at

NOTICE = "Du holder pause. Ingen spørger dig om noget."


@pytest.fixture
def room(app: Flask) -> SmallRoom:
    return start_small_room(app)


@pytest.fixture
def anna(app: Flask, room: SmallRoom) -> str:
    with app.app_context(), writing() as session:
        return make_person(session, "Anna", phone="+4520304050").id


@pytest.fixture
def browser(app: Flask, anna: str) -> FlaskClient:
    return signed_in_client(app, anna)


@pytest.fixture
def helper(app: Flask, anna: str) -> FlaskClient:
    """A browser of the staff that helps Anna."""
    with app.app_context(), writing() as session:
        stine = make_staff(session, "Stine", venues=(make_venue(session),)).person_id
    client = signed_in_client(app, stine, Stay.STAFF)
    with app.app_context(), writing() as session:
        start_acting(session, session.scalars(select(SignIn.id).where(SignIn.person_id == stine)).one(), anna, TUESDAY_MORNING)
    return client


def stored(app: Flask, person_id: str) -> Person:
    with app.app_context():
        found = db.session().get_one(Person, person_id)
        db.session().expunge(found)
        return found


def audited(app: Flask) -> list[tuple[str, str, str | None]]:
    with app.app_context():
        rows = db.session().scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.kind, row.for_id) for row in rows]


def section(page: str, start: str) -> str:
    return page.split(f'id="{start}"')[1].split("</section>")[0]


def test_a_visitor_is_led_to_the_ways_in(client: FlaskClient) -> None:
    response = client.get("/mig")
    assert response.status_code == 303 and "next=" in response.location


def test_what_one_said_yes_to_stands_by_start_from_every_room(room: SmallRoom, anna: str, browser: FlaskClient) -> None:
    room.promise(anna, "b", tomorrow_at(13), title="Kl. 13–16")
    room.promise(anna, "a", tomorrow_at(10))
    room.promise(anna, "over", tomorrow_at(10) - dt.timedelta(days=2), title="Kl. 11–14")
    room.promise("nobody", "c", tomorrow_at(8), title="Kl. 8–11")
    page = section(browser.get("/mig").text, "sagt-ja")
    assert page.index("Kl. 10–13") < page.index("Kl. 13–16")
    assert "Onsdag d. 25. november" in page and "Kl. 8–11" not in page and "Kl. 11–14" not in page


def test_one_press_leaves_a_promise_and_asks_for_no_reason(room: SmallRoom, anna: str, browser: FlaskClient) -> None:
    promise = room.promise(anna, "a", tomorrow_at(10))
    assert "Jeg kan ikke alligevel" in browser.get("/mig").text
    assert press(browser, "/mig", promise.leave_path).status_code == 303
    page = browser.get("/mig").text
    assert "Du har ikke sagt ja til noget lige nu." in page and "Jeg kan ikke alligevel" not in page


def test_groups_stand_with_where_one_stands(app: Flask, anna: str, browser: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        make_group(session, "Østers", None, True, **{anna: MemberState.MEMBER})
        make_group(session, "Aftenholdet", None, True, **{anna: MemberState.WAITING})
        make_group(session, "Ikke min")
    page = section(browser.get("/mig").text, "grupper")
    assert page.index("Aftenholdet") < page.index("Du venter på, at en kontakt siger velkommen.") < page.index("Østers")
    assert "Ikke min" not in page and "Lav en gruppe" in page


def test_the_page_costs_the_same_statements_however_much_lies_ahead(
    app: Flask, room: SmallRoom, anna: str, browser: FlaskClient
) -> None:
    costs = []
    for more in (range(1), range(1, 40)):
        with app.app_context(), writing() as session:
            for each in more:
                room.promise(anna, f"a{each}", tomorrow_at(10))
                make_group(session, f"Hold {each}", None, True, **{anna: MemberState.MEMBER})
        with statements(app) as seen:
            browser.get("/mig")
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 13


def test_a_name_can_be_changed(app: Flask, anna: str, browser: FlaskClient) -> None:
    response = press(browser, "/mig", "/mig/navn", navn="  Anna-Lise  ")
    assert response.status_code == 303 and response.location == "/mig#dit-navn"
    assert stored(app, anna).name == "Anna-Lise" and "Hej <bdi>Anna-Lise</bdi>" in browser.get("/mig").text
    assert audited(app) == []


@pytest.mark.parametrize("name", ["", "<script>alert(1)</script>", "x" * 300, "ring 20 30 40 50", "anna@a.example"])
def test_a_name_that_cannot_be_shown_is_refused_in_a_sentence(app: Flask, anna: str, browser: FlaskClient, name: str) -> None:
    response = press(browser, "/mig", "/mig/navn", navn=name)
    assert response.status_code == 422 and "Se på det her" in response.text and "<script>alert" not in response.text
    assert name.replace("<", "&lt;").replace(">", "&gt;") in response.text and stored(app, anna).name == "Anna"


def test_only_ways_with_an_address_can_be_chosen(app: Flask, anna: str, browser: FlaskClient) -> None:
    page = section(browser.get("/mig").text, "beskeder")
    assert 'value="text"' in page and 'value="mail"' not in page and "20 30 .. .." in page and "+45" not in page
    assert press(browser, "/mig", "/mig/beskeder", besked="none").location == "/mig#beskeder"
    assert stored(app, anna).notice_way == NoticeWay.NONE
    for forged in ("mail", "letter", ""):
        assert press(browser, "/mig", "/mig/beskeder", besked=forged).status_code == 422
    assert stored(app, anna).notice_way == NoticeWay.NONE


def test_an_address_that_went_meanwhile_is_told_and_changes_nothing(
    app: Flask, anna: str, helper: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = SimpleNamespace(phone="+4520304050", email="anna@a.example")
    monkeypatch.setattr("noticeboard.mine_views.find_person", lambda _session, _person_id: before)
    response = press(helper, "/mig", "/mig/beskeder", besked="mail")
    assert response.status_code == 409 and "er lige blevet ændret" in response.text and 'value="mail"' not in response.text
    assert stored(app, anna).notice_way == NoticeWay.TEXT and audited(app) == []


def test_a_pause_frees_what_lies_ahead_until_one_press_back(app: Flask, room: SmallRoom, anna: str, browser: FlaskClient) -> None:
    room.promise(anna, "a", tomorrow_at(10))
    assert "Kl. 10–13" in section(browser.get("/mig").text, "hold-pause") and NOTICE not in browser.get("/mig").text
    assert press(browser, "/mig", "/mig/pause").status_code == 303
    page = browser.get("/mig").text
    assert NOTICE in page and "Kl. 10–13" not in page and 'id="hold-pause"' not in page
    assert stored(app, anna).paused_at == TUESDAY_MORNING
    assert press(browser, "/mig", "/mig/igen").status_code == 303
    assert stored(app, anna).paused_at is None and NOTICE not in browser.get("/mig").text


def test_a_page_that_lay_for_too_long_changes_nothing_and_asks_again(
    app: Flask, room: SmallRoom, anna: str, browser: FlaskClient
) -> None:
    for path, typed in (("pause", {}), ("navn", {"navn": "Britta"}), ("beskeder", {"besked": "none"}), ("kalender", {})):
        response = browser.post(f"/mig/{path}", data=typed)
        assert response.status_code == 422 and "Siden har ligget længe." in response.text
        assert "navn" not in typed or 'value="Britta"' in response.text
    person = stored(app, anna)
    assert (person.name, person.paused_at, person.notice_way, room.freed) == ("Anna", None, NoticeWay.TEXT, [])


def test_the_calendar_address_is_shown_once_and_a_new_one_replaces_it(app: Flask, anna: str, browser: FlaskClient) -> None:
    addresses = []
    for _ in range(2):
        response = press(browser, "/mig", "/mig/kalender")
        assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"
        address = response.text.split('readonly value="')[1].split('"')[0]
        assert address.startswith("https://paatvaers.example/kalender/") and f"webcal{address[5:]}" in response.text
        assert address.split("/")[-1].removesuffix(".ics") not in browser.get("/mig").text
        addresses.append(address.removeprefix("https://paatvaers.example"))
    assert [browser.get(each).status_code for each in addresses] == [404, 200]
    with app.app_context():
        assert addresses[1].split("/")[-1].removesuffix(".ics") != db.session().get_one(CalendarLink, anna).token_digest


def test_the_card_and_what_staff_did_stand_without_who_did_it(app: Flask, anna: str, browser: FlaskClient) -> None:
    assert "Du har ikke noget kort." in browser.get("/mig").text
    with app.app_context(), writing() as session:
        make_card(session, session.get_one(Person, anna))
        stine = Actor(make_staff(session, "Stine").person_id, StaffRole.STAFF)
        note(session, stine, AuditAction.CARD_MADE, AuditKind.CARD, TUESDAY_MORNING, for_id=anna)
        note(session, stine, AuditAction.CARD_VOIDED, AuditKind.CARD, TUESDAY_MORNING, for_id=stine.person_id)
    page = browser.get("/mig").text
    assert "Du har ikke brugt det endnu." in page and "Tirsdag d. 24. november kl. 10.00" in page
    assert "Personalet lavede et kort." in page and "spærrede" not in page and "Stine" not in page


def test_who_helps_sees_what_one_said_yes_to_and_nothing_that_is_ones_own_alone(
    room: SmallRoom, anna: str, helper: FlaskClient
) -> None:
    room.promise(anna, "a", tomorrow_at(10))
    page = helper.get("/mig").text
    assert "<h1><bdi>Anna</bdi></h1>" in page and "Kl. 10–13" in page
    assert not [word for word in ("20 30", "kalender", "Slet mig", "Hent det", "logget ind") if word in page.split("<main")[1]]
    for path in ("/mig/om-mig.json", "/mig/om-mig.txt", "/mig/slet"):
        assert helper.get(path).status_code == 403
    for path in ("/mig/slet", "/mig/kalender"):
        assert press(helper, "/mig", path).status_code == 403


def test_what_is_done_while_helping_is_of_the_one_helped_and_audited(
    app: Flask, room: SmallRoom, anna: str, helper: FlaskClient
) -> None:
    for path, typed in (("pause", {}), ("igen", {}), ("navn", {"navn": "Anne"}), ("beskeder", {"besked": "staff"})):
        assert press(helper, "/mig", f"/mig/{path}", **typed).status_code == 303
    person = stored(app, anna)
    assert (person.name, person.notice_way, room.freed) == ("Anne", NoticeWay.STAFF, [anna])
    assert audited(app) == [(AuditAction.HELPED, AuditKind.PERSON, anna)] * 4
    assert "Personalet gjorde noget for dig." in signed_in_client(app, anna).get("/mig").text


def test_a_revisor_has_no_page_of_their_own(app: Flask) -> None:
    with app.app_context(), writing() as session:
        revisor = make_staff(session, "Rie", StaffRole.REVISOR).person_id
    assert signed_in_client(app, revisor, Stay.STAFF).get("/mig").status_code == 403
