"""The table of who may do what, and what makes somebody what they are toward a thing."""

from __future__ import annotations

import pytest

from people.permissions import TABLE, Act, Actor, Standing, allows, standings, standings_at, standings_in
from people.terms import MemberState, StaffRole

ANNA = Actor("a", groups={1: MemberState.MEMBER, 2: MemberState.WAITING, 3: MemberState.CONTACT})
STAFF = Actor("s", StaffRole.STAFF, frozenset({7}))
HELPING = Actor("s", StaffRole.STAFF, frozenset({7}), "a", {1: MemberState.MEMBER})
COORDINATOR = Actor("c", StaffRole.COORDINATOR)
REVISOR = Actor("r", StaffRole.REVISOR)


def test_every_act_is_in_the_table() -> None:
    assert set(TABLE) == set(Act)


@pytest.mark.parametrize("act", list(Act))
def test_a_visitor_may_nothing_that_needs_a_standing(act: Act) -> None:
    assert not allows(act, standings(None))


@pytest.mark.parametrize(
    ("actor", "held"),
    [
        (None, set()),
        (ANNA, {"signed_in", "person"}),
        (STAFF, {"signed_in", "person", "staff"}),
        (HELPING, {"signed_in", "helper", "staff"}),
        (COORDINATOR, {"signed_in", "person", "coordinator"}),
        (REVISOR, {"signed_in", "revisor"}),
    ],
)
def test_what_somebody_is_wherever_they_look(actor: Actor | None, held: set[str]) -> None:
    assert standings(actor) == {Standing(each) for each in held}


def test_staff_are_staff_of_their_own_places_only_and_a_coordinator_of_none() -> None:
    assert Standing.STAFF_HERE in standings_at(STAFF, {7, 8})
    assert Standing.STAFF_HERE not in standings_at(STAFF, {8}) | standings_at(STAFF, ())
    assert Standing.STAFF_HERE not in standings_at(COORDINATOR, {7})


def test_an_account_that_is_no_staff_gains_nothing_by_places() -> None:
    assert Standing.STAFF_HERE not in standings_at(Actor("r", StaffRole.REVISOR, frozenset({7})), {7})


@pytest.mark.parametrize(
    ("group_id", "seen", "members_seen", "kept"),
    [(1, True, True, False), (2, True, False, False), (3, True, True, True), (4, False, False, False)],
)
def test_a_group_opens_step_by_step(group_id: int, seen: bool, members_seen: bool, kept: bool) -> None:
    held = standings_in(ANNA, group_id, ())
    assert [allows(act, held) for act in (Act.SEE_GROUP, Act.SEE_MEMBERS, Act.KEEP_GROUP)] == [seen, members_seen, kept]


def test_who_helps_may_do_what_the_other_may_but_not_what_is_theirs_alone() -> None:
    held = standings_in(HELPING, 1, ())
    assert HELPING.subject_id == "a"
    assert allows(Act.SEE_MINE, held) and allows(Act.LEAVE_GROUP, held)
    assert not allows(Act.KEEP_MINE, held)


def test_a_revisor_reads_the_log_and_nothing_else() -> None:
    everywhere = standings_at(REVISOR, {1}) | standings_in(REVISOR, 1, {1})
    assert {act for act in Act if allows(act, everywhere)} == {Act.READ_AUDIT, Act.SEE_SIGN_INS}


def test_nobody_else_reads_the_log() -> None:
    assert TABLE[Act.READ_AUDIT] == {Standing.REVISOR}
