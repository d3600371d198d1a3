"""The rest of today closed with one press and opened with one; closing days kept."""

from __future__ import annotations

import datetime as dt
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from catalogue.keeping.closing_commands import close_today, open_again
from catalogue.keeping.closing_queries import list_left
from catalogue.keeping.time_commands import write_change
from catalogue.models import ActivityHost, Schedule, ScheduleException
from catalogue.place_models import Venue, VenueClosingDay
from catalogue.recurrence import Rule, occurrence_days
from catalogue.terms import Change, Instead
from people.staff_models import AuditEntry
from people.terms import StaffRole, Stay
from tests.conftest import TUESDAY_MORNING, Clock, make_app
from tests.counting import statements
from tests.making import LONG_AGO, TUESDAYS, make_activity, make_schedule, make_venue
from tests.people.making import make_person, make_staff, press, signed_in_client

TODAY = dt.date(2026, 11, 24)
NOW = TUESDAY_MORNING.replace(hour=12)  # 13.00 in Kolding
CLOSE, OPEN, DAYS = (f"/personale/steder/huset/{name}" for name in ("lukket-i-dag", "aabn-igen", "lukkedage"))
PLAIN = ("change", "moved_to", "start_minute", "minutes", "instead", "closed_on", "before")


def weekly(weekday: int, start: int | None, minutes: int | None = 60) -> Rule:
    return Rule(dt.date(2026, 1, 5), None, weekday, start, None if start is None else minutes)


@pytest.fixture
def house(app: Flask, clock: Clock) -> None:
    """A Tuesday in Huset: begun, later, called off, moved to later today, moved here from Thursday, moved away; Laden beside."""
    clock.moment = NOW
    with app.app_context(), writing() as session:
        huset, laden = make_venue(session, "Huset"), make_venue(session, "Laden")
        rules = {
            "Begyndt": weekly(1, 12 * 60, 120),
            "Senere": weekly(1, 15 * 60),
            "Aflyst": weekly(1, 16 * 60),
            "Rykket": weekly(1, 17 * 60),
            "Hertil": weekly(3, 10 * 60),
            "Herfra": weekly(1, 18 * 60),
            "Uden tid": weekly(1, None),
        }
        for title, rule in rules.items():
            make_activity(session, huset, title, rule)
        shared = make_activity(session, huset, "Fælles", weekly(1, 19 * 60))
        session.add(ActivityHost(activity_id=shared.id, venue_id=laden.id, position=1))
        session.flush()
        make_schedule(session, shared, laden, weekly(1, 20 * 60))
        make_activity(session, laden, "Hos de andre", weekly(1, 15 * 60))
        write_change(session, 3, TODAY, LONG_AGO, change=Change.CANCELLED, instead=Instead.DROP_IN)
        write_change(session, 4, TODAY, LONG_AGO, change=Change.MOVED, moved_to=TODAY, start_minute=20 * 60)
        write_change(
            session, 5, dt.date(2026, 11, 26), LONG_AGO, change=Change.MOVED, moved_to=TODAY, start_minute=14 * 60, minutes=30
        )
        write_change(session, 6, TODAY, LONG_AGO, change=Change.MOVED, moved_to=dt.date(2026, 11, 27))


@pytest.fixture
def stine(app: Flask, house: None) -> FlaskClient:
    """The browser of Stine, who works in Huset."""
    with app.app_context(), writing() as session:
        stine = make_staff(session, "Stine", venues=(session.get_one(Venue, 1),)).person_id
    return signed_in_client(app, stine, Stay.STAFF)


def stored(app: Flask) -> dict[tuple[int, dt.date], dict[str, Any]]:
    """Return what is different, without the numbers that only rise."""
    with app.app_context():
        rows = db.session().scalars(select(ScheduleException)).all()
        return {(row.schedule_id, row.day): {name: getattr(row, name) for name in PLAIN} for row in rows}


def closed(app: Flask) -> set[int]:
    return {schedule_id for (schedule_id, _), row in stored(app).items() if row["change"] == Change.CLOSED}


