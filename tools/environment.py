"""The environment in `.venv/`: exactly the packages of `requirements.lock`, made anew only when that file has changed.

After a change in `setup.cfg` the lock is made again with uv; the line for it stands first in the lock.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from tools.children import ROOT, Command, run

LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def apt_line(packages: str) -> str:
    """Return the line that installs Debian packages, as this user would run it."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install {packages}"


def made_from(source: Path, stamp: Path) -> bool:
    """Tell whether what the stamp stands for was made from the file as it is now."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _digest(source)


def note_made_from(source: Path, stamp: Path) -> None:
    """Note which content of the file something was made from."""
    stamp.write_text(_digest(source), encoding="ascii")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_environment() -> None:
    """Make `.venv/` if it is not as the lock says; raise SystemExit with the line that mends it if that cannot be done.

    Two commands started at once wait for one another.
    """
    with open(LOCK, "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (PYTHON.exists() and made_from(LOCK, VENV / "made-from")):
            _make()


def _make() -> None:
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise SystemExit(f"This Python has no venv, which is needed. Run:\n    {apt_line('python3-venv')}")
    print("Making .venv; this takes about a minute the first time.", flush=True)
    (VENV / "made-from").unlink(missing_ok=True)
    create: Command = [sys.executable, "-m", "venv", "--clear", VENV]
    install: Command = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK]
    if run(create) or run(install, {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}):
        raise SystemExit("The environment could not be made: see above. Nothing else was started.")
    note_made_from(LOCK, VENV / "made-from")
