"""The apps that a test made, to be closed after it; apart, because pytest loads `conftest.py` twice, under two names."""

from __future__ import annotations

from flask import Flask

MADE: list[Flask] = []
