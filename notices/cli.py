"""The commands of the outbox: `flask --app wsgi notices …`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from base.database import db
from base.web import now
from notices.sending_commands import send_due
from notices.waiting_queries import count_waiting

commands = AppGroup("notices", help="Beskeder: send dem, der er klar.")


@commands.command("send")
def send() -> None:
    """Send de beskeder, der er klar, og sig hvor mange."""
    moment = now()
    done = send_due(moment)
    waiting = count_waiting(db.session(), moment)
    click.echo(f"Sendt: {done.sent}. Ikke sandt længere, så ikke sendt: {done.dropped}. Venter: {waiting}.")
