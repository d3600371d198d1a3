"""A shift: its page, and what its people do with it."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("shift", __name__)
