"""All that people show and keep, in one place for the app."""

from __future__ import annotations

from flask import Blueprint, Flask

import people.audit_views
import people.card_views
import people.contact_views
import people.desk_person_views
import people.directory_views
import people.group_views
import people.invitation_views
import people.sign_in_views
import people.staff_choosing_views
import people.staff_views
import people.start_views
from people.group_rows_commands import group_retention, group_rows
from people.rows_queries import own_rows

BLUEPRINTS: tuple[Blueprint, ...] = (
    people.audit_views.pages,
    people.card_views.pages,
    people.contact_views.pages,
    people.desk_person_views.pages,
    people.directory_views.pages,
    people.group_views.pages,
    people.sign_in_views.pages,
    people.staff_choosing_views.pages,
    people.staff_views.pages,
    people.start_views.pages,
)


def start_rows(app: Flask) -> None:
    """Tell the registry what people keep themselves, and for how long."""
    registry = app.extensions["people"]
    registry.personal_rows += [*own_rows(), group_rows()]
    registry.retentions.append(group_retention())
