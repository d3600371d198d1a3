"""Watch every logger while forms are filled in and links followed, and find what was typed or followed in what it wrote.

SQLAlchemy's own loggers stay as they are: they say what is asked only where somebody switches them on.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient

from base.quietlogs import SECRET_PATHS

# What a form holds that is no secret: codes of the house, and pages of the site.
OPEN_FIELDS = {"role", "next", "way"}
NAMES = {"name", "navn"}
SHORTEST, SHORTEST_NAME = 6, 4
_SECRET = re.compile(rf"(?:{'|'.join(SECRET_PATHS)})([^?#]+)")


class Line(NamedTuple):
    """What was written, by which logger, during which test."""

    text: str
    logger: str
    test: str


class LogWatch(logging.Handler):
    """What was typed, and every line that was written meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.typed: set[str] = set()
        self.names: set[str] = set()
        self.lines: list[Line] = []
        self.planted: list[Line] = []
        self._kept = self.lines

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line as it would stand in a log."""
        self._kept.append(Line(self.format(record), record.name, os.environ.get("PYTEST_CURRENT_TEST", "no test")))

    @contextmanager
    def passing_over(self) -> Iterator[None]:
        """Keep what is written meanwhile among the planted lines, in which nothing is looked for."""
        self._kept = self.planted
        try:
            yield
        finally:
            self._kept = self.lines

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

    def found(self) -> dict[str, Line]:
        """Return what was typed or followed and the first line it stands in; a name only where it is a word of its own."""
        sought = sorted(self.typed | self.names)
        first = {value: next((line for line in self.lines if self._stands_in(value, line.text)), None) for value in sought}
        return {value: line for value, line in first.items() if line}

    def _stands_in(self, value: str, text: str) -> bool:
        return value in text and (value in self.typed or bool(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text)))