def test_one_press_closes_what_is_left_of_today_at_the_place(app: Flask, client: FlaskClient, stine: FlaskClient) -> None:
    page = stine.get(CLOSE).text
    assert all(title in page for title in ("Senere", "Rykket", "Hertil", "Fælles", "Uden tid"))
    assert not any(title in page for title in ("Begyndt", "Aflyst", "Herfra", "Hos de andre", "Åbn igen"))
    assert "kigge forbi" not in page, "nobody is to come by where the door is shut"
    answer = press(stine, CLOSE, CLOSE, **{"i-stedet": "next_time"})
    assert answer.status_code == 303 and answer.headers["Location"] == CLOSE
    assert closed(app) == {2, 4, 5, 7, 8}
    assert "Vi holder lukket. Vi ses næste gang." in client.get("/steder/huset").text
    assert "STATUS:CANCELLED" in client.get("/steder/huset.ics").text
    feed = client.get("/aktiviteter/1-begyndt.ics").text
    assert "CANCELLED" not in feed, "what has begun stays"
    page = stine.get(CLOSE).text
    assert "Lukket resten af i dag" in page and "Åbn igen" in page and "Luk resten af i dag" not in page


def test_pressed_twice_it_is_the_same(app: Flask, stine: FlaskClient) -> None:
    press(stine, CLOSE, CLOSE, **{"i-stedet": "next_time"})
    first = stored(app)
    assert press(stine, CLOSE, CLOSE, **{"i-stedet": "call"}).status_code == 303
    assert stored(app) == first
    with app.app_context():
        assert db.session().scalar(select(func.count(AuditEntry.id))) == 1


def test_open_again_puts_all_back_as_it_was(app: Flask, client: FlaskClient, stine: FlaskClient) -> None:
    before = stored(app)
    press(stine, CLOSE, CLOSE)
    assert stored(app) != before
    assert press(stine, CLOSE, OPEN).status_code == 303
    assert stored(app) == before
    assert "holder lukket" not in client.get("/steder/huset").text
    assert press(stine, DAYS, OPEN).status_code == 303, "pressed twice"
    assert stored(app) == before
    with app.app_context():
        lines = db.session().execute(select(AuditEntry.action, AuditEntry.kind, AuditEntry.thing_id)).all()
    assert [tuple(line) for line in lines] == [("place_closed", "place", "1")] * 2


def test_what_was_changed_after_the_closing_stays_when_it_opens(app: Flask, stine: FlaskClient) -> None:
    press(stine, CLOSE, CLOSE)
    answer = press(stine, CLOSE, "/aktiviteter/2/gange/2/2026-11-24/flyt", dag="2026-11-28", fra="15:00", til="16:00", set="1")
    assert answer.status_code == 303
    press(stine, CLOSE, OPEN)
    assert stored(app)[2, TODAY]["moved_to"] == dt.date(2026, 11, 28)


def test_yesterdays_closing_is_not_opened_today(app: Flask, clock: Clock, house: None) -> None:
    with app.app_context(), writing() as rows:
        assert close_today(rows, 1, None, NOW)
    with app.app_context(), writing() as rows:
        assert not open_again(rows, 1, NOW + dt.timedelta(days=1))
    assert closed(app)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_day_holds_opening_undoes_closing(sqlite_address: str, clock: Clock, seed: int) -> None:
    app, dice = make_app(sqlite_address, clock), random.Random(seed)
    with app.app_context(), writing() as session:
        venue = make_venue(session, "Huset")
        for number in range(12):
            start = dice.choice([None, dice.randrange(0, 1440)])
            rule = weekly(dice.randrange(7), start, dice.choice([None, 30, 600, 1500]))
            make_activity(session, venue, f"Nummer {number}", rule)
            days = occurrence_days(rule, TODAY - dt.timedelta(days=7), TODAY + dt.timedelta(days=8))
            for day in days:
                match dice.randrange(4):
                    case 0:
                        write_change(
                            session, number + 1, day, LONG_AGO, change=Change.CANCELLED, instead=dice.choice([None, "call"])
                        )
                    case 1:
                        hours = (
                            {"start_minute": dice.randrange(1440), "minutes": dice.choice([None, 90])}
                            if dice.random() < 0.5
                            else {}
                        )
                        to = TODAY + dt.timedelta(days=dice.choice([0, 0, 1]))
                        write_change(session, number + 1, day, LONG_AGO, change=Change.MOVED, moved_to=to, **hours)
    before, moment = stored(app), NOW.replace(hour=dice.randrange(1, 22))
    for _ in range(2):
        with app.app_context(), writing() as rows:
            some = close_today(rows, 1, Instead.CALL, moment)
        assert some == (stored(app) != before)
        with app.app_context(), writing() as rows:
            open_again(rows, 1, moment)
        assert stored(app) == before


