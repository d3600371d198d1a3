"""A row of a programme file understood: what it offers, where and when, and what could not be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from base.danish import slug, sort_key
from catalogue.importing.cells import Cell, shortened
from catalogue.importing.offer_days import Timing, read_timing
from catalogue.importing.offer_keys import LONGEST_PLACE, fingerprint, source_key, venue_key
from catalogue.importing.offer_texts import form_of, interests_of, says_online, season_of, text_of, town_of
from catalogue.importing.programme_columns import is_harmless, name_of, sort_columns
from catalogue.importing.programme_rows import Problem, RawRow
from catalogue.importing.timing_columns import BadCell
from catalogue.recurrence import Rule
from catalogue.terms import Form
from catalogue.vocabulary import Vocabulary

LONGEST = {"title": 200, "place": LONGEST_PLACE, "description": 10_000}

_LONGEST_ADDRESS, _LONGEST_SLUG, _LONGEST_SORT_KEY, _LONGEST_COLUMN = 200, 120, 240, 40
_NO_KEYS: Mapping[str, str] = {}


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


def understand(
    row: RawRow,
    vocabulary: Vocabulary,
    monday: dt.date,
    first_days: Mapping[str, dt.date],
    keys: Mapping[str, str] = _NO_KEYS,
) -> Offer | Problem:
    """Understand a row, or say what is wrong with it: no title or place, texts too long, a CPR number, or a contradiction.

    A series without a first day of its own begins on the day that `first_days` has under the row's source key, else on
    `monday`. `keys` tells the source key of rows that are known by another than their own (see `settle_keys`).
    """
    cells, unknown = sort_columns(row.cells)
    shown = tuple(cell for cell in unknown if is_harmless(cell))
    if problem := _problem(row, cells, shown):
        return problem
    own_key = source_key(cells)
    key = keys.get(own_key, own_key)
    try:
        timing = read_timing(cells, cells["title"].text, text_of(cells, "description"), first_days.get(key, monday))
    except BadCell as bad:
        return Problem(row.line, bad.column, str(bad))
    unused = [cell.column for cell in unknown if cell not in shown]
    return _offer(row, cells, shown, unused, key, timing, vocabulary)


def _problem(row: RawRow, cells: Mapping[str, Cell], shown: tuple[Cell, ...]) -> Problem | None:
    for role, longest in LONGEST.items():
        if role != "description" and not (role in cells and cells[role].is_visible):
            return Problem(row.line, name_of(role, row.cells), "Feltet er tomt. Skriv både titel og sted.")
        if role in cells and len(cells[role].text) > longest:
            return Problem(row.line, cells[role].column, f"Teksten er over {longest} tegn. Gør den kortere.")
    for cell in (*cells.values(), *shown):
        if cell.holds_cpr:
            return Problem(row.line, cell.column, "Feltet rummer et tal, der ligner et CPR-nummer. Slet det.")
    return None


def _offer(
    row: RawRow,
    cells: Mapping[str, Cell],
    shown: tuple[Cell, ...],
    unused: list[str],
    key: str,
    timing: Timing,
    vocabulary: Vocabulary,
) -> Offer:
    title, description = cells["title"].text, text_of(cells, "description")
    interests, unknown_interests = interests_of(cells, title, description, vocabulary)
    town, postcode, unread_place = town_of(cells)
    kept = [*shown, *unread_place, *([Cell("interesse", ", ".join(unknown_interests))] if unknown_interests else [])]
    return Offer(
        lines=(row.line,),
        source_key=key,
        fingerprint=fingerprint(cells, shown),
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
        notes=(*timing.notes, *_notes(cells, kept, unused, timing)),
    )


def _notes(cells: Mapping[str, Cell], kept: list[Cell], unused: list[str], timing: Timing) -> list[str]:
    notes = [f'gemt i beskrivelsen: kolonnen "{cell.column}"' for cell in kept]
    notes += [f"kolonnen »{shortened(column, _LONGEST_COLUMN)}« er ikke brugt" for column in unused]
    public = [*(cell for role, cell in cells.items() if role != "id"), *kept]
    notes += [f"kolonnen »{cell.column}« rummer {contact}" for cell in public for contact in cell.contacts]
    if len(text_of(cells, "address")) > _LONGEST_ADDRESS:
        notes.append(f"adressen er over {_LONGEST_ADDRESS} tegn: kun begyndelsen er gemt")
    season = season_of(text_of(cells, "description"))
    if season and any(rule.weekday is not None and rule.last_day is None for rule in timing.rules):
        notes.append(f'står hele året, men beskrivelsen siger "{season}": ret første og sidste dag')
    return notes
