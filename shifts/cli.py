"""The commands of extra hours: `flask --app wsgi shifts …`."""

from __future__ import annotations

from functools import partial

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from base.database import db, written
from base.terminal import failure_words, stop
from base.web import now
from shifts.clock_commands import list_turned, pass_turns
from shifts.opening_commands import end_what_is_over, tell_what_ends_soon
from shifts.roll_commands import list_running, roll_opening

commands = AppGroup("shifts", help="Ekstra åbent: de næste ugers vagter, og det, klokken har afgjort.")


@commands.command("roll")
def roll() -> None:
    """Lav vagterne for de næste seks uger, og spørg dem, hvis tid slutter snart. Kør den hver dag."""
    moment, done = now(), 0
    try:
        for opening_id in list_running(db.session()):
            done += written(partial(roll_opening, opening_id=opening_id, now=moment))
        written(partial(end_what_is_over, now=moment))
        written(partial(tell_what_ends_soon, now=moment))
    except DBAPIError as error:
        stop(failure_words(error))
    click.echo(f"Vagter lavet eller ændret: {done}.")


@commands.command("tick")
def tick() -> None:
    """Sig til dem, der er alene, og frigiv det, klokken har lukket. Kør den hvert par minutter."""
    moment = now()
    try:
        found = list_turned(db.session(), moment)
        for shift_id in found:
            written(partial(pass_turns, shift_id=shift_id, now=moment))
    except DBAPIError as error:
        stop(failure_words(error))
    click.echo(f"Vagter set efter: {len(found)}.")