@pytest.mark.parametrize("line", ["drop_in", "nonsense"])
def test_a_line_that_leads_to_a_closed_door_is_refused(app: Flask, stine: FlaskClient, line: str) -> None:
    answer = press(stine, CLOSE, CLOSE, **{"i-stedet": line})
    assert answer.status_code == 422 and "Vælg noget fra listen." in answer.text and closed(app) == set()


def test_a_token_that_ran_out_closes_and_opens_nothing(app: Flask, stine: FlaskClient) -> None:
    for path in (CLOSE, OPEN, DAYS):
        answer = stine.post(path, data={"fra": "2026-12-24"})
        assert answer.status_code == 422 and "Siden har ligget længe" in answer.text
    assert closed(app) == set() and closing_days(app) == []


def test_only_staff_of_the_place_and_coordinators_close_it(app: Flask, house: None) -> None:
    with app.app_context(), writing() as session:
        erik = make_staff(session, "Erik", venues=(session.get_one(Venue, 2),)).person_id
        kim = make_staff(session, "Kim", StaffRole.COORDINATOR).person_id
        anna = make_person(session, "Anna").id
    for person, stay, status in [(erik, Stay.STAFF, 403), (anna, Stay.OWN, 403), (kim, Stay.STAFF, 200)]:
        browser = signed_in_client(app, person, stay)
        assert [browser.get(path).status_code for path in (CLOSE, DAYS)] == [status, status]
        assert browser.get(CLOSE.replace("huset", "intet")).status_code == 404
    assert app.test_client().post(CLOSE).status_code == 403


def test_late_in_the_evening_only_what_nobody_knows_the_start_of_is_left(app: Flask, house: None, clock: Clock) -> None:
    clock.moment = NOW.replace(hour=22)
    with app.app_context(), writing() as session:
        kim = make_staff(session, "Kim", StaffRole.COORDINATOR).person_id
    browser = signed_in_client(app, kim, Stay.STAFF)
    page = browser.get(CLOSE).text
    assert "Uden tid" in page and "Senere" not in page
    assert press(browser, CLOSE, CLOSE).status_code == 303
    assert closed(app) == {7} and "Luk resten af i dag" not in browser.get(CLOSE).text


def test_two_who_close_at_once_make_one_closing(app: Flask, house: None) -> None:
    def run(line: Instead) -> bool:
        with app.app_context(), writing() as rows:
            return close_today(rows, 1, line, NOW)

    before = stored(app)
    for _ in range(4):
        with ThreadPoolExecutor(2) as pool:
            came = list(pool.map(run, (Instead.CALL, Instead.NEXT_TIME)))
        assert sorted(came) == [False, True] and closed(app) == {2, 4, 5, 7, 8}
        assert len({row["instead"] for row in stored(app).values() if row["change"] == Change.CLOSED}) == 1
        with app.app_context(), writing() as rows:
            open_again(rows, 1, NOW)
        assert stored(app) == before


def test_without_the_lock_two_closings_write_over_each_other(app: Flask, house: None) -> None:
    """The negative control: what is left is read before the transaction that closes it."""
    both_have_read = threading.Barrier(2)

    def run(_line: Instead) -> bool:
        with app.app_context():
            left = list_left(db.session(), 1, NOW)
            both_have_read.wait(10)
            with writing() as rows:
                for time in left:
                    values = {"change": Change.CLOSED, "closed_on": TODAY}
                    write_change(rows, time.schedule_id, time.planned.day, NOW, **values)
            return bool(left)

    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(run, line) for line in (Instead.CALL, Instead.NEXT_TIME)]
    came = [each.exception() or each.result() for each in sent]
    assert came != [False, True] and came != [True, False]


def closing_days(app: Flask) -> list[dt.date]:
    with app.app_context():
        return list(db.session().scalars(select(VenueClosingDay.day).order_by(VenueClosingDay.day)))


