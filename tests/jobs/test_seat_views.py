"""One's own place on a job, as one sees it: what is answered, and the way on."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import writing
from base.forms import TOKEN_RAN_OUT
from jobs.terms import Refusal
from jobs.wording import REFUSAL_WORDS
from tests.conftest import Clock
from tests.counting import statements
from tests.jobs.making import JobWorld, make_job, make_job_world
from tests.people.making import press, signed_in_client

STARTS = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)


@pytest.fixture
def world(app: Flask) -> JobWorld:
    with app.app_context(), writing() as session:
        return make_job_world(session)


@pytest.fixture
def people(app: Flask, world: JobWorld) -> list[FlaskClient]:
    return [signed_in_client(app, each) for each in world.people]


@pytest.fixture
def page(world: JobWorld) -> str:
    return f"/job/{world.job_id}"


def test_the_page_follows_where_one_stands(people: list[FlaskClient], page: str) -> None:
    seat = f"{page}/plads"
    for each in people[:2]:
        assert "Jeg tager jobbet" in each.get(seat).text
        press(each, seat, f"{page}/tag")
        assert "Du har jobbet." in each.get(seat).text
    waits = people[2]
    assert "Stil mig i kø" in waits.get(seat).text and "Stil dig i kø" in waits.get(page).text
    press(waits, seat, f"{page}/koe")
    assert "Du står i kø." in waits.get(seat).text
    press(people[0], seat, f"{page}/fra")
    asked = waits.get(seat).text
    assert "Der er en plads til dig." in asked and "Svar senest tirsdag d. 24. november kl. 12.00" in asked
    assert "Der er en plads til dig" in waits.get("/mig").text
    press(waits, seat, f"{page}/tag")
    assert "Du har jobbet." in waits.get(seat).text


def test_staff_see_how_many_seats_are_whose(app: Flask, world: JobWorld, people: list[FlaskClient], page: str) -> None:
    for each in people[:2]:
        press(each, page, f"{page}/tag")
    press(people[2], page, f"{page}/koe")
    staff = signed_in_client(app, world.staff_id)
    assert "2 af 2 pladser er taget. En står i kø." in staff.get(f"/personale/job/gang/{world.job_id}").text


def test_a_refusal_says_why_how_it_stands_and_what_else_there_is(app: Flask, people: list[FlaskClient], page: str) -> None:
    for each in people[:2]:
        press(each, page, f"{page}/tag")
    with app.app_context(), writing() as session:
        world = make_job(session, 1, title="Feje gården", start_minute=840)
        other = world.id
    answer = press(people[2], "/mig", f"{page}/tag")
    assert answer.status_code == 409 and REFUSAL_WORDS[Refusal.FULL] in answer.text
    assert f'href="/job/{other}"' in answer.text and "Stil mig i kø" in answer.text


@pytest.mark.parametrize(
    ("press_on", "when", "refusal"),
    [
        ("tag", STARTS, Refusal.BEGUN),
        ("koe", STARTS, Refusal.BEGUN),
        ("fra", STARTS - dt.timedelta(hours=1), Refusal.NOT_YOURS),
        ("koe", STARTS - dt.timedelta(hours=1), Refusal.FREE),
        ("tag", STARTS + dt.timedelta(hours=2), Refusal.OVER),
    ],
)
def test_what_comes_too_late_or_was_never_there_is_told_in_a_sentence(
    app: Flask, world: JobWorld, page: str, clock: Clock, press_on: str, when: dt.datetime, refusal: Refusal
) -> None:
    clock.moment = when
    answer = press(signed_in_client(app, world.people[0]), "/mig", f"{page}/{press_on}")
    assert answer.status_code == 409 and REFUSAL_WORDS[refusal] in answer.text


def test_a_press_whose_token_has_run_out_is_asked_for_again_and_changes_nothing(people: list[FlaskClient], page: str) -> None:
    answer = people[0].post(f"{page}/tag", data={"csrf_token": "old"})
    assert answer.status_code == 422 and TOKEN_RAN_OUT in answer.text and "Jeg tager jobbet" in answer.text


def test_who_is_not_in_is_led_to_the_ways_in_and_back(client: FlaskClient, page: str) -> None:
    assert client.get(f"{page}/plads").location == f"/log-ind?next={page}/plads"


def test_each_page_costs_a_known_number_of_statements(app: Flask, people: list[FlaskClient], page: str) -> None:
    press(people[0], page, f"{page}/tag")
    for path, most in ((f"{page}/plads", 6), (page, 4), ("/job", 4), ("/job.json", 3), ("/job.ics", 2)):
        with statements(app) as seen:
            assert people[0].get(path).status_code == 200
        assert len(seen) <= most, (path, len(seen))
