"""The runner of the long proofs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tools.proofs import chosen, prove, table

HELD = {"figure": "0 of 400", "bar": "0", "control": "18 of 400", "holds": True}


def _held(short: bool) -> Mapping[str, Any]:
    return HELD | {"figure": "0 of 4" if short else "0 of 400"}


def _breaks(short: bool) -> Mapping[str, Any]:
    raise RuntimeError("no server")


@pytest.mark.parametrize(
    ("finding", "holds"),
    [(HELD, True), (HELD | {"holds": False}, False), (HELD | {"holds": "yes"}, False), ({"holds": True}, False)],
)
def test_a_proof_holds_only_when_it_says_so_in_full(finding: Mapping[str, Any], holds: bool) -> None:
    result = prove("catalogue.3", lambda short: finding, short=False)
    assert list(result) == ["id", "figure", "bar", "control", "holds"]
    assert result["holds"] is holds


def test_a_proof_that_breaks_does_not_hold_and_says_why() -> None:
    result = prove("catalogue.3", _breaks, short=False)
    assert (result["holds"], result["figure"]) == (False, "RuntimeError: no server")


def test_short_is_handed_on() -> None:
    assert prove("catalogue.3", _held, short=True)["figure"] == "0 of 4"


@pytest.mark.parametrize(("only", "names"), [("", ["a.1", "a.2"]), ("a.2", ["a.2"]), ("a.2, a.1", ["a.1", "a.2"])])
def test_only_the_named_proofs_run(only: str, names: list[str]) -> None:
    assert list(chosen({"a.1": _held, "a.2": _held}, only)) == names


def test_an_unknown_proof_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match=r"No proof is called a\.9\. There are: a\.1"):
        chosen({"a.1": _held}, "a.1,a.9")


def test_the_table_says_how_many_hold() -> None:
    results = [prove("a.1", _held, short=False), prove("a.2", _breaks, short=False)]
    lines = table(results).splitlines()
    assert lines[1].split("  ")[0] == "a.1"
    assert lines[1].endswith("yes")
    assert lines[2].endswith("NO")
    assert lines[3] == "1 of 2 hold"
