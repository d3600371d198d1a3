"""The public addresses of the catalogue, as plain text: building them row by row through the router costs more than the row."""

from __future__ import annotations


def activity_path(activity_id: int, slug: str) -> str:
    """Return the address of an activity's page."""
    return f"/aktiviteter/{activity_id}-{slug}"


def venue_path(slug: str) -> str:
    """Return the address of a place's page."""
    return f"/steder/{slug}"


def interest_path(slug: str) -> str:
    """Return the address of an interest's page."""
    return f"/interesser/{slug}"
