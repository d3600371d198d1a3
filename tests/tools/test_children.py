"""What `dev.py` starts ends with it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.children import ROOT, child, free_port, is_taken, run, wait_until_it_answers

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
WITH_CHILD = f"""
from tools.children import child, end_children_on_signals
end_children_on_signals()
with child({SLEEP!r}) as process:
    print(process.pid, flush=True)
    process.wait()
"""
NAIVE = f"""
import subprocess
process = subprocess.Popen({SLEEP!r})
print(process.pid, flush=True)
process.wait()
"""


def _parent(program: str) -> tuple[subprocess.Popen[str], int]:
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


ASKED = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.mark.parametrize("number", [*ASKED, signal.SIGKILL] if sys.platform == "linux" else ASKED)
def test_a_child_ends_when_its_parent_is_ended(number: signal.Signals) -> None:
    parent, _ = _parent(WITH_CHILD)
    parent.send_signal(number)
    # The child holds the other end of the pipe, so this returns only when both have ended.
    parent.communicate(timeout=30)
    assert parent.returncode != 0


def test_a_child_that_is_only_started_lives_on() -> None:
    parent, pid = _parent(NAIVE)
    parent.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        parent.communicate(timeout=1)
    os.kill(pid, signal.SIGTERM)
    parent.communicate(timeout=30)


def test_a_child_ends_when_its_block_fails() -> None:
    with pytest.raises(KeyError), child(SLEEP) as process:
        raise KeyError
    assert process.returncode == -signal.SIGTERM


def test_run_returns_the_exit_code_and_adds_to_the_environment(tmp_path: Path) -> None:
    program = "import os, sys; sys.exit(int(os.environ['CODE']) + ('PATH' in os.environ))"
    assert run([sys.executable, "-c", program], {"CODE": "6"}, tmp_path) == 7


def test_a_port_that_is_listened_on_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert is_taken(server.getsockname()[1])
    assert not is_taken(free_port())


def test_waiting_for_a_server_ends_when_it_answers_or_has_ended() -> None:
    port = free_port()
    with child([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]) as server:
        assert wait_until_it_answers(server, port)
    assert not wait_until_it_answers(server, port)
