"""All pages and feeds of the room, in one place for the app."""

from __future__ import annotations

from flask import Blueprint

import shifts.key_views
import shifts.opening_change_views
import shifts.opening_views
import shifts.public_views
import shifts.rota_sheet_views
import shifts.rota_views
import shifts.shift_keeping_views
import shifts.shift_views
import shifts.suggestion_views

BLUEPRINTS: tuple[Blueprint, ...] = (
    shifts.key_views.pages,
    shifts.opening_views.pages,
    shifts.public_views.pages,
    shifts.rota_sheet_views.pages,
    shifts.rota_views.pages,
    shifts.shift_keeping_views.pages,
    shifts.shift_views.pages,
    shifts.suggestion_views.pages,
)
