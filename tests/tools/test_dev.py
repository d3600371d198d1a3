"""The project's own commands: what they need, what they refuse, and what they say was left out."""

from __future__ import annotations

import ast
import configparser
import json
import re
import runpy
import sys
from pathlib import Path

import pytest

from tools.children import ROOT
from tools.commands import main
from tools.environment import made_from, note_made_from
from tools.outside import say_left_out
from tools.testing import skipped

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_dev_can_be_read_by_an_old_python() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"3\.11 or newer is needed; this is Python 3\.9\. Run:\n    \S+"):
        runpy.run_path(str(ROOT / "dev.py"))


@pytest.mark.parametrize("path", [ROOT / "dev.py", *(ROOT / "tools").glob("*.py")], ids=lambda path: path.name)
def test_the_commands_import_nothing_but_the_standard_library(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"tools"}


def test_the_lock_pins_what_setup_asks_for() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    wanted = [setup["options"]["install_requires"], *setup["options.extras_require"].values()]
    names = {re.split(r"[\[<>=]", line)[0] for line in "\n".join(wanted).split()}
    pinned = set(re.findall(r"^([\w-]+)==", LOCK, re.MULTILINE))
    assert names <= pinned


def test_every_pin_has_a_hash_and_no_lock_names_a_host() -> None:
    pins = re.split(r"^(?=\S+==)", LOCK, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in pin for pin in pins)
    node = json.loads((ROOT / "tests/browser/package-lock.json").read_text(encoding="utf-8"))
    assert not any("resolved" in package for package in node["packages"].values())
    assert "://" not in LOCK


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["demo", "--port", "80"], ["demo", "--port", "8000x"], ["check", "--quickly"]]
)
def test_what_is_not_a_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(arguments)
    assert refusal.value.code == 2
    assert "usage: dev.py" in capsys.readouterr().err


def test_what_was_made_from_a_file_is_old_when_the_file_has_changed(tmp_path: Path) -> None:
    source, stamp = tmp_path / "lock", tmp_path / "stamp"
    source.write_text("one")
    assert not made_from(source, stamp)
    note_made_from(source, stamp)
    assert made_from(source, stamp)
    source.write_text("two")
    assert not made_from(source, stamp)


@pytest.mark.parametrize(("ci", "lines", "fails"), [("true", ["node"], True), ("", ["node"], False), ("true", [], False)])
def test_only_ci_fails_for_what_is_left_out(
    ci: str, lines: list[str], fails: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    assert say_left_out(lines) is fails
    assert capsys.readouterr().out == "".join(f"Left out: {line}\n" for line in lines)


def test_skipped_tests_are_counted_by_reason(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    reasons = [("skip", "no server"), ("skip", "no moon"), ("xfail", "not yet"), ("skip", "no server")]
    marks = "".join(f'<testcase><skipped type="pytest.{kind}" message="{why}"/></testcase>' for kind, why in reasons)
    report.write_text(f"<testsuites><testsuite>{marks}</testsuite></testsuites>")
    assert skipped(report) == ["2 tests skipped: no server", "1 test skipped: no moon"]
