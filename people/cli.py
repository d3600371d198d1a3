"""The commands of people: `flask --app wsgi people …`."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from base.database import writing
from base.terminal import failure_words, stop
from base.web import now
from people.contact_points import read_email
from people.coordinator_commands import make_coordinator
from people.keeping_cli import forget
from people.names import NAME_ADVICE, NameProblem, read_name
from people.staff_in_forms import WHOLE_ADDRESS

ON_THIS_MACHINE = "http://127.0.0.1:8000"

commands = AppGroup("people", help="Personale: lav en koordinator. Alle: slet det, der er gemt længe nok.")
commands.add_command(forget)


@commands.command("coordinator")
@click.argument("name")
@click.argument("email")
def coordinator(name: str, email: str) -> None:
    """Giv en person adgang som koordinator, og vis et link, der virker én gang."""
    shown_name, address = read_name(name), read_email(email)
    if isinstance(shown_name, NameProblem):
        stop(NAME_ADVICE[shown_name])
    if address is None:
        stop(WHOLE_ADDRESS)
    try:
        with writing() as session:
            token = make_coordinator(session, shown_name, address, now())
    except DBAPIError as error:
        stop(failure_words(error))
    click.echo(f"{address} er nu koordinator. Giv linket her videre. Det virker i 24 timer og kun én gang:\n{_link(token)}")


def _link(token: str) -> str:
    path = current_app.url_map.bind("").build("staff_in.choose", {"token": token})
    address: str = current_app.config["SETTINGS"].site_url
    if address:
        return address.rstrip("/") + path
    return f"{ON_THIS_MACHINE}{path}\nBrug jeres egen adresse i stedet for {ON_THIS_MACHINE}, hvis I har en."
