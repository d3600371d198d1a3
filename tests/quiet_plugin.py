"""A plugin of pytest (`-p tests.quiet_plugin`): the run fails when something typed in a test stands in a log or in the output."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack

import pytest

from tests.log_watch import Line, LogWatch

WATCH, _OPEN = LogWatch(), ExitStack()
SHOWN = 40


def planted_lines() -> AbstractContextManager[None]:
    """Let the watch of the run pass over what a negative control writes inside; a watch of the test's own still hears it."""
    return WATCH.passing_over()


def pytest_sessionstart(session: pytest.Session) -> None:
    _OPEN.enter_context(WATCH.watching())


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "teardown":
        for title, text in report.sections:
            if "log" not in title:
                for planted in WATCH.planted:
                    text = text.replace(planted.text, "")
                WATCH.lines.append(Line(text, title, report.nodeid))
        WATCH.planted.clear()


def pytest_sessionfinish(session: pytest.Session) -> None:
    _OPEN.close()
    if WATCH.found():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = WATCH.found()
    values = len(WATCH.typed) + len(WATCH.names)
    terminalreporter.write_line(f"log watch: {values} values, {len(WATCH.lines)} lines, {len(found)} found")
    for value, line in found.items():
        terminalreporter.write_line(f"  {value[:SHOWN]!r} in {line.logger!r} during {line.test}")
