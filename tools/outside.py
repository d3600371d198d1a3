"""What some tests and checks need from outside Python, and the lines that say what was left out without it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from tools.children import ROOT
from tools.environment import PYTHON, apt_line

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
CONNECT = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()"


def chromium() -> str | None:
    """Return the path of the browser: `CHROMIUM` in the environment, else `chromium` on the PATH."""
    return shutil.which(os.environ.get("CHROMIUM", "chromium"))


def has_node() -> bool:
    """Tell whether node and npm are here."""
    return bool(shutil.which("node") and shutil.which("npm"))


def postgres_answers() -> bool:
    """Tell whether one can sign in at `TEST_POSTGRES_URL`; needs the environment to be made."""
    return not subprocess.run([PYTHON, "-c", CONNECT, POSTGRES_URL], cwd=ROOT, capture_output=True).returncode


def missing_for_checks() -> list[str]:
    """Return a line for the browser and for node, each where it is not here, with what brings it."""
    lines = []
    if chromium() is None:
        lines.append(f"browser (no chromium here: {apt_line('chromium')})")
    if not has_node():
        lines.append(f"node (no node with npm here: {apt_line('nodejs npm')})")
    return lines


def say_left_out(lines: Sequence[str]) -> bool:
    """Print what was left out, a line each, and tell whether that is a failure: with `CI=true` it is."""
    for line in lines:
        print(f"Left out: {line}")
    return bool(lines) and os.environ.get("CI") == "true"
