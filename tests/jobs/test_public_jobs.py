"""What everybody sees of jobs, and what nobody sees when they are over: pages, feeds, print, kept pages too."""

from __future__ import annotations

import datetime as dt
import json
import xml.dom.minidom

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from base.database import writing
from base.settings import Settings
from jobs.asked import AskedJobs
from jobs.terms import Taking, Trait
from tests.conftest import Clock, make_app
from tests.counting import statements
from tests.jobs.making import JobWorld, make_job, make_job_world
from tests.people.making import press, signed_in_client

NOON = dt.datetime.fromisoformat("2026-11-26T12:00:00+01:00")
PAGES = ("/", "/job", "/job?dag=i-dag", "/job.ics", "/job.json", "/job.atom", "/job/ark", "/steder/huset")


@pytest.fixture
def world(app: Flask) -> JobWorld:
    with app.app_context(), writing() as session:
        return make_job_world(session)


@pytest.mark.parametrize("path", PAGES)
def test_what_is_over_at_twelve_is_gone_at_twelve_also_from_kept_pages(
    client: FlaskClient, world: JobWorld, clock: Clock, path: str
) -> None:
    clock.moment = NOON - dt.timedelta(minutes=1)
    before = client.get(path)
    assert "Plukke æbler" in before.text and client.get(path).text == before.text
    clock.moment = NOON
    assert "Plukke æbler" not in client.get(path, headers={"If-None-Match": before.headers["ETag"]}).text
    after = client.get(path)
    assert after.status_code == 200 and "Plukke æbler" not in after.text


def test_the_page_of_a_job_that_is_over_leads_on(client: FlaskClient, world: JobWorld, clock: Clock) -> None:
    clock.moment = NOON - dt.timedelta(minutes=1)
    assert client.get(f"/job/{world.job_id}").status_code == 200
    clock.moment = NOON
    assert client.get(f"/job/{world.job_id}").status_code == 410 and client.get("/job/999999").status_code == 404


def test_who_had_it_and_staff_of_the_place_see_it_for_seven_days(app: Flask, world: JobWorld, clock: Clock) -> None:
    had, other = (signed_in_client(app, each) for each in world.people[:2])
    page = f"/job/{world.job_id}/plads"
    press(had, page, f"/job/{world.job_id}/tag")
    clock.moment = NOON + dt.timedelta(days=6)
    had, other, staff = (signed_in_client(app, each) for each in (*world.people[:2], world.staff_id))
    assert "Du havde jobbet" in had.get(page).text and "Plukke æbler" in had.get("/mig").text
    assert other.get(page).status_code == 410 and "Annelise" in staff.get(f"/personale/job/gang/{world.job_id}").text
    clock.moment = NOON + dt.timedelta(days=7)
    had, staff = (signed_in_client(app, each) for each in (world.people[0], world.staff_id))
    assert had.get(page).status_code == 410 and "Plukke æbler" not in had.get("/mig").text
    assert "Annelise" not in staff.get(f"/personale/job/gang/{world.job_id}").text


def test_no_name_is_on_a_public_page_or_in_a_feed(app: Flask, client: FlaskClient, world: JobWorld) -> None:
    for person_id in world.people[:3]:
        press(signed_in_client(app, person_id), "/mig", f"/job/{world.job_id}/tag")
    press(signed_in_client(app, world.people[2]), "/mig", f"/job/{world.job_id}/koe")
    for path in (*PAGES, f"/job/{world.job_id}"):
        text = client.get(path).text
        assert not any(name in text for name in ("Annelise", "Bertil", "Cornelia")) and (
            "Alle pladser" in text or "ark" in path or "i-dag" in path
        )


