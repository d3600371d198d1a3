"""Extra hours: asked for by a group, answered by the place, paused, changed, ended."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("openings", __name__)
