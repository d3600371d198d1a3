"""Run the long proofs: `python -m tools.proofs`, inside the environment, on behalf of `dev.py prove`.

A module in `tests/proofs/` has `PROOFS`: from an id such as `catalogue.5` to a function that takes `short` and returns
a dict of figure, bar, control and holds. Where the control, the naive version, does not fail, the proof does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

Proof = Callable[[bool], Mapping[str, Any]]
FIELDS = ("figure", "bar", "control", "holds")


def main(arguments: Sequence[str]) -> int:
    """Run the proofs asked for, print them as a table and return 1 unless all hold."""
    options = _parser().parse_args(arguments)
    proofs = chosen(all_proofs(Path("tests/proofs")), options.only)
    results = []
    for name, proof in proofs.items():
        print(f"{name} …", file=sys.stderr, flush=True)
        results.append(prove(name, proof, options.short))
    print(table(results))
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return int(not all(result["holds"] for result in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py prove")
    parser.add_argument("--only", default="")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--json", type=Path)
    return parser


def all_proofs(folder: Path) -> dict[str, Proof]:
    """Return every proof by id, in the order of room and line; raise ValueError when two have the same id."""
    found: dict[str, Proof] = {}
    for path in sorted(folder.glob("[a-z]*.py")):
        proofs: dict[str, Proof] = import_module(f"tests.proofs.{path.stem}").PROOFS
        if twice := found.keys() & proofs.keys():
            raise ValueError(f"two proofs are called {', '.join(sorted(twice))}")
        found |= proofs
    return dict(sorted(found.items(), key=lambda item: _place(item[0])))


def _place(name: str) -> tuple[str, int]:
    room, _, line = name.partition(".")
    return room, int(line)


def chosen(proofs: dict[str, Proof], only: str) -> dict[str, Proof]:
    """Return the proofs named in `only`, separated by commas, all when it is empty; SystemExit names an unknown one."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    if unknown := [name for name in names if name not in proofs]:
        raise SystemExit(f"No proof is called {', '.join(unknown)}. There are: {', '.join(proofs)}")
    return {name: proof for name, proof in proofs.items() if name in names or not names}


def prove(name: str, proof: Proof, short: bool) -> dict[str, Any]:
    """Run one proof and return its id and fields; one that raises or lacks a field does not hold."""
    try:
        finding = proof(short)
        return {"id": name} | {field: finding[field] for field in FIELDS} | {"holds": finding["holds"] is True}
    except Exception as error:
        traceback.print_exc()
        return {"id": name, "figure": f"{type(error).__name__}: {error}", "bar": None, "control": None, "holds": False}


def table(results: Sequence[Mapping[str, Any]]) -> str:
    """Return the results as lines in columns, the last saying how many hold."""
    rows = [("id", "figure", "bar", "control", "holds")]
    rows += [(result["id"], *(_cell(result[field]) for field in FIELDS)) for result in results]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, f"{sum(result['holds'] for result in results)} of {len(results)} hold"])


def _cell(value: object) -> str:
    words = {None: "–", True: "yes", False: "NO"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
