"""A notice is written once, with what made it true, to who may be told."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from base.database import writing
from base.web import now
from notices.outbox_commands import enqueue
from people.codes import new_id
from people.terms import NoticeWay
from tests.making import LONG_AGO
from tests.notices.making import NUMBER, stored, tell_code, tell_welcome
from tests.people.making import make_person


def test_a_code_waits_for_its_number_with_what_its_text_is_made_of(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            tell_code(session)
        (notice,) = stored()
        assert (notice.kind, notice.way, notice.address, notice.person_id) == ("code", "text", NUMBER, None)
        assert notice.details["code"] == "123456" and notice.told_at is None and notice.due_at == now()


def test_what_is_taken_back_is_not_told(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError), writing() as session:
            tell_code(session)
            1 / 0  # noqa: B018
        assert stored() == []


@pytest.mark.parametrize(("reached", "way"), [({"phone": NUMBER}, "text"), ({"email": "anna@example.dk"}, "mail"), ({}, "staff")])
def test_a_person_is_told_as_they_have_chosen_and_no_copy_of_their_number_is_kept(
    app: Flask, reached: dict[str, str], way: str
) -> None:
    with app.app_context():
        with writing() as session:
            tell_welcome(session, make_person(session, **reached))
        (notice,) = stored()
        assert (notice.way, notice.address) == (way, None)


@pytest.mark.parametrize("change", [{"paused_at": LONG_AGO}, {"notice_way": NoticeWay.NONE}])
def test_who_holds_a_pause_or_wants_no_notices_gets_none(app: Flask, change: dict[str, object]) -> None:
    with app.app_context():
        with writing() as session:
            anna = make_person(session, phone=NUMBER)
            for name, value in change.items():
                setattr(anna, name, value)
            tell_welcome(session, anna)
            details = {"code": "123456"}
            enqueue(session, now(), "code", "code x", details, person_id=anna.id, way="text", address=NUMBER)
        assert [notice.kind for notice in stored()] == ["code"]


def test_the_same_key_twice_is_one_notice(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            anna = make_person(session)
            tell_welcome(session, anna, "welcomed 1")
            tell_welcome(session, anna, "welcomed 1")
            tell_welcome(session, anna, "welcomed 2")
        assert [notice.key for notice in stored()] == ["welcomed 1", "welcomed 2"]


@pytest.mark.parametrize(
    ("kind", "to", "error"),
    [
        ("voice", {"way": "text", "address": NUMBER}, ValueError),
        ("code", {"person_id": "anna"}, ValueError),
        ("code", {"way": "text"}, ValueError),
        ("code", {"way": "staff", "address": NUMBER}, ValueError),
        ("welcomed", {}, ValueError),
        ("welcomed", {"person_id": "anna", "way": "text", "address": NUMBER}, ValueError),
        ("welcomed", {"person_id": "anna", "way": "staff"}, ValueError),
        ("welcomed", {"person_id": new_id()}, NoResultFound),
        ("code", {"way": "text", "address": NUMBER}, KeyError),
    ],
)
def test_what_could_never_be_told_is_refused_at_once(app: Flask, kind: str, to: dict[str, str], error: type[Exception]) -> None:
    with app.app_context():
        with pytest.raises(error), writing() as session:
            enqueue(session, now(), kind, "key", {}, **to)
        assert stored() == []
