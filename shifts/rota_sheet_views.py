"""The rota on paper: print it, and write it in."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("rota_sheet", __name__)
