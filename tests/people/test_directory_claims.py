"""What a directory says of somebody is read with care: one role, a name that can be shown, an address that was checked."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import pytest

from base.settings import Directory
from people.contact_points import read_email
from people.directory_claims import NAMELESS, read_groups, read_known
from people.terms import StaffRole

GROUPS = {"k": "coordinator", "r": "revisor", "h": "huset", "b": "baghuset", "h2": "huset"}
DIRECTORY = Directory("https://login.example", "paa-tvaers", groups=GROUPS)
NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("claim", "role", "slugs"),
    [
        (["h"], StaffRole.STAFF, {"huset"}),
        (["h", "b", "h2", "andre"], StaffRole.STAFF, {"huset", "baghuset"}),
        ("h", StaffRole.STAFF, {"huset"}),
        (["k"], StaffRole.COORDINATOR, NOTHING),
        (["r"], StaffRole.REVISOR, NOTHING),
        (["k", "h"], StaffRole.COORDINATOR, NOTHING),
        (["h", "r"], StaffRole.REVISOR, NOTHING),
        (["r", "k", "h"], StaffRole.COORDINATOR, NOTHING),
        ([], None, NOTHING),
        (None, None, NOTHING),
        (["andre"], None, NOTHING),
        # What stands to the right of the mapping is no group.
        (["coordinator", "huset"], None, NOTHING),
        (["H", " k", "k "], None, NOTHING),
        ("k,h", None, NOTHING),
        ({"k": True}, None, NOTHING),
        ([["k"], {"k": 1}, 3, None, True], None, NOTHING),
    ],
)
def test_groups_give_one_role(claim: object, role: StaffRole | None, slugs: Set[str]) -> None:
    assert read_groups(claim, GROUPS) == (role, frozenset(slugs))


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"given_name": "Stine", "name": "Ole Hansen"}, "Stine"),
        ({"given_name": "Anne Marie"}, "Anne Marie"),
        ({"name": "Ole Bo Hansen"}, "Ole"),
        ({"name": "Hansen, Ole Bo"}, "Ole"),
        ({"nickname": "Bo"}, "Bo"),
        ({"given_name": "x" * 300, "name": "Ole"}, "Ole"),
        ({"given_name": "<script>", "name": "ole@kommunen.example"}, NAMELESS),
        ({"given_name": ["Stine"], "name": {"a": 1}, "nickname": 3}, NAMELESS),
        ({"name": "  ,  "}, NAMELESS),
        ({}, NAMELESS),
    ],
)
def test_a_name_is_one_that_can_be_shown(claims: dict[str, Any], name: str) -> None:
    known = read_known({"sub": "1", **claims}, DIRECTORY)
    assert known and known.name == name


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email": "Stine@Kommunen.Example"}, "stine@kommunen.example"),
        ({"email": "stine@kommunen.example", "email_verified": True}, "stine@kommunen.example"),
        ({"email": "stine@kommunen.example", "email_verified": False}, None),
        ({"email": "stine@kommunen.example", "email_verified": "false"}, None),
        ({"email": "stine@kommunen.example", "email_verified": None}, None),
        ({"email": "stine"}, None),
        ({"email": ["stine@kommunen.example"]}, None),
        ({}, None),
    ],
)
def test_an_address_counts_where_the_directory_stands_by_it(claims: dict[str, Any], email: str | None) -> None:
    known = read_known({"sub": "1", **claims}, DIRECTORY)
    assert known and known.email == email


def test_without_an_address_the_account_has_one_that_leads_nowhere() -> None:
    one, other = (read_known({"sub": sub}, DIRECTORY) for sub in ("Ab", "ab"))
    assert one and other and one.address != other.address
    assert one.address.endswith("@directory.invalid") and read_email(one.address) == one.address
    assert "Ab" not in one.address


def test_the_same_number_in_two_directories_is_two_people() -> None:
    other = Directory("https://andre.example", "paa-tvaers", groups=GROUPS)
    one, same = read_known({"sub": "1"}, DIRECTORY), read_known({"sub": "1"}, other)
    assert one and same and one.subject != same.subject


@pytest.mark.parametrize("sub", [None, "", 7, ["1"], "x" * 300, "a\0b"])
def test_without_a_subject_it_is_nobody(sub: object) -> None:
    assert read_known({"sub": sub, "groups": ["k"]}, DIRECTORY) is None


def test_groups_that_are_left_out_are_not_taken_for_none() -> None:
    assert read_known({"sub": "1", "_claim_names": {"groups": "src1"}}, DIRECTORY) is None
    # Other claims may be elsewhere, and a claim that is there counts.
    assert read_known({"sub": "1", "_claim_names": {"photo": "src1"}}, DIRECTORY) is not None
    assert read_known({"sub": "1", "groups": ["h"], "_claim_names": {"groups": "src1"}}, DIRECTORY) is not None


def test_what_is_read_tells_nothing_of_the_person_in_a_traceback() -> None:
    known = read_known({"sub": "hemmelig", "given_name": "Stine", "email": "stine@kommunen.example"}, DIRECTORY)
    assert not any(word in repr(known) for word in ("hemmelig", "Stine", "stine"))
