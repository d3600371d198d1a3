"""Rows of one activity put together: the same place and title on several lines is one activity with several days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from catalogue.importing.offer import Offer
from catalogue.importing.offer_keys import has_id, title_key
from catalogue.importing.programme_rows import Problem

_LONGEST_LINE = 200
_LONGEST_PARAGRAPH = 2_000
_SHORT = {"price": "Pris", "food": "Mad", "when_words": "Tid"}


def merge_offers(understood: Iterable[Offer | Problem]) -> tuple[list[Offer], list[Problem]]:
    """Put rows with the same source key together, in file order, and return them with the problems, old and new.

    A row that says the same as an earlier one adds its line only. An id that stands for two titles or places is a
    problem.
    """
    by_key: dict[str, list[Offer]] = {}
    problems: list[Problem] = []
    for offer in understood:
        if isinstance(offer, Problem):
            problems.append(offer)
            continue
        rows = by_key.setdefault(offer.source_key, [])
        if rows and has_id(offer.source_key) and _name(rows[0]) != _name(offer):
            text = f"Linje {rows[0].lines[0]} har samme id, men en anden titel eller et andet sted. Ret id'et."
            problems.append(Problem(offer.lines[0], "id", text))
        else:
            rows.append(offer)
    return [_within_limits(_merged(rows)) for rows in by_key.values() if rows], problems


def _name(offer: Offer) -> tuple[str, str]:
    return title_key(offer.title), offer.venue_key[0]


def _merged(rows: list[Offer]) -> Offer:
    first = rows[0]
    lines = tuple(line for row in rows for line in row.lines)
    distinct = list({row.fingerprint: row for row in rows}.values())
    if len(distinct) == 1:
        return replace(first, lines=lines)
    placed = next((row for row in rows if row.town), first)
    prints = "".join(sorted(row.fingerprint for row in distinct))
    return replace(
        first,
        lines=lines,
        fingerprint=hashlib.sha256(prints.encode()).hexdigest(),
        town=placed.town,
        venue_key=placed.venue_key,
        postcode=placed.postcode or first.postcode,
        address=placed.address or first.address,
        description=_joined((row.description for row in distinct), "\n\n"),
        price=_joined((row.price for row in distinct), " / "),
        food=_joined((row.food for row in distinct), " / "),
        interests=tuple(dict.fromkeys(interest for row in distinct for interest in row.interests)),
        rules=tuple(dict.fromkeys(rule for row in distinct for rule in row.rules)),
        when_words=_joined((row.when_words for row in distinct), "; "),
        extra=tuple(dict.fromkeys(text for row in distinct for text in row.extra)),
        notes=tuple(dict.fromkeys(note for row in distinct for note in row.notes)),
    )


def _joined(texts: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(filter(None, texts)))


def _within_limits(offer: Offer) -> Offer:
    """Move what no field has room for, and what no field is for, to the description's last paragraph."""
    texts = {name: getattr(offer, name) for name in _SHORT}
    too_long = {name: f"{_SHORT[name]}: {text}" for name, text in texts.items() if len(text) > _LONGEST_LINE}
    extra = (*offer.extra, *too_long.values())
    if not extra:
        return offer
    last = f"Stod også i listen: {'; '.join(extra)}"
    notes = offer.notes
    if len(last) > _LONGEST_PARAGRAPH:
        last, notes = f"{last[:_LONGEST_PARAGRAPH]} …", (*notes, "for langt: kun begyndelsen er gemt i beskrivelsen")
    return replace(
        offer,
        description=_joined((offer.description, last), "\n\n"),
        price="" if "price" in too_long else offer.price,
        food="" if "food" in too_long else offer.food,
        when_words="" if "when_words" in too_long else offer.when_words,
        notes=notes,
    )
