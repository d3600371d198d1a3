"""The erased list: the ids of erased persons with the day, in a file outside the database and beside its backups.

A restored backup knows persons who have been erased since it was made; this list tells which. An id is random, is used for nobody
else, and tells nothing without such a backup.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

_LINE = re.compile(r"^([0-9a-f]{32}) \d{4}-\d\d-\d\d$", re.MULTILINE)


def note_erased(path: Path, person_id: str, day: dt.date) -> None:
    """Add a person to the list (made at first use, mode 0600); it is on disk when this returns."""
    is_new = not path.exists()
    listed = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(listed, f"{_missing_end(listed)}{person_id} {day.isoformat()}\n".encode("ascii"))
        os.fsync(listed)
    finally:
        os.close(listed)
    if is_new:
        _keep_name(path.parent)


def list_erased(path: Path) -> list[str]:
    """Return the ids on the list, oldest first, each once; a line that is not whole is passed over."""
    if not path.exists():
        return []
    return list(dict.fromkeys(_LINE.findall(path.read_text(encoding="ascii", errors="replace"))))


def _missing_end(listed: int) -> str:
    # A line that was cut off by a crash must not swallow the next.
    size = os.fstat(listed).st_size
    return "\n" if size and os.pread(listed, 1, size - 1) != b"\n" else ""


def _keep_name(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
