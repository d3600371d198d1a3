"""Places are written and changed by those who keep them; nobody writes over another, and nothing typed is lost."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, public_counter, writing
from catalogue.keeping.venue_commands import add_venue, change_venue
from catalogue.keeping.venue_queries import find_place, values_of
from catalogue.keeping.venue_values import Hour, Taken, VenueValues
from catalogue.keeping.versions import Moved, version_of
from catalogue.models import ActivityWord
from catalogue.place_models import Venue, VenueFormerSlug, VenueHours
from people.permissions import Actor
from people.staff_models import AuditEntry
from people.terms import AuditAction, StaffRole, Stay
from tests.catalogue.keeping.sent_forms import sent_form
from tests.conftest import Clock
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_area, make_venue
from tests.people.making import make_person, make_staff, signed_in_client

NEW, EDIT = "/personale/steder/ny", "/personale/steder/huset/ret"


@pytest.fixture
def people(app: Flask) -> dict[str, str]:
    """Kirsten coordinates, Stine works in Huset and Ulla in Laden; Anna comes in Huset."""
    with app.app_context(), writing() as session:
        make_area(session)
        house, barn = make_venue(session, "Huset", phone="20 30 40 50"), make_venue(session, "Laden")
        make_activity(session, house, "Strikkecafé", TUESDAYS)
        session.add(VenueHours(venue_id=house.id, kind="open", weekday=1, start_minute=540, minutes=360))
        return {
            "Kirsten": make_staff(session, "Kirsten", StaffRole.COORDINATOR).person_id,
            "Stine": make_staff(session, "Stine", venues=(house,)).person_id,
            "Ulla": make_staff(session, "Ulla", venues=(barn,)).person_id,
            "Anna": make_person(session, "Anna").id,
        }


@pytest.fixture
def kirsten(app: Flask, people: dict[str, str]) -> FlaskClient:
    return signed_in_client(app, people["Kirsten"], Stay.STAFF)


@pytest.fixture
def stine(app: Flask, people: dict[str, str]) -> FlaskClient:
    return signed_in_client(app, people["Stine"], Stay.STAFF)


@pytest.fixture
def stored(app: Flask) -> Iterator[VenueValues]:
    with app.app_context():
        yield values_of(find_place(db.session(), "huset"))  # type: ignore[arg-type]


def stands(app: Flask, slug: str = "huset") -> VenueValues:
    with app.app_context():
        found = find_place(db.session(), slug)
        assert found is not None
        values = values_of(found)
        db.session.remove()
        return values


def said(page: str) -> list[str]:
    return [unescape(words) for words in re.findall(r'<p class="error"[^>]*>([^<]*)</p>', page)]


def test_a_coordinator_writes_a_new_place(app: Flask, kirsten: FlaskClient, client: FlaskClient) -> None:
    typed = sent_form(kirsten.get(NEW).text) | {
        "name": "  Det   Blå Hus ", "town": "Kolding", "kind": "physical", "area_id": "1", "phone": "tlf. 75507550",
        "about": "Vi spiser sammen.", "adults_only": "y",
        "tider-0-kind": "open", "tider-0-weekdays": ["0", "2"], "tider-0-start": "kl. 9", "tider-0-end": "15.30",
    }  # fmt: skip
    answer = kirsten.post(NEW, data=typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/personale/steder/det-blaa-hus")
    assert stands(app, "det-blaa-hus") == VenueValues(
        "Det Blå Hus", "Kolding", "physical", 1, phone="75 50 75 50", about="Vi spiser sammen.", adults_only=True,
        hours=(Hour("open", 0, 540, 390), Hour("open", 2, 540, 390)),
    )  # fmt: skip
    page = client.get("/steder/det-blaa-hus").text
    assert "Vi spiser sammen." in page and "kl. 9.00" in page.replace("09.00", "9.00") and "75 50 75 50" in page
    with app.app_context():
        told = db.session.execute(select(AuditEntry.action, AuditEntry.thing_id)).all()
        assert [tuple(each) for each in told] == [(AuditAction.PLACE_CHANGED, "3")]


def test_the_form_shows_what_stands_and_saved_again_changes_nothing(app: Flask, stine: FlaskClient) -> None:
    before = stands(app)
    with app.app_context():
        counter = public_counter(db.session())
    typed = sent_form(stine.get(EDIT).text)
    assert typed["tider-0-weekdays"] == ["1"] and (typed["tider-0-start"], typed["tider-0-end"]) == ("09.00", "15.00")
    assert stine.post(EDIT, data=typed).status_code == 303
    with app.app_context():
        assert public_counter(db.session()) == counter and db.session.scalars(select(AuditEntry)).all() == []
    assert stands(app) == before


def test_a_new_name_keeps_the_address_and_is_searched_by(
    app: Flask, stine: FlaskClient, client: FlaskClient, clock: Clock
) -> None:
    typed = sent_form(stine.get(EDIT).text) | {"name": "Møllegården", "town": "Vamdrup"}
    assert stine.post(EDIT, data=typed).headers["Location"] == "/personale/steder/huset"
    assert "<h1>Møllegården</h1>" in client.get("/steder/huset").text
    with app.app_context():
        words = set(db.session.scalars(select(ActivityWord.word)))
        venue = db.session.scalars(select(Venue).where(Venue.slug == "huset")).one()
        assert {"møllegården", "vamdrup"} <= words and "strikkecafe" in words
        assert (venue.name_key, venue.town_key, venue.changed_at) == ("møllegården", "vamdrup", clock.moment)
        assert venue.sort_key == "m|lleg}rden"


BAD = [
    ({"name": ""}, "Skriv, hvad stedet hedder."),
    ({"name": "!!!"}, "Skriv, hvad stedet hedder."),
    ({"name": "x" * 201}, "Skriv det kortere: højst 200 tegn."),
    ({"phone": "ring til os"}, "Skriv otte cifre, for eksempel 20 30 40 50."),
    ({"phone": "2030405"}, "Skriv otte cifre, for eksempel 20 30 40 50."),
    ({"kind": "online", "adults_only": "y"}, "Et sted på nettet er for alle aldre. Fjern krydset."),
    ({"kind": "castle"}, "Vælg noget fra listen."),
    ({"area_id": "99"}, "Vælg noget fra listen."),
    ({"about": "å" * 2001}, "Skriv det kortere: højst 2000 tegn."),
    ({"tider-0-start": "ni"}, "Skriv et klokkeslæt, for eksempel 9 eller 9.30."),
    ({"tider-0-start": "9.70"}, "9.70 er ikke et klokkeslæt. Skriv for eksempel 13.30."),
    ({"tider-0-start": ""}, "Skriv et klokkeslæt, for eksempel 9 eller 9.30."),
    ({"tider-0-end": ""}, "Skriv et klokkeslæt, for eksempel 9 eller 9.30."),
    ({"tider-0-end": "8"}, 'Den slutter, før den begynder. Går den over midnat, så skriv "02.00 næste dag".'),
    ({"tider-0-end": "10 næste dag"}, "Det er mere end et døgn. Skriv en linje for hver dag."),
    ({"tider-0-weekdays": []}, "Vælg mindst én dag, eller fjern tiderne."),
    ({"tider-0-weekdays": ["8"]}, "Vælg noget fra listen."),
    ({"tider-0-kind": "shut"}, "Vælg noget fra listen."),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD)
def test_bad_input_is_answered_with_a_sentence_and_nothing_is_lost(
    app: Flask, stine: FlaskClient, stored: VenueValues, typed: dict[str, object], sentence: str
) -> None:
    sent = sent_form(stine.get(EDIT).text) | {"way_in": "Ring på <den> grønne dør"} | typed
    answer = stine.post(EDIT, data=sent)
    assert answer.status_code == 422 and sentence in said(answer.text)
    again = sent_form(answer.text)
    kept = {name for name, value in sent.items() if name not in ("csrf_token",) and again.get(name, []) == value}
    choices = {"kind", "area_id", "tider-0-kind", "tider-0-weekdays"}
    assert set(sent) - kept - {"csrf_token"} <= choices & set(typed)
    assert stands(app) == stored


def test_what_is_wrong_in_two_rows_is_told_of_both(stine: FlaskClient) -> None:
    typed = sent_form(stine.get(EDIT).text) | {"tider-0-start": "ni", "tider-1-kind": "staffed", "tider-1-start": "ti"}
    page = stine.post(EDIT, data=typed).text
    assert 'href="#tider-0-start"' in page and 'href="#tider-1-start"' in page


def test_hours_that_lie_over_each_other_are_refused(app: Flask, stine: FlaskClient) -> None:
    more = {"tider-1-kind": "open", "tider-1-weekdays": ["1"], "tider-1-start": "12", "tider-1-end": "16"}
    answer = stine.post(EDIT, data=sent_form(stine.get(EDIT).text) | more)
    assert answer.status_code == 422 and "Tiderne om tirsdagen ligger oven i hinanden" in answer.text
    fine = stine.post(EDIT, data=sent_form(stine.get(EDIT).text) | more | {"tider-1-kind": "staffed"})
    assert fine.status_code == 303 and len(stands(app).hours) == 2


def test_rows_are_added_and_removed_without_saving(app: Flask, stine: FlaskClient) -> None:
    before = stands(app)
    typed = sent_form(stine.get(EDIT).text) | {"name": "Halvskrevet", "flere": "1"}
    page = stine.post(EDIT, data=typed).text
    more = sent_form(page)
    assert more["name"] == "Halvskrevet" and more["tider-1-start"] == "" and said(page) == []
    fewer = sent_form(stine.post(EDIT, data=more | {"tider-1-start": "10", "fjern": "0"}).text)
    assert "tider-0-start" not in fewer and fewer["tider-1-start"] == "10" and stands(app) == before
    fewer |= {"name": "Huset", "tider-1-weekdays": ["4"], "tider-1-end": "12"}
    assert stine.post(EDIT, data=fewer).status_code == 303
    assert stands(app).hours == (Hour("open", 4, 600, 120),)


def test_an_empty_row_says_nothing(app: Flask, stine: FlaskClient) -> None:
    typed = sent_form(stine.get(EDIT).text) | {"tider-0-weekdays": [], "tider-0-start": "", "tider-0-end": ""}
    assert stine.post(EDIT, data=typed).status_code == 303 and stands(app).hours == ()


def test_hours_past_midnight_and_round_the_clock_come_back_as_typed(app: Flask, stine: FlaskClient) -> None:
    typed = sent_form(stine.get(EDIT).text) | {
        "tider-0-weekdays": ["4"], "tider-0-start": "22", "tider-0-end": "02.00 næste dag",
        "tider-1-kind": "open", "tider-1-weekdays": ["6"], "tider-1-start": "0", "tider-1-end": "24",
    }  # fmt: skip
    assert stine.post(EDIT, data=typed).status_code == 303
    assert stands(app).hours == (Hour("open", 4, 1320, 240), Hour("open", 6, 0, 1440))
    assert stine.post(EDIT, data=sent_form(stine.get(EDIT).text)).status_code == 303
    assert stands(app).hours == (Hour("open", 4, 1320, 240), Hour("open", 6, 0, 1440))


@pytest.mark.parametrize(
    "number", ["20304050", "+45 20 30 40 50", "0045 20304050", "2030-4050", "tlf.: 20 30 40 50", "(20) 304050"]
)
def test_a_phone_is_read_however_it_is_written(app: Flask, stine: FlaskClient, number: str) -> None:
    assert stine.post(EDIT, data=sent_form(stine.get(EDIT).text) | {"phone": number}).status_code == 303
    assert stands(app).phone == "20 30 40 50"


def test_a_number_that_was_there_already_may_stay(app: Flask, stine: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        session.scalars(select(Venue).where(Venue.slug == "huset")).one().phone = "00 00 10 01"
    typed = sent_form(stine.get(EDIT).text) | {"address": "Torvet 1"}
    assert stine.post(EDIT, data=typed).status_code == 303 and stands(app).phone == "00 00 10 01"


def test_a_name_that_is_taken_leads_to_the_place_that_has_it(app: Flask, kirsten: FlaskClient, stine: FlaskClient) -> None:
    for client, path in ((kirsten, NEW), (stine, EDIT)):
        answer = client.post(path, data=sent_form(client.get(path).text) | {"name": "LADEN", "about": "Min tekst"})
        assert answer.status_code == 422 and 'href="/steder/laden"' in answer.text and "Min tekst" in answer.text
    assert stine.post(EDIT, data=sent_form(stine.get(EDIT).text) | {"name": "Laden", "town": "Vamdrup"}).status_code == 303


def test_a_former_address_is_not_given_to_another_place(app: Flask, people: dict[str, str], clock: Clock) -> None:
    with app.app_context(), writing() as session:
        session.add(VenueFormerSlug(slug="skuret", venue_id=1))
        actor = Actor(people["Kirsten"], StaffRole.COORDINATOR)
        assert add_venue(session, actor, VenueValues("Skuret"), clock.moment) == "skuret-2"


def test_the_second_of_two_sees_what_the_first_changed_and_loses_nothing(
    app: Flask, stine: FlaskClient, kirsten: FlaskClient
) -> None:
    first, second = sent_form(stine.get(EDIT).text), sent_form(kirsten.get(EDIT).text)
    changed = {"phone": "75507550", "area_id": "1", "step_free": "y", "tider-0-end": "16"}
    assert stine.post(EDIT, data=first | changed).status_code == 303
    answer = kirsten.post(EDIT, data=second | {"about": "Vi går tur.", "phone": "50607080"})
    assert answer.status_code == 409
    told = said(answer.text)
    assert "Nu står der: 75 50 75 50" in told and "Nu står der: 6000 Kolding" in told and "Nu står der: kryds" in told
    assert "Nu står der: Her er åbent tirsdag kl. 09.00–16.00." in unescape(answer.text)
    again = sent_form(answer.text)
    assert again["about"] == "Vi går tur." and again["phone"] == "50 60 70 80"
    assert stands(app).phone == "75 50 75 50"
    assert kirsten.post(EDIT, data=again).status_code == 303 and stands(app).about == "Vi går tur."


def test_two_who_save_at_once_do_not_write_over_each_other(app: Flask, people: dict[str, str], clock: Clock) -> None:
    gate, answers = threading.Barrier(2), []
    before = stands(app)
    actor = Actor(people["Kirsten"], StaffRole.COORDINATOR)

    def save(about: str) -> None:
        with app.app_context():
            gate.wait()
            with writing() as session:
                values = VenueValues("Huset", about=about)
                answers.append(change_venue(session, actor, "huset", values, version_of(before), clock.moment))

    threads = [threading.Thread(target=save, args=(about,)) for about in ("En", "To")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(answer) is Moved for answer in answers) == [False, True]


def test_two_who_add_the_same_place_at_once_make_one(app: Flask, people: dict[str, str], clock: Clock) -> None:
    gate, answers = threading.Barrier(2), []
    actor = Actor(people["Kirsten"], StaffRole.COORDINATOR)

    def add() -> None:
        with app.app_context():
            gate.wait()
            with writing() as session:
                answers.append(add_venue(session, actor, VenueValues("Skuret"), clock.moment))

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Taken("skuret", "Skuret") in answers and "skuret" in answers


def test_who_may_see_and_change_places(app: Flask, people: dict[str, str], client: FlaskClient) -> None:
    browsers = {name: signed_in_client(app, who, Stay.OWN if name == "Anna" else Stay.STAFF) for name, who in people.items()}
    may = {
        "/personale/steder": {"Kirsten": 200, "Stine": 200, "Ulla": 200, "Anna": 403},
        NEW: {"Kirsten": 200, "Stine": 403, "Ulla": 403, "Anna": 403},
        EDIT: {"Kirsten": 200, "Stine": 200, "Ulla": 403, "Anna": 403},
        "/personale/steder/intet/ret": dict.fromkeys(people, 404),
        "/personale/steder/huset/laeg-sammen": {"Kirsten": 200, "Stine": 403, "Ulla": 403, "Anna": 403},
    }
    for path, answers in may.items():
        assert {name: browsers[name].get(path).status_code for name in people} == answers, path
    assert client.get("/personale/steder").headers["Location"].startswith("/log-ind")


def test_the_list_leads_staff_to_their_own_places(stine: FlaskClient, kirsten: FlaskClient) -> None:
    page = stine.get("/personale/steder").text
    assert 'href="/personale/steder/huset/ret"' in page and 'href="/steder/laden"' in page
    assert 'href="/personale/steder/laden' not in page and "Skriv et nyt sted" not in page
    assert 'href="/personale/steder/laden/ret"' in kirsten.get("/personale/steder").text


def test_a_page_that_lay_too_long_comes_back_with_all_that_was_typed(app: Flask, stine: FlaskClient) -> None:
    before = stands(app)
    typed = sent_form(stine.get(EDIT).text) | {"about": "Lang tekst", "csrf_token": "old"}
    answer = stine.post(EDIT, data=typed)
    assert answer.status_code == 422 and "Lang tekst" in answer.text and stands(app) == before


def test_more_places_cost_no_statement_more(app: Flask, kirsten: FlaskClient, stine: FlaskClient) -> None:
    def counted() -> list[int]:
        found = []
        for browser, path in ((kirsten, "/personale/steder"), (stine, EDIT), (kirsten, NEW)):
            with statements(app) as seen:
                assert browser.get(path).status_code == 200
            found.append(len(seen))
        return found

    few = counted()
    with app.app_context(), writing() as session:
        for number in range(20):
            make_venue(session, f"Sted {number}")
    assert counted() == few and max(few) <= 8
