"""The same server and people as the storms of shifts."""

from tests.shifts.storm.conftest import app, people, server, stormed

__all__ = ("app", "people", "server", "stormed")
