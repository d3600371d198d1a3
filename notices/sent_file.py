"""The file that takes the place of text messages and mail in a demo, a test or a trial."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class SentFile:
    """A file that its owner alone can read, whatever the umask: a block a message, an empty line after it, the newest last."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def empty(self) -> None:
        """Take away all that was sent before; make the file where there is none."""
        with self._alone() as descriptor:
            os.ftruncate(descriptor, 0)

    @contextmanager
    def turn(self) -> Iterator[Callable[[str], None]]:
        """Wait until no other thread or process writes, and yield what appends a block; it returns when that is on disk."""
        with self._alone() as descriptor:

            def append(block: str) -> None:
                with os.fdopen(os.dup(descriptor), "a", encoding="utf-8") as file:
                    file.write(f"{block}\n\n")
                    file.flush()
                    os.fsync(file.fileno())

            yield append

    @contextmanager
    def _alone(self) -> Iterator[int]:
        # Each opening holds a lock of its own, so threads of one process wait for each other too.
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(descriptor, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            # A duplicate that is still open would keep the lock.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)
