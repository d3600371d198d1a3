"""The commands that compare offers in files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from catalogue.overlaps_cli import commands

OFFERS = [
    {"id": "a", "title": "Strikkeklub", "description": "Vi strikker.", "weekday": "tirsdag", "start": "10:00",
     "end": "12:00", "place": "Huset", "town": "Kolding"},
    {"id": "b", "title": "Nørklecafé", "weekday": None, "start": None, "end": None, "place": "Laden", "town": "Kolding"},
    {"id": "c", "title": "Patchwork", "weekday": "tirsdag, torsdag", "place": "Laden", "town": "Kolding"},
    {"id": 4, "title": "Dart", "weekday": "mandag–fredag", "place": "Huset", "town": "Kolding"},
]  # fmt: skip
PAIRS = [{"a": "b", "b": "a", "label": "same"}, {"a": "c", "b": 4}]


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Run a command of the group on files with the given contents, in an app without any database."""

    def running(command: str, *contents: str | bytes, options: tuple[str, ...] = ()) -> Result:
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}.jsonl"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(str(path))
        app = Flask("bare")
        app.cli.add_command(commands)
        return CliRunner().invoke(commands, [command, *paths, *options])

    return running


def lines(values: list[Any]) -> str:
    """Write values as JSON Lines."""
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def test_each_pair_is_scored_in_its_order(run: Any) -> None:
    result = run("score", lines(OFFERS), lines(PAIRS))
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["a"], first["b"], first["label"]) == ("b", "a", "same")
    assert first["reasons"][0] == "Begge handler om at strikke og hækle."
    assert (second["a"], second["b"], second["label"]) == ("c", 4, "different")
    assert set(second) == {"a", "b", "score", "label", "reasons"}


def test_the_strongest_at_other_places_come_first_each_pair_once(run: Any) -> None:
    result = run("find", lines(OFFERS))
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(match["a"], match["b"], match["label"]) for match in found] == [("a", "b", "same"), ("a", "c", "related")]
    assert found[0]["score"] > found[1]["score"]


def test_all_pairs_at_different_places_are_shown_when_asked_for(run: Any) -> None:
    result = run("find", lines(OFFERS), options=("--all",))
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(match["a"], match["b"]) for match in found] == [("a", "b"), ("a", "c"), ("4", "b"), ("4", "c")]


@pytest.mark.parametrize(
    ("offers", "pairs", "said"),
    [
        (lines(OFFERS), "{", "linje 1"),
        (lines(OFFERS), lines([{"a": "a", "b": "nowhere"}]), "Intet tilbud har det id."),
        (lines(OFFERS), lines([{"a": "a"}]), "to id'er"),
        (lines(OFFERS), lines(["a"]), "to id'er"),
        (lines(OFFERS), "æ".encode("latin-1"), "UTF-8"),
        (lines(OFFERS) + "\n{", lines(PAIRS), "linje 5"),
        (lines([*OFFERS, OFFERS[0]]), lines(PAIRS), "linje 5"),
        (lines([{"id": "a", "place": "Huset"}]), lines(PAIRS), "mangler en titel"),
        (lines([{"title": "Strik"}]), lines(PAIRS), "et id"),
        ("", lines(PAIRS), "tom"),
        ("æ".encode("latin-1"), lines(PAIRS), "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_beside_the_output(run: Any, offers: Any, pairs: Any, said: str) -> None:
    result = run("score", offers, pairs)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["find", str(tmp_path / "none.jsonl")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "kan ikke åbnes" in result.stderr
