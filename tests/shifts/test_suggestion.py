"""A suggested rota: who is asked about what, and why a seat stays empty."""

from __future__ import annotations

import datetime as dt
import random
from itertools import combinations, product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from base.database import db, writing
from notices.models import Notice
from people.person_models import Person
from seats.models import Seat
from shifts.models import KeyShown, Opening, ShiftSuits
from shifts.suggestion import Free, Hole, Member, suggest
from shifts.suggestion_words import HOLE_WORDS
from shifts.taking_commands import take_shift
from shifts.texts import Tell
from tests.conftest import TUESDAY_MORNING
from tests.people.making import press, signed_in_client
from tests.shifts.making import SUNDAYS, ShiftWorld, make_world

DAY = dt.date(2026, 11, 29)
KNOWS = frozenset({1, 2})


def _free(key: int, days: int = 0, hour: int = 10, **rest: object) -> Free:
    starts = dt.datetime(2026, 11, 29, hour, tzinfo=dt.UTC) + dt.timedelta(days=days)
    return Free(key, DAY + dt.timedelta(days=days), starts, starts + dt.timedelta(hours=3), **rest)  # type: ignore[arg-type]


def _member(key: str, *suits: int, **rest: object) -> Member:
    return Member(key, frozenset(suits), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("members", "hole"),
    [
        ([], Hole.NOBODY),
        ([_member("a", 1)], Hole.ONE),
        ([_member("a", 1), _member("b", 1)], Hole.KEY),
        ([_member("a", 1, days=frozenset({DAY})), _member("b", 1, knows=KNOWS)], Hole.NEXT_TO),
    ],
)
def test_each_hole_has_its_reason(members: list[Member], hole: Hole) -> None:
    assert suggest(members, [_free(1, needs_key=True)]) == suggest(members[::-1], [_free(1, needs_key=True)])
    found = suggest(members, [_free(1, needs_key=True)])
    assert (found.asked, found.holes) == ((), ((1, hole),))
    assert HOLE_WORDS[hole]


def test_one_who_knows_the_key_is_with_one_who_does_not() -> None:
    members = [_member("a", 1, 2, knows=KNOWS), _member("b", 1, 2, knows=KNOWS), _member("c", 1, 2), _member("d", 1, 2)]
    found = suggest(members, [_free(1), _free(2, 7)])
    teams = [{person for key, person in found.asked if key == which} for which in (1, 2)]
    assert all(len(team & {"a", "b"}) == 1 for team in teams) and not found.holes


def test_nobody_has_two_back_to_back() -> None:
    members = [_member("a", 1, 2), _member("b", 1, 2)]
    found = suggest(members, [_free(1, hour=8), _free(2, hour=11)])
    assert len(found.asked) == 2 and dict(found.holes) == {2: Hole.NEXT_TO}


def test_what_is_ahead_already_counts() -> None:
    members = [_member("a", 1, ahead=3), _member("b", 1), _member("c", 1)]
    assert {person for _, person in suggest(members, [_free(1)]).asked} == {"b", "c"}


def test_a_stand_in_makes_room() -> None:
    members = [_member("a", 1, 2), _member("b", 1), _member("c", 2, 1), _member("d", 1)]
    found = suggest(members, [_free(1, hour=8), _free(2, hour=11)])
    assert not found.holes


MEMBERS = st.lists(
    st.builds(
        Member, st.sampled_from("abcde"), st.frozensets(st.integers(0, 3)), st.frozensets(st.integers(0, 3)), st.integers(0, 2),
    ),
    max_size=5, unique_by=lambda each: each.key,
)  # fmt: skip
SHIFTS = st.lists(
    st.builds(
        lambda key, days, needs, rest: _free(key, days, needs_key=needs, rest_days=rest),
        st.integers(0, 3), st.sampled_from([0, 1, 2, 7]), st.booleans(), st.integers(0, 1),
    ),
    max_size=3, unique_by=lambda each: each.key,
)  # fmt: skip


def _is_good(members: list[Member], shifts: list[Free], asked: set[tuple[int, str]]) -> bool:
    by_key = {each.key: each for each in members}
    for shift in shifts:
        team = [by_key[person] for key, person in asked if key == shift.key]
        if len(team) not in (0, 2) or any(shift.key not in each.suits for each in team):
            return False
        if team and shift.needs_key and not any(shift.key in each.knows for each in team):
            return False
    for one, two in combinations(shifts, 2):
        rest = max(one.rest_days, two.rest_days)
        near = abs((one.day - two.day).days) <= rest or (one.starts_at <= two.ends_at and two.starts_at <= one.ends_at)
        if near and {p for k, p in asked if k == one.key} & {p for k, p in asked if k == two.key}:
            return False
    return True


