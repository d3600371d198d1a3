"""`docs/security.md`: each row of the standard that applies has a test that exists, or a deviation to sign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from people import passwords, waits
from people.code_problems import MINUTES, MOST_TRIES
from people.passwords import LONGEST_PASSWORD, SHORTEST_PASSWORD
from people.stays import LIMITS
from people.waits import Patience
from tests.house import ROOT, sources

DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"[1-9]\d?\.[1-9]\d?\.[1-9]\d?")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
DEVIATION = re.compile(r"\*deviation\* \[[^\]]+\]\(#([\w-]+)\)")
FILE = re.compile(r"`([\w./-]+\.(?:py|html|lock|js|md|toml))`")
FEWEST = 45


def table(heading: str) -> list[list[str]]:
    """Return the rows of the first table under a heading, without its own."""
    part = re.split(r"\n#{2,3} ", DOCUMENT.split(f" {heading}\n", 1)[1])[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def chapters() -> dict[str, list[list[str]]]:
    """Return the rows of each chapter, by its number."""
    headings = re.findall(r"^### (V(\d+) .+)$", DOCUMENT, re.MULTILINE)
    return {number: table(heading) for heading, number in headings}


def deviations() -> dict[str, str]:
    """Return the text of each deviation, by its anchor."""
    part = DOCUMENT.split("\n## Deviations\n")[1].split("\n## ")[0]
    each = [block.partition("\n") for block in part.split("\n### ")[1:]]
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-"): text for heading, _, text in each}


ROWS = [row for rows in chapters().values() for row in rows]


def problem_of(row: list[str]) -> str | None:
    """Say what is wrong with a row, None where nothing is."""
    if len(row) != 5 or not NUMBER.fullmatch(row[0]) or row[1] not in ("1", "2") or not all(row):
        return f"{row[0]} is not: number, level, what is asked, how, shown by"
    shown, apart = TEST.findall(row[4]), DEVIATION.findall(row[4])
    if not shown and not apart:
        return f"{row[0]} has neither a test nor a deviation"
    missing = [f"{path}::{name}" for path, name in shown if not has_test(path, name)]
    missing += [anchor for anchor in apart if anchor not in deviations()]
    missing += [path for path in FILE.findall(row[3]) if not (ROOT / path).exists()]
    return f"{row[0]}: there is no {', '.join(missing)}" if missing else None


def has_test(path: str, name: str) -> bool:
    """Say whether a file of tests has a test of that name."""
    file = ROOT / path
    return file.exists() and bool(re.search(rf"^ *def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE))


def test_there_are_rows_enough_and_none_twice() -> None:
    numbers = [row[0] for row in ROWS]
    assert len(numbers) >= FEWEST and len(set(numbers)) == len(numbers)
    assert all(row[0].startswith(f"{chapter}.") for chapter, rows in chapters().items() for row in rows)
    in_order = [tuple(int(part) for part in number.split(".")) for number in numbers]
    assert in_order == sorted(in_order)


def test_each_row_has_a_test_that_exists_or_a_deviation() -> None:
    assert [problem for row in ROWS if (problem := problem_of(row))] == []


@pytest.mark.parametrize(
    ("shown", "is_fine"),
    [
        ("`tests/test_security_document.py::test_what_is_missing_is_found`", True),
        ("`tests/test_security_document.py::test_what_is_not_there`", False),
        ("`tests/test_not_there.py::test_what_is_missing_is_found`", False),
        ("*deviation* [x](#not-there)", False),
        ("looked at by somebody", False),
    ],
)
def test_what_is_missing_is_found(shown: str, is_fine: bool) -> None:
    assert (problem_of(["6.2.1", "1", "x", "x", shown]) is None) is is_fine


def test_each_deviation_says_why_and_what_instead_and_can_be_signed() -> None:
    pointed_at = {anchor for row in ROWS for anchor in DEVIATION.findall(row[4])}
    assert pointed_at == set(deviations())
    for anchor, text in deviations().items():
        assert all(f"**{word}:**" in text for word in ("What", "Why", "Instead", "Signed")), anchor
        assert re.search(r"\*\*Signed:\*\* name …+ date …+", text), anchor


def words_of(patience: Patience) -> list[str]:
    """Return the cells of a row about waits: free tries, minutes, hours until all is forgotten."""
    minutes = ", ".join(str(int(step.total_seconds() // 60)) for step in patience.steps)
    return [str(patience.free), minutes, str(int(patience.memory.total_seconds() // 3600))]


def test_the_waits_are_those_of_the_code() -> None:
    known = {name: words_of(each) for name, each in vars(waits).items() if isinstance(each, Patience)}
    assert {row[0].strip("`"): row[2:5] for row in table("Waits after wrong tries (6.1.1)")} == known


def test_the_limits_of_sessions_are_those_of_the_code() -> None:
    known = {
        stay.value: [str(int(limit.total_seconds() // 60)) for limit in (each.idle, each.absolute)]
        for stay, each in LIMITS.items()
    }
    assert {row[0].strip("`"): row[2:4] for row in table("Sessions (7.1.1, 7.1.2)")} == known


def test_the_words_that_make_no_password_are_those_of_the_code() -> None:
    said = DOCUMENT.split("\n## Words that make no password (6.1.2)\n")[1].split("\n## ")[0]
    assert set(re.findall(r"`(\S+)`", said.split("\n\n")[1])) == set(passwords._COMMON_WORDS)
    assert f"{SHORTEST_PASSWORD} signs at least, {LONGEST_PASSWORD} at most" in said


def test_every_file_that_begins_a_session_is_a_way_in() -> None:
    begins = {path for path, text in sources().items() if re.search(r"^(?!def ).*\bstart_sign_in\(", text, re.MULTILINE)}
    named = {path for row in table("The ways in (6.1.3)") for path in FILE.findall(row[5])}
    assert begins <= named | {"people/access_views.py"}
    assert f"{MINUTES} minutes" in DOCUMENT and f"{MOST_TRIES} tries" in DOCUMENT


def test_every_file_that_writes_a_log_line_is_in_the_inventory() -> None:
    writes = {
        path for path, text in sources().items() if re.search(r"logger\.(debug|info|warning|error|exception|critical)\(", text)
    }
    assert {path for row in table("What is logged, and what never (16.1.1)") for path in FILE.findall(row[0])} == writes


def test_no_sentence_of_an_operator_is_left_out() -> None:
    to_do = DOCUMENT.split("\n## What the one who runs it must do\n")[1].split("\n## ")[0]
    assert all(word in to_do for word in ("https", "site_url", "SECRET_KEY", "--trusted-proxy", "sslmode=verify-full", "backup"))
    assert Path(ROOT / "docs" / "privacy.md").exists() and "privacy.md" in DOCUMENT
