"""Run the tests and name in the last lines what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tools.children import run
from tools.environment import PYTHON, apt_line
from tools.outside import POSTGRES_URL, missing_for_checks, postgres_answers, say_left_out


def test(arguments: Sequence[str]) -> int:
    """Run pytest with the arguments; return its exit code, or 1 when `CI=true` and something was left out."""
    left_out = missing_for_checks()
    # Set in either case, so that the tests need not look for a server again.
    environment = {"TEST_POSTGRES_URL": POSTGRES_URL}
    if not postgres_answers():
        environment["TEST_POSTGRES_URL"] = ""
        left_out.insert(0, f"PostgreSQL (no way in at {POSTGRES_URL}: {apt_line('postgresql')}; set TEST_POSTGRES_URL)")
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = run([PYTHON, "-m", "pytest", "--numprocesses=auto", f"--junitxml={report}", *arguments], environment)
        left_out += skipped(report) if report.exists() else []
    print("The checks in a browser are another command: python3 dev.py check")
    return code or int(say_left_out(left_out))


def skipped(report: Path) -> list[str]:
    """Return a line a reason for the tests that pytest's JUnit report says were skipped, the most frequent first."""
    marks = ElementTree.parse(report).iterfind(".//skipped[@type='pytest.skip']")
    reasons = Counter(mark.get("message", "") for mark in marks)
    return [f"{count} test{'s' * (count > 1)} skipped: {reason}" for reason, count in reasons.most_common()]
