"""Who has been shown key and alarm."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("key", __name__)
