"""A plugin of pytest (`-p tests.quiet_plugin`): the run fails when something typed in a test stands in a log or in the output."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from tests.log_watch import LogWatch

WATCH, _OPEN = LogWatch(), ExitStack()


def pytest_sessionstart(session: pytest.Session) -> None:
    _OPEN.enter_context(WATCH.watching())


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "teardown":
        WATCH.lines += [text for title, text in report.sections if "log" not in title]


def pytest_sessionfinish(session: pytest.Session) -> None:
    _OPEN.close()
    if WATCH.found():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = WATCH.found()
    values = len(WATCH.typed) + len(WATCH.names)
    terminalreporter.write_line(f"log watch: {values} values, {len(WATCH.lines)} lines, {len(found)} found")
    for each in found:
        terminalreporter.write_line(f"  in a log: {each}")
