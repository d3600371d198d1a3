"""What shifts keep of a person: what lies ahead of them, what they are given, when it goes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask, url_for
from icalendar import Calendar
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from base.clock import KOLDING
from base.database import db, writing
from base.quietlogs import quiet
from noticeboard.mine_queries import export
from people.codes import new_token
from people.group_models import Membership
from people.person_commands import replace_calendar_link
from people.person_models import Person
from people.person_queries import belongers_of, belongs_to
from people.retention_commands import forget_due
from people.sign_in_commands import start_acting
from people.staff_models import AuditEntry
from people.terms import AuditAction, MemberState, Stay
from people.way_in_models import SignIn
from seats.models import Seat
from shifts.keeping_commands import cancel_shift, move_shift
from shifts.models import KeyShown, Opening, Shift, ShiftSuits
from shifts.personal_queries import list_ahead
from shifts.rota_commands import replace_rota_link, say_what_suits
from shifts.taking_commands import ask_partner, leave_shift, take_shift
from tests.conftest import TUESDAY_MORNING, Clock
from tests.people.making import press, signed_in_client
from tests.shifts.making import SUNDAYS, ShiftWorld, make_shift, make_world

BEGINS = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session)


@pytest.fixture
def two(app: Flask, world: ShiftWorld) -> ShiftWorld:
    """The world with two on the first shift."""
    for person_id in world.people[:2]:
        with app.app_context(), writing() as session:
            take_shift(session, world.shift_ids[0], person_id, TUESDAY_MORNING)
    return world


def _events(app: Flask, path: str) -> list[Any]:
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def _own_path(app: Flask, person_id: str) -> str:
    with app.app_context(), writing() as session:
        return f"/kalender/{replace_calendar_link(session, person_id, TUESDAY_MORNING)}.ics"


def _rota_path(app: Flask, group_id: int) -> str:
    with app.app_context(), writing() as session:
        return f"/kalender/gruppe/{replace_rota_link(session, group_id, TUESDAY_MORNING)}.ics"


def test_what_lies_ahead_leads_to_the_shift_and_out_of_it(app: Flask, two: ShiftWorld) -> None:
    with app.test_request_context():
        (ahead,) = list_ahead(db.session(), two.people[0], TUESDAY_MORNING)
        assert ahead.path == url_for("shift.show", shift_id=two.shift_ids[0])
        assert ahead.leave_path == url_for("shift.leave", shift_id=two.shift_ids[0])
        assert (ahead.title, ahead.starts_at, ahead.ends_at) == ("Kl. 10–13", BEGINS, BEGINS + 3 * HOUR)
        db.session.remove()


def test_nothing_lies_ahead_of_one_who_is_only_asked(app: Flask, world: ShiftWorld) -> None:
    with app.app_context():
        with writing() as session:
            ask_partner(session, world.shift_ids[0], world.people[0], world.people[1], TUESDAY_MORNING)
        assert [len(list_ahead(db.session(), each, TUESDAY_MORNING)) for each in world.people[:2]] == [1, 0]
        db.session.remove()


def _cancel(session: Session, world: ShiftWorld) -> None:
    cancel_shift(session, world.shift_ids[0], TUESDAY_MORNING)


def _leave_one(session: Session, world: ShiftWorld) -> None:
    leave_shift(session, world.shift_ids[0], world.people[1], TUESDAY_MORNING)


@pytest.mark.parametrize(
    ("change", "at", "lie_ahead"),
    [
        (_cancel, TUESDAY_MORNING, 0),
        (_leave_one, BEGINS - HOUR - dt.timedelta(seconds=1), 1),
        (_leave_one, BEGINS - HOUR, 0),
        (lambda _session, _world: None, BEGINS + 2 * HOUR, 1),
        (lambda _session, _world: None, BEGINS + 3 * HOUR, 0),
    ],
)
def test_nobody_is_to_come_to_what_is_called_off_closed_or_over_also_by_the_clock(
    app: Flask, two: ShiftWorld, clock: Clock, change: Any, at: dt.datetime, lie_ahead: int
) -> None:
    path = _own_path(app, two.people[0])
    with app.app_context(), writing() as session:
        change(session, two)
    clock.moment = at
    assert len(_events(app, path)) == lie_ahead


def test_a_moved_shift_is_later_news_in_ones_own_calendar(app: Flask, two: ShiftWorld) -> None:
    path = _own_path(app, two.people[0])
    (before,) = _events(app, path)
    moved_at = TUESDAY_MORNING + HOUR
    with app.app_context(), writing() as session:
        move_shift(session, two.shift_ids[0], BEGINS + HOUR, BEGINS + 4 * HOUR, moved_at)
    (after,) = _events(app, path)
    assert before["UID"] == after["UID"] and after["DTSTART"].dt == (BEGINS + HOUR).astimezone(KOLDING)
    assert before["SEQUENCE"] < after["SEQUENCE"] and after["DTSTAMP"].dt == moved_at


def test_a_reader_finds_the_alarm_and_it_names_nothing(app: Flask, two: ShiftWorld) -> None:
    (event,) = _events(app, _own_path(app, two.people[0]))
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == dt.timedelta(hours=-2) and str(alarm["ACTION"]) == "DISPLAY"
    assert str(alarm["DESCRIPTION"]) == "Kl. 10–13"


def test_a_person_long_unseen_with_a_shift_ahead_stays_when_the_night_forgets(app: Flask, two: ShiftWorld, clock: Clock) -> None:
    with app.app_context():
        with writing() as session:
            session.execute(update(Person).where(Person.id.in_(two.people)).values(seen_on=dt.date(2025, 1, 1)))
        forget_due(clock.moment)
        assert set(db.session.scalars(select(Person.id).where(Person.id.in_(two.people)))) == set(two.people[:2])
        db.session.remove()


def test_one_belongs_to_a_place_by_a_seat_until_seven_days_after(app: Flask, two: ShiftWorld, clock: Clock) -> None:
    with app.app_context():
        with writing() as session:
            session.execute(delete(Membership))
        session = db.session()
        assert [bool(belongs_to(session, each)) for each in two.people[:3]] == [True, True, False]
        assert belongers_of(session, [two.venue_id])[two.venue_id] == set(two.people[:2])
        session.rollback()
        for at, belongs in ((BEGINS + 3 * HOUR + 7 * DAY - HOUR, True), (BEGINS + 3 * HOUR + 7 * DAY, False)):
            forget_due(at)
            assert bool(belongs_to(db.session(), two.people[0])) is belongs
            db.session.remove()


def test_one_is_given_what_is_kept_and_no_other_name(app: Flask, world: ShiftWorld) -> None:
    with app.app_context():
        with writing() as session:
            ask_partner(session, world.shift_ids[0], world.people[0], world.people[1], TUESDAY_MORNING)
            say_what_suits(session, world.people[0], world.shift_ids, world.shift_ids[1:])
            session.add(KeyShown(person_id=world.people[0], venue_id=world.venue_id, shown_on=SUNDAYS[0]))
        given = export(db.session(), world.people[0])
        assert [row["svar"] for row in given["Dine vagter"]] == ["du har sagt ja", "du har spurgt en anden"]
        assert given["Nøgle og alarm, du har fået vist"] == [{"sted": "Huset", "vist": SUNDAYS[0]}]
        assert given["Vagter, der passer dig"] == [{"sted": "Huset", "dag": SUNDAYS[1]}]
        assert "Bertil" not in repr(given) and world.people[1] not in repr(given)
        db.session.remove()


def _write_note(app: Flask, shift_id: int) -> None:
    with app.app_context(), writing() as session:
        shift = session.get_one(Shift, shift_id)
        shift.note, shift.noted_at = "Mælk", BEGINS


def _note(app: Flask, shift_id: int, at: dt.datetime) -> str:
    with app.app_context():
        forget_due(at)
        found = db.session.get_one(Shift, shift_id).note
        db.session.remove()
        return found


def test_a_note_waits_for_the_next_two_however_long_it_takes(app: Flask, world: ShiftWorld) -> None:
    late = dt.date(2027, 1, 10)
    with app.app_context(), writing() as session:
        make_shift(session, session.get_one(Opening, world.opening_id), late)
    _write_note(app, world.shift_ids[1])
    ends = dt.datetime(2027, 1, 10, 12, tzinfo=dt.UTC)
    assert _note(app, world.shift_ids[1], ends - HOUR) == "Mælk"
    assert _note(app, world.shift_ids[1], ends) == ""


def test_a_note_that_nobody_comes_after_goes_in_the_end(app: Flask, world: ShiftWorld) -> None:
    _write_note(app, world.shift_ids[1])
    assert _note(app, world.shift_ids[1], BEGINS + 29 * DAY) == "Mælk"
    assert _note(app, world.shift_ids[1], BEGINS + 30 * DAY) == ""


def test_the_groups_calendar_tells_what_is_closed_by_the_clock(app: Flask, world: ShiftWorld, clock: Clock) -> None:
    path = _rota_path(app, world.group_id)
    with app.app_context(), writing() as session:
        take_shift(session, world.shift_ids[0], world.people[0], TUESDAY_MORNING)
    assert [(str(each["SUMMARY"]), str(each["STATUS"])) for each in _events(app, path)] == [
        ("Mangler makker: Huset", "TENTATIVE"), ("Mangler makker: Huset", "TENTATIVE")
    ]  # fmt: skip
    clock.moment = BEGINS - HOUR
    assert (str(_events(app, path)[0]["SUMMARY"]), str(_events(app, path)[0]["STATUS"])) == ("AFLYST: Huset", "CANCELLED")


def test_the_groups_calendar_never_tells_of_what_is_forgotten(app: Flask, two: ShiftWorld, clock: Clock) -> None:
    path = _rota_path(app, two.group_id)
    for clock.moment, titles in (
        (BEGINS + 3 * HOUR + 7 * DAY - HOUR, ["2 af 2: Huset", "AFLYST: Huset"]), (BEGINS + 3 * HOUR + 7 * DAY, ["AFLYST: Huset"])
    ):  # fmt: skip
        with app.app_context():
            forget_due(clock.moment)
        assert [str(each["SUMMARY"]) for each in _events(app, path)] == titles


def test_the_address_of_the_groups_calendar_is_in_no_log() -> None:
    token = new_token()
    assert token not in quiet(f'"GET /kalender/gruppe/{token}.ics HTTP/1.1" 200')


def test_a_press_without_its_token_makes_no_address_and_says_so(app: Flask, world: ShiftWorld) -> None:
    answer = signed_in_client(app, world.people[0]).post(f"/gruppe/{world.group_id}/vagter/kalender")
    assert answer.status_code == 422 and "Siden har ligget længe." in answer.text


def test_what_is_typed_of_what_suits_is_kept_when_the_token_has_run_out(app: Flask, world: ShiftWorld) -> None:
    page = f"/gruppe/{world.group_id}/vagter/passer"
    answer = signed_in_client(app, world.people[0]).post(page, data={"shifts": str(world.shift_ids[1])})
    assert answer.status_code == 422 and answer.text.count("checked") == 1
    with app.app_context():
        assert db.session.scalars(select(ShiftSuits)).all() == []
        db.session.remove()


def test_what_staff_do_for_somebody_at_the_desk_is_noted(app: Flask, world: ShiftWorld) -> None:
    staff = signed_in_client(app, world.staff_id, Stay.STAFF)
    with app.app_context(), writing() as session:
        sign_in = session.scalars(select(SignIn.id).where(SignIn.person_id == world.staff_id)).one()
        start_acting(session, sign_in, world.people[2], TUESDAY_MORNING)
    page = f"/gruppe/{world.group_id}/vagter/passer"
    assert press(staff, page, page, shifts=str(world.shift_ids[0])).status_code == 303
    with app.app_context():
        helped = select(AuditEntry.for_id).where(AuditEntry.action == AuditAction.HELPED)
        assert db.session.scalars(helped).all() == [world.people[2]]
        assert db.session.scalars(select(ShiftSuits.person_id)).all() == [world.people[2]]
        db.session.remove()


def test_one_who_waits_for_a_welcome_is_not_said_to_know_the_key(app: Flask, world: ShiftWorld, clock: Clock) -> None:
    with app.app_context():
        with writing() as session:
            session.add(KeyShown(person_id=world.people[1], venue_id=world.venue_id, shown_on=SUNDAYS[0]))
            mine = Membership.person_id == world.people[1]
            session.execute(update(Membership).where(mine).values(state=MemberState.WAITING))
        forget_due(clock.moment)
        assert db.session.scalars(select(KeyShown)).all() == []
        db.session.remove()


def test_an_erased_persons_rows_go_with_them(app: Flask, two: ShiftWorld) -> None:
    with app.app_context():
        with writing() as session:
            session.add(KeyShown(person_id=two.people[0], venue_id=two.venue_id, shown_on=SUNDAYS[0]))
            say_what_suits(session, two.people[0], two.shift_ids, two.shift_ids[1:])
            session.delete(session.get_one(Person, two.people[0]))
        left = [db.session.scalars(select(table.person_id)).all() for table in (Seat, KeyShown, ShiftSuits)]
        assert left == [[two.people[1]], [], []]
        db.session.remove()
