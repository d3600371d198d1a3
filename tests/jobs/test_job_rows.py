"""What jobs keep of a person: what lies ahead, what they are given, when it goes, and what their place does to it."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from base.database import db, writing
from base.quietlogs import quiet
from base.scrub import scrub
from catalogue.keeping.closing_commands import close_today
from catalogue.keeping.merge_commands import merge_venues
from catalogue.keeping.merge_queries import plan_merge
from jobs.models import Firm, Job, Posting
from jobs.news_commands import choose_news
from jobs.personal_queries import list_ahead
from jobs.taking_commands import join_line, leave_job, take_job
from jobs.texts import Tell
from noticeboard.mine_queries import export
from notices.models import Notice
from people.erasure_commands import erase_person
from people.permissions import Actor
from people.person_commands import replace_calendar_link
from people.person_queries import belongs_to
from people.retention_commands import forget_due
from people.sign_in_commands import start_acting
from people.staff_models import AuditEntry
from people.terms import AuditAction, StaffRole, Stay
from people.way_in_models import SignIn
from seats.models import Occasion, Seat
from tests.conftest import TUESDAY_MORNING, Clock
from tests.jobs.making import TOKEN, JobWorld, make_job, make_job_world
from tests.making import make_venue
from tests.people.making import make_staff, press, signed_in_client
from tests.people.planting import everything_stored, stored_bytes

ENDS = dt.datetime(2026, 11, 26, 11, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def world(app: Flask) -> JobWorld:
    with app.app_context():
        with writing() as session:
            world = make_job_world(session)
        with writing() as session:
            for person_id in world.people[:2]:
                take_job(session, world.job_id, person_id, TUESDAY_MORNING)
            join_line(session, world.job_id, world.people[2], TUESDAY_MORNING)
        db.session.remove()
        return world


def test_what_lies_ahead_is_told_in_neutral_words_and_left_with_one_press(app: Flask, world: JobWorld) -> None:
    with app.app_context():
        ahead = list_ahead(db.session(), world.people[0], TUESDAY_MORNING)
        assert [(each.title, each.path) for each in ahead] == [("Kl. 10.00–12.00", f"/job/{world.job_id}/plads")]
        assert list_ahead(db.session(), world.people[2], TUESDAY_MORNING) == []
        db.session.remove()
    client = signed_in_client(app, world.people[0])
    assert press(client, "/mig", f"/job/{world.job_id}/fra").status_code == 303 and "Kl. 10.00" not in client.get("/mig").text


def test_ones_own_calendar_names_neither_job_nor_place(app: Flask, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        token = replace_calendar_link(session, world.people[0], TUESDAY_MORNING)
    answer = app.test_client().get(f"/kalender/{token}.ics")
    event = Calendar.from_ical(answer.data).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Kl. 10.00–12.00" and "æbler" not in answer.text and "Huset" not in answer.text


def test_names_are_gone_after_seven_days_from_every_table_index_and_file(app: Flask, world: JobWorld) -> None:
    person_id = world.people[3]
    with app.app_context():
        with writing() as session:
            job_id = make_job(session, world.venue_id, title="Feje").id

        def places() -> int:
            scrub()
            return stored_bytes().count(person_id.encode())

        before = places()
        with writing() as session:
            take_job(session, job_id, person_id, TUESDAY_MORNING)
        assert places() > before
        forget_due(ENDS + 7 * DAY - dt.timedelta(seconds=1))
        assert person_id in everything_stored() and places() > before
        forget_due(ENDS + 7 * DAY)
        assert places() == before and db.session.scalars(select(Seat)).all() == []


def test_what_was_told_of_a_job_names_no_job_and_what_waits_goes_with_it(app: Flask, world: JobWorld) -> None:
    with app.app_context():
        for person_id in world.people[:2]:
            with writing() as session:
                leave_job(session, world.job_id, person_id, TUESDAY_MORNING)
        notice = db.session.scalars(select(Notice).where(Notice.kind == Tell.ASKED)).one()
        assert notice.details["job"] == world.job_id and world.people[2] not in notice.key and "job" not in notice.key
        forget_due(ENDS)
        assert db.session.scalars(select(Notice)).all() == []
        db.session.remove()


def test_one_belongs_to_the_place_until_seven_days_after(app: Flask, world: JobWorld) -> None:
    with app.app_context():
        assert belongs_to(db.session(), world.people[0]) == {world.venue_id}
        forget_due(ENDS + 7 * DAY)
        assert belongs_to(db.session(), world.people[0]) == set()
        db.session.remove()


def test_one_is_given_what_is_kept_of_them_alone(app: Flask, world: JobWorld) -> None:
    with app.app_context():
        with writing() as session:
            choose_news(session, world.people[2], [3], [])
        given = export(db.session(), world.people[0])["Dine job"]
        assert [(row["job"], row["svar"]) for row in given] == [("Plukke æbler", "du har sagt ja")]
        waits = export(db.session(), world.people[2])
        assert waits["Job, hvor du står i kø"] == [{"job": "Plukke æbler", "i kø siden": TUESDAY_MORNING}]
        assert waits["Besked om dagens job"] == [{"dage": ["torsdag"], "områder": ["alle"]}]
        assert "Bertil" not in repr((given, waits))
        db.session.remove()


def test_an_erased_persons_seat_goes_to_the_next_in_line(app: Flask, world: JobWorld) -> None:
    with app.app_context():
        erase_person(world.people[0], TUESDAY_MORNING)
        told = db.session.execute(select(Notice.person_id, Notice.kind)).all()
        assert told == [(world.people[2], Tell.ASKED)] and world.people[0] not in everything_stored()
        db.session.remove()


def test_the_secret_link_of_a_firm_is_in_no_log() -> None:
    assert TOKEN not in quiet(f"GET /job/firma/{TOKEN} HTTP/1.1") and TOKEN not in quiet(f"POST /job/firma/{TOKEN}/3/stop")


def test_a_place_that_closes_for_the_day_calls_its_own_jobs_off(app: Flask, world: JobWorld) -> None:
    moment = dt.datetime(2026, 11, 26, 7, tzinfo=dt.UTC)
    with app.app_context():
        with writing() as session:
            firms = make_job(session, world.venue_id, title="Slå græs", start_minute=780)
            session.get_one(Posting, firms.posting_id).firm_id = world.firm_id
            firms_id = firms.id
        with writing() as session:
            assert close_today(session, world.venue_id, None, moment)
        live = {each.id: each.is_live for each in db.session.scalars(select(Occasion))}
        assert live == {world.job_id: False, firms_id: True}
        db.session.remove()


def test_a_place_laid_under_another_takes_its_jobs_and_firms_along(app: Flask, world: JobWorld) -> None:
    with app.app_context():
        with writing() as session:
            kept = make_venue(session, "Huset i byen").id
            karen = make_staff(session, "Karen", StaffRole.COORDINATOR).person_id
        with writing() as session:
            plan = plan_merge(session, world.venue_id, kept)
            assert merge_venues(session, Actor(karen, StaffRole.COORDINATOR), world.venue_id, kept, plan, TUESDAY_MORNING) is None
        assert set(db.session.scalars(select(Posting.venue_id))) == set(db.session.scalars(select(Firm.venue_id))) == {kept}
        db.session.remove()


def test_the_commands_roll_move_the_lines_and_tell(app: Flask, world: JobWorld, clock: Clock) -> None:
    with app.app_context():
        with writing() as session:
            make_job(session, world.venue_id, title="Hver uge", is_weekly=True, last_day=None)
        clock.moment += 7 * DAY
        ran = app.test_cli_runner().invoke(args=["jobs", "roll"])
        assert ran.exit_code == 0 and "Job lavet eller ændret: 1." in ran.output
        ran = app.test_cli_runner().invoke(args=["jobs", "tick"])
        assert ran.exit_code == 0 and "Køer rykket: 0." in ran.output
        assert len(db.session.scalars(select(Job)).all()) == 4
        db.session.remove()


def test_staff_who_help_at_the_desk_take_and_leave_for_somebody(app: Flask, world: JobWorld) -> None:
    staff = signed_in_client(app, world.staff_id, Stay.STAFF)
    with app.app_context(), writing() as session:
        sign_in = session.scalars(select(SignIn.id).where(SignIn.person_id == world.staff_id)).one()
        start_acting(session, sign_in, world.people[0], TUESDAY_MORNING)
    page = f"/job/{world.job_id}/plads"
    assert press(staff, page, f"/job/{world.job_id}/fra").status_code == 303
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.for_id, entry.thing_id) == (AuditAction.HELPED, world.people[0], None)
        db.session.remove()
