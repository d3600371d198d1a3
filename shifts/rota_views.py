"""A group's rota, its secret calendar, what suits whom."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("rota", __name__)
