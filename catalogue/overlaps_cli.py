"""The commands that compare offers in files: `flask --app wsgi overlaps …`. They need no database."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from catalogue.importing.programme_rows import UnreadableProgramme
from catalogue.importing.programme_text import LARGEST_FILE_BYTES
from catalogue.offer_lists import read_offers, read_pairs
from catalogue.overlap_index import OverlapIndex
from catalogue.overlaps import Comparison, Offering, Understood, compare, understand
from catalogue.overlaps_wording import reason_words
from catalogue.vocabulary import load_vocabulary

MOST_FOR_ALL = 2_000

commands = AppGroup("overlaps", help="Sammenfald: hvor gør to steder det samme? Læser filer, rører ingen database.")


@commands.command("score")
@click.argument("offers_file", metavar="OFFERS")
@click.argument("pairs_file", metavar="PAIRS")
def score(offers_file: str, pairs_file: str) -> None:
    """Sammenlign hvert par i PAIRS, og skriv en linje JSON for hvert, i samme orden."""
    offers = _offers(offers_file)
    try:
        pairs = list(read_pairs(_content(pairs_file), offers))
    except UnreadableProgramme as unreadable:
        _stop(f"{pairs_file}, {unreadable}")
    read = _understood(offers)
    for pair in pairs:
        _say(pair.a, pair.b, compare(read[str(pair.a)], read[str(pair.b)]))


@commands.command("find")
@click.argument("offers_file", metavar="OFFERS")
@click.option("--all", "everything", is_flag=True, help="Vis alle par på hver sit sted, også de forskellige.")
def find(offers_file: str, everything: bool) -> None:
    """Find hvert tilbuds ti stærkeste sammenfald på andre steder: en linje JSON for hvert par, det stærkeste først."""
    read = _understood(_offers(offers_file))
    found = _all_pairs(read) if everything else _strongest_pairs(read)
    for (a, b), comparison in sorted(found.items(), key=lambda match: (-match[1].score, match[0])):
        _say(a, b, comparison)


def _strongest_pairs(read: dict[str, Understood]) -> dict[tuple[str, str], Comparison]:
    index = OverlapIndex(read.items())
    return {
        (min(offer_id, found.id), max(offer_id, found.id)): found.comparison
        for offer_id, offer in read.items()
        for found in index.strongest(offer, own=offer_id)
    }


def _all_pairs(read: dict[str, Understood]) -> dict[tuple[str, str], Comparison]:
    if len(read) > MOST_FOR_ALL:
        _stop(f"Filen har over {MOST_FOR_ALL} tilbud. Alle par kan kun vises for færre.")
    return {
        (a, b): compare(read[a], read[b]) for a, b in combinations(sorted(read), 2) if read[a].places.isdisjoint(read[b].places)
    }


def _offers(file: str) -> dict[str, Offering]:
    try:
        return read_offers(_content(file))
    except UnreadableProgramme as unreadable:
        _stop(f"{file}, {unreadable}")


def _content(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST_FILE_BYTES + 1)
    except OSError:
        _stop(f"Filen {file} kan ikke åbnes. Se efter, om navnet er rigtigt, og om det er en fil.")


def _understood(offers: dict[str, Offering]) -> dict[str, Understood]:
    vocabulary = load_vocabulary()
    return {offer_id: understand(offering, vocabulary) for offer_id, offering in offers.items()}


def _say(a: str | int, b: str | int, comparison: Comparison) -> None:
    said = {
        "a": a,
        "b": b,
        "score": round(comparison.score, 4),
        "label": comparison.label,
        "reasons": [reason_words(reason, load_vocabulary()) for reason in comparison.reasons],
    }
    click.echo(json.dumps(said, ensure_ascii=False))


def _stop(text: str) -> NoReturn:
    # Standard output holds matches only, for the program that reads them.
    click.echo(text, err=True)
    raise SystemExit(1)
