"""What is due is sent once, none is lost, and nothing of it is kept."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from base.database import db, writing
from base.web import now
from notices import sending_commands
from notices.models import Notice
from notices.sending_commands import Sent, send_due
from notices.waiting_queries import list_due, outbox
from people.group_models import Membership
from people.person_models import Person
from people.sign_in_queries import registry
from people.terms import NoticeWay
from people.way_in_models import SentCode
from tests.conftest import Clock
from tests.notices.making import NUMBER, make_trial, stored, tell_code, tell_welcome
from tests.people.making import make_person

SEVERAL = 12


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sent.txt"


@pytest.fixture
def trial(address: str, clock: Clock, path: Path) -> Flask:
    return make_trial(address, clock, path)


def blocks(path: Path) -> list[str]:
    return [block for block in path.read_text(encoding="utf-8").split("\n\n") if block]


def test_a_code_is_in_the_file_at_once_and_no_longer_in_the_database(trial: Flask, path: Path) -> None:
    with trial.app_context():
        with writing() as session:
            tell_code(session)
        registry().hurry()
        (notice,) = stored()
        head = f"2026-11-24T10:00:00+01:00 text {NUMBER} {notice.id}"
        assert blocks(path) == [f"{head}\nDin kode er 123456. Den gælder i 10 minutter. Giv den ikke til nogen."]
        assert (notice.details, notice.address, notice.told_at) == ({}, None, now())
        registry().hurry()
        assert len(blocks(path)) == 1


def test_more_than_one_lot_is_sent_in_order(trial: Flask, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending_commands, "AT_A_TIME", 2)
    with trial.app_context():
        for number in range(5):
            with writing() as session:
                tell_code(session, code=f"00000{number}")
            trial.config["CLOCK"].moment += dt.timedelta(seconds=1)
        assert send_due(now()) == Sent(5, 0)
    assert [block.split("kode er ")[1][5] for block in blocks(path)] == ["0", "1", "2", "3", "4"]


def test_what_is_not_due_waits(trial: Flask) -> None:
    with trial.app_context():
        with writing() as session:
            tell_code(session)
        assert send_due(now() - dt.timedelta(seconds=1)) == Sent(0, 0)
        assert send_due(now()) == Sent(1, 0)


@pytest.mark.parametrize("how", ["used", "too old", "left"])
def test_what_is_not_true_any_more_goes_untold(trial: Flask, path: Path, how: str, clock: Clock) -> None:
    with trial.app_context():
        with writing() as session:
            if how == "left":
                tell_welcome(session, make_person(session, phone=NUMBER))
            else:
                tell_code(session)
        with writing() as session:
            if how == "left":
                session.delete(session.scalars(select(Membership)).one())
            elif how == "used":
                session.scalars(select(SentCode)).one().used_at = now()
        if how == "too old":
            clock.moment += dt.timedelta(minutes=10)
        assert send_due(now()) == Sent(0, 1)
        assert (stored(), blocks(path)) == ([], [])


def test_who_has_changed_their_number_is_told_at_the_new_one(trial: Flask, path: Path) -> None:
    with trial.app_context():
        with writing() as session:
            tell_welcome(session, make_person(session, phone=NUMBER))
        with writing() as session:
            anna = session.scalars(select(Person)).one()
            anna.phone, anna.email, anna.notice_way = None, "anna@example.dk", NoticeWay.MAIL
        assert send_due(now()) == Sent(1, 0)
        assert blocks(path)[0].split(" ")[1:3] == ["mail", "anna@example.dk"]
        assert [(notice.way, notice.address) for notice in stored()] == [("mail", None)]


@pytest.mark.parametrize("way", [NoticeWay.STAFF, NoticeWay.NONE])
def test_who_wants_no_text_any_more_gets_none(trial: Flask, path: Path, way: NoticeWay) -> None:
    with trial.app_context():
        with writing() as session:
            tell_welcome(session, make_person(session, phone=NUMBER))
        with writing() as session:
            session.scalars(select(Person)).one().notice_way = way
        assert (send_due(now()), blocks(path)) == (Sent(0, 0), [])


def test_a_kind_that_this_release_does_not_know_stands_in_nobodys_way(trial: Flask) -> None:
    with trial.app_context():
        with writing() as session:
            tell_code(session)
            tell_code(session)
            session.scalars(select(Notice).limit(1)).one().kind = "voice"
        assert send_due(now()) == Sent(1, 0)


def test_without_a_sender_it_waits_and_no_way_is_open(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        with writing() as session:
            tell_code(session)
        registry().hurry()
        assert send_due(now()) == Sent() and stored()[0].told_at is None
        assert registry().open_ways() == frozenset() and list(tmp_path.glob("*.txt")) == []


def test_with_the_file_texts_and_mails_are_carried(trial: Flask) -> None:
    with trial.app_context():
        assert registry().open_ways() == {"text", "mail"}


def test_what_cannot_be_written_waits_and_the_request_goes_on(trial: Flask, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with trial.app_context():
        with writing() as session:
            tell_code(session)
        path.unlink()
        path.mkdir()
        with caplog.at_level(logging.INFO):
            registry().hurry()
        assert "IsADirectoryError" in caplog.text and NUMBER not in caplog.text and "123456" not in caplog.text
        path.rmdir()
        assert send_due(now()) == Sent(1, 0)


def test_one_that_was_written_and_not_marked_comes_again_under_the_same_id(
    trial: Flask, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with trial.app_context():
        with writing() as session:
            tell_code(session)
        with monkeypatch.context() as dying:
            dying.setattr(sending_commands, "_settle", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                send_due(now())
        assert send_due(now()) == Sent(1, 0)
        first, second = blocks(path)
        assert first == second


def test_several_at_the_same_moment_write_each_notice_once(trial: Flask, path: Path) -> None:
    ready = Barrier(4)

    def send(_number: int) -> None:
        with trial.app_context():
            list_due(db.session(), now(), 1)
            ready.wait(30)
            send_due(now())
            db.session.remove()

    with trial.app_context():
        with writing() as session:
            for _ in range(SEVERAL):
                tell_code(session)
        db.session.remove()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert sorted(Counter(blocks(path)).values()) == [1] * SEVERAL


def test_without_a_turn_they_would_write_it_twice(trial: Flask, path: Path) -> None:
    """The negative control: all look before anybody has the turn."""
    all_have_looked = Barrier(4)

    def send(_number: int) -> None:
        with trial.app_context():
            due = sending_commands._look(now())
            all_have_looked.wait(30)
            with outbox().sender.turn() as append:  # type: ignore[union-attr]
                for each in due:
                    append(each.id)
            sending_commands._settle(due, now())
            db.session.remove()

    with trial.app_context():
        with writing() as session:
            for _ in range(SEVERAL):
                tell_code(session)
        db.session.remove()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))
    assert len(path.read_text().split()) == 4 * SEVERAL
