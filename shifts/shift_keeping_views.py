"""What staff do with one shift: cancel, close or move it."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("shift_keeping", __name__)
