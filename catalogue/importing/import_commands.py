"""Import a programme file: what is new is added, what changed is changed, what was edited by hand since stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import db, touch_public, writing
from catalogue.importing.import_report import Imported, State
from catalogue.importing.merged_offers import merge_offers
from catalogue.importing.offer import Offer, understand
from catalogue.importing.offer_commands import Setting, add_offers, change_offers, publish_drafts
from catalogue.importing.offer_keys import RowName, has_id, row_name, settle_keys, title_key
from catalogue.importing.programme_columns import refuse_missing_columns, sort_columns
from catalogue.importing.programme_file import read_programme
from catalogue.importing.programme_rows import Problem, RawRow
from catalogue.importing.venue_commands import find_or_add_venues, list_without_area
from catalogue.models import Activity, ActivityHost, ImportedOffer
from catalogue.place_models import Venue
from catalogue.terms import Status
from catalogue.vocabulary import load_vocabulary
from catalogue.vocabulary_commands import ensure_areas, load_interests, words_of, write_words

Rows = Iterable[RawRow | Problem]


class _Known(NamedTuple):
    activity_id: int
    fingerprint: str
    first_day: dt.date
    imported_sequence: int
    sequence: int
    title: str
    status: str
    name_key: str | None
    town_key: str | None


def import_programme(
    content: bytes,
    file_name: str,
    now: dt.datetime,
    *,
    draft: bool = False,
    dry_run: bool = False,
    skip_bad: bool = False,
    track: Callable[[Sequence[RawRow | Problem]], Rows] = iter,
) -> Imported:
    """Import the rows of a file in one transaction, and return what was understood, done and refused.

    Nothing is written where `dry_run`, or where a row is bad and not `skip_bad`. New activities, and those an earlier
    import kept back, are published, or kept back where `draft`; new series begin on the Monday of the week of `now`
    (aware), which a later import never moves. The same file again writes nothing. `track` is given the rows and yields
    them, to show how far it has come. Raises UnreadableProgramme.
    """
    rows = read_programme(content, file_name)
    refuse_missing_columns(rows)
    session = db.session()
    known = _known(session)
    offers, problems = _understand(track(rows), _settled(rows, known), _monday(now), known)
    status = Status.DRAFT if draft else Status.PUBLISHED
    imported = Imported(offers, _states(offers, known, status), problems, list_without_area(session, offers))
    session.rollback()
    if dry_run or (problems and not skip_bad):
        return imported
    return _carry_out(imported, now, status)


def _monday(now: dt.datetime) -> dt.date:
    today = day_of(now)
    return today - dt.timedelta(days=today.weekday())


def _known(session: Session) -> dict[str, _Known]:
    """Return what earlier imports brought, by source key."""
    told = (
        select(
            ImportedOffer.source_key, ImportedOffer.activity_id, ImportedOffer.fingerprint, ImportedOffer.first_day,
            ImportedOffer.sequence, Activity.sequence, Activity.title, Activity.status,
            Venue.name_key, Venue.town_key,
        )
        .join(Activity, Activity.id == ImportedOffer.activity_id)
        .outerjoin(ActivityHost, (ActivityHost.activity_id == Activity.id) & (ActivityHost.position == 0))
        .outerjoin(Venue, Venue.id == ActivityHost.venue_id)
    )  # fmt: skip
    return {row[0]: _Known._make(row[1:]) for row in session.execute(told)}


def _settled(rows: Iterable[RawRow | Problem], known: Mapping[str, _Known]) -> dict[str, str]:
    named = [row_name(sort_columns(row.cells)[0]) for row in rows if isinstance(row, RawRow)]
    stored = [RowName(key, one.name_key or "", one.town_key or "", title_key(one.title)) for key, one in known.items()]
    return settle_keys(named, stored)


def _understand(
    rows: Rows, keys: Mapping[str, str], monday: dt.date, known: Mapping[str, _Known]
) -> tuple[list[Offer], list[Problem]]:
    vocabulary = load_vocabulary()
    first_days = {key: offer.first_day for key, offer in known.items()}
    offers, problems = merge_offers(
        row if isinstance(row, Problem) else understand(row, vocabulary, monday, first_days, keys) for row in rows
    )
    free = []
    for offer in offers:
        earlier = known.get(offer.source_key)
        if earlier and _is_another(offer, earlier):
            text = f"Samme id hører til »{earlier.title}« fra en tidligere liste. Giv rækken sit eget id."
            problems.append(Problem(offer.lines[0], "id", text))
        else:
            free.append(offer)
    return free, sorted(problems, key=lambda problem: problem.line)


def _is_another(offer: Offer, earlier: _Known) -> bool:
    """Say whether the id is another list's: neither title nor place is what the id stood for."""
    return (
        has_id(offer.source_key)
        and offer.fingerprint != earlier.fingerprint
        and earlier.sequence == earlier.imported_sequence
        and offer.venue_key[0] != earlier.name_key
        and title_key(offer.title) != title_key(earlier.title)
    )


def _states(offers: Iterable[Offer], known: Mapping[str, _Known], status: Status) -> list[State]:
    return [_state(offer, known.get(offer.source_key), status) for offer in offers]


def _state(offer: Offer, earlier: _Known | None, status: Status) -> State:
    if earlier is None:
        return State.NEW
    if earlier.sequence != earlier.imported_sequence:
        return State.KEPT
    if offer.fingerprint != earlier.fingerprint:
        return State.CHANGED
    return State.PUBLISHED if earlier.status == Status.DRAFT and status == Status.PUBLISHED else State.SAME


def _carry_out(imported: Imported, now: dt.datetime, status: Status) -> Imported:
    words = {offer.source_key: words_of(offer.title, offer.description, offer.place, offer.town) for offer in imported.offers}
    with writing() as session:
        known = _known(session)
        states = _states(imported.offers, known, status)
        by_state: dict[State, list[Offer]] = {state: [] for state in State}
        for offer, state in zip(imported.offers, states, strict=True):
            by_state[state].append(offer)
        new, changed = by_state[State.NEW], by_state[State.CHANGED]
        if new or changed:
            ensure_areas(session)
            interest_ids = load_interests(session)
            venue_ids = find_or_add_venues(session, [*new, *changed], now)
            setting = Setting(venue_ids, interest_ids, _monday(now), now, status)
            activity_ids = add_offers(session, new, setting)
            sequences = {known[offer.source_key].activity_id: known[offer.source_key].sequence for offer in changed}
            change_offers(session, dict(zip(sequences, changed, strict=True)), sequences, setting)
            touched = zip([*activity_ids, *sequences], [*new, *changed], strict=True)
            write_words(session, {activity_id: words[offer.source_key] for activity_id, offer in touched})
        taken = [known[offer.source_key].activity_id for offer in (*changed, *by_state[State.PUBLISHED])]
        if status == Status.PUBLISHED:
            publish_drafts(session, taken, now)
        if new or taken:
            touch_public(session)
    return replace(imported, states=states, written=True)
