"""A row of a programme file understood: what it offers, where and when, and what could not be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from base.danish import slug, sort_key
from catalogue.importing.cells import Cell
from catalogue.importing.offer_days import Timing, read_timing
from catalogue.importing.offer_keys import LONGEST_PLACE, fingerprint, source_key, venue_key
from catalogue.importing.offer_texts import form_of, interests_of, says_online, season_of, text_of, town_of
from catalogue.importing.programme_columns import name_of, sort_columns
from catalogue.importing.programme_rows import Problem, RawRow
from catalogue.importing.timing_columns import BadCell
from catalogue.recurrence import Rule
from catalogue.terms import Form
from catalogue.vocabulary import Vocabulary

LONGEST = {"title": 200, "place": LONGEST_PLACE, "description": 10_000}

_LONGEST_ADDRESS, _LONGEST_SLUG, _LONGEST_SORT_KEY = 200, 120, 240


@dataclass(frozen=True, slots=True)
class Offer:
    """What a row, or several of one activity, offers: texts as they are to be shown, and what the report must tell.

    `lines` are the rows' lines, ascending; `interests` are ids of the vocabulary, the main one first; `town`,
    `postcode`, `address`, `price`, `food` and `when_words` are empty where they are not said. `venue_key` is what the
    place is known by, its folded name and town; `slug` and `sort_key` are the title's. `extra` is what no field holds.
    """

    lines: tuple[int, ...]
    source_key: str
    fingerprint: str
    title: str
    slug: str
    sort_key: str
    description: str
    place: str
    town: str
    venue_key: tuple[str, str]
    postcode: str
    address: str
    form: Form
    price: str
    food: str
    interests: tuple[str, ...]
    rules: tuple[Rule, ...]
    when_words: str
    extra: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_online_place(self) -> bool:
        """Say whether the place's own name says that it is on the net."""
        return says_online(self.place)


def understand(row: RawRow, vocabulary: Vocabulary, monday: dt.date, first_days: Mapping[str, dt.date]) -> Offer | Problem:
    """Understand a row, or say what is wrong with it: no title or place, texts too long, or a contradiction.

    A series without a first day of its own begins on the day that `first_days` has under the row's source key, else on
    `monday`.
    """
    cells, unknown = sort_columns(row.cells)
    for role, longest in LONGEST.items():
        if role not in cells and role != "description":
            return Problem(row.line, name_of(role, row.cells), "Feltet er tomt. Skriv både titel og sted.")
        if role in cells and len(cells[role].text) > longest:
            return Problem(row.line, cells[role].column, f"Teksten er over {longest} tegn. Gør den kortere.")
    key = source_key(cells)
    description = text_of(cells, "description")
    try:
        timing = read_timing(cells, cells["title"].text, description, first_days.get(key, monday))
    except BadCell as bad:
        return Problem(row.line, bad.column, str(bad))
    return _offer(row, cells, unknown, key, timing, vocabulary)


def _offer(
    row: RawRow, cells: Mapping[str, Cell], unknown: tuple[Cell, ...], key: str, timing: Timing, vocabulary: Vocabulary
) -> Offer:
    title, description = cells["title"].text, text_of(cells, "description")
    interests, unknown_interests = interests_of(cells, title, description, vocabulary)
    town, postcode, unread_place = town_of(cells)
    shown = [cell for cell in unknown if not cell.may_be_about_a_person]
    kept = [*shown, *unread_place, *([Cell("interesse", ", ".join(unknown_interests))] if unknown_interests else [])]
    return Offer(
        lines=(row.line,),
        source_key=key,
        fingerprint=fingerprint(cells, unknown),
        title=title,
        slug=slug(title)[:_LONGEST_SLUG].strip("-"),
        sort_key=sort_key(title)[:_LONGEST_SORT_KEY],
        description=description,
        place=cells["place"].text,
        town=town,
        venue_key=venue_key(cells["place"].text, town),
        postcode=postcode,
        address=text_of(cells, "address")[:_LONGEST_ADDRESS],
        form=form_of(cells, title, description),
        price=text_of(cells, "price"),
        food=text_of(cells, "food"),
        interests=interests,
        rules=timing.rules,
        when_words=timing.words,
        extra=tuple(f"{cell.column}: {cell.text}" for cell in kept),
        notes=(*timing.notes, *_notes(kept, unknown, timing, description)),
    )


def _notes(kept: list[Cell], unknown: tuple[Cell, ...], timing: Timing, description: str) -> list[str]:
    notes = [f'gemt i beskrivelsen: kolonnen "{cell.column}"' for cell in kept]
    withheld = [cell.column for cell in unknown if cell.may_be_about_a_person]
    notes += [f'ikke gemt, fordi det kan være om en person: kolonnen "{column}"' for column in withheld]
    season = season_of(description)
    if season and any(rule.weekday is not None and rule.last_day is None for rule in timing.rules):
        notes.append(f'står hele året, men beskrivelsen siger "{season}": ret første og sidste dag')
    return notes
