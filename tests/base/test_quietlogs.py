"""No secret, number or name gets into a log, whichever server or failure writes the line."""

from __future__ import annotations

import logging
import logging.handlers
from typing import Any

import pytest
from flask import Flask
from gunicorn.glogging import SafeAtoms
from sqlalchemy import text
from werkzeug.serving import WSGIRequestHandler

from base.database import db
from base.quietlogs import QUIET_LINES, SECRET_PATHS, TALKERS, quiet, start_quiet_logs, tell_quietly
from base.web import allow, anyone
from tests.conftest import Clock, make_app
from tests.quiet_plugin import planted_lines

MARKER = "X7marker20304050"


@pytest.fixture
def lines() -> Any:
    """What is written by the loggers that talk, as it stands in the log."""
    start_quiet_logs("wsgi")
    written: list[str] = []
    handler = logging.handlers.BufferingHandler(1000)
    handler.emit = lambda record: written.append(handler.format(record))  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in (*TALKERS, "wsgi")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('"GET /kort/AB12CD34EF HTTP/1.1" 200', '"GET /kort/… HTTP/1.1" 200'),
        ('"GET /kalender/abc-_.ics HTTP/1.1"', '"GET /kalender/… HTTP/1.1"'),
        ("/personale/ny/abc/def", "/personale/ny/…"),
        ("/aktiviteter?q=angst HTTP/1.1", "/aktiviteter HTTP/1.1"),
        ('"GET /log-ind/kommune/tilbage?code=1&state=2 HTTP/1.1"', '"GET /log-ind/kommune/tilbage HTTP/1.1"'),
        ('"GET /invitation/abc?x=1 HTTP/1.1" 200 - "https://paatvaers.example/ind/hemmeligt?y"',
         '"GET /invitation/… HTTP/1.1" 200 - "https://paatvaers.example/ind/…"'),
        ("/?q=angst", "/"),
        ("https://paatvaers.example/aktiviteter?q=angst", "https://paatvaers.example/aktiviteter"),
        ("/steder/huset", "/steder/huset"),
        ("Hvad nu?", "Hvad nu?"),
        ("/log-ind/personale", "/log-ind/personale"),
    ],
)  # fmt: skip
def test_a_line_keeps_what_is_everybodys(line: str, left: str) -> None:
    assert quiet(line) == left


@pytest.mark.parametrize("prefix", SECRET_PATHS)
def test_the_development_server_tells_no_secret(lines: list[str], prefix: str) -> None:
    handler = WSGIRequestHandler.__new__(WSGIRequestHandler)
    handler.client_address, handler.path, handler.requestline = ("127.0.0.1", 1), f"{prefix}{MARKER}", "x"
    handler.command, handler.request_version = "GET", "HTTP/1.1"
    handler.log_request(200, 5)
    assert len(lines) == 1 and f"GET {prefix}… HTTP/1.1" in lines[0] and MARKER not in lines[0]


def test_the_development_server_alone_would_tell(lines: list[str]) -> None:
    logging.getLogger("werkzeug").removeFilter(QUIET_LINES)
    with planted_lines():
        logging.getLogger("werkzeug").info('"GET /kort/%s HTTP/1.1"', MARKER)
    assert MARKER in lines[0]


def test_gunicorn_tells_no_secret(lines: list[str]) -> None:
    atoms = {"r": f"GET /ind/{MARKER}?n={MARKER} HTTP/1.1", "f": f"https://x.dk/kort/{MARKER}", "U": f"/ind/{MARKER}"}
    logging.getLogger("gunicorn.access").info('%(h)s "%(r)s" "%(f)s" %(U)s', SafeAtoms(atoms))
    logging.getLogger("gunicorn.error").warning("GET %s", f"/ind/{MARKER}")
    assert lines == ['- "GET /ind/… HTTP/1.1" "https://x.dk/kort/…" /ind/…', "GET /ind/…"]


@pytest.mark.parametrize("name", ["gunicorn.error", "waitress", "wsgi"])
def test_an_exception_that_a_server_logs_is_told_without_its_words(lines: list[str], name: str) -> None:
    try:
        raise ValueError(MARKER)
    except ValueError:
        logging.getLogger(name).exception("Error handling request %s", f"/kort/{MARKER}")
    assert len(lines) == 1 and "/kort/…: builtins.ValueError" in lines[0] and "test_quietlogs.py:" in lines[0]
    assert MARKER not in lines[0]


def test_an_exception_is_told_by_its_kinds_and_places() -> None:
    try:
        try:
            raise KeyError(MARKER)
        except KeyError as error:
            raise RuntimeError(MARKER) from error
    except RuntimeError as error:
        told = tell_quietly(error).split("\n")
    assert told[0] == "builtins.RuntimeError from builtins.KeyError"
    assert len(told) == 3 and all(line.endswith("test_an_exception_is_told_by_its_kinds_and_places") for line in told[1:])


def test_an_exception_that_is_its_own_cause_comes_to_an_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert tell_quietly(first).count("builtins.") <= 10


def test_what_goes_wrong_in_a_view_is_logged_without_what_was_typed(address: str, clock: Clock, lines: list[str]) -> None:
    app: Flask = make_app(address, clock)

    def failing() -> str:
        db.session().execute(text("SELECT 1 FROM findes_ikke WHERE navn = :navn"), {"navn": MARKER})
        return ""

    app.add_url_rule("/proeve/<navn>", "failing", allow(anyone)(lambda navn: failing()))
    assert app.test_client().get(f"/proeve/{MARKER}").status_code == 500
    assert len(lines) == 1 and "sqlalchemy.exc." in lines[0] and "test_quietlogs.py" in lines[0]
    assert MARKER not in lines[0]


def test_an_exception_of_the_database_holds_no_parameters(address: str, clock: Clock) -> None:
    app = make_app(address, clock, SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": False})
    with app.app_context(), pytest.raises(Exception) as caught:
        db.session().execute(text("SELECT 1 FROM findes_ikke WHERE navn = :navn"), {"navn": MARKER})
    assert "findes_ikke" in str(caught.value) and MARKER not in str(caught.value)
