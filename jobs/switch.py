"""Whether the room is on, wholly and at a place: settings (`JOBS=0` in the environment, `jobs` and `jobs_not_at` in the file)."""

from __future__ import annotations

from base.settings import Settings


def is_on(settings: Settings) -> bool:
    """Say whether there are jobs at all."""
    return settings.jobs


def is_on_at(settings: Settings, slug: str) -> bool:
    """Say whether there are jobs at a place."""
    return settings.jobs and slug not in settings.jobs_not_at
