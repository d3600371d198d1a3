"""Watch every logger while forms are filled in and links followed, and find what was typed or followed in what it wrote.

SQLAlchemy's own loggers stay as they are: they say what is asked only where somebody switches them on.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient

from base.quietlogs import SECRET_PATHS

# What a form holds that is no secret: codes of the house, and pages of the site.
OPEN_FIELDS = {"role", "next", "way"}
NAMES = {"name", "navn"}
SHORTEST, SHORTEST_NAME = 6, 4
_SECRET = re.compile(rf"(?:{'|'.join(SECRET_PATHS)})([^?#]+)")


class LogWatch(logging.Handler):
    """What was typed, and every line that was written meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.typed: set[str] = set()
        self.names: set[str] = set()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line as it would stand in a log."""
        self.lines.append(self.format(record))

    @contextmanager
    def watching(self) -> Iterator[LogWatch]:
        """Listen to all loggers at their lowest level, and to every client of the app."""
        root, engine = logging.getLogger(), logging.getLogger("sqlalchemy")
        levels = root.level, engine.level
        root.addHandler(self)
        root.setLevel(logging.DEBUG)
        engine.setLevel(logging.WARNING)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(FlaskClient, "open", self._listening(FlaskClient.open))
            yield self
        root.removeHandler(self)
        root.setLevel(levels[0])
        engine.setLevel(levels[1])

    def _listening(self, plain: Any) -> Any:
        def open_page(client: FlaskClient, *arguments: Any, **more: Any) -> Any:
            self.note(arguments[0] if arguments else more.get("path", ""), more.get("data"))
            response = plain(client, *arguments, **more)
            self.typed.update(cookie.value for cookie in (client._cookies or {}).values() if len(cookie.value) >= SHORTEST)
            return response

        return open_page

    def note(self, path: object, data: object) -> None:
        """Remember the secrets of an address, and what is typed in a form."""
        if isinstance(path, str) and (secret := _SECRET.search(path)):
            self._add("path", secret[1])
        if isinstance(data, dict):
            for field, value in data.items():
                for each in value if isinstance(value, list) else [value]:
                    self._add(field, str(each).strip())

    def _add(self, field: str, value: str) -> None:
        if field in NAMES and len(value) >= SHORTEST_NAME:
            self.names.add(value)
        elif field not in OPEN_FIELDS and len(value) >= SHORTEST:
            self.typed.add(value)

    def found(self) -> list[str]:
        """Return what was typed or followed and stands in a line; a name only where it is a word of its own."""
        text = "\n".join(self.lines)
        words = [name for name in self.names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        return sorted([*words, *(value for value in self.typed if value in text)])
