"""The command that keeps little: `flask --app wsgi people forget`, to be run once a day."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from base.web import now
from people.retention_commands import forget_due


@click.command("forget")
@with_appcontext
def forget() -> None:
    """Slet det, der er gemt længe nok, og sporene efter det. Kør den hver nat."""
    for kind, count in forget_due(now()).items():
        if count:
            click.echo(f"{kind}: {count}")
    click.echo("Resten er ikke gammelt nok til at blive slettet.")