def test_a_day_and_a_span_are_added_and_taken_away(app: Flask, client: FlaskClient, stine: FlaskClient) -> None:
    assert press(stine, DAYS, DAYS, fra="2026-12-01").status_code == 303
    assert press(stine, DAYS, DAYS, fra="24.12.2026", til="2026-12-31").status_code == 303
    assert press(stine, DAYS, DAYS, fra="2026-12-31", til="2027-01-01").status_code == 303, "what is there already stays"
    page = stine.get(DAYS).text
    assert "Tirsdag d. 1. december" in page and "Torsdag d. 24. december til og med fredag d. 1. januar" in page
    assert "Tirsdag d. 1. december" in client.get("/steder/huset").text
    assert ">Senere<" not in client.get("/aktiviteter?dag=2026-12-01&sted=huset").text
    assert press(stine, DAYS, DAYS, fjern="2026-12-24/2027-01-01").status_code == 303
    assert press(stine, DAYS, DAYS, fjern="2026-12-24/2027-01-01").status_code == 303, "pressed twice"
    assert closing_days(app) == [dt.date(2026, 12, 1)]
    with app.app_context():
        assert db.session().get_one(Venue, 1).changed_at == NOW


def test_past_days_are_not_shown_and_what_happens_all_the_same_is(app: Flask, stine: FlaskClient) -> None:
    with app.app_context(), writing() as rows:
        rows.add_all(VenueClosingDay(venue_id=1, day=day) for day in (dt.date(2026, 11, 23), dt.date(2026, 12, 1)))
        write_change(rows, 2, dt.date(2026, 12, 8), NOW, change=Change.MOVED, moved_to=dt.date(2026, 12, 1))
    page = stine.get(DAYS).text
    assert "23. november" not in page and "Tirsdag d. 1. december er Senere alligevel." in page


def test_each_public_holiday_says_what_runs(app: Flask, stine: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        every_friday = Rule(dt.date(2026, 1, 5), None, 4, 600, 60, runs_on_holidays=True)
        make_activity(session, session.get_one(Venue, 1), "Fredagskaffe", every_friday)
    page = stine.get(DAYS).text
    assert page.count("Fredagskaffe") == 3, "Christmas Day, New Year's Day, Good Friday"
    assert "Juledag: Fredagskaffe" in page and "Skærtorsdag: ingenting" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"fra": ""}, "Vælg en dag."),
        ({"fra": "juleaften"}, "Skriv dagen"),
        ({"fra": "2026-11-23"}, "Den dag er gået."),
        ({"fra": "2026-12-31", "til": "2026-12-24"}, "før den første"),
        ({"fra": "2026-12-01", "til": "2027-02-01"}, "mere end 60 dage"),
        ({"fra": "2030-12-01"}, "2 år frem"),
        ({"fra": "2026-12-01", "til": "x"}, "Skriv dagen"),
        ({"fjern": "x"}, "Tryk på en af dagene"),
        ({"fjern": "2026-12-01/2026-13-01"}, "Tryk på en af dagene"),
        ({"fjern": "0001-01-01/9999-12-31"}, "Tryk på en af dagene"),
    ],
)
def test_bad_days_are_answered_in_a_sentence_and_nothing_typed_is_lost(
    app: Flask, stine: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    answer = press(stine, DAYS, DAYS, **typed)
    assert answer.status_code == 422 and sentence in answer.text
    assert all(f'value="{value}"' in answer.text for name, value in typed.items() if value and name != "fjern")
    assert closing_days(app) == []


def test_a_page_costs_the_same_however_much_happens_there(app: Flask, stine: FlaskClient) -> None:
    paths, counts = (CLOSE, DAYS), []
    for more in (0, 40):
        with app.app_context(), writing() as session:
            for number in range(more):
                make_activity(session, session.get_one(Venue, 1), f"Ny {number}", TUESDAYS)
        for path in paths:
            stine.get(path)
            with statements(app) as seen:
                assert stine.get(path).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]


def test_schedules_of_what_is_not_published_are_left_alone(app: Flask, house: None) -> None:
    with app.app_context(), writing() as session:
        draft = make_activity(session, session.get_one(Venue, 1), "Kladde", weekly(1, 21 * 60), status="draft")
        draft_id = draft.id
    with app.app_context(), writing() as rows:
        close_today(rows, 1, None, NOW)
        own = rows.scalars(select(Schedule.id).where(Schedule.activity_id == draft_id)).one()
    assert own not in closed(app)
