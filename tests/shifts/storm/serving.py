"""The app under gunicorn, the server of the production, on the loopback address: several processes, which may be killed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.children import child, free_port, wait_until_it_answers

PROCESSES = 4


class Server:
    """A server that runs: its port, and the process that starts its workers."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        return [int(each) for each in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def kill(self) -> None:
        """Kill every worker where it stands; the server starts others."""
        for pid in self.workers():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


@contextmanager
def served(address: str, pause_seconds: float = 0, trace: Path | None = None) -> Iterator[Server]:
    """Serve the app of a database by four processes.

    The naive views look, pause, then write. To `trace` go the system calls that begin or send an answer, or write to disk.
    """
    port = free_port()
    # strace hands its own process over to the server (-D), so that it is the server that is ended.
    traced = ["strace", "-D", "-f", "-e", "trace=accept4,fsync,fdatasync,sendto", "-s", "12", "-o", str(trace)] if trace else []
    command = [
        *traced, sys.executable, "-m", "gunicorn", "--preload", "--no-control-socket", "--workers", str(PROCESSES),
        "--bind", f"127.0.0.1:{port}", "--log-level", "critical", "tests.shifts.storm.storm_app:make_served()",
    ]  # fmt: skip
    environment = {"STORM_DATABASE": address, "STORM_PAUSE": str(pause_seconds), "DATABASE_URL": "sqlite://"}
    with child(command, environment) as process:
        if not wait_until_it_answers(process, port, 60):
            raise RuntimeError("the server did not start")
        try:
            yield Server(port, process.pid)
        finally:
            # At once: nobody waits for an answer any more.
            process.send_signal(signal.SIGQUIT)
