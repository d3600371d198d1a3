"""The commands of the catalogue: `flask --app wsgi catalogue …`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from base.database import db, writing
from base.terminal import failure_words, stop
from base.web import now
from catalogue.demo_commands import fill_and_say
from catalogue.importing.import_commands import import_programme
from catalogue.importing.import_report import report_lines
from catalogue.importing.programme_rows import UnreadableProgramme
from catalogue.importing.programme_text import LARGEST_FILE_BYTES
from catalogue.keeping.review_commands import settle_reviews
from catalogue.vocabulary_queries import read_vocabulary

T = TypeVar("T")
A_MOMENT_SECONDS = 1.0

commands = AppGroup("catalogue", help="Aktiviteter og steder: indlæs en liste, fyld en tom database med eksempler.")


@commands.command("demo")
def demo() -> None:
    """Fyld en tom database med opfundne steder og aktiviteter."""
    click.echo(fill_and_say(now().date()))


@commands.command("import")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ville ske, og skriv intet.")
@click.option("--draft", is_flag=True, help="Hold nye aktiviteter tilbage som kladder.")
@click.option("--skip-bad", is_flag=True, help="Indlæs de gode rækker, selv om andre har fejl.")
def import_file(file: str, dry_run: bool, draft: bool, skip_bad: bool) -> None:
    """Indlæs en liste over aktiviteter: JSON Lines, eller CSV fra Excel."""
    try:
        imported = import_programme(_content(file), file, now(), draft=draft, dry_run=dry_run, skip_bad=skip_bad, track=_with_bar)
    except OSError:
        stop(f"Filen {file} kan ikke åbnes. Se efter, om navnet er rigtigt, og om det er en fil.")
    except UnreadableProgramme as unreadable:
        stop(f"{unreadable}\nIntet er skrevet i databasen.")
    except DBAPIError as error:
        stop(failure_words(error))
    click.echo("\n".join(report_lines(imported, read_vocabulary(db.session()))))
    if imported.problems and not skip_bad:
        stop("Ret rækkerne med fejl, eller indlæs kun de andre med --skip-bad.")


@commands.command("review")
def review() -> None:
    """Sig til om det, som ingen har svaret på, og skjul det, når det er for længe siden. Kør den hver dag."""
    with writing() as rows:
        done = settle_reviews(rows, now())
    for heading, titles in [("Koordinatoren har fået besked om", done.told), ("Skjult", done.hidden)]:
        if titles:
            click.echo(f"{heading}: {', '.join(titles)}.")
    if done.nobody_to_tell:
        click.echo("Der er ingen koordinator at give besked. Så bliver intet skjult.")
    click.echo("Resten har fået svar, eller der er tid endnu.")


def _content(file: str) -> bytes:
    with Path(file).open("rb") as opened:
        return opened.read(LARGEST_FILE_BYTES + 1)


def _with_bar(rows: Sequence[T]) -> Iterator[T]:
    """Yield the rows, with a bar on the screen from when they have taken more than a moment."""
    done, until = 0, time.monotonic() + A_MOMENT_SECONDS
    while done < len(rows) and not (sys.stderr.isatty() and time.monotonic() > until):
        yield rows[done]
        done += 1
    if done < len(rows):
        with click.progressbar(rows[done:], label="Læser rækkerne", file=sys.stderr) as rest:
            yield from rest
