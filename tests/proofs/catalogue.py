"""Proofs of the catalogue, numbered as the lines of what it must show."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from flask import Flask
from flask.testing import FlaskClient

from benchmarks import feed, week_list
from benchmarks._material import catalogue_of
from catalogue.importing.import_commands import import_programme
from catalogue.importing.import_report import State
from tests.calendar_reader import read_lines
from tests.counting import statements
from tests.feed_cases import CLOCK_CHANGES, case, programme_around
from tests.house import ROOT, import_breaches, size_breaches, sources

OFFERS = ROOT / "tests" / "material" / "offers.jsonl"


def finding(figure: str, bar: str, control: str | None, holds: bool) -> dict[str, Any]:
    """Return a finding in the form the runner takes."""
    return {"figure": figure, "bar": bar, "control": control, "holds": holds}


def fresh_clone(short: bool) -> dict[str, Any]:
    """Run the two commands from a fresh clone in either order, twice."""
    tests = ["tests/test_house.py"] if short else []
    orders = (["test", "demo"] * 2, ["demo", "test"] * 2)
    failed = [" ".join(order) for order in orders if not _runs(order, tests)]
    return finding(f"{len(orders) - len(failed)} of {len(orders)} orders", "2 of 2 orders, each command twice", None, not failed)


def _runs(order: list[str], tests: list[str]) -> bool:
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "DATABASE_URL", "SECRET_KEY")}
    with TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), folder], check=True)
        python = getattr(sys, "_base_executable", sys.executable)
        return all(
            _demo_answers(python, folder, environment)
            if command == "demo"
            else not subprocess.run([python, "dev.py", "test", "-q", *tests], cwd=folder, env=environment).returncode
            for command in order
        )


def _demo_answers(python: str, folder: str, environment: dict[str, str]) -> bool:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    demo = subprocess.Popen([python, "dev.py", "demo", "--port", str(port)], cwd=folder, env=environment)
    try:
        for _ in range(600):
            try:
                with urlopen(f"http://127.0.0.1:{port}/aktiviteter") as page:
                    return "Strik" in page.read().decode()
            except OSError:
                time.sleep(0.5)
        return False
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(30)
        with socket.socket() as after:
            assert after.connect_ex(("127.0.0.1", port)) != 0, "the demo left a child behind"


def real_rows(_short: bool) -> dict[str, Any]:
    """Import all real rows, twice; the hand table of days is `test_real_offers.py`."""
    code = ["-m", "pytest", "-q", "tests/catalogue/importing/test_real_offers.py", "-p", "no:cacheprovider"]
    right_days = not subprocess.run([sys.executable, *code], cwd=ROOT, capture_output=True).returncode
    now = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    with programme_around(CLOCK_CHANGES[0]):
        start = time.perf_counter()
        first = import_programme(OFFERS.read_bytes(), OFFERS.name, now)
        seconds = time.perf_counter() - start
        again = import_programme(OFFERS.read_bytes(), OFFERS.name, now)
    rows = sum(len(offer.lines) for offer in first.offers) + len(first.problems)
    changed = sum(state != State.SAME for state in again.states)
    figure = f"{rows} rows in {seconds:.2f} s, table of days {'holds' if right_days else 'fails'}, {changed} changed again"
    holds = rows == 179 and seconds < 5 and right_days and not changed
    return finding(figure, "179 rows in under 5 s, 95 % of days right, 0 changed again", None, holds)


def three_tellings(_short: bool) -> dict[str, Any]:
    """Compare calendar, data and page around every clock change."""
    differences = told = control = 0
    for change in CLOCK_CHANGES:
        found = case(change)
        data = Counter((each["uid"], (each["starts_at"] or each["day"])[:16]) for each in found.data["occurrences"])
        told += data.total()
        for fold in (None, 0, 1):
            differences += _difference(data, found.calendar, found.window, fold)
        shown = Counter(re.findall(r'<time datetime="([^"]+)"', found.page))
        timed = (each["starts_at"] for each in found.data["occurrences"] if each["starts_at"])
        differences += ((shown - (other := Counter(each[:16] + each[19:] for each in timed))) + (other - shown)).total()
        late = re.sub(rb"(DTSTART;TZID=[^:]+:\d{8}T)13", rb"\g<1>14", found.calendar)
        control += _difference(data, late, found.window, None)
    return finding(
        f"{differences} differences in {told} times", "0", f"{control} with DTSTART an hour off", not differences and control > 0
    )


def _difference(data: Counter[Any], calendar: bytes, window: tuple[dt.date, dt.date], fold: int | None) -> int:
    read = Counter((uid, start.isoformat()[:16]) for uid, start, *_ in read_lines(calendar, *window, fold))
    return ((read - data) + (data - read)).total()


def one_statement(_short: bool) -> dict[str, Any]:
    """Count statements of a page already made, of a 304, and of each list made anew with 60 and with 10,000 activities."""
    paths = ["/", "/aktiviteter", "/aktiviteter?q=strik", "/steder", "/steder/sted-1", "/interesser", "/interesser/strikke"]
    paths += ["/aktiviteter.ics", "/aktiviteter.json", "/steder/sted-1.ics"]
    counts = {count: _statements(paths, count) for count in (60, 10_000)}
    anew, made, unchanged = (max(column) for column in zip(*counts[60].values(), strict=True))
    same = counts[60] == counts[10_000]
    figure = f"made already {made}, 304 {unchanged}, made anew at most {anew}, {'the same' if same else 'others'} with 10,000"
    return finding(figure, "1, 1, at most 8, the same", None, same and made == unchanged == 1 and anew <= 8)


def _statements(paths: list[str], count: int) -> dict[str, tuple[int, ...]]:
    with catalogue_of(count) as app:
        client = app.test_client()
        return {path: tuple(_asked_thrice(app, client, path)) for path in paths}


def _asked_thrice(app: Flask, client: FlaskClient, path: str) -> Iterator[int]:
    headers: dict[str, str] = {}
    for _ in range(3):
        with statements(app) as seen:
            answer = client.get(path, headers=headers)
        yield len(seen)
        headers = {"If-None-Match": answer.headers["ETag"]} if seen and len(seen) == 1 else {}


def speed(short: bool) -> dict[str, Any]:
    """Run the benchmarks."""
    ratios = week_list.ratios(week_list.measure())
    cold = {count: feed.measure(count, 3) for count in ([300] if short else [300, 10_000])}
    feeds = {f"feed of {count}, cold, of icalendar": taken["cold"] / taken["icalendar"] for count, taken in cold.items()}
    figure = "; ".join(
        [f"{name} {value:.2f}" for name, (value, _, _) in ratios.items()] + [f"{n} {v:.2f}" for n, v in feeds.items()]
    )
    holds = all(holds for _, _, holds in ratios.values()) and all(value <= feed.BAR for value in feeds.values())
    return finding(figure, "0.60, 0.60, 0.50, 0.50, at most 1.50, feeds at most 1.50", None, holds)


def sizes(_short: bool) -> dict[str, Any]:
    """Count breaches of sizes and of the direction of imports, and see a planted one."""
    templates = {str(path): path.read_text() for path in (ROOT / "templates").rglob("*.html")}
    found = size_breaches(sources(), templates) + import_breaches(sources())
    planted = import_breaches(sources() | {"base/danish.py": "import catalogue.terms"})
    return finding(f"{len(found)} breaches", "0", f"{len(planted)} where one is planted", not found and len(planted) == 1)


def in_a_browser(_short: bool) -> dict[str, Any]:
    """Run the checks in Chromium."""
    result = subprocess.run(
        [sys.executable, "dev.py", "check"], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "CI": "true"}
    )
    last = re.findall(r"^check: .*$", result.stdout, re.MULTILINE)
    return finding(last[-1] if last else "no answer", "all passed: 0 violations, at most 40 kB", None, not result.returncode)


PROOFS = {
    "catalogue.1": fresh_clone,
    "catalogue.2": real_rows,
    "catalogue.3": three_tellings,
    "catalogue.4": one_statement,
    "catalogue.5": speed,
    "catalogue.6": sizes,
    "catalogue.7": in_a_browser,
}
