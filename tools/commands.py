"""The commands and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from tools import checks, children, serving, testing
from tools.children import ROOT, run
from tools.environment import PYTHON, make_environment


def main(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name and return its exit code; SystemExit says why it cannot be run."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error(f"{options.command} does not know {' '.join(rest)}")
    children.end_children_on_signals()
    try:
        return _obey(options, rest)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="The project's own commands.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("setup", help="make .venv/ with all packages for running and testing")
    demo = commands.add_parser("demo", help="serve the app on this machine, with demo data if its database is empty")
    demo.add_argument("--port", type=_port, default=8000, help="1024 to 65535; 8000 without it")
    commands.add_parser("test", help="run the tests; what else is given goes to pytest, paths seen from the root")
    commands.add_parser("check", help="lint, types, and the checks in a real browser and with another calendar reader")
    bench = commands.add_parser("bench", help="run benchmarks/")
    bench.add_argument("names", nargs="*", help="which; all without it")
    prove = commands.add_parser("prove", help="run the long proofs in tests/proofs/")
    prove.add_argument("--only", metavar="ID,…", help="these proofs alone, such as catalogue.5")
    prove.add_argument("--short", action="store_true", help="smaller numbers, for a first look")
    prove.add_argument("--json", metavar="FILE", type=Path, help="also write the results there")
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and 1024 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1024 to 65535")
    return int(text)


def _obey(options: argparse.Namespace, rest: Sequence[str]) -> int:
    if options.command == "demo":
        return serving.demo(options.port)
    make_environment()
    match options.command:
        case "test":
            return testing.test(rest)
        case "check":
            return checks.check()
        case "bench":
            return _bench(options.names)
        case "prove":
            return _prove(options)
    return 0


def _bench(names: Sequence[str]) -> int:
    known = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    if unknown := sorted(set(names) - set(known)):
        raise SystemExit(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(known)}")
    codes = [run([PYTHON, "-m", f"benchmarks.{name}"]) for name in names or known]
    return int(any(codes))


def _prove(options: argparse.Namespace) -> int:
    command: list[str | Path] = [PYTHON, "-m", "tools.proofs"]
    command += ["--only", options.only] if options.only else []
    command += ["--short"] if options.short else []
    command += ["--json", options.json.resolve()] if options.json else []
    return run(command)
