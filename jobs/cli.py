"""The commands of jobs: `flask --app wsgi jobs …`."""

from __future__ import annotations

from functools import partial

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from base.database import db, written
from base.terminal import failure_words, stop
from base.web import now
from jobs.clock_commands import forget_lines, list_turned, pass_on, tell_today
from jobs.roll_commands import list_running, roll_posting
from jobs.switch import is_on

commands = AppGroup("jobs", help="Dag til dag-job: de næste ugers job, køen, og besked om dagens job.")


@commands.command("roll")
def roll() -> None:
    """Lav de næste to ugers job, der kommer hver uge. Kør den hver dag."""
    moment, done = now(), 0
    try:
        for posting_id in list_running(db.session(), moment.date()):
            done += written(partial(roll_posting, posting_id=posting_id, now=moment))
    except DBAPIError as error:
        stop(failure_words(error))
    click.echo(f"Job lavet eller ændret: {done}.")


@commands.command("tick")
def tick() -> None:
    """Spørg den næste i køen, glem køen til det, der er begyndt, og fortæl om dagens job. Kør den hvert par minutter."""
    moment, settings = now(), current_app.config["SETTINGS"]
    try:
        found = list_turned(db.session(), moment)
        for job_id in found:
            written(partial(pass_on, job_id=job_id, now=moment))
        written(partial(forget_lines, now=moment))
        site = settings.site_url.rstrip("/") + "/"
        told = written(partial(tell_today, now=moment, site=site, not_at=settings.jobs_not_at)) if is_on(settings) else 0
    except DBAPIError as error:
        stop(failure_words(error))
    click.echo(f"Køer rykket: {len(found)}. Fortalt om dagens job: {told}.")
