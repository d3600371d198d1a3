"""The desk of a place: who belongs there, cards, and help."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from catalogue.belonging_models import VenueCard
from catalogue.place_models import Venue
from people.attempt_commands import count_attempt
from people.card_queries import card_digest
from people.card_rules import tries_of_card
from people.codes import new_id, read_card_code
from people.person_models import Person
from people.staff_models import AuditEntry, StaffAccount
from people.terms import MemberState, StaffRole, Stay
from people.way_in_models import Card, SignIn
from tests.conftest import TUESDAY_MORNING, Clock
from tests.making import make_venue
from tests.people.making import make_card, make_group, make_person, make_staff, press, signed_in_client, token_of

DESK = "/personale/mennesker"
NUMBER = "+4520304050"


class House(NamedTuple):
    """Two places with their staff, a coordinator and a revisor; Anna has a card of the first and Bent one of the other."""

    here: int
    elsewhere: int
    stine: str
    sten: str
    carla: str
    rita: str
    anna: str
    bent: str
    code: str


@pytest.fixture
def house(app: Flask) -> House:
    """The two places."""
    with app.app_context(), writing() as session:
        here, elsewhere = make_venue(session, "Huset"), make_venue(session, "Kælderen")
        staff = [
            make_staff(session, "Stine", venues=(here,)), make_staff(session, "Sten", venues=(elsewhere,)),
            make_staff(session, "Carla", StaffRole.COORDINATOR), make_staff(session, "Rita", StaffRole.REVISOR),
        ]  # fmt: skip
        anna, bent = make_person(session, "Anna", phone=NUMBER), make_person(session, "Bent")
        code = make_card(session, anna, here)
        make_card(session, bent, elsewhere)
        stine, sten, carla, rita = (each.person_id for each in staff)
        return House(here.id, elsewhere.id, stine, sten, carla, rita, anna.id, bent.id, code)


def at_desk(app: Flask, person_id: str) -> FlaskClient:
    return signed_in_client(app, person_id, Stay.STAFF)


def audited(app: Flask) -> list[tuple[str | None, ...]]:
    with app.app_context():
        rows = db.session().execute(
            select(AuditEntry.action, AuditEntry.kind, AuditEntry.thing_id, AuditEntry.for_id).order_by(AuditEntry.id)
        )
        return [tuple(row) for row in rows]


def code_on(page: str) -> str:
    """Return the code that a sheet shows."""
    shown = re.search(r'<p class="code">([^<]*)</p>', page)
    assert shown
    return read_card_code(shown[1]) or ""


def acts_for(app: Flask, person_id: str) -> str | None:
    with app.app_context():
        return db.session().scalar(select(SignIn.acts_for_id).where(SignIn.person_id == person_id))


def test_staff_see_names_of_their_own_place_alone(app: Flask, house: House) -> None:
    page = at_desk(app, house.stine).get(DESK).text
    assert "Anna" in page and "Bent" not in page and NUMBER[3:] not in page


def test_staff_of_two_places_see_one_at_a_time(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        app.extensions["people"].set_workplaces(session, house.stine, [house.here, house.elsewhere])
    client = at_desk(app, house.stine)
    first, second = client.get(DESK).text, client.get(f"{DESK}?sted=kaelderen").text
    assert ("Anna" in first, "Bent" in first) == (True, False) and ("Anna" in second, "Bent" in second) == (False, True)
    assert client.get(f"{DESK}?sted=findes-ikke").status_code == 200


def test_a_coordinator_sees_counts_and_no_names(app: Flask, house: House) -> None:
    page = at_desk(app, house.carla).get(DESK).text
    assert "<dt>Huset</dt>\n<dd>1</dd>" in page and "Anna" not in page and "Bent" not in page


def test_nobody_of_the_staff_stands_among_those_who_come(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        make_card(session, session.get_one(Person, house.sten), session.get_one(Venue, house.here))
    client = at_desk(app, house.stine)
    assert ">Sten<" not in client.get(DESK).text and client.get(f"{DESK}/{house.sten}").status_code == 404
    assert press(client, DESK, f"{DESK}/{house.sten}/hjaelp").status_code == 404
    assert press(at_desk(app, house.carla), DESK, f"{DESK}/{house.sten}/hjaelp").status_code == 404


def test_staff_without_a_place_are_told_what_to_do(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        astrid = make_staff(session, "Astrid").person_id
    client = at_desk(app, astrid)
    assert "ikke sat på et sted" in client.get(DESK).text
    assert client.post(DESK, data={"csrf_token": token_of(client, "/kort"), "name": "Ida"}).status_code == 422


def test_others_may_not_see_the_desk(app: Flask, house: House, client: FlaskClient) -> None:
    assert client.get(DESK).location == f"/log-ind?next={DESK}"
    assert signed_in_client(app, house.anna).get(DESK).status_code == 403
    assert at_desk(app, house.rita).get(DESK).status_code == 403


def test_a_new_person_is_made_together_with_a_card_and_its_sheet(app: Flask, house: House) -> None:
    response = press(at_desk(app, house.stine), DESK, DESK, name="  Ida ", once=new_id())
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"
    with app.app_context():
        ida = db.session().scalars(select(Person).where(Person.name == "Ida")).one()
        assert db.session().get_one(Card, ida.id).code_digest == card_digest(code_on(response.text))
        assert db.session().get_one(VenueCard, (ida.id, house.here))
        assert ida.phone is None and ida.notice_way == "staff"
    assert audited(app) == [("person_made", "person", None, ida.id), ("card_made", "card", None, ida.id)]
    assert "Ida" in at_desk(app, house.stine).get(DESK).text


def test_the_printed_part_of_the_sheet_has_no_name_and_no_place(app: Flask, house: House) -> None:
    page = press(at_desk(app, house.stine), DESK, DESK, name="Ida", once=new_id()).text
    printed = page.split('<div class="card">')[1].split('<p class="screen">')[0]
    assert "Ida" not in printed and "Huset" not in printed
    assert "paatvaers.example/kort" in printed and "<svg" in printed and "Hold kortet for dig selv" in printed
    assert "style=" not in page


def test_a_form_sent_twice_makes_one_person_whose_last_card_is_good(app: Flask, house: House) -> None:
    client, once = at_desk(app, house.stine), new_id()
    pages = [press(client, DESK, DESK, name="Ida", once=once).text for _ in range(2)]
    assert people_named(app, "Ida") == 1 and [row[0] for row in audited(app)].count("person_made") == 1
    assert [press(app.test_client(), "/kort", "/kort", code=code_on(page)).status_code for page in pages] == [422, 303]


def test_two_forms_with_the_same_name_make_two_persons(app: Flask, house: House) -> None:
    client = at_desk(app, house.stine)
    for _ in range(2):
        press(client, DESK, DESK, name="Ida", once=new_id())
    assert people_named(app, "Ida") == 2


def test_a_form_found_again_with_another_name_is_somebody_else(app: Flask, house: House) -> None:
    client, once = at_desk(app, house.stine), new_id()
    for name in ("Ida", "Jens"):
        press(client, DESK, DESK, name=name, once=once)
    assert people_named(app, "Ida") == people_named(app, "Jens") == 1


def test_a_form_sent_late_does_not_kill_a_card_in_use(app: Flask, house: House) -> None:
    client, once = at_desk(app, house.stine), new_id()
    code = code_on(press(client, DESK, DESK, name="Ida", once=once).text)
    guest = app.test_client()
    press(guest, "/kort", "/kort", code=code)
    press(guest, "/kort/pin", "/kort/pin", pin="4821", pin_again="4821")
    assert press(client, DESK, DESK, name="Ida", once=once).status_code == 303
    assert press(app.test_client(), "/kort", "/kort", code=code, pin="4821").status_code == 303


def people_named(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session().scalar(select(func.count()).select_from(Person).where(Person.name == name)) or 0


@pytest.mark.parametrize("name", ["", "x" * 300, "20 30 40 50", "<script>alert(1)</script>", "\u00ad\u3164"])
def test_a_name_that_cannot_be_shown_is_refused_in_a_sentence(app: Flask, house: House, name: str) -> None:
    response = press(at_desk(app, house.stine), DESK, DESK, name=name, once=new_id())
    assert response.status_code == 422 and "<script>alert" not in response.text and 'id="name-fejl"' in response.text


@pytest.mark.parametrize("name", ["Ø", "🙂", "سارة", "Anne-Marie"])
def test_a_name_of_any_script_is_taken(app: Flask, house: House, name: str) -> None:
    assert press(at_desk(app, house.stine), DESK, DESK, name=name, once=new_id()).status_code == 200
    assert name in at_desk(app, house.stine).get(DESK).text


def test_staff_print_cards_of_their_own_places_only(app: Flask, house: House) -> None:
    client = at_desk(app, house.stine)
    assert press(client, DESK, DESK, name="Ida", once=new_id(), place=str(house.elsewhere)).status_code == 422
    assert people_named(app, "Ida") == 0


def test_of_several_places_one_is_chosen(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        app.extensions["people"].set_workplaces(session, house.stine, [house.here, house.elsewhere])
    client = at_desk(app, house.stine)
    assert press(client, DESK, DESK, name="Ida", once=new_id()).status_code == 422
    assert press(client, DESK, DESK, name="Ida", once=new_id(), place=str(house.elsewhere)).status_code == 200
    assert "Ida" in client.get(f"{DESK}?sted=kaelderen").text and "Ida" not in client.get(DESK).text


def test_a_coordinator_makes_neither_people_nor_cards(app: Flask, house: House) -> None:
    client = at_desk(app, house.carla)
    assert press(client, DESK, DESK, name="Ida", once=new_id()).status_code == 403
    assert press(client, DESK, f"{DESK}/{house.anna}/kort").status_code == 404
    assert client.get(f"{DESK}/{house.anna}").status_code == 404


def test_a_person_is_shown_with_how_to_reach_them_and_the_groups_that_are_here(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        for name, venue in (("Søndagsholdet", house.here), ("Madholdet", house.elsewhere)):
            make_group(session, name, session.get_one(Venue, venue), True, **{house.anna: MemberState.MEMBER})
    page = at_desk(app, house.stine).get(f"{DESK}/{house.anna}").text
    assert "Søndagsholdet" in page and "Madholdet" not in page
    assert "20 30 40 50" in page
    assert "Har kort siden torsdag den 1. januar 2026." in page and "Det er ikke brugt endnu." in page


PRESSES = ["kort", "kort/spaer", "laas-op", "hjaelp"]


@pytest.mark.parametrize("action", PRESSES)
def test_staff_elsewhere_know_of_nobody(app: Flask, house: House, action: str) -> None:
    client = at_desk(app, house.sten)
    assert client.get(f"{DESK}/{house.anna}").status_code == 404
    assert press(client, DESK, f"{DESK}/{house.anna}/{action}").status_code == 404
    assert press(client, DESK, f"{DESK}/{new_id()}/{action}").status_code == 404
    assert audited(app) == []


@pytest.mark.parametrize("action", PRESSES)
def test_a_press_whose_token_has_run_out_changes_nothing(app: Flask, house: House, action: str) -> None:
    response = at_desk(app, house.stine).post(f"{DESK}/{house.anna}/{action}", data={"csrf_token": "old"})
    assert response.status_code == 422 and "Siden har ligget længe" in response.text and audited(app) == []


def test_a_new_card_replaces_the_one_before(app: Flask, house: House) -> None:
    response = press(at_desk(app, house.stine), f"{DESK}/{house.anna}", f"{DESK}/{house.anna}/kort")
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"
    assert press(app.test_client(), "/kort", "/kort", code=house.code).status_code == 422
    assert press(app.test_client(), "/kort", "/kort", code=code_on(response.text)).status_code == 303
    assert audited(app) == [("card_made", "card", None, house.anna)]


def test_a_voided_card_is_dead_and_its_person_signed_out(app: Flask, house: House) -> None:
    guest, client = signed_in_client(app, house.anna), at_desk(app, house.stine)
    response = press(client, f"{DESK}/{house.anna}", f"{DESK}/{house.anna}/kort/spaer")
    assert (response.status_code, response.location) == (303, f"{DESK}?spaerret=1")
    page = client.get(response.location).text
    assert "Kortet er spærret" in page and "Anna" not in page
    assert guest.get("/mig").status_code == 303
    assert press(app.test_client(), "/kort", "/kort", code=house.code).status_code == 422
    assert audited(app) == [("card_voided", "card", None, house.anna)]


def test_whoever_is_in_a_group_here_stays_on_the_list_without_a_card(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        make_group(session, "Søndagsholdet", session.get_one(Venue, house.here), True, **{house.anna: MemberState.MEMBER})
    client = at_desk(app, house.stine)
    response = press(client, f"{DESK}/{house.anna}", f"{DESK}/{house.anna}/kort/spaer")
    assert response.location == f"{DESK}/{house.anna}" and "Har ikke noget kort." in client.get(response.location).text
    press(client, DESK, f"{DESK}/{house.anna}/kort/spaer")
    assert len(audited(app)) == 1


def test_staff_see_that_a_card_is_locked_and_unlock_it(app: Flask, house: House, clock: Clock) -> None:
    with app.app_context():
        for _ in range(5):
            count_attempt(tries_of_card(card_digest(house.code), "192.0.2.1"), clock.moment)
    client = at_desk(app, house.stine)
    assert "Det er låst til kl. 10.01." in client.get(f"{DESK}/{house.anna}").text
    press(client, f"{DESK}/{house.anna}", f"{DESK}/{house.anna}/laas-op")
    page = client.get(f"{DESK}/{house.anna}").text
    assert "låst" not in page and audited(app) == [("pin_unlocked", "card", None, house.anna)]
    assert press(app.test_client(), "/kort", "/kort", code=house.code).status_code == 303


def test_a_lock_until_tomorrow_says_so(app: Flask, house: House, clock: Clock) -> None:
    clock.moment = dt.datetime(2026, 11, 24, 22, 59, 30, tzinfo=dt.UTC)
    with app.app_context():
        for _ in range(5):
            count_attempt(tries_of_card(card_digest(house.code), "192.0.2.1"), clock.moment)
    assert "låst til i morgen kl. 00.00." in at_desk(app, house.stine).get(f"{DESK}/{house.anna}").text


def test_helping_lasts_a_quarter_of_an_hour_and_is_noted(app: Flask, house: House, clock: Clock) -> None:
    client = at_desk(app, house.stine)
    response = press(client, f"{DESK}/{house.anna}", f"{DESK}/{house.anna}/hjaelp")
    assert (response.status_code, response.location) == (303, "/mig") and acts_for(app, house.stine) == house.anna
    assert audited(app) == [("acted_for", "person", None, house.anna)]
    assert "Du hjælper" in client.get("/steder").text and "Anna" in client.get("/mig").text
    clock.moment += dt.timedelta(minutes=15)
    assert "Du hjælper" not in client.get("/steder").text


def test_helping_ends_with_a_press_also_when_it_has_ended_already(app: Flask, house: House) -> None:
    client = at_desk(app, house.stine)
    press(client, f"{DESK}/{house.anna}", f"{DESK}/{house.anna}/hjaelp")
    for _ in range(2):
        response = press(client, DESK, "/personale/hjaelp/slut")
        assert (response.status_code, response.location) == (303, DESK) and acts_for(app, house.stine) is None


@pytest.mark.parametrize("typed", ["20 30 40 50", "+45 20304050", "CODE", "code"])
def test_staff_find_the_one_who_stands_there(app: Flask, house: House, typed: str) -> None:
    typed = house.code if typed == "CODE" else house.code.lower() if typed == "code" else typed
    client = at_desk(app, house.stine)
    response = press(client, DESK, f"{DESK}/find", text=typed)
    assert response.status_code == 200 and "Hjælp Anna" in response.text and f"{DESK}/{house.anna}/hjaelp" in response.text
    assert acts_for(app, house.stine) is None and audited(app) == []


@pytest.mark.parametrize("by_number", [True, False])
def test_a_coordinator_learns_the_name_only_by_helping(app: Flask, house: House, by_number: bool) -> None:
    client = at_desk(app, house.carla)
    page = press(client, DESK, f"{DESK}/find", text=NUMBER if by_number else house.code).text
    assert "Anna" not in page and f"Hjælp den, der har {'nummeret' if by_number else 'kortet'}" in page
    assert press(client, DESK, f"{DESK}/{house.anna}/hjaelp").location == "/mig"
    assert "Anna" in client.get("/steder").text and audited(app) == [("acted_for", "person", None, house.anna)]


def test_a_number_that_several_share_is_not_enough_for_a_coordinator(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        make_person(session, "Arne", phone=NUMBER)
    response = press(at_desk(app, house.carla), DESK, f"{DESK}/find", text=NUMBER)
    assert response.status_code == 422 and "Bed om et kort" in response.text and house.anna not in response.text
    found = press(at_desk(app, house.stine), DESK, f"{DESK}/find", text=NUMBER).text
    assert "Hjælp Anna" in found and "Arne" not in found


def test_who_belongs_elsewhere_is_as_unknown_as_one_who_is_not_there(app: Flask, house: House) -> None:
    client = at_desk(app, house.sten)
    pages = [press(client, DESK, f"{DESK}/find", text=typed) for typed in (house.code, "ACDEFHJKMN", NUMBER, "20304051")]
    assert [page.status_code for page in pages] == [422] * 4 and all("Vi kender det ikke her" in page.text for page in pages)
    assert not any("Anna" in page.text for page in pages)


def test_staff_are_not_found(app: Flask, house: House) -> None:
    with app.app_context(), writing() as session:
        session.add(StaffAccount(person_id=house.anna, role="staff", email="anna@kommunen.example", created_at=TUESDAY_MORNING))
    for typed in (house.code, NUMBER):
        assert press(at_desk(app, house.carla), DESK, f"{DESK}/find", text=typed).status_code == 422


def test_what_cannot_be_looked_for_is_told_and_kept(app: Flask, house: House) -> None:
    response = press(at_desk(app, house.stine), DESK, f"{DESK}/find", text="Anna fra i går")
    assert response.status_code == 422 and "Skriv de ti tegn" in response.text and "Anna fra i går" in response.text


def test_looking_for_numbers_one_after_the_other_has_to_wait(app: Flask, house: House) -> None:
    client = at_desk(app, house.carla)
    answers = [press(client, DESK, f"{DESK}/find", text=f"2030{number}").status_code for number in range(6000, 6032)]
    assert answers == [422] * 31 + [429]
    # A colleague at the same address is not kept waiting.
    response = press(at_desk(app, house.stine), DESK, f"{DESK}/find", text=NUMBER)
    assert response.status_code == 200


def test_the_one_who_is_found_is_not_counted_against_anybody(app: Flask, house: House) -> None:
    client = at_desk(app, house.stine)
    assert {press(client, DESK, f"{DESK}/find", text=NUMBER).status_code for _ in range(8)} == {200}
