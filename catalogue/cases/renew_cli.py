"""The commands that keep what is stored as the same: `flask --app wsgi overlaps renew` and `tell`."""

from __future__ import annotations

import click
from sqlalchemy.exc import DBAPIError

from base.database import db, writing
from base.terminal import failure_words, stop
from base.web import now
from catalogue.cases.board_queries import read_titles
from catalogue.cases.telling_commands import tell_of_long_open
from catalogue.overlap_commands import renew_overlaps
from catalogue.overlap_queries import Pair, find_pairs, read_pairs, read_published
from catalogue.overlaps_cli import commands as commands
from catalogue.vocabulary_queries import read_vocabulary


@commands.command("renew")
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ville ske, og skriv intet.")
def renew(dry_run: bool) -> None:
    """Sammenlign alt, der er udgivet, igen: efter en ny udgave. Viser, hvad det åbner og lukker. Intet bliver taget ned."""
    session = db.session()
    try:
        stored, found = read_pairs(session), find_pairs(read_published(session), read_vocabulary(session)).keys()
        opened, closed = sorted(found - stored), sorted(stored - found)
        titles = read_titles(session, {each for pair in (*opened, *closed) for each in pair})
        for heading, pairs in [("Åbner", opened), ("Lukker", closed)]:
            for pair in pairs:
                click.echo(f"{heading}: {_said(pair, titles)}")
        if not dry_run:
            with writing() as rows:
                renew_overlaps(rows, now())
    except DBAPIError as error:
        stop(failure_words(error))
    click.echo(f"{len(opened)} åbner, {len(closed)} lukker." + (" Intet er skrevet." if dry_run else ""))


@commands.command("tell")
def tell() -> None:
    """Sig til koordinatoren om det, der har været åbent i 14 dage. Kør den hver dag."""
    with writing() as rows:
        told = tell_of_long_open(rows, now())
    click.echo("Koordinatoren har fået besked." if told else "Der er ikke noget nyt at sige.")


def _said(pair: Pair, titles: dict[int, str]) -> str:
    return " og ".join(titles.get(each, "?") for each in pair)
