"""What the commands of the rooms say in a terminal when something is in the way."""

from __future__ import annotations

from typing import NoReturn

import click
from sqlalchemy.exc import DBAPIError

from base.database import is_passing, is_unbuilt


def failure_words(error: DBAPIError) -> str:
    """Return in Danish why the database did not do it, and what to do."""
    if is_unbuilt(error):
        return "Databasen er ikke bygget endnu. Kør først: flask --app wsgi db upgrade"
    if is_passing(error):
        return "Databasen er optaget lige nu, og intet er skrevet. Prøv igen om lidt."
    return f"Databasen svarer ikke, som den skal ({error.orig})."


def stop(text: str) -> NoReturn:
    """Say what is in the way, and end with exit status 1."""
    click.echo(text)
    raise SystemExit(1)
