"""One time called off, moved, and as planned again: by staff, by the group that leads it, and by two at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from catalogue.keeping.time_commands import TimeKey, cancel_time, move_time, restore_time, write_change
from catalogue.keeping.time_rules import Slot
from catalogue.models import Activity, ActivityHost, ScheduleException
from catalogue.place_models import Venue, VenueClosingDay
from catalogue.recurrence import Rule
from catalogue.terms import Change, Instead
from people.staff_models import AuditEntry
from people.terms import MemberState, StaffRole, Stay
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.making import TUESDAYS, make_activity, make_schedule, make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client

LIST = "/aktiviteter/1/gange"
TIME = f"{LIST}/1/2026-12-01"
DAY = dt.date(2026, 12, 1)
KEY = TimeKey(1, 1, DAY)


@dataclass
class Browsers:
    """Who may, and who may not."""

    stine: FlaskClient
    cara: FlaskClient
    kim: FlaskClient
    others: list[FlaskClient]


@pytest.fixture
def browsers(app: Flask) -> Browsers:
    """Strikkecafé on Tuesdays in Huset, led by the group of Cara; Stine works in Huset, Kim coordinates."""
    with app.app_context(), writing() as session:
        house, barn = make_venue(session, "Huset", phone="00 12 34 56"), make_venue(session, "Laden")
        cara, mia = make_person(session, "Cara"), make_person(session, "Mia")
        group = make_group(session, "Holdet", house, True, **{cara.id: MemberState.CONTACT, mia.id: MemberState.MEMBER})
        make_activity(session, house, "Strikkecafé", TUESDAYS, group_id=group.id)
        stine = make_staff(session, "Stine", venues=(house,)).person_id
        elsewhere = make_staff(session, "Erik", venues=(barn,)).person_id
        kim = make_staff(session, "Kim", StaffRole.COORDINATOR).person_id
        ids = cara.id, mia.id
    return Browsers(
        signed_in_client(app, stine, Stay.STAFF),
        signed_in_client(app, ids[0]),
        signed_in_client(app, kim, Stay.STAFF),
        [signed_in_client(app, ids[1]), signed_in_client(app, elsewhere, Stay.STAFF), app.test_client()],
    )


def exceptions(app: Flask) -> list[ScheduleException]:
    with app.app_context():
        return list(db.session().scalars(select(ScheduleException)))


def only(app: Flask) -> ScheduleException:
    (row,) = exceptions(app)
    return row


def test_the_next_twelve_times_are_listed(browsers: Browsers) -> None:
    text = browsers.stine.get(LIST).text
    assert text.count("Aflys den gang") == 12
    assert "Tirsdag d. 24. november" in text and "Tirsdag d. 9. februar" in text and "Tirsdag d. 16. februar" not in text


def test_a_time_called_off_is_told_at_once_on_page_and_in_feed(app: Flask, client: FlaskClient, browsers: Browsers) -> None:
    page = "/aktiviteter/1-strikkecafe"
    assert "Aflyst" not in client.get(page).text
    answer = press(browsers.stine, LIST, f"{TIME}/aflys", **{"i-stedet": "call", "set": "0"})
    assert answer.status_code == 303 and answer.headers["Location"] == LIST
    told = "Aflyst denne gang. I stedet kan du ringe og få en snak."
    assert told in client.get(page).text and told in browsers.stine.get(LIST).text
    assert told in client.get("/steder/huset?dag=2026-12-01").text or told in client.get("/aktiviteter?dag=2026-12-01").text
    feed = client.get(f"{page}.ics").text
    assert "STATUS:CANCELLED" in feed and "RECURRENCE-ID;TZID=Europe/Copenhagen:20261201T130000" in feed
    assert "SEQUENCE:1" in feed and "SEQUENCE:0" in feed
    row = only(app)
    assert (row.change, row.instead, row.sequence, row.changed_at) == (Change.CANCELLED, Instead.CALL, 1, TUESDAY_MORNING)


def test_a_change_of_a_time_leaves_the_number_of_the_activity_alone_and_a_line_in_the_log(app: Flask, browsers: Browsers) -> None:
    press(browsers.stine, LIST, f"{TIME}/aflys", set="0")
    with app.app_context():
        activity = db.session().get_one(Activity, 1)
        assert (activity.sequence, activity.group_changed_at) == (0, None)
        (line,) = db.session().scalars(select(AuditEntry)).all()
        assert (line.action, line.kind, line.thing_id, line.for_id) == ("time_changed", "activity", "1", None)


def test_what_the_group_changes_staff_are_to_see(app: Flask, browsers: Browsers) -> None:
    assert press(browsers.cara, LIST, f"{TIME}/aflys", set="0").status_code == 303
    assert "/personale" not in browsers.cara.get(LIST).text and "/personale" not in browsers.cara.get(f"{TIME}/flyt").text
    with app.app_context():
        assert db.session().get_one(Activity, 1).group_changed_at == TUESDAY_MORNING
        assert db.session().scalar(select(func.count(AuditEntry.id))) == 0


def test_a_coordinator_may_and_nobody_else_may(app: Flask, browsers: Browsers) -> None:
    assert press(browsers.kim, LIST, f"{TIME}/aflys", set="0").status_code == 303
    for browser in browsers.others:
        for method, path in [("GET", LIST), ("GET", f"{TIME}/flyt"), ("POST", f"{TIME}/aflys"), ("POST", f"{TIME}/som-planlagt")]:
            answer = browser.open(path, method=method)
            assert answer.status_code == 403 or answer.headers.get("Location", "").startswith("/log-ind")
    assert only(app).sequence == 1
    for path in ("/aktiviteter/99/gange", f"{LIST}/1/2026-13-01/flyt", f"{LIST}/1/0000-00-00/flyt"):
        assert browsers.kim.get(path).status_code == 404


def test_a_time_is_moved_with_its_hours(app: Flask, client: FlaskClient, browsers: Browsers) -> None:
    form = browsers.stine.get(f"{TIME}/flyt").text
    assert 'value="2026-12-01"' in form and 'value="13:00"' in form and 'value="15:00"' in form
    typed = {"dag": "2026-12-03", "fra": "13:00", "til": "15:00", "set": "0"}
    assert press(browsers.stine, LIST, f"{TIME}/flyt", **typed).status_code == 303
    row = only(app)
    assert (row.moved_to, row.start_minute, row.minutes) == (dt.date(2026, 12, 3), None, None), "it follows the rule's hours"
    assert "Flyttet hertil fra tirsdag d. 1. december." in client.get("/aktiviteter/1-strikkecafe").text
    assert "DTSTART;TZID=Europe/Copenhagen:20261203T130000" in client.get("/aktiviteter/1-strikkecafe.ics").text
    press(browsers.stine, LIST, f"{TIME}/flyt", **{**typed, "dag": "3.12.2026", "fra": "10.30", "til": "12.00", "set": "1"})
    row = only(app)
    assert (row.moved_to, row.start_minute, row.minutes, row.sequence) == (dt.date(2026, 12, 3), 630, 90, 2)


def test_moved_back_to_where_it_was_it_is_as_planned(app: Flask, browsers: Browsers) -> None:
    press(browsers.stine, LIST, f"{TIME}/flyt", dag="2026-12-03", fra="10:00", til="11:00", set="0")
    assert press(browsers.stine, LIST, f"{TIME}/flyt", dag="2026-12-01", fra="13:00", til="15:00", set="1").status_code == 303
    assert exceptions(app) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"dag": ""}, "Vælg en dag."),
        ({"dag": "i morgen"}, "Skriv dagen"),
        ({"dag": "2026-11-23"}, "Den tid er gået."),
        ({"dag": "2026-11-24", "fra": "09:00", "til": "12:00"}, "Den tid er gået."),
        ({"dag": "2027-11-25"}, "mere end et år frem"),
        ({}, "Det er den samme tid som nu."),
        ({"fra": ""}, "Skriv, hvornår det begynder"),
        ({"fra": "25:00"}, "Skriv tiden"),
        ({"fra": "kl. et"}, "Skriv tiden"),
        ({"til": "13:00"}, "senere end starten"),
        ({"til": "99"}, "Skriv tiden"),
    ],
)
def test_a_bad_move_is_answered_in_a_sentence_and_nothing_typed_is_lost(
    app: Flask, browsers: Browsers, typed: dict[str, str], sentence: str
) -> None:
    sent = {"dag": "2026-12-01", "fra": "13:00", "til": "15:00", "set": "0", **typed}
    answer = press(browsers.stine, LIST, f"{TIME}/flyt", **sent)
    assert answer.status_code == 422 and sentence in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values() if value)
    assert exceptions(app) == []


def test_a_time_without_hours_is_moved_by_its_day(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), writing() as session:
        activity, house = session.get_one(Activity, 1), session.get_one(Venue, 1)
        make_schedule(session, activity, house, Rule(DAY, DAY, None, None, None))
    path = f"{LIST}/2/2026-12-01/flyt"
    assert "Skriv, hvornår det begynder" in press(browsers.stine, LIST, path, dag="2026-12-02", til="12:00").text
    assert press(browsers.stine, LIST, path, dag="2026-12-02").status_code == 303
    assert only(app).moved_to == dt.date(2026, 12, 2)


def test_a_token_that_ran_out_changes_nothing_and_says_so(app: Flask, browsers: Browsers) -> None:
    for action, status in [("aflys", 422), ("flyt", 422), ("som-planlagt", 422)]:
        answer = browsers.stine.post(f"{TIME}/{action}", data={"dag": "2026-12-03", "fra": "10:00", "til": "11:00"})
        assert answer.status_code == status and "Siden har ligget længe" in answer.text
    assert exceptions(app) == []


@pytest.mark.parametrize("line", ["nonsense", "' OR 1=1", "Call"])
def test_a_line_that_is_not_on_the_list_is_refused(app: Flask, browsers: Browsers, line: str) -> None:
    answer = press(browsers.stine, LIST, f"{TIME}/aflys", **{"i-stedet": line})
    assert answer.status_code == 422 and "Vælg noget fra listen." in answer.text and exceptions(app) == []


def test_a_time_that_is_over_or_is_not_there_cannot_be_changed(app: Flask, browsers: Browsers, clock: Clock) -> None:
    clock.moment = TUESDAY_MORNING.replace(hour=14)
    for at in ("1/2026-11-24", "1/2026-12-02", "99/2026-12-01", "1/2026-12-15"):
        expected = 303 if at == "1/2026-12-15" else 409
        assert press(browsers.cara, LIST, f"{LIST}/{at}/aflys").status_code == expected
    assert len(exceptions(app)) == 1
    answer = browsers.cara.get(f"{LIST}/1/2026-11-24/flyt")
    assert answer.status_code == 409 and "Den gang er gået" in answer.text


def test_a_time_of_another_activity_is_not_to_be_had_through_ones_own(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), writing() as session:
        make_activity(session, session.get_one(Venue, 2), "Lades klub", TUESDAYS)
    assert press(browsers.stine, LIST, f"{LIST}/2/2026-12-01/aflys").status_code == 409
    assert exceptions(app) == []


def test_what_is_not_published_has_no_times_to_change(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Activity, 1).status = "draft"
    answer = browsers.cara.get(LIST)
    assert answer.status_code == 200 and "ikke udgivet" in answer.text
    assert browsers.cara.get(f"{TIME}/flyt").status_code == 409


def test_as_planned_takes_a_change_away_and_tells_calendars_when(app: Flask, client: FlaskClient, browsers: Browsers) -> None:
    press(browsers.stine, LIST, f"{TIME}/aflys", set="0")
    assert "Som planlagt" in browsers.stine.get(LIST).text
    assert press(browsers.stine, LIST, f"{TIME}/som-planlagt", set="1").status_code == 303
    assert press(browsers.stine, LIST, f"{TIME}/som-planlagt", set="1").status_code == 303, "pressed twice"
    assert exceptions(app) == []
    feed = client.get("/aktiviteter/1-strikkecafe.ics").text
    assert "CANCELLED" not in feed and "DTSTAMP:20261124T090000Z" in feed


def test_what_was_planned_for_a_day_that_is_gone_cannot_be_put_back(app: Flask, browsers: Browsers, clock: Clock) -> None:
    press(browsers.cara, LIST, f"{LIST}/1/2026-11-24/flyt", dag="2026-11-27", fra="13:00", til="15:00", set="0")
    clock.moment += dt.timedelta(days=1)
    assert "Som planlagt" not in browsers.cara.get(LIST).text
    assert press(browsers.cara, LIST, f"{LIST}/1/2026-11-24/som-planlagt", set="1").status_code == 409
    assert (
        press(browsers.cara, LIST, f"{LIST}/1/2026-11-24/flyt", dag="2026-11-28", fra="13:00", til="15:00", set="1").status_code
        == 303
    )
    assert only(app).moved_to == dt.date(2026, 11, 28)


def test_a_move_to_a_day_the_place_is_closed_warns_and_is_done(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), writing() as session:
        session.add(VenueClosingDay(venue_id=1, day=dt.date(2026, 12, 3)))
    assert press(browsers.stine, LIST, f"{TIME}/flyt", dag="2026-12-03", fra="13:00", til="15:00", set="0").status_code == 303
    assert "Huset holder lukket den dag." in browsers.stine.get(LIST).text


def test_whoever_comes_second_with_something_else_sees_how_it_is_and_keeps_what_was_typed(app: Flask, browsers: Browsers) -> None:
    assert press(browsers.stine, LIST, f"{TIME}/aflys", set="0").status_code == 303
    answer = press(browsers.cara, LIST, f"{TIME}/flyt", dag="2026-12-03", fra="10:00", til="12:00", set="0")
    assert answer.status_code == 409 and "Aflyst denne gang." in answer.text
    assert all(f'value="{value}"' in answer.text for value in ("2026-12-03", "10:00", "12:00"))
    assert 'name="set" type="hidden" value="1"' in answer.text, "sent again it is on top of what is seen now"
    assert press(browsers.cara, LIST, f"{TIME}/som-planlagt", set="0").status_code == 409
    again = press(browsers.cara, LIST, f"{TIME}/flyt", dag="2026-12-03", fra="10:00", til="12:00", set="1")
    assert again.status_code == 303 and only(app).change == Change.MOVED


def both_at_once(app: Flask, one: Callable[..., bool], other: Callable[..., bool]) -> list[bool]:
    def run(change: Callable[..., bool]) -> bool:
        with app.app_context(), writing() as rows:
            return change(rows)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (one, other)))


@pytest.mark.usefixtures("browsers")
def test_of_two_who_change_one_time_at_once_one_is_told_unless_both_want_the_same(app: Flask, clock: Clock) -> None:
    moment = clock.moment.astimezone(dt.UTC)
    to = Slot(dt.date(2026, 12, 3), 600, 60)
    for _ in range(4):
        came = both_at_once(
            app,
            lambda rows: cancel_time(rows, KEY, None, 0, moment),
            lambda rows: move_time(rows, KEY, to, 0, moment),
        )  # fmt: skip
        assert sorted(came) == [False, True] and only(app).sequence == 1
        with app.app_context(), writing() as rows:
            restore_time(rows, KEY, 1, moment)
        assert both_at_once(app, *[lambda rows: cancel_time(rows, KEY, None, 0, moment)] * 2) == [True, True]
        assert only(app).sequence == 1
        with app.app_context(), writing() as rows:
            restore_time(rows, KEY, 1, moment)


@pytest.mark.usefixtures("browsers")
def test_without_saying_what_was_seen_the_second_writes_over_the_first(app: Flask) -> None:
    """The negative control: both write without asking what stands."""
    changes = ({"change": Change.CANCELLED}, {"change": Change.MOVED, "moved_to": dt.date(2026, 12, 3)})
    for values in changes:
        with app.app_context(), writing() as rows:
            write_change(rows, 1, DAY, TUESDAY_MORNING, **values)
    assert (only(app).change, only(app).sequence) == (Change.MOVED, 2)


@pytest.mark.usefixtures("browsers")
def test_the_list_costs_the_same_however_many_times_are_different(app: Flask, browsers: Browsers) -> None:
    browsers.stine.get(LIST)
    with statements(app) as few:
        browsers.stine.get(LIST)
    with app.app_context(), writing() as rows:
        for week in range(12):
            cancel_time(rows, TimeKey(1, 1, DAY + dt.timedelta(weeks=week)), None, 0, TUESDAY_MORNING)
    with statements(app) as many:
        assert "Som planlagt" in browsers.stine.get(LIST).text
    assert len(few) == len(many)


def test_where_each_time_is_stands_there_only_where_the_places_are_two(app: Flask, browsers: Browsers) -> None:
    assert '<p class="who">Huset</p>' not in browsers.stine.get(LIST).text
    with app.app_context(), writing() as session:
        activity, barn = session.get_one(Activity, 1), session.get_one(Venue, 2)
        session.add(ActivityHost(activity_id=1, venue_id=2, position=1))
        session.flush()
        make_schedule(session, activity, barn, Rule(DAY, DAY, None, 18 * 60, 60))
    text = browsers.stine.get(LIST).text
    assert text.count('<p class="who">Laden</p>') == 1 and text.count('<p class="who">Huset</p>') == 11
