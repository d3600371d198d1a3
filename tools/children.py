"""Start other programs, and end every one of them when this one ends."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

Command = Sequence[str | Path]
ROOT = Path(__file__).resolve().parent.parent
GRACE_SECONDS = 10
LAST_WORDS_SECONDS = 2
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_children_on_signals() -> None:
    """Turn what asks this program to end into exceptions, so that every `child` block runs its ending."""
    # A shell lets what it starts in the background ignore SIGINT.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _exit)


def _exit(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _end_with_parent() -> None:
    # SIGKILL leaves the parent no chance to end its children; Linux can tell them itself.
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def child(
    command: Command, environment: Mapping[str, str] | None = None, folder: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """Yield the program, started with additions to the environment; at the end it is asked to end, then made to."""
    surroundings = {**os.environ, **(environment or {})}
    process = subprocess.Popen(command, cwd=folder, env=surroundings, preexec_fn=_end_with_parent)
    try:
        yield process
    except KeyboardInterrupt:
        # The terminal has told the child too: it may say its last words.
        with suppress(subprocess.TimeoutExpired):
            process.wait(LAST_WORDS_SECONDS)
        raise
    finally:
        process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run(command: Command, environment: Mapping[str, str] | None = None, folder: Path = ROOT) -> int:
    """Run a program to its end and return its exit code (negative: the signal that ended it)."""
    with child(command, environment, folder) as process:
        return process.wait()


def is_taken(port: int) -> bool:
    """Tell whether some program already listens on 127.0.0.1 at the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


def free_port() -> int:
    """Return a port on 127.0.0.1 that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int, seconds: float = 30) -> bool:
    """Wait for the program to listen on 127.0.0.1; False when it ended or the seconds ran out first."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False
