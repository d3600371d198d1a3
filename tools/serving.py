"""Serve the app with demo data: for a person to look at, or for the checks to walk through."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.children import child, free_port, is_taken, run, wait_until_it_answers
from tools.environment import PYTHON, make_environment

# The codes that would go out by text or mail are written to a file instead.
A_TRIAL = {"TRIAL": "1", "SENDER": "file"}
WHERE_TO_LOOK = {
    "": "the front page",
    "aktiviteter": "what one can do, to filter and search",
    "interesser": "the same by interest",
    "aktiviteter.ics": "all of it as a calendar",
}


@dataclass(frozen=True)
class Demo:
    """A demo that runs: its address, with a slash at the end, and what its commands need in their environment."""

    address: str
    environment: Mapping[str, str]


def demo(port: int) -> int:
    """Serve on 127.0.0.1 until ended; SystemExit says so when the port is taken or the app does not start."""
    if is_taken(port):
        raise SystemExit(f"Port {port} is taken, perhaps by another demo. Choose a free one: --port {free_port()}")
    make_environment()
    _fill_if_empty({})
    with _server(port, A_TRIAL) as process:
        print("\nPå tværs is running. Look at:")
        for path, words in WHERE_TO_LOOK.items():
            print(f"    http://127.0.0.1:{port}/{path:<20} {words}")
        print("Codes and other messages are written to instance/sent.txt. Ctrl+C ends it.", flush=True)
        return process.wait()


@contextmanager
def throwaway_demo() -> Iterator[Demo]:
    """Yield a demo whose database lives no longer than the block."""
    port = free_port()
    with TemporaryDirectory(prefix="paa-tvaers-") as folder:
        environment = {
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'demo.sqlite'}",
            "SECRET_KEY": secrets.token_hex(),
            "SENT_FILE": str(Path(folder) / "sent.txt"),
            **A_TRIAL,
        }
        _fill_if_empty(environment)
        with _server(port, environment):
            yield Demo(f"http://127.0.0.1:{port}/", environment)


def _fill_if_empty(environment: Mapping[str, str]) -> None:
    for command in ("db upgrade", "catalogue demo"):
        if run([PYTHON, "-m", "flask", "--app", "wsgi", *command.split()], environment):
            raise SystemExit(f"`flask {command}` failed: see above.")


@contextmanager
def _server(port: int, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with child([PYTHON, "-m", "waitress", "--listen", f"127.0.0.1:{port}", "wsgi:app"], environment) as process:
        if not wait_until_it_answers(process, port):
            raise SystemExit("The app did not start: see above.")
        yield process
