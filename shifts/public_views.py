"""What everybody may know: where a group keeps open, and where one is looked for."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("shifts_public", __name__)
