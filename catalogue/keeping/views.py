"""All the blueprints of keeping, of cases and of wishes: one line each."""

from __future__ import annotations

from flask import Blueprint

import catalogue.overlap_models
import catalogue.wish_models  # noqa: F401

BLUEPRINTS: list[Blueprint] = []
