"""Write, change, publish and stop an activity: staff and groups, with the same form."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from base.database import db, writing
from catalogue.belonging_models import VenueGroup
from catalogue.interest_models import InterestWord
from catalogue.keeping.activity_queries import written_of
from catalogue.models import Activity, ActivityWord, Schedule, ScheduleException
from catalogue.overlap_commands import renew_overlaps
from catalogue.overlap_models import Agreement, Overlap
from catalogue.overlap_queries import read_activities
from catalogue.place_models import Venue
from catalogue.series import ExceptionDay
from catalogue.terms import Change
from people.staff_models import AuditEntry
from people.terms import MemberState, StaffRole, Stay
from tests.conftest import TUESDAY_MORNING
from tests.making import TUESDAYS, make_activity, make_interest, make_venue
from tests.people.making import make_group, make_person, make_staff, signed_in_client, token_of

NEW = "/personale/steder/huset/aktiviteter/ny"
TUESDAY = {"raekke": "0", "tid-0-rhythm": "uger-1", "tid-0-weekday": "1", "tid-0-start": "13", "tid-0-end": "15"}


@dataclass
class House:
    """Huset with Stine, Laden with Lone, a coordinator, and a group whose contact is Anna at Huset."""

    app: Flask
    stine: FlaskClient
    lone: FlaskClient
    kirsten: FlaskClient
    anna: FlaskClient
    group_id: int


@pytest.fixture
def house(app: Flask) -> House:
    """Two places that have nothing on."""
    with app.app_context(), writing() as session:
        plant_interests(session)
        here, there = make_venue(session, "Huset", town="Kolding", town_key="kolding"), make_venue(session, "Laden")
        staff = [make_staff(session, name, venues=(at,)).person_id for name, at in (("Stine", here), ("Lone", there))]
        kirsten = make_staff(session, "Kirsten", StaffRole.COORDINATOR).person_id
        anna = make_person(session, "Anna").id
        group_id = make_group(session, "Bollerne", here, True, **{anna: MemberState.CONTACT}).id
    stine, lone, coordinator = (signed_in_client(app, each, Stay.STAFF) for each in [*staff, kirsten])
    return House(app, stine, lone, coordinator, signed_in_client(app, anna), group_id)


def plant_interests(session: Session) -> None:
    """Add a few interests with the words they go by: less than the reviewed ones, which take a second a test."""
    words = {"Strikke og hækle": ["strik", "garn"], "Bage": ["boller"], "Spille skak": ["skak"], "Male og tegne": ["krea"]}
    for name, synonyms in words.items():
        interest = make_interest(session, name)
        session.add_all(InterestWord(interest_id=interest.id, word=word, false_friend=False) for word in synonyms)
    session.flush()


def send(client: FlaskClient, path: str, press: str, **typed: object) -> TestResponse:
    """Send the form as it stands on its page, with what is typed over it."""
    sent: dict[str, object] = {"csrf_token": token_of(client, path), "venue_ids": "1", "goer": press}
    return client.post(path, data=sent | {name.replace("__", "-"): value for name, value in typed.items()})


def version(app: Flask, activity_id: int = 1) -> str:
    return str(one(app, activity_id).sequence)


def one(app: Flask, activity_id: int = 1) -> Activity:
    with app.app_context():
        found = read_activities(db.session(), [activity_id])[activity_id]
        db.session.expunge_all()
    return found


def read(app: Flask, statement):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session().scalars(statement).all()


def knitting_at_laden(app: Flask) -> int:
    with app.app_context(), writing() as session:
        laden = session.scalars(select(Venue).where(Venue.slug == "laden")).one()
        activity_id = make_activity(session, laden, "Strikkecafé", TUESDAYS).id
        renew_overlaps(session, TUESDAY_MORNING)
    return activity_id


def test_an_empty_cell_of_the_map_of_gaps_leads_to_a_form_with_its_interest(house: House) -> None:
    def chosen(address: str) -> list[str]:
        page = house.stine.get(address).get_data(as_text=True)
        return re.findall(r'<option selected value="\d+">([^<]+)', page.split('id="interest_1"')[1].split("</select>")[0])

    assert chosen(f"{NEW}?interesse=spille-skak") == ["Spille skak"]
    assert chosen(f"{NEW}?interesse=findes-ikke") == ["Vælg"]


@pytest.mark.parametrize("field", ["form", "kind", "led_by", "interest_1", "udgave"])
@pytest.mark.parametrize("press", ["udgiv", "findes"])
def test_what_the_form_does_not_offer_is_answered_and_nothing_typed_is_lost(house: House, field: str, press: str) -> None:
    answer = send(house.stine, NEW, press, title="Vi bygger drager", **{field: "9" * 5000})
    assert answer.status_code in (200, 303, 422)
    assert answer.status_code == 303 or "Vi bygger drager" in answer.text


def test_staff_write_and_publish_an_activity(house: House) -> None:
    answer = send(house.stine, NEW, "udgiv", title="Strikkecafé", description="Tag garn med.", food="Kaffe", **TUESDAY)
    assert answer.status_code == 303 and answer.headers["Location"] == "/aktiviteter/1/ret?gemt=out"
    activity = one(house.app)
    written = written_of(activity)
    assert (written.title, written.food, written.venue_ids) == ("Strikkecafé", "Kaffe", (1,))
    assert activity.status == "published" and activity.published_at == TUESDAY_MORNING
    assert activity.slug == "strikkecafe" and activity.review_on == dt.date(2027, 2, 22)
    assert [each.interest.slug for each in activity.interests] == ["strikke-og-haekle"]
    (rule,) = [each.rule() for each in activity.schedules]
    assert (rule.weekday, rule.start_minute, rule.minutes, rule.first_day) == (1, 780, 120, dt.date(2026, 11, 24))
    assert "strik" in " ".join(read(house.app, select(ActivityWord.word)))
    assert read(house.app, select(AuditEntry.action)) == ["activity_published"]
    public = house.stine.get("/aktiviteter/1-strikkecafe").text
    assert "Hver tirsdag kl. 13.00–15.00" in public
    page = house.stine.get("/aktiviteter/1/ret?gemt=out").text
    assert "Den er ude nu" in page and "næste gang tirsdag d. 24. november" in page
    assert "Strikkecafé" in house.stine.get("/personale/steder/huset").text


def test_a_draft_is_seen_by_nobody_else_until_it_is_published(house: House, client: FlaskClient) -> None:
    assert send(house.stine, NEW, "kladde", title="Krea").status_code == 303
    assert one(house.app).status == "draft" and client.get("/aktiviteter/1-krea").status_code == 404
    assert house.lone.get("/aktiviteter/1/ret").status_code == 403
    typed = {"title": "Krea", "interest_1": "1", "udgave": version(house.app)}
    assert send(house.stine, "/aktiviteter/1/ret", "udgiv", **typed).status_code == 303
    assert one(house.app).status == "published"


def test_a_form_sent_twice_makes_one(house: House) -> None:
    answers = [send(house.stine, NEW, "udgiv", title="Strikkecafé", **TUESDAY) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303} and len(read(house.app, select(Activity))) == 1
    page = house.stine.get("/aktiviteter/1/ret").text
    again = {"title": "Strikkeaften", "udgave": page.split('name="udgave"')[1].split('value="')[1].split('"')[0]}
    for _ in range(2):
        assert send(house.stine, "/aktiviteter/1/ret", "gem", **again, agreed=agreed(house, **again)).status_code == 303
    assert one(house.app).sequence == 2


def agreed(house: House, **typed: object) -> str:
    page = send(house.stine, "/aktiviteter/1/ret", "gem", **typed).text
    return page.split('name="agreed"')[1].split('value="')[1].split('"')[0] if 'name="agreed"' in page else ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Skriv, hvad I laver"),
        ({"title": "   "}, "Skriv, hvad I laver"),
        ({"title": "x" * 201}, "højst 200 tegn"),
        ({"title": "Åben dør hele dagen", "interest_1": "0"}, "Vælg, hvad man laver"),
        ({"title": "Strik", "description": "å" * 10_001}, "højst 10000 tegn"),
        ({"title": "Strik", "description": "Ring til 010190-1234"}, "CPR-nummer"),
        ({"title": "Strik", "interest_1": "9999"}, "Vælg noget fra listen"),
        ({"title": "Strik", **TUESDAY, "tid-0-rhythm": "uger-2"}, "Hvilken uge begynder I?"),
        ({"title": "Strik", **TUESDAY, "tid-0-start": "25.00"}, "er ikke et klokkeslæt"),
        ({"title": "Strik", **TUESDAY, "tid-0-end": "11"}, "slutter, før den begynder"),
        ({"title": "Strik", **TUESDAY, "tid-0-first_day": "i morgen"}, "Skriv dagen"),
        ({"title": "Strik", **TUESDAY, "tid-0-weekday": ""}, "Hvilken ugedag er det?"),
    ],
)
def test_what_cannot_be_is_asked_about_and_nothing_typed_is_lost(
    house: House, typed: dict[str, str], sentence: str
) -> None:  # fmt: skip
    answer = send(house.stine, NEW, "udgiv", **{"food": "Kaffe og brød", **typed})
    assert answer.status_code == 422 and sentence in answer.text and "Kaffe og brød" in answer.text
    assert read(house.app, select(Activity)) == []
    if typed.get("tid-0-start"):
        assert f'value="{typed["tid-0-start"]}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "Åben café"}, "Titlen siger ikke, hvad man laver"),
        ({"title": "STRIKKECAFÉ FOR ALLE"}, "Store bogstaver"),
        ({"title": "Strik", "description": "Strikkecafé for psykisk syge"}, "“syge” kan såre"),
        ({"title": "Strik", "description": "Ring 20 30 40 50"}, "et telefonnummer"),
        ({"title": "Strik", "description": "<b>Kom</b> bare"}, "Koder som"),
        ({"title": "Strik", "description": "Kom hvis du vil gjøre noe med deg selv"}, "ligner ikke dansk"),
        ({"title": "Strik", "description": "Vi hygger os. " * 360}, "Teksten er lang"),
    ],
)
def test_what_one_should_look_at_twice_is_said_and_hinders_nothing(house: House, typed: dict[str, str], sentence: str) -> None:
    looked = send(house.stine, NEW, "sig", **typed)
    assert looked.status_code == 200 and sentence in looked.text
    saved = send(house.stine, NEW, "kladde", **typed)
    assert saved.status_code == 303 and sentence in house.stine.get(saved.headers["Location"]).text


def test_rows_of_times_come_and_go_by_buttons_alone(house: House) -> None:
    more = send(house.stine, NEW, "tid", title="Strik", **TUESDAY).text
    assert 'id="tid-1"' in more and "Hver tirsdag kl. 13.00–15.00, næste gang tirsdag d. 24. november" in more
    second = {"tid-1-rhythm": "uger-2", "tid-1-first_day": "2026-11-26", "tid-1-start": "10"}
    both = {**TUESDAY, **second, "raekke": ["0", "1"]}
    said = send(house.stine, NEW, "sig", title="Strik", **both).text
    assert "Hver anden torsdag kl. 10.00, næste gang torsdag d. 26. november" in said
    fewer = send(house.stine, NEW, "fjern-0", title="Strik", **both).text
    assert 'id="tid-0"' not in fewer and 'id="tid-1"' in fewer and 'value="10"' in fewer
    assert send(house.stine, NEW, "udgiv", title="Strik", **both).status_code == 303
    assert sorted(each.every_weeks for each in one(house.app).schedules) == [1, 2]
    assert read(house.app, select(Activity.id)) == [1]


def test_while_writing_one_can_ask_whether_it_exists(house: House) -> None:
    knitting_at_laden(house.app)
    answer = send(house.stine, NEW, "findes", title="Garnklub")
    assert answer.status_code == 200 and "Det her ligner" in answer.text
    assert "Laden" in answer.text and "Begge handler om at strikke" in answer.text and 'value="Garnklub"' in answer.text
    assert "Vi kender ikke noget" in send(house.stine, NEW, "findes", title="Fuglekig").text


def test_what_is_the_same_elsewhere_is_shown_before_it_goes_out(house: House) -> None:
    knitting_at_laden(house.app)
    unseen = send(house.stine, NEW, "udgiv", title="Strikkecafé", **TUESDAY)
    assert unseen.status_code == 422 and "Det findes et andet sted" in unseen.text and 'name="seen"' in unseen.text
    assert "Begge handler om at strikke" in unseen.text and read(house.app, select(Activity.id)) == [1]
    undecided = send(house.stine, NEW, "udgiv", title="Strikkecafé", seen="1", **TUESDAY)
    assert undecided.status_code == 422 and "Vælg, hvad I vil gøre" in undecided.text
    later = send(house.stine, NEW, "udgiv", title="Strikkecafé", seen="1", ending="later", **TUESDAY)
    assert later.status_code == 303
    assert read(house.app, select(Activity.status)) == ["published", "published"]
    assert len(read(house.app, select(Overlap))) == 1 and read(house.app, select(Agreement)) == []


@pytest.mark.parametrize(
    ("typed", "agreement", "status"),
    [
        ({"ending": "different", "difference": "Vi er kun mænd"}, ("different", "proposed", "Vi er kun mænd", None), "published"),
        ({"ending": "far"}, ("far", "proposed", "", None), "published"),
        ({"ending": "together"}, ("together", "proposed", "", 1), "draft"),
    ],
)
def test_an_ending_can_be_chosen_where_it_is_shown(
    house: House, typed: dict[str, str], agreement: tuple[str, str, str, int | None], status: str
) -> None:
    knitting_at_laden(house.app)
    assert send(house.stine, NEW, "udgiv", title="Strikkecafé", seen="1", **typed, **TUESDAY).status_code == 303
    (row,) = read(house.app, select(Agreement))
    assert (row.ending, row.state, row.words, row.kept_id) == agreement and row.by_venue_id == 1
    assert one(house.app, 2).status == status


def test_what_differs_must_be_told(house: House) -> None:
    knitting_at_laden(house.app)
    answer = send(house.stine, NEW, "udgiv", title="Strikkecafé", seen="1", ending="different", **TUESDAY)
    assert answer.status_code == 422 and "Skriv, hvad der er forskelligt" in answer.text


def test_an_edit_that_makes_it_the_same_asks_as_well(house: House) -> None:
    knitting_at_laden(house.app)
    with house.app.app_context(), writing() as session:
        make_activity(session, session.get_one(Venue, 1), "Skak", TUESDAYS)
    path = "/aktiviteter/2/ret"
    typed = {"title": "Strikkecafé", "udgave": "0", "tid-0-first_day": "2026-01-05", **TUESDAY}
    assert send(house.stine, path, "gem", **typed).status_code == 422
    assert one(house.app, 2).title == "Skak"
    together = send(house.stine, path, "gem", **typed, seen="1").text
    assert 'value="later"' in together and 'value="together"' not in together
    assert send(house.stine, path, "gem", **typed, seen="1", ending="later").status_code == 303
    assert one(house.app, 2).title == "Strikkecafé"


def test_two_who_edit_at_once_lose_nothing(house: House) -> None:
    send(house.stine, NEW, "udgiv", title="Strikkecafé", food="Te", **TUESDAY)
    stale = version(house.app)
    path = "/aktiviteter/1/ret"
    first = {"title": "Strikkecafé", "food": "Kaffe", "udgave": stale, "tid-0-first_day": "2026-11-24", **TUESDAY}
    assert send(house.kirsten, path, "gem", **first).status_code == 303
    second = first | {"food": "Saft", "price": "Gratis"}
    answer = send(house.stine, path, "gem", **second)
    assert answer.status_code == 409 and "Nu står der: Kaffe" in answer.text and 'value="Saft"' in answer.text
    assert "Nu står der: ingenting" in answer.text and one(house.app).food == "Kaffe"
    assert send(house.stine, path, "gem", **second | {"udgave": version(house.app)}).status_code == 303
    assert (one(house.app).food, one(house.app).price) == ("Saft", "Gratis")


def test_moving_a_series_is_shown_before_it_is_saved(house: House) -> None:
    called_off = ExceptionDay(dt.date(2026, 12, 8), Change.CANCELLED)
    with house.app.app_context(), writing() as session:
        make_activity(session, session.get_one(Venue, 1), "Skak", TUESDAYS, exceptions=(called_off,))
    (uid,) = read(house.app, select(Schedule.uid))
    path, hours = "/aktiviteter/1/ret", {"title": "Skak", "udgave": "0", "interest_1": "1", "tid-0-first_day": "2026-01-05"}
    later = hours | TUESDAY | {"tid-0-start": "14", "tid-0-end": "16"}
    asked = send(house.stine, path, "gem", **later)
    assert asked.status_code == 422 and "8 gange falder væk: tirsdag d. 24. november kl. 13.00–15.00" in asked.text
    assert "8 gange kommer til: tirsdag d. 24. november kl. 14.00–16.00" in asked.text
    assert "for en enkelt gang" not in asked.text
    thursdays = later | {"tid-0-weekday": "3"}
    moved = send(house.stine, path, "gem", **thursdays)
    assert "for en enkelt gang, falder væk: tirsdag d. 8. december (aflyst denne gang)" in moved.text
    agreed_to = asked.text.split('name="agreed"')[1].split('value="')[1].split('"')[0]
    assert send(house.stine, path, "gem", **thursdays, agreed=agreed_to).status_code == 422
    assert send(house.stine, path, "gem", **later, agreed=agreed_to).status_code == 303
    assert read(house.app, select(Schedule.uid)) == [uid] and read(house.app, select(Schedule.start_minute)) == [840]
    assert len(read(house.app, select(ScheduleException))) == 1
    third = thursdays | {"udgave": version(house.app)}
    agreed_to = send(house.stine, path, "gem", **third).text.split('name="agreed"')[1].split('value="')[1].split('"')[0]
    assert send(house.stine, path, "gem", **third, agreed=agreed_to).status_code == 303
    assert read(house.app, select(ScheduleException)) == [] and read(house.app, select(Schedule.weekday)) == [3]


def test_an_activity_can_stop_and_begin_again(house: House, client: FlaskClient) -> None:
    send(house.stine, NEW, "udgiv", title="Strikkecafé", **TUESDAY)
    path = "/aktiviteter/1/ret"
    stopped = house.stine.post("/aktiviteter/1/stop", data={"csrf_token": token_of(house.stine, path)})
    assert stopped.status_code == 303 and one(house.app).withdrawn_at == TUESDAY_MORNING
    assert client.get("/aktiviteter/1-strikkecafe").status_code == 410
    page = house.stine.get(stopped.headers["Location"]).text
    assert "Den er stoppet" in page and "Fortryd, udgiv igen" in page
    assert "Strikkecafé" in house.stine.get("/personale/steder/huset").text
    again = {"title": "Strikkecafé", "udgave": version(house.app), "tid-0-first_day": "2026-11-24", **TUESDAY}
    assert send(house.stine, path, "udgiv", **again).status_code == 303
    assert one(house.app).status == "published" and one(house.app).withdrawn_at is None


def test_a_groups_first_waits_for_the_place_and_its_next_goes_out_at_once(house: House, client: FlaskClient) -> None:
    path = f"/gruppe/{house.group_id}/aktiviteter/ny"
    sunday = TUESDAY | {"tid-0-weekday": "6"}
    asked = send(house.anna, path, "udgiv", title="Søndagsboller", **sunday)
    assert asked.status_code == 303 and asked.headers["Location"].endswith("gemt=asked")
    activity = one(house.app)
    assert activity.status == "draft" and activity.asked_at == TUESDAY_MORNING and activity.group_id == house.group_id
    page = house.anna.get(asked.headers["Location"]).text
    assert "Stedet er spurgt" in page and "/personale" not in page
    assert "Søndagsboller" in house.stine.get("/personale/steder/huset").text
    yes = house.stine.post("/personale/aktiviteter/1/ja", data={"csrf_token": token_of(house.stine, "/personale/steder/huset")})
    assert yes.status_code == 303 and one(house.app).status == "published"
    assert [each.leads_since for each in read(house.app, select(VenueGroup))] == [TUESDAY_MORNING]
    assert read(house.app, select(AuditEntry.action)) == ["activity_published"]
    edit = {"title": "Søndagsboller og te", "udgave": version(house.app), "tid-0-first_day": "2026-11-24", **sunday}
    assert send(house.anna, "/aktiviteter/1/ret", "gem", **edit).status_code == 303
    assert one(house.app).group_changed_at == TUESDAY_MORNING
    place = house.stine.get("/personale/steder/huset")
    assert "Ændret af gruppen" in place.text
    noted = house.stine.post(
        "/personale/aktiviteter/1/set", data={"csrf_token": token_of(house.stine, "/personale/steder/huset")}
    )
    assert noted.status_code == 303 and one(house.app).group_changed_at is None
    second = send(house.anna, path, "udgiv", title="Skak", **TUESDAY)
    assert second.headers["Location"].endswith("gemt=out") and one(house.app, 2).led_by == "users"


def test_a_place_may_say_no_and_the_group_keeps_its_draft(house: House) -> None:
    path = f"/gruppe/{house.group_id}/aktiviteter/ny"
    send(house.anna, path, "udgiv", title="Søndagsboller", **TUESDAY)
    token = token_of(house.stine, "/personale/steder/huset")
    assert house.stine.post("/personale/aktiviteter/1/nej", data={"csrf_token": token}).status_code == 303
    assert one(house.app).asked_at is None and one(house.app).status == "draft"
    assert house.stine.post("/personale/aktiviteter/1/ja", data={"csrf_token": token}).status_code == 409


def test_staff_who_say_yes_to_what_exists_elsewhere_are_shown_it(house: House) -> None:
    knitting_at_laden(house.app)
    send(house.anna, f"/gruppe/{house.group_id}/aktiviteter/ny", "udgiv", title="Strikkecafé", **TUESDAY)
    assert one(house.app, 2).status == "draft"
    place = house.stine.get("/personale/steder/huset").text
    assert "Ja, og lav en aftale senere" in place and 'name="seen" value="1"' in place
    sent = {"csrf_token": token_of(house.stine, "/personale/steder/huset")}
    unseen = house.stine.post("/personale/aktiviteter/2/ja", data=sent)
    assert unseen.status_code == 422 and "Det findes et andet sted" in unseen.text and one(house.app, 2).status == "draft"
    undecided = house.stine.post("/personale/aktiviteter/2/ja", data=sent | {"seen": "1", "sag": "1"})
    assert undecided.status_code == 422
    assert house.stine.post("/personale/aktiviteter/2/ja", data=sent | {"seen": "1"}).status_code == 303
    assert one(house.app, 2).status == "published" and len(read(house.app, select(Overlap))) == 1


def test_a_group_that_leads_meets_the_same_question(house: House) -> None:
    knitting_at_laden(house.app)
    with house.app.app_context(), writing() as session:
        session.get_one(VenueGroup, (house.group_id, 1)).leads_since = TUESDAY_MORNING
    path = f"/gruppe/{house.group_id}/aktiviteter/ny"
    assert send(house.anna, path, "udgiv", title="Strikkecafé", **TUESDAY).status_code == 422
    typed = {"seen": "1", "ending": "different", "difference": "Vi er kun mænd"}
    assert send(house.anna, path, "udgiv", title="Strikkecafé", **typed, **TUESDAY).status_code == 303
    (row,) = read(house.app, select(Agreement))
    assert (row.by_group_id, row.by_venue_id) == (house.group_id, None)


def test_a_group_without_a_place_is_told_to_wait(house: House) -> None:
    with house.app.app_context(), writing() as session:
        session.get_one(VenueGroup, (house.group_id, 1)).approved_at = None
    page = house.anna.get(f"/gruppe/{house.group_id}/aktiviteter/ny")
    assert page.status_code == 200 and "har ikke noget sted" in page.text


def test_a_form_whose_token_ran_out_comes_back_with_everything_typed(house: House) -> None:
    answer = house.stine.post(NEW, data={"title": "Strikkecafé", "goer": "udgiv", "venue_ids": "1", **TUESDAY})
    assert answer.status_code == 422 and 'value="Strikkecafé"' in answer.text
    assert answer.text.count("Siden har ligget længe") == 1
