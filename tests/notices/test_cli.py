"""`flask notices send` sends, and says how many and nothing else."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from base.database import writing
from tests.conftest import Clock
from tests.notices.making import make_trial, tell_code, tell_welcome
from tests.people.making import make_person


def said(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["notices", "send"])
    assert result.exit_code == 0
    return result.output


def test_it_says_how_many(address: str, clock: Clock, tmp_path: Path) -> None:
    app = make_trial(address, clock, tmp_path / "sent.txt")
    with app.app_context(), writing() as session:
        tell_code(session)
        tell_welcome(session, make_person(session))
    assert said(app) == "Sendt: 1. Ikke sandt længere, så ikke sendt: 0. Venter: 0.\n"


def test_without_a_sender_it_says_what_waits(app: Flask) -> None:
    with app.app_context(), writing() as session:
        tell_code(session)
    assert said(app) == "Sendt: 0. Ikke sandt længere, så ikke sendt: 0. Venter: 1.\n"
