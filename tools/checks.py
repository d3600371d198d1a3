"""Lint and types, then what is seen from outside: pages in a real browser, the calendar in another reader."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.children import ROOT, run
from tools.environment import PYTHON, made_from, note_made_from
from tools.outside import chromium, has_node, missing_for_checks, say_left_out
from tools.serving import throwaway_demo

BROWSER = ROOT / "tests" / "browser"
IN_BROWSER = ("pages", "keyboard", "weight", "people", "keeping", "staff", "shifts", "jobs")


def check() -> int:
    """Run every check that can be run here; return 1 when one failed, or when `CI=true` and something was left out."""
    results = {"ruff": run([PYTHON, "-m", "ruff", "check"]), "mypy": run([PYTHON, "-m", "mypy"])}
    if has_node():
        results |= dict(_outside_checks())
    failed = [name for name, code in results.items() if code]
    print(f"\nFailed: {', '.join(failed)}" if failed else "")
    print(f"check: {len(results) - len(failed)} passed, {len(failed)} failed")
    left_out = say_left_out(missing_for_checks())
    return int(bool(failed) or left_out)


def _outside_checks() -> Iterator[tuple[str, int]]:
    _install_node_packages()
    with throwaway_demo() as demo, TemporaryDirectory(prefix="paa-tvaers-") as feeds:
        yield "feed cases", run([PYTHON, "-m", "tests.feed_cases", feeds])
        yield "calendar", _script("calendar", demo.address, feeds)
        if browser := chromium():
            surroundings = {**demo.environment, "CHROMIUM": browser, "PYTHON": str(PYTHON)}
            for name in IN_BROWSER:
                yield name, _script(name, demo.address, environment=surroundings)


def _script(name: str, *arguments: str, environment: Mapping[str, str] | None = None) -> int:
    print(f"\n{name}:", flush=True)
    return run([shutil.which("node") or "node", BROWSER / f"{name}.mjs", *arguments], environment)


def _install_node_packages() -> None:
    lock, stamp = BROWSER / "package-lock.json", BROWSER / "node_modules" / "made-from"
    if made_from(lock, stamp):
        return
    if run([shutil.which("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder=Path(BROWSER)):
        raise SystemExit("The packages of tests/browser/ could not be installed: see above.")
    note_made_from(lock, stamp)
