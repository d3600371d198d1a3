"""Keep the shifts ahead there, and write down what the clock has made true."""

from __future__ import annotations

from flask.cli import AppGroup

commands = AppGroup("shifts", help="The shifts in which groups keep places open.")
