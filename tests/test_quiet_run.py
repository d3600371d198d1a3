"""Somebody gets in every way there is, under the server of the production: none of what they type or follow is in its log."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from flask.testing import FlaskClient

from base.database import db, writing
from people.codes import digest, new_token
from people.group_models import Invitation
from tests.conftest import Clock, make_app
from tests.log_watch import LogWatch
from tests.making import make_venue
from tests.people.making import make_card, make_group, make_person, token_of
from tests.people.staff_making import DOOR, PASSWORD, app_code, make_ready_staff
from tests.quiet_plugin import planted_lines
from tools.children import ROOT, child, free_port, wait_until_it_answers

NAME, NUMBER, MAIL, SEARCH = "Zenobiaproeve", "20987654", "zenobiaproeve@planted.example", "zenobiaord"
PIN, WRONG = "4821", "zenobia forkert"


class Browser:
    """A browser that says where it comes from and keeps its cookies; every text it sends is noted in `said`."""

    def __init__(self, address: str, said: set[str]) -> None:
        self.address, self.said, self.jar, self.last = address, said, CookieJar(), address
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, path: str, data: dict[str, str] | None = None) -> str:
        """Return the page, whatever its status."""
        body = urlencode(data).encode() if data is not None else None
        try:
            answer = self.opener.open(Request(self.address + path, body, {"Referer": self.last}), timeout=60)
        except HTTPError as refusal:
            answer = refusal
        with answer:
            self.last = answer.url
            return str(answer.read().decode())

    def send(self, page: str, action: str, **typed: str) -> str:
        """Send a form with the token of its page."""
        token = re.findall(r'name="csrf_token" value="([^"]+)"', self.get(page))[0]
        self.said |= {token, *typed.values()} - {""}
        found = self.get(action, {"csrf_token": token, **typed})
        self.said |= {cookie.value for cookie in self.jar if cookie.value}
        return found


class Server:
    """The app under gunicorn, with somebody for each way in."""

    def __init__(self, address: str, folder: Path) -> None:
        self.sent, self.log, self.port = folder / "sent.txt", folder / "log.txt", free_port()
        self.address, self.token = f"http://127.0.0.1:{self.port}", new_token()
        self.environment = {
            "DATABASE_URL": address, "SECRET_KEY": "test", "TRIAL": "1", "SENDER": "file", "SENT_FILE": str(self.sent),
        }  # fmt: skip
        self.app = make_app(address, Clock())
        with self.app.app_context():
            with writing() as session:
                house = make_venue(session)
                self.card = make_card(session, make_person(session, NAME), house)
                make_ready_staff(session)
                group = make_group(session, venue=house)
                expires_at = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
                session.add(Invitation(token_digest=digest(self.token), group_id=group.id, expires_at=expires_at))
            db.session.remove()

    def run(self, said: set[str]) -> str:
        """Walk in every way, and return all that the server wrote."""
        command = [
            sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--access-logfile", "-",
            "--log-level", "debug", "--capture-output", "--threads", "2", "--log-file", str(self.log), "wsgi:app",
        ]  # fmt: skip
        output = self.log.with_name("output.txt")
        shell = ["sh", "-c", 'exec "$@" > "$0" 2>&1', str(output), *command]
        with child(shell, {**os.environ, **self.environment}, ROOT) as process:
            assert wait_until_it_answers(process, self.port, 120)
            self._walk(said)
        return self.log.read_text(encoding="utf-8") + output.read_text(encoding="utf-8")

    def _walk(self, said: set[str]) -> None:
        self._start_selv(Browser(self.address, said))
        self._link(Browser(self.address, said))
        self._card(Browser(self.address, said))
        self._staff(Browser(self.address, said))

    def _last(self, pattern: str) -> str:
        return str(re.findall(pattern, self.sent.read_text(encoding="utf-8"))[-1])

    def _start_selv(self, browser: Browser) -> None:
        browser.get(f"/aktiviteter?q={SEARCH}")
        browser.send("/start", "/start", name=NAME, contact=WRONG)
        browser.send("/start?next=/mig", "/start?next=/mig", name=NAME, contact=NUMBER)
        browser.send("/start/kode", "/start/kode", code=self._last(r"Din kode er (\d{6})"))
        page = browser.send("/mig", "/mig/kalender")
        calendar = re.findall(r"/kalender/([\w-]{43})", page)[0]
        browser.said.add(calendar)
        assert "BEGIN:VCALENDAR" in browser.get(f"/kalender/{calendar}.ics")
        browser.send("/mig", "/mig/navn", navn=f"{NAME} Maria")
        assert "Fortsæt" in browser.get(f"/invitation/{self.token}")
        browser.send(f"/invitation/{self.token}", f"/invitation/{self.token}")
        browser.said.add(self.token)

    def _link(self, browser: Browser) -> None:
        browser.send("/start", "/start", name=NAME, contact=MAIL)
        link = self._last(r"(/ind/\S+)")
        browser.said.add(link.removeprefix("/ind/"))
        assert f"<bdi>{NAME}</bdi>" in browser.send(link, link)

    def _card(self, browser: Browser) -> None:
        browser.get(f"/kort/{self.card}?q={SEARCH}")
        browser.send("/kort", "/kort", code=self.card, pin="1357")
        browser.send("/kort", "/kort", code=self.card)
        assert f"<bdi>{NAME}</bdi>" in browser.send("/kort/pin", "/kort/pin", pin=PIN, pin_again=PIN)

    def _staff(self, browser: Browser) -> None:
        mail, code = "stine@kommunen.example", app_code(self.app, dt.datetime.now(dt.UTC))
        browser.send(DOOR, DOOR, email=mail, password=WRONG, code=code)
        assert "Mennesker" in browser.send(DOOR, DOOR, email=mail, password=PASSWORD, code=code)


@pytest.fixture
def server(sqlite_address: str, tmp_path: Path) -> Server:
    return Server(sqlite_address, tmp_path)


def test_nothing_typed_or_followed_is_in_the_log_of_the_server(server: Server) -> None:
    said = {SEARCH}
    log = server.run(said)
    assert log.count("POST /start ") >= 2 and "GET /kort/… " in log and "GET /ind/… " in log and "/kalender/… " in log
    assert {NAME, NUMBER, MAIL, WRONG, PASSWORD, server.card, server.token} <= said
    assert [each for each in sorted(said) if len(each) >= 6 and each in log] == []


@pytest.fixture
def watch() -> Iterator[LogWatch]:
    with LogWatch().watching() as found:
        yield found


def test_a_line_that_holds_a_form_is_found(client: FlaskClient, watch: LogWatch) -> None:
    """The negative control: a name, a number and a secret address, each in a line that somebody forgot."""
    typed = {"csrf_token": token_of(client, "/kort"), "name": "Anna", "contact": "20304050"}
    client.get("/kort/ABCDE23456")
    client.post("/start", data=typed)
    assert watch.found() == {}
    with planted_lines():
        logging.getLogger("wsgi").info("form: %s", typed)
        logging.getLogger("elsewhere").debug("GET /ind/ABCDE23456")
    found = watch.found()
    assert {"Anna", "20304050", "ABCDE23456", typed["csrf_token"]} <= set(found)
    assert found["ABCDE23456"].logger == "elsewhere" and "test_a_line_that_holds_a_form_is_found" in found["ABCDE23456"].test
