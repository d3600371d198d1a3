"""Extra hours: asked for, answered, changed, paused, ended."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from notices.models import Notice
from people.staff_models import AuditEntry
from people.terms import MemberState
from shifts.models import Opening, OpeningPause, Shift
from shifts.opening_rules import SENTENCES, Hours, Problem, minutes_between, overlaps, problem_of, read_days
from shifts.opening_texts import OpeningTell
from shifts.plan import Plan
from shifts.texts import Tell
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.making import make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client
from tests.shifts.making import ShiftWorld, make_shift, make_world

TODAY = dt.date(2026, 11, 24)
WEEKS = (TODAY, TODAY + dt.timedelta(weeks=8))
SATURDAY = {"weekday": "5", "start": "10.00", "end": "13.00", "first_day": "2026-11-28", "weeks": "8", "tasks": "Bryg kaffe"}
TERMS = {"phone": "75 12 34 56", "evening": "20.00", "cutoff_minutes": "60", "rest_days": "0", "key_where": "Hos Bo"}


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [("10:00", "13:00", 180), ("22:00", "02:00", 240), ("10:00", "10:00", 1440), ("13:00", "10:00", 1260)],
)
def test_hours_run_to_the_next_time_the_wall_shows_the_end(start: str, end: str, minutes: int) -> None:
    assert minutes_between(dt.time.fromisoformat(start), dt.time.fromisoformat(end)) == minutes


@pytest.mark.parametrize(
    ("text", "days", "unread"),
    [
        ("29.11.2026\n6/12", [dt.date(2026, 11, 29), dt.date(2026, 12, 6)], []),
        ("2026-12-24, 3.1", [dt.date(2026, 12, 24), dt.date(2027, 1, 3)], []),
        ("søndag\n29-11-2026", [dt.date(2026, 11, 29)], ["søndag"]),
        ("32/13", [], ["32/13"]),
        ("", [], []),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: list[dt.date], unread: list[str]) -> None:
    assert read_days(text, TODAY) == (days, unread)


def _hours(weekday: int | None = 6, start: int = 600, minutes: int = 180, days: tuple[dt.date, ...] = ()) -> Hours:
    return Hours(Plan(*WEEKS, weekday, days), start, minutes)


@pytest.mark.parametrize(
    ("other", "shares"),
    [
        (_hours(), True),
        (_hours(start=780), False),
        (_hours(start=779), True),
        (_hours(weekday=5), False),
        (_hours(weekday=5, start=1380, minutes=720), True),
        (_hours(weekday=None, days=(dt.date(2026, 11, 29),)), True),
        (Hours(Plan(dt.date(2027, 2, 1), dt.date(2027, 3, 1), 6), 600, 180), False),
    ],
)
def test_hours_of_one_place_share_no_time(other: Hours, shares: bool) -> None:
    assert overlaps(_hours(), [other]) is overlaps(other, [_hours()]) is shares


@pytest.mark.parametrize(
    ("hours", "problem"),
    [
        (_hours(), None),
        (_hours(minutes=30 * 60), Problem.TOO_LONG),
        (_hours(minutes=10), Problem.TOO_SHORT),
        (_hours(weekday=None), Problem.NO_DAY),
        (_hours(weekday=None, days=tuple(TODAY + dt.timedelta(n) for n in range(40))), Problem.TOO_MANY),
        (Hours(Plan(TODAY - dt.timedelta(1), TODAY, 6), 600, 180), Problem.PAST),
        (Hours(Plan(TODAY, TODAY.replace(year=2036), 6), 600, 180), Problem.TOO_FAR),
    ],
)
def test_what_hours_can_be(hours: Hours, problem: Problem | None) -> None:
    assert problem_of(hours, TODAY) is problem


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


@pytest.fixture
def contact(app: Flask, world: ShiftWorld) -> FlaskClient:
    return signed_in_client(app, world.people[0])


@pytest.fixture
def staff(app: Flask, world: ShiftWorld) -> FlaskClient:
    return signed_in_client(app, world.staff_id)


def _ask(contact: FlaskClient, world: ShiftWorld, **typed: str):  # type: ignore[no-untyped-def]
    page = f"/gruppe/{world.group_id}/ekstra-aabent"
    return press(contact, page, page, **{**SATURDAY, "place": str(world.venue_id), **typed})


def _told(app: Flask, kind: OpeningTell | Tell) -> set[str | None]:
    with app.app_context():
        found = set(db.session.scalars(select(Notice.person_id).where(Notice.kind == kind)))
        db.session.remove()
        return found


def _count(app: Flask, what: type) -> int:
    with app.app_context():
        found = db.session.scalars(select(func.count()).select_from(what)).one()
        db.session.remove()
        return found


def test_a_group_asks_and_staff_say_yes_and_the_shifts_are_there(
    app: Flask, contact: FlaskClient, staff: FlaskClient, world: ShiftWorld
) -> None:  # fmt: skip
    asked = _ask(contact, world)
    assert asked.status_code == 303 and _told(app, OpeningTell.ASKED) == {world.staff_id}
    page = asked.headers["Location"]
    assert "Venter på stedets svar." in contact.get(page).text
    assert f'href="{page}/svar"' in staff.get("/personale").text and f'href="{page}/svar"' in staff.get("/personale/vagter").text
    assert press(staff, f"{page}/svar", f"{page}/svar", **TERMS | {"phone": ""}).status_code == 422
    before = _count(app, Shift)
    assert press(staff, f"{page}/svar", f"{page}/svar", **TERMS).status_code == 303
    # The day after Christmas is a public holiday.
    assert _count(app, Shift) == before + 5
    assert _told(app, OpeningTell.APPROVED) == {world.people[0]}
    assert "Lørdag kl. 10–13" in contact.get(f"/gruppe/{world.group_id}/vagter").text
    again = press(staff, page, f"{page}/nej")
    assert again.status_code == 409 and SENTENCES[Problem.ANSWERED] in again.text


def test_a_no_is_told_kindly(app: Flask, contact: FlaskClient, staff: FlaskClient, world: ShiftWorld) -> None:
    page = _ask(contact, world).headers["Location"]
    assert press(staff, page, f"{page}/nej").status_code == 303
    assert "Tal med dem om nogle andre." in contact.get(page).text
    assert _told(app, OpeningTell.DECLINED) == {world.people[0]}


def test_asked_twice_is_asked_once(app: Flask, contact: FlaskClient, world: ShiftWorld) -> None:
    assert _ask(contact, world).headers["Location"] == _ask(contact, world).headers["Location"]
    assert _count(app, Opening) == 2


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"weekday": "6"}, Problem.OVERLAPS),
        ({"end": "09.00"}, Problem.TOO_LONG),
        ({"end": "10.10"}, Problem.TOO_SHORT),
        ({"weekday": ""}, Problem.NO_DAY),
        ({"days": "29.11.2026"}, Problem.BOTH),
        ({"weekday": "", "days": "hver dag i ti år"}, Problem.UNREAD_DAY),
        ({"weekday": "", "days": "\n".join(f"{n}.12.2026\n{n}.1.2027" for n in range(1, 30))}, Problem.TOO_MANY),
        ({"first_day": "2026-11-01"}, Problem.PAST),
        ({"first_day": "2036-11-28"}, Problem.TOO_FAR),
    ],
)
def test_hours_that_cannot_be_are_refused_in_a_sentence_and_nothing_is_lost(
    app: Flask, contact: FlaskClient, world: ShiftWorld, typed: dict[str, str], problem: Problem
) -> None:  # fmt: skip
    answer = _ask(contact, world, **typed)
    assert answer.status_code == 422 and SENTENCES[problem] in answer.text and "Bryg kaffe" in answer.text
    assert _count(app, Opening) == 1


def test_a_forged_number_of_weeks_is_refused(contact: FlaskClient, world: ShiftWorld) -> None:
    assert _ask(contact, world, weeks="520").status_code == 422


def test_a_group_of_one_is_told_to_find_another(app: Flask) -> None:
    with app.app_context(), writing() as session:
        venue, alone = make_venue(session), make_person(session).id
        group_id, venue_id = make_group(session, "En", venue, True, **{alone: MemberState.CONTACT}).id, venue.id
    page = f"/gruppe/{group_id}/ekstra-aabent"
    answer = press(signed_in_client(app, alone), page, page, **SATURDAY, place=str(venue_id))
    assert answer.status_code == 422 and SENTENCES[Problem.FEW] in answer.text


def test_staff_move_the_hours_and_the_shifts_ahead_go_along(app: Flask, staff: FlaskClient, world: ShiftWorld) -> None:
    page = f"/ekstra-aabent/{world.opening_id}"
    press(signed_in_client(app, world.people[1]), "/mig", f"/vagter/{world.shift_ids[0]}/tag")
    typed = {"weekday": "6", "start": "11.00", "end": "14.00", "first_day": "2026-11-24", "until": "2027-01-24", **TERMS}
    assert press(staff, f"{page}/ret", f"{page}/ret", **typed).status_code == 303
    assert "Søndag d. 29. november kl. 11–14" in staff.get(f"/vagter/{world.shift_ids[0]}").text
    assert _told(app, Tell.MOVED) == {world.people[1]}


def test_a_contact_changes_what_is_done_and_not_the_rest(app: Flask, contact: FlaskClient, world: ShiftWorld) -> None:
    page = f"/ekstra-aabent/{world.opening_id}/ret"
    shown = contact.get(page).text
    assert "Hvor er nøglen?" not in shown
    assert press(contact, page, page, tasks="Vask op", rest_days="1", phone="", key_where="x").status_code == 303
    with app.app_context():
        opening = db.session.get_one(Opening, world.opening_id)
        assert (opening.tasks, opening.rest_days, opening.phone, opening.key_where) == ("Vask op", 1, "75 12 34 56", "")


def test_a_pause_calls_off_and_its_end_brings_back(app: Flask, contact: FlaskClient, world: ShiftWorld) -> None:
    page = f"/ekstra-aabent/{world.opening_id}"
    assert press(contact, page, f"{page}/pause", first="2026-11-29", last="2026-12-06").status_code == 303
    assert "Vagten er aflyst." in contact.get(f"/vagter/{world.shift_ids[0]}").text
    assert press(contact, page, f"{page}/pause", first="2026-12-06", last="2026-11-29").status_code == 422
    assert press(contact, page, f"{page}/pause/slut", day="2026-11-29").status_code == 303
    assert "Ingen har sagt ja endnu." in contact.get(f"/vagter/{world.shift_ids[0]}").text
    assert _count(app, OpeningPause) == 0


def test_it_goes_on_for_eight_weeks_pressed_once_or_twice(
    app: Flask, contact: FlaskClient, world: ShiftWorld, clock: Clock
) -> None:  # fmt: skip
    clock.moment = dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)
    contact = signed_in_client(app, world.people[0])
    page = f"/ekstra-aabent/{world.opening_id}"
    assert "Blive ved, lave om eller slutte?" in contact.get(page).text
    for _ in range(2):
        assert press(contact, page, f"{page}/bliv-ved", day="2027-01-24").status_code == 303
    with app.app_context():
        assert db.session.get_one(Opening, world.opening_id).last_day == dt.date(2027, 3, 21)
    assert _told(app, OpeningTell.WENT_ON) == {world.staff_id}


def test_what_ends_calls_its_shifts_off(app: Flask, contact: FlaskClient, world: ShiftWorld) -> None:
    page = f"/ekstra-aabent/{world.opening_id}"
    press(signed_in_client(app, world.people[1]), "/mig", f"/vagter/{world.shift_ids[0]}/tag")
    for _ in range(2):
        assert press(contact, page, f"{page}/slut").status_code == 303
    assert _told(app, Tell.CANCELLED) == {world.people[1]}


def test_what_staff_do_is_in_the_audit_log_and_names_no_seat(app: Flask, staff: FlaskClient, world: ShiftWorld) -> None:
    press(staff, f"/vagter/{world.shift_ids[0]}", f"/personale/vagter/{world.shift_ids[0]}/aflys")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.kind, entry.thing_id, entry.for_id) == (
            "shift_changed",
            "opening",
            str(world.opening_id),
            None,
        )


def test_staff_move_cancel_and_restore_one_shift(app: Flask, staff: FlaskClient, world: ShiftWorld) -> None:
    page, keep = f"/vagter/{world.shift_ids[0]}", f"/personale/vagter/{world.shift_ids[0]}"
    moved = press(staff, f"{keep}/flyt", f"{keep}/flyt", day="2026-11-30", start="14.00", end="16.30")
    assert moved.status_code == 303 and "Mandag d. 30. november kl. 14–16.30" in staff.get(page).text
    assert press(staff, f"{keep}/flyt", f"{keep}/flyt", day="2026-11-01", start="14.00", end="16.30").status_code == 422
    assert press(staff, page, f"{keep}/aflys").status_code == 303
    assert press(staff, page, f"{keep}/aflys").status_code == 409
    assert press(staff, page, f"{keep}/alligevel").status_code == 303
    assert "Ingen har sagt ja endnu." in staff.get(page).text


def test_staff_elsewhere_see_nothing_of_it(app: Flask, world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        stranger = make_staff(session, "Ulla", venues=(make_venue(session, "Havnen"),)).person_id
    client = signed_in_client(app, stranger)
    assert client.get(f"/ekstra-aabent/{world.opening_id}").status_code == 404
    assert "kl. 10–13" not in client.get("/personale/vagter").text


def test_the_overview_costs_the_same_with_many_shifts(app: Flask, staff: FlaskClient, world: ShiftWorld) -> None:
    with statements(app) as few:
        staff.get("/personale/vagter")
    with app.app_context(), writing() as session:
        opening = session.get_one(Opening, world.opening_id)
        for n in range(1, 12):
            make_shift(
                session,
                opening,
                TODAY + dt.timedelta(weeks=9, days=n),
                at := TUESDAY_MORNING + dt.timedelta(days=n),
                at + dt.timedelta(hours=1),
            )
    with statements(app) as many:
        assert staff.get("/personale/vagter").status_code == 200
    assert len(few) == len(many) <= 8
