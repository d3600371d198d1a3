"""Proofs of people, numbered as the lines of what it must show."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask, Response
from flask_migrate import upgrade

from base.database import db
from base.settings import Settings
from base.web import allow, anyone, now
from benchmarks import timing
from people.code_problems import CodeProblem
from people.entering_views import enter
from people.sent_code_commands import use_link
from people.terms import Stay
from tests.conftest import Clock, make_app
from tests.house import ROOT
from tests.material.next_payloads import EVIL_NEXT
from tests.people.getting_in import ask_for_code, is_in, last_link
from tests.people.leading_away import WAYS, by_naive_door, led_away, make_doors
from tests.people.making import press, token_of
from tests.proofs.catalogue import finding
from tests.test_access import ALL, ROLES, World, is_refused, let_in, make_world, path_of, rules
from tests.test_security_document import ROWS, problem_of
from tools.outside import chromium
from tools.serving import throwaway_demo

FETCHES = 5
# With fewer tries chance alone moves the figure further: its standard error is 0.026 with 500 each, 0.053 with 120.
SHORT_TRIES, SHORT_LOWEST, SHORT_HIGHEST = 120, 0.35, 0.65
LEAK = """
import logging
from tests.quiet_plugin import WATCH

def test_leak():
    typed = {"contact": "20304050"}
    WATCH.note("/start", typed)
    logging.getLogger("wsgi").info("form: %s", typed)
"""


@contextmanager
def database() -> Iterator[tuple[str, Path]]:
    """Yield the address of an empty SQLite database, and its folder."""
    with TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/proof.sqlite"
        with make_app(address, Clock()).app_context():
            upgrade()
            db.engine.dispose()
        yield address, Path(folder)


def run_tests(*arguments: str) -> tuple[bool, str]:
    """Run pytest; return whether it passed, and what it printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return not result.returncode, result.stdout


def access(_short: bool) -> dict[str, Any]:
    """Ask every route that is not everybody's by every method as every role, and again with a page opened to all."""
    with database() as (address, _):
        world = make_world(make_app(address, Clock()))
        methods = sum(len((rule.methods or set()) & {"GET", "POST"}) for rule in rules(world.app))
        found = surprises(world)
        view = world.app.view_functions["audit.log"]
        world.app.view_functions["audit.log"] = allow(anyone)(lambda: Response("everything", mimetype="text/plain"))
        planted = surprises(world)
        world.app.view_functions["audit.log"] = view
    figure = f"{len(found)} surprises in {methods} routes and methods × {len(ROLES)} roles"
    return finding(figure, "0", f"{len(planted)} where a page is opened to all", not found and len(planted) > 0)


def surprises(world: World) -> list[str]:
    """Return every route, method and role that is not as the table says."""
    asked = [(rule, method) for rule in rules(world.app) for method in sorted((rule.methods or set()) & {"GET", "POST"})]
    return [
        f"{method} {rule.endpoint} {role}"
        for rule, method in asked
        if let_in(rule.endpoint, method) != ALL
        for role, browser in world.browsers.items()
        if is_refused(browser, path_of(world, rule), method) == (role in let_in(rule.endpoint, method))
    ]


def times(short: bool) -> dict[str, Any]:
    """Time each way in with what exists and with what does not."""
    tries, lowest, highest = (SHORT_TRIES, SHORT_LOWEST, SHORT_HIGHEST) if short else (500, timing.LOWEST, timing.HIGHEST)
    found = timing.measure(tries)
    yardstick = found.pop("yardstick: looks first")
    figure = "; ".join(f"{name} {auc:.3f}{'' if same else ' OTHER ANSWER'}" for name, (auc, same) in found.items())
    quiet = all(lowest < auc < highest and same for auc, same in found.values())
    bar = f"{lowest} < AUC < {highest} of {tries} each, the same answer"
    return finding(figure, bar, f"{yardstick[0]:.3f} where it looks first", quiet and yardstick[0] > 0.9)


def ways_back(_short: bool) -> dict[str, Any]:
    """Try all payloads on every way in."""
    with database() as (address, folder):
        app = make_doors(address, Clock(), str(folder / "sent.txt"))
        away = {name: len(led_away(app, way, EVIL_NEXT)) for name, way in WAYS.items()}
        naive = len(led_away(app, by_naive_door, EVIL_NEXT))
    figure = f"{sum(away.values())} of {len(EVIL_NEXT)} leave on {len(WAYS)} ways in"
    holds = not any(away.values()) and naive > 0 and len(EVIL_NEXT) >= 40
    return finding(figure, "0 of 40 or more", f"{naive} leave by a naive redirect", holds)


