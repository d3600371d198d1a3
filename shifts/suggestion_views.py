"""Suggest a rota."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("suggestion", __name__)
