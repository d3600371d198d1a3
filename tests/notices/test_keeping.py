"""Notices are given out to the person they are of, erased with them, and forgotten after their days."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from sqlalchemy import select

from base.database import db, writing
from base.web import now
from notices.keeping_commands import notice_retentions, notice_rows
from notices.models import Notice
from notices.outbox_commands import enqueue, note_told
from people.own_wording import WAYS
from people.terms import NoticeWay
from tests.conftest import Clock
from tests.notices.making import NUMBER, stored, tell_code, tell_welcome
from tests.people.making import make_person

DAY = dt.timedelta(days=1)


def test_a_person_is_given_their_own_alone(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            anna, bo = make_person(session), make_person(session, "Bo")
            tell_welcome(session, anna, "anna")
            tell_welcome(session, bo, "bo")
            note_told(session, session.scalars(select(Notice.id).where(Notice.key == "anna")).one(), NoticeWay.STAFF, now())
            anna_id = anna.id
        rows = notice_rows().export(db.session(), anna_id)
        told = {"besked": "Velkommen i en gruppe", "hvordan": WAYS[NoticeWay.STAFF], "skrevet": now(), "givet": now()}
        assert rows == [told]


def test_with_a_person_goes_what_waits_for_their_number_too(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            anna = make_person(session, phone=NUMBER)
            tell_code(session)
            tell_code(session, address="+4520304051")
            tell_welcome(session, anna)
            notice_rows().erase(session, anna.id)
        assert [notice.address for notice in stored()] == ["+4520304051"]


def test_a_person_without_number_and_mail_takes_no_others_along(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            anna, bo = make_person(session), make_person(session, "Bo")
            tell_code(session)
            tell_welcome(session, bo)
            notice_rows().erase(session, anna.id)
        assert len(stored()) == 2


def test_a_pause_drops_what_waits_but_not_what_is_about_the_account(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            anna = make_person(session, phone=NUMBER)
            tell_welcome(session, anna)
            enqueue(session, now(), "number_changed", "changed 1", {}, person_id=anna.id, way="text", address="+4520304051")
            notice_rows().free(session, anna.id, now())
        assert [notice.kind for notice in stored()] == ["number_changed"]


def test_what_has_had_its_days_is_forgotten(app: Flask, clock: Clock) -> None:
    notices, codes = notice_retentions()
    assert (notices.days, codes.days) == (30, 1)
    with app.app_context():
        with writing() as session:
            tell_code(session)
            tell_welcome(session, make_person(session), "told")
            tell_welcome(session, make_person(session), "untold")
            told = session.scalars(select(Notice.id).where(Notice.key == "told")).one()
            note_told(session, told, NoticeWay.STAFF, now() + DAY)
            begun = now()
        for days, gone in [(1, (0, 0)), (2, (0, 1)), (30, (0, 0)), (30.5, (1, 0)), (31, (0, 0)), (32, (1, 0))]:
            clock.moment = begun + days * DAY
            with writing() as session:
                assert (notices.forget(session, now()), codes.forget(session, now())) == gone
        assert stored() == []