def scanned_link(_short: bool) -> dict[str, Any]:
    """Let a scanner fetch a link five times before its owner, use it again, and let one grow old; then one that a GET uses."""
    with database() as (address, folder):
        clock = Clock()
        settings = Settings(site_url="https://paatvaers.example/", trial=True, sender="file")
        app = make_app(address, clock, SETTINGS=settings, SENT_FILE=str(folder / "sent.txt"))
        app.add_url_rule("/naiv/<token>", "naive", allow(anyone)(_use_at_once))
        owner, again, late, naive = (app.test_client() for _ in range(4))
        link = _scanned(app)
        token = token_of(again, link)
        statuses = [press(owner, link, link).status_code, again.post(link, data={"csrf_token": token}).status_code]
        old = _scanned(app)
        token = token_of(late, old)
        clock.moment += dt.timedelta(minutes=10)
        statuses.append(late.post(old, data={"csrf_token": token}).status_code)
        naive.get(_scanned(app, "/naiv/"))
        let_in = [is_in(client) for client in (owner, again, late, naive)]
    figure = f"after {FETCHES} fetches the owner {statuses[0]}, once more {statuses[1]}, after ten minutes {statuses[2]}"
    control = f"where a GET uses it, its owner is {'in' if let_in[3] else 'out'}"
    return finding(figure, "303, 410, 410", control, statuses == [303, 410, 410] and let_in == [True, False, False, False])


def _use_at_once(token: str) -> Any:
    moment = now()
    outcome = enter(lambda rows: use_link(rows, token, moment), Stay.OWN)
    return Response(outcome, mimetype="text/plain") if isinstance(outcome, CodeProblem) else outcome


def _scanned(app: Flask, door: str = "/ind/") -> str:
    ask_for_code(app.test_client(), "Anna", "anna@example.dk")
    link = last_link(app).replace("/ind/", door)
    for _ in range(FETCHES):
        app.test_client().get(link)
    return link


def erasure(_short: bool) -> dict[str, Any]:
    """Run the tests that plant twenty markers, their controls among them."""
    held, said = run_tests("tests/people/test_erasure.py")
    return finding(last_line(said), "all pass: 0 of twenty markers anywhere", "in the tests: markers are there before", held)


def quiet_logs(short: bool) -> dict[str, Any]:
    """Run all tests, a walk under gunicorn among them, with every logger listened to, and one in which a form is logged."""
    asked = ["tests/people/test_start.py", "tests/people/test_card.py", "tests/test_quiet_run.py"] if short else ["tests"]
    held, said = run_tests("-p", "tests.quiet_plugin", *asked)
    with TemporaryDirectory() as folder:
        leak = Path(folder) / "test_leak.py"
        leak.write_text(LEAK)
        passed, told = run_tests("-p", "tests.quiet_plugin", "--rootdir", str(ROOT), str(leak))
    figure = f"{watched(said)}; {last_line(said)}"
    return finding(figure, "0 found, all pass", watched(told), held and not passed and ", 1 found" in watched(told))


def watched(said: str) -> str:
    """Return what the log watch says of a run, and the first that it found."""
    found = re.search(r"^log watch: (.*)(?:\n  (.*))?", said, re.MULTILINE)
    return ": ".join(filter(None, found.groups())) if found else "no answer"


def last_line(said: str) -> str:
    """Return how many tests passed and failed."""
    return (said.strip().splitlines() or ["no answer"])[-1]


def standard(_short: bool) -> dict[str, Any]:
    """Count the rows of `docs/security.md` and those with neither a test nor a deviation; plant one."""
    problems = [problem for row in ROWS if (problem := problem_of(row))]
    deviations = sum("*deviation*" in row[4] for row in ROWS)
    planted = problem_of([*ROWS[0][:4], "`tests/test_access.py::test_what_is_not_there`"])
    figure = f"{len(ROWS)} rows, {deviations} of them deviations, {len(problems)} without either"
    return finding(figure, "about fifty, 0", f"planted: {planted}", len(ROWS) >= 45 and not problems and planted is not None)


def walk(_short: bool) -> dict[str, Any]:
    """Walk the ways in, in Chromium at 360 px."""
    held, said = walked("people")
    seconds = re.findall(r"^start selv took ([\d.]+) seconds", said, re.MULTILINE)
    figure = f"start selv in {seconds[0] if seconds else '?'} s; {last_line(said)}"
    return finding(figure, "under 60 s, 0 problems", None, held and bool(seconds))


def walked(script: str) -> tuple[bool, str]:
    """Run a walk of `tests/browser/` against a demo of its own; return whether it met no problem, and what it printed."""
    with throwaway_demo() as demo:
        result = subprocess.run(
            ["node", f"tests/browser/{script}.mjs", demo.address], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, **demo.environment, "CHROMIUM": chromium() or "", "PYTHON": sys.executable},
        )  # fmt: skip
    return not result.returncode, result.stdout


PROOFS = {
    "people.1": access,
    "people.2": times,
    "people.3": ways_back,
    "people.4": scanned_link,
    "people.5": erasure,
    "people.6": quiet_logs,
    "people.7": standard,
    "people.8": walk,
}