def _best(members: list[Member], shifts: list[Free]) -> tuple[int, int]:
    """Return the most seats that can be filled, and the least spread of all ways that fill so many."""
    choices = [[(), *combinations([each.key for each in members], 2)] for _ in shifts]
    found = []
    for teams in product(*choices):
        asked = {(shift.key, person) for shift, team in zip(shifts, teams, strict=True) for person in team}
        if _is_good(members, shifts, asked):
            found.append((-len(asked), _spread(members, asked)))
    return -min(found)[0], min(found)[1]


def _spread(members: list[Member], asked: set[tuple[int, str]]) -> int:
    loads = [each.ahead + sum(person == each.key for _, person in asked) for each in members]
    return max(loads, default=0) - min(loads, default=0)


@settings(max_examples=150, deadline=None)
@given(MEMBERS, SHIFTS)
def test_every_plan_keeps_the_rules_and_is_near_the_best(members: list[Member], shifts: list[Free]) -> None:
    found = suggest(members, shifts)
    asked = set(found.asked)
    assert len(asked) == len(found.asked) and _is_good(members, shifts, asked)
    most, spread = _best(members, shifts)
    assert len(asked) >= most - 2 and (len(asked) < most or _spread(members, asked) <= spread + 1)
    assert {key for key, _ in found.holes} == {each.key for each in shifts} - {key for key, _ in asked}


@pytest.mark.parametrize("share", [0.5, 0.3])
def test_twenty_people_and_half_a_year_are_spread_evenly(share: float) -> None:
    shifts = [_free(key, 7 * (key // 2) + key % 2) for key in range(52)]
    chance = random.Random(7)
    members = [_member(f"p{at:02}", *(each.key for each in shifts if chance.random() < share)) for at in range(20)]
    found = suggest(members, shifts)
    assert not found.holes and len(found.asked) == 104 and _spread(members, set(found.asked)) <= 1


@pytest.fixture
def world(app: Flask) -> ShiftWorld:
    with app.app_context(), writing() as session:
        world = make_world(session)
        for person_id in world.people[:3]:
            for shift_id in world.shift_ids:
                session.add(ShiftSuits(shift_id=shift_id, person_id=person_id))
        return world


@pytest.fixture
def contact(app: Flask, world: ShiftWorld) -> FlaskClient:
    return signed_in_client(app, world.people[0])


@pytest.fixture
def page(world: ShiftWorld) -> str:
    return f"/gruppe/{world.group_id}/vagter/forslag"


def _held(app: Flask) -> dict[int, int]:
    with app.app_context():
        rows = db.session.scalars(select(Seat)).all()
        db.session.remove()
        return {each.occasion_id: sum(other.occasion_id == each.occasion_id for other in rows) for each in rows}


def test_those_of_the_plan_are_asked_and_nothing_is_taken(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str) -> None:
    shown = contact.get(page).text
    assert shown.count("Vi spørger") == 2 and "Dagmar" not in shown
    for _ in range(2):
        assert press(contact, page if _ == 0 else "/mig", page).status_code == 303
    assert _held(app) == dict.fromkeys(world.shift_ids, 2)
    with app.app_context():
        assert {each.state for each in db.session.scalars(select(Seat))} == {"held"}
        assert len(db.session.scalars(select(Notice).where(Notice.kind == Tell.ASKED)).all()) == 4
        db.session.remove()


def test_one_on_a_pause_is_not_asked(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Person, world.people[1]).paused_at = TUESDAY_MORNING
    assert "Bertil" not in contact.get(page).text


def test_what_was_taken_meanwhile_stays_so(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str) -> None:
    contact.get(page)
    with app.app_context():
        for person_id in world.people[2:]:
            with writing() as session:
                take_shift(session, world.shift_ids[0], person_id, TUESDAY_MORNING)
        db.session.remove()
    assert press(contact, "/mig", page).status_code == 303
    assert _held(app) == dict.fromkeys(world.shift_ids, 2)


def test_the_key_counts_in_a_plan(app: Flask, contact: FlaskClient, world: ShiftWorld, page: str) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Opening, world.opening_id).needs_key = True
    assert HOLE_WORDS[Hole.KEY] in contact.get(page).text
    with app.app_context(), writing() as session:
        session.add(KeyShown(person_id=world.people[1], venue_id=world.venue_id, shown_on=SUNDAYS[0]))
    assert contact.get(page).text.count("<bdi>Bertil</bdi>") == 2


def test_without_its_token_nobody_is_asked(app: Flask, contact: FlaskClient, page: str) -> None:
    assert contact.post(page).status_code == 422 and _held(app) == {}