def test_every_paid_job_says_the_same_of_money_from_the_municipality_and_no_other_does(app: Flask, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        unpaid = make_job(session, world.venue_id, title="Vande", is_paid=False, pay="", paid_when="").id
    client, words = app.test_client(), "spørg, hvad du må tjene, før du tager jobbet"
    paid = client.get(f"/job/{world.job_id}").text
    assert words in paid and "du behøver ikke sige hvorfor" in paid and "2025" in paid
    page = client.get(f"/job/{unpaid}").text
    assert words not in page and "frivilligt" in page


def test_jobs_are_found_by_day_place_area_and_what_they_are_like(app: Flask, client: FlaskClient, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        make_job(session, world.venue_id, title="Sy gardiner", first_day=dt.date(2026, 11, 24), last_day=dt.date(2026, 11, 24),
                 start_minute=14 * 60, traits=(Trait.SITTING, Trait.QUIET))  # fmt: skip
    for question, found in (
        ("", {"Sy gardiner", "Plukke æbler"}), ("?dag=i-dag", {"Sy gardiner"}), ("?dag=i-morgen", set()),
        ("?dag=ugen", {"Sy gardiner", "Plukke æbler"}), ("?sted=huset", {"Sy gardiner", "Plukke æbler"}), ("?sted=havnen", set()),
        ("?omraade=6000-kolding", {"Sy gardiner", "Plukke æbler"}), ("?omraade=x", set()), ("?slags=outside", {"Plukke æbler"}),
        ("?slags=sitting&dag=i-dag", {"Sy gardiner"}),
    ):  # fmt: skip
        text = client.get(f"/job{question}").text
        assert {each for each in ("Sy gardiner", "Plukke æbler") if each in text} == found, question
    assert client.get("/job?sted=%00").status_code == 404
    assert client.get("/job?dag=i-gaar").status_code == 404 and client.get("/job?slags=tung").status_code == 404


def test_the_feeds_are_well_formed_and_say_the_same(client: FlaskClient, world: JobWorld) -> None:
    event = Calendar.from_ical(client.get("/job.ics").data).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Plukke æbler" and event["STATUS"] == "CONFIRMED" and event["LOCATION"] == "Ved lågen"
    row = json.loads(client.get("/job.json").data)["jobs"][0]
    assert (row["starts_at"], row["free"], row["hands"]) == ("2026-11-26T10:00:00+01:00", 2, 2)
    feed = xml.dom.minidom.parseString(client.get("/job.atom").data)
    assert [each.firstChild.data for each in feed.getElementsByTagName("title")] == ["På tværs: job", "Plukke æbler"]  # type: ignore[union-attr]
    assert client.get("/job.ics?dag=i-dag").location == "/job.ics"


def test_the_feed_of_news_holds_whatever_a_title_holds(app: Flask, client: FlaskClient, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        make_job(session, world.venue_id, title="Hø & <græs>\uffff\ufffe")
    feed = xml.dom.minidom.parseString(client.get("/job.atom").data)
    assert "Hø & <græs>" in [each.firstChild.data for each in feed.getElementsByTagName("title")]  # type: ignore[union-attr]


def test_each_way_of_taking_says_what_to_do(app: Flask, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        lots = make_job(session, world.venue_id, title="Vaske", taking=Taking.LOTS, lots_minute=570, hands=1).id
        turn_up = make_job(session, world.venue_id, title="Feje", taking=Taking.TURN_UP, hands=5).id
    client = app.test_client()
    assert "Vi trækker lod kl. 09.30 på stedet. Der er brug for en." in client.get(f"/job/{lots}").text
    sheet = client.get("/job/ark").text
    assert "Huset, Ved lågen" in sheet and "Vi trækker lod på stedet kl. 09.30." in sheet and "I morgen" not in sheet
    page = client.get(f"/job/{turn_up}").text
    assert "Mød bare op. Der er brug for 5." in page and "Tag jobbet" not in page
    assert "Tag jobbet" in client.get(f"/job/{world.job_id}").text


def test_the_room_can_be_off_wholly_and_at_a_place(sqlite_address: str, clock: Clock) -> None:
    for settings in (Settings(jobs=False), Settings(jobs_not_at=("huset",))):
        app = make_app(sqlite_address, clock, SETTINGS=settings)
        with app.app_context(), writing() as session:
            if settings.jobs is False:
                world = make_job_world(session)
        client, me = app.test_client(), signed_in_client(app, world.people[0])
        assert not any("Plukke æbler" in client.get(path).text for path in PAGES)
        assert client.get(f"/job/{world.job_id}").status_code == me.get(f"/job/{world.job_id}/plads").status_code == 404
        assert client.get("/job").status_code == (200 if settings.jobs else 404)
        assert ('href="/job"' in client.get("/").text) is settings.jobs


def test_who_has_a_job_leaves_it_also_when_the_room_is_off(sqlite_address: str, clock: Clock) -> None:
    app = make_app(sqlite_address, clock)
    with app.app_context(), writing() as session:
        world = make_job_world(session)
    me, page = signed_in_client(app, world.people[0]), f"/job/{world.job_id}"
    press(me, page, f"{page}/tag")
    app.config["SETTINGS"] = Settings(jobs=False)
    assert press(me, "/mig", f"{page}/tag").status_code == 404
    answer = press(me, "/mig", f"{page}/fra")
    assert (answer.status_code, answer.location) == (303, "/mig") and f"{page}/fra" not in me.get("/mig").text


def test_a_page_of_many_jobs_asks_no_more_than_one_of_few(app: Flask, client: FlaskClient, world: JobWorld) -> None:
    with statements(app) as few:
        client.get("/job")
    with app.app_context(), writing() as session:
        for number in range(12):
            make_job(session, world.venue_id, title=f"Opgave {number}", traits=(Trait.NOISY,))
    with statements(app) as many:
        assert "Opgave 11" in client.get("/job").text
    assert len(many) == len(few) <= 6


def test_a_question_has_one_address() -> None:
    asked = AskedJobs("i-dag", "huset", "6000-kolding", "sitting")
    assert asked.path(".ics") == "/job.ics?dag=i-dag&sted=huset&omraade=6000-kolding&slags=sitting"
