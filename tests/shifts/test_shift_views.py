"""The page of a shift, and what its people do there."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from people.erasure_commands import erase_person
from people.person_models import Person
from people.terms import MemberState
from seats.commands import end_occasion, hold_occasion
from seats.models import Seat
from shifts.keeping_commands import move_shift
from shifts.terms import Refusal
from shifts.wording import REFUSAL_WORDS
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.making import make_venue
from tests.people.making import make_group, make_person, press, signed_in_client
from tests.shifts.making import ShiftWorld, make_opening, make_shift, make_world

KEY = "Under den blå krukke"
BEGINS = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        return make_world(session, key_where=KEY, tasks="Lås op\nBryg kaffe")


@pytest.fixture
def people(app: Flask, world: ShiftWorld) -> list[FlaskClient]:
    return [signed_in_client(app, person_id) for person_id in world.people]


def _page(world: ShiftWorld, which: int = 0) -> str:
    return f"/vagter/{world.shift_ids[which]}"


def _do(client: FlaskClient, world: ShiftWorld, what: str, which: int = 0, **typed: str):  # type: ignore[no-untyped-def]
    # The token of any page of theirs will do: a page may be gone.
    return press(client, "/mig", f"{_page(world, which)}/{what}", **typed)


def _seats(app: Flask) -> int:
    with app.app_context():
        found = db.session.scalars(select(func.count()).select_from(Seat)).one()
        db.session.remove()
        return found


def _is_refused(answer, refusal: Refusal) -> bool:  # type: ignore[no-untyped-def]
    return answer.status_code == 409 and REFUSAL_WORDS[refusal] in answer.text and 'href="/gruppe/' in answer.text


def test_two_take_a_seat_and_a_third_is_offered_another_shift(people: list[FlaskClient], world: ShiftWorld) -> None:
    assert [_do(each, world, "tag").status_code for each in people[:2]] == [303, 303]
    late = _do(people[2], world, "tag")
    assert _is_refused(late, Refusal.FULL)
    assert f'href="{_page(world, 1)}"' in late.text
    assert "To har sagt ja." in people[3].get(_page(world)).text


def test_the_key_is_seen_by_the_two_alone_and_not_afterwards(people: list[FlaskClient], world: ShiftWorld, clock: Clock) -> None:
    _do(people[0], world, "tag")
    assert KEY in people[0].get(_page(world)).text
    assert KEY not in people[1].get(_page(world)).text
    assert "Bryg kaffe" in people[1].get(_page(world)).text
    clock.moment = BEGINS + 4 * HOUR
    assert KEY not in people[0].get(_page(world)).text


def test_one_asks_another_who_sees_by_whom_and_says_yes(people: list[FlaskClient], world: ShiftWorld) -> None:
    page = people[0].get(_page(world)).text
    assert "Bertil" in page
    assert _do(people[0], world, "spoerg", partner=world.people[1]).status_code == 303
    asked = people[1].get(_page(world)).text
    assert "<bdi>Annelise</bdi> vil gerne være sammen med dig" in asked
    assert _is_refused(_do(people[2], world, "tag"), Refusal.FULL)
    assert _do(people[1], world, "tag").status_code == 303
    assert "To har sagt ja." in people[1].get(_page(world)).text


def test_one_who_holds_a_pause_is_not_among_those_to_ask(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Person, world.people[1]).paused_at = TUESDAY_MORNING
    assert "Bertil" not in people[0].get(_page(world)).text
    assert _do(people[0], world, "spoerg", partner=world.people[1]).status_code == 422
    assert _seats(app) == 0


def test_who_leaves_leaves_at_once_and_the_other_is_asked_what_they_want(people: list[FlaskClient], world: ShiftWorld) -> None:
    for each in people[:2]:
        _do(each, world, "tag")
    assert _do(people[0], world, "hop-fra").status_code == 303
    assert "Vent på en ny makker, eller hop også fra." in people[1].get(_page(world)).text
    assert _is_refused(_do(people[0], world, "hop-fra"), Refusal.NOT_YOURS)


def test_an_offered_seat_changes_hands(people: list[FlaskClient], world: ShiftWorld) -> None:
    for each in people[:2]:
        _do(each, world, "tag")
    _do(people[0], world, "tilbyd")
    assert "Jeg tager en plads" in people[2].get(_page(world)).text
    assert _do(people[2], world, "tag").status_code == 303
    page = people[3].get(_page(world)).text
    assert "Cornelia" in page and "Annelise" not in page


def test_an_offer_is_taken_back(people: list[FlaskClient], world: ShiftWorld) -> None:
    for each in people[:2]:
        _do(each, world, "tag")
    _do(people[0], world, "tilbyd")
    assert _do(people[0], world, "behold").status_code == 303
    assert _is_refused(_do(people[2], world, "tag"), Refusal.FULL)


def test_one_who_stands_there_alone_closes_it_and_sees_whom_to_call(
    people: list[FlaskClient], world: ShiftWorld, clock: Clock
) -> None:  # fmt: skip
    for each in people[:2]:
        _do(each, world, "tag")
    assert _is_refused(_do(people[0], world, "alene"), Refusal.TOO_EARLY)
    clock.moment = BEGINS
    assert _do(people[0], world, "alene").status_code == 303
    page = people[0].get(_page(world)).text
    assert "Lås ikke op." in page and "75 12 34 56" in page and "Der er lukket." in page


def test_a_note_is_for_the_next_two_and_nothing_typed_is_lost(people: list[FlaskClient], world: ShiftWorld, clock: Clock) -> None:
    for each in people[:2]:
        _do(each, world, "tag")
    _do(people[2], world, "tag", 1)
    clock.moment = BEGINS + HOUR
    page = _page(world)
    long = _do(people[0], world, "note", note="Kaffen er slut. " * 30)
    assert long.status_code == 422 and "Kaffen er slut." in long.text
    assert _do(people[0], world, "note", note="Kaffen er slut.").status_code == 303
    assert "Kaffen er slut." in people[0].get(page).text
    assert "Kaffen er slut." in people[2].get(_page(world, 1)).text
    assert "Kaffen er slut." not in people[3].get(_page(world, 1)).text
    lost = people[0].post(f"{page}/note", data={"note": "Mælken også."})
    assert lost.status_code == 422 and "Mælken også." in lost.text


def test_a_note_by_one_who_is_on_it_no_longer_comes_back_with_its_words(
    people: list[FlaskClient], world: ShiftWorld, clock: Clock
) -> None:  # fmt: skip
    for each in people[:2]:
        _do(each, world, "tag")
    clock.moment = BEGINS + HOUR
    _do(people[1], world, "hop-fra")
    freed = _do(people[0], world, "note", note="Kaffen er slut.")
    assert _is_refused(freed, Refusal.NOT_YOURS) and "Kaffen er slut." in freed.text
    long = _do(people[0], world, "note", note="Kaffen er slut. " * 30)
    assert long.status_code == 422 and "Kaffen er slut." in long.text


def test_two_cannot_sign_up_where_one_is_already(people: list[FlaskClient], world: ShiftWorld) -> None:
    _do(people[0], world, "tag")
    assert _is_refused(_do(people[1], world, "spoerg", partner=world.people[2]), Refusal.FULL)
    assert _is_refused(_do(people[1], world, "spoerg", partner="ingen"), Refusal.FULL)


def test_one_who_holds_a_pause_is_offered_no_other_shift(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Person, world.people[0]).paused_at = TUESDAY_MORNING
    answer = _do(people[0], world, "tag")
    assert _is_refused(answer, Refusal.PAUSED) and "Andre vagter" not in answer.text


def test_a_moved_shift_says_when_it_was(app: Flask, people: list[FlaskClient], world: ShiftWorld, clock: Clock) -> None:
    assert "flyttet" not in people[0].get(_page(world)).text
    with app.app_context(), writing() as session:
        move_shift(session, world.shift_ids[0], BEGINS + HOUR, BEGINS + 3 * HOUR, TUESDAY_MORNING)
    page = people[0].get(_page(world)).text
    assert "Søndag d. 29. november kl. 11–13" in page
    assert "Vagten er flyttet. Før var det søndag d. 29. november kl. 10–13." in page
    clock.moment = BEGINS + HOUR
    assert "flyttet" not in people[0].get(_page(world)).text


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [(BEGINS - HOUR, Refusal.TOO_LATE), (BEGINS, Refusal.PAST), (BEGINS + 3 * HOUR, Refusal.PAST)],
)
def test_a_seat_on_what_is_past_is_refused(
    people: list[FlaskClient], world: ShiftWorld, clock: Clock, moment: dt.datetime, refusal: Refusal
) -> None:  # fmt: skip
    clock.moment = moment
    assert _is_refused(_do(people[0], world, "tag"), refusal)
    assert _is_refused(_do(people[0], world, "hop-fra"), Refusal.PAST if moment >= BEGINS else Refusal.NOT_YOURS)


@pytest.mark.parametrize(("how", "refusal"), [("cancelled_at", Refusal.CANCELLED), ("closed_at", Refusal.CLOSED)])
def test_a_seat_on_what_was_called_off_or_closed_is_refused(
    app: Flask, people: list[FlaskClient], world: ShiftWorld, how: str, refusal: Refusal
) -> None:  # fmt: skip
    with app.app_context(), writing() as session:
        occasion = hold_occasion(session, world.shift_ids[0])
        assert occasion
        end_occasion(session, occasion, **{how: TUESDAY_MORNING})
    assert _is_refused(_do(people[0], world, "tag"), refusal)
    assert REFUSAL_WORDS[refusal].split()[-1] in people[0].get(_page(world)).text


def test_who_declines_after_it_began_is_told_so(people: list[FlaskClient], world: ShiftWorld, clock: Clock) -> None:
    _do(people[0], world, "spoerg", partner=world.people[1])
    clock.moment = BEGINS + HOUR
    assert _is_refused(_do(people[1], world, "hop-fra"), Refusal.PAST)


def test_another_groups_shift_is_not_there(app: Flask, people: list[FlaskClient]) -> None:
    with app.app_context(), writing() as session:
        venue, stranger = make_venue(session, "Havnen"), make_person(session, "Egon")
        group = make_group(session, "De andre", venue, True, **{stranger.id: MemberState.CONTACT})
        foreign = make_shift(session, make_opening(session, group, venue), dt.date(2026, 11, 28)).id
    for what in ("tag", "hop-fra", "tilbyd"):
        assert press(people[0], "/mig", f"/vagter/{foreign}/{what}").status_code == 404
    assert people[0].get(f"/vagter/{foreign}").status_code == people[0].get("/vagter/999").status_code == 404


def test_what_clashes_is_refused_without_a_word_of_where(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    with app.app_context(), writing() as session:
        venue = make_venue(session, "Havnen")
        group = make_group(session, "De andre", venue, True, **{world.people[0]: MemberState.CONTACT})
        other = make_shift(session, make_opening(session, group, venue, start_minute=720), dt.date(2026, 11, 29)).id
    press(people[0], "/mig", f"/vagter/{other}/tag")
    answer = _do(people[0], world, "tag")
    assert _is_refused(answer, Refusal.CLASH) and "Havnen" not in answer.text


def test_one_erased_on_the_morning_frees_the_seat(app: Flask, people: list[FlaskClient], world: ShiftWorld, clock: Clock) -> None:
    for each in people[:2]:
        _do(each, world, "tag")
    clock.moment = BEGINS - 3 * HOUR
    with app.app_context():
        erase_person(world.people[0], clock.moment)
    page = people[1].get(_page(world)).text
    assert "Annelise" not in page and "Vent på en ny makker" in page


def test_staff_of_the_place_look_on_and_take_no_seat(app: Flask, world: ShiftWorld) -> None:
    staff = signed_in_client(app, world.staff_id)
    assert "Jeg tager en plads" not in staff.get(_page(world)).text
    assert _do(staff, world, "tag").status_code == 403


def test_without_its_token_nothing_is_written(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    assert people[0].post(f"{_page(world)}/tag").status_code == 422
    assert _seats(app) == 0


def test_the_page_and_the_refusal_ask_few_questions(app: Flask, people: list[FlaskClient], world: ShiftWorld) -> None:
    for each in people[:2]:
        _do(each, world, "tag")
    token = {"csrf_token": people[2].get("/mig").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]}
    with statements(app) as shown:
        people[0].get(_page(world))
    with statements(app) as refused:
        people[2].post(f"{_page(world)}/tag", data=token)
    assert (len(shown), len(refused)) == (6, 7)
