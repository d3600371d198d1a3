"""Import a programme file: what is new is added, what changed is changed, what was edited by hand since stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import db, touch_public, writing
from catalogue.importing.held_queries import Coming, hold_back, is_uncompared, list_named, read_digest
from catalogue.importing.import_report import Imported, Lookalike, State
from catalogue.importing.import_states import Known, goes_public, is_another, state_of
from catalogue.importing.merged_offers import merge_offers
from catalogue.importing.offer import Offer, understand
from catalogue.importing.offer_commands import Setting, add_offers, change_offers, publish_drafts, take_back
from catalogue.importing.offer_keys import RowName, row_name, settle_keys, title_key
from catalogue.importing.programme_columns import refuse_missing_columns, sort_columns
from catalogue.importing.programme_file import read_programme
from catalogue.importing.programme_rows import Problem, RawRow
from catalogue.importing.venue_commands import find_or_add_venues, find_places, list_without_area
from catalogue.models import Activity, ActivityHost, ImportedOffer
from catalogue.overlap_commands import hold_overlaps, renew_overlaps, settle_overlaps
from catalogue.place_models import Venue
from catalogue.terms import Status
from catalogue.vocabulary import Vocabulary
from catalogue.vocabulary_commands import ensure_areas, load_interests, words_of, write_words
from catalogue.vocabulary_queries import read_vocabulary
from people.audit_commands import note
from people.permissions import Actor
from people.terms import AuditAction, AuditKind, StaffRole

Rows = Iterable[RawRow | Problem]


def import_programme(
    content: bytes,
    file_name: str,
    now: dt.datetime,
    *,
    draft: bool = False,
    dry_run: bool = False,
    skip_bad: bool = False,
    by: Actor | None = None,
    track: Callable[[Sequence[RawRow | Problem]], Rows] = iter,
) -> Imported:
    """Import the rows of a file in one transaction, and return what was understood, done and refused.

    Nothing is written where `dry_run`, or where a row is bad and not `skip_bad`. New activities, and those an earlier
    import kept back, are published, or kept back where `draft`; new series begin on the Monday of the week of `now`
    (aware), which a later import never moves. What would be the same as something published elsewhere, or as an earlier
    row, is kept back as a draft (promise P1). The same file again writes nothing. `by` is who does it: staff of places may
    import to those alone. `track` is given the rows and yields them, to show how far it has come. Raises
    UnreadableProgramme.
    """
    rows = read_programme(content, file_name)
    refuse_missing_columns(rows)
    session = db.session()
    known = _known(session)
    offers, problems = _understand(track(rows), _settled(rows, known), _monday(now), known, read_vocabulary(session))
    if by and by.role is StaffRole.STAFF:
        offers, others = _at_own_places(session, offers, known, by.venues)
        problems += others
    status = Status.DRAFT if draft else Status.PUBLISHED
    in_order = sorted(problems, key=lambda problem: problem.line)
    imported = Imported(offers, [], in_order, list_without_area(session, offers))
    writes = not (dry_run or (problems and not skip_bad))
    interest_ids = _load_words(now) if writes else {}
    # Also where it is to be carried out: what is read of the offers now is not read while others wait.
    imported = _told(imported, *_plan(session, offers, known, status))
    session.rollback()
    return _carry_out(imported, interest_ids, now, status, by) if writes else imported


def _monday(now: dt.datetime) -> dt.date:
    today = day_of(now)
    return today - dt.timedelta(days=today.weekday())


def _known(session: Session) -> dict[str, Known]:
    """Return what earlier imports brought, by source key."""
    told = (
        select(
            ImportedOffer.source_key, ImportedOffer.activity_id, ImportedOffer.fingerprint, ImportedOffer.first_day,
            ImportedOffer.sequence, Activity.sequence, Activity.title, Activity.status,
            Venue.id, Venue.name_key, Venue.town_key,
        )
        .join(Activity, Activity.id == ImportedOffer.activity_id)
        .outerjoin(ActivityHost, (ActivityHost.activity_id == Activity.id) & (ActivityHost.position == 0))
        .outerjoin(Venue, Venue.id == ActivityHost.venue_id)
    )  # fmt: skip
    return {row[0]: Known(*row[1:]) for row in session.execute(told)}


def _settled(rows: Iterable[RawRow | Problem], known: Mapping[str, Known]) -> dict[str, str]:
    named = [row_name(sort_columns(row.cells)[0]) for row in rows if isinstance(row, RawRow)]
    stored = [RowName(key, one.name_key or "", one.town_key or "", title_key(one.title)) for key, one in known.items()]
    return settle_keys(named, stored)


def _understand(
    rows: Rows, keys: Mapping[str, str], monday: dt.date, known: Mapping[str, Known], vocabulary: Vocabulary
) -> tuple[list[Offer], list[Problem]]:
    first_days = {key: offer.first_day for key, offer in known.items()}
    offers, problems = merge_offers(
        row if isinstance(row, Problem) else understand(row, vocabulary, monday, first_days, keys) for row in rows
    )
    free = []
    for offer in offers:
        earlier = known.get(offer.source_key)
        if earlier and is_another(offer, earlier):
            text = f"Samme id hører til »{earlier.title}« fra en tidligere liste. Giv rækken sit eget id."
            problems.append(Problem(offer.lines[0], "id", text))
        else:
            free.append(offer)
    return free, problems


def _at_own_places(
    session: Session, offers: Iterable[Offer], known: Mapping[str, Known], own: Collection[int]
) -> tuple[list[Offer], list[Problem]]:
    """Return the offers at one's own places, and a problem for each of the others."""
    offers, found, problems = list(offers), [], []
    places = find_places(session, offers)
    for offer in offers:
        place, earlier = places[offer.venue_key], known.get(offer.source_key)
        if not isinstance(place, int):
            text = f"Vi kender ikke »{offer.place}«. Se på navnet, eller bed en koordinator om at lave stedet."
        elif place not in own:
            text = f"Du arbejder ikke på »{offer.place}«. Bed dem eller en koordinator om at indlæse rækken."
        elif earlier and earlier.venue_id not in own:
            text = "Aktiviteten står på et sted, hvor du ikke arbejder. Bed en koordinator om at flytte den."
        else:
            found.append(offer)
            continue
        problems.append(Problem(offer.lines[0], None, text))
    return found, problems


def _plan(
    session: Session, offers: Sequence[Offer], known: Mapping[str, Known], status: Status
) -> tuple[list[State], dict[str, list[Lookalike]]]:
    """Return what is to be done with each offer, and what those that must wait are the same as, by source key."""
    stated = [(offer, known.get(offer.source_key)) for offer in offers]
    states = [state_of(offer, earlier, status) for offer, earlier in stated]
    coming = [
        Coming(offer, earlier.activity_id if earlier else None)
        for (offer, earlier), state in zip(stated, states, strict=True)
        if goes_public(state, earlier, status)
    ]
    return states, hold_back(session, coming, read_vocabulary(session))


def _told(imported: Imported, states: Sequence[State], alike: Mapping[str, Sequence[Lookalike]]) -> Imported:
    told = [
        State.HELD if offer.source_key in alike else state for offer, state in zip(imported.offers, states, strict=True)
    ]  # fmt: skip
    return replace(imported, states=told, alike=alike)


def _load_words(now: dt.datetime) -> dict[str, int]:
    """Add the reviewed words that are missing, and return the ids of all interests, in a transaction of its own.

    What is published is compared anew where that changed what words mean, or where it never was.
    """
    with writing() as session:
        hold_overlaps(session)
        before = read_digest(session)
        ensure_areas(session)
        found = load_interests(session)
        if is_uncompared(session) or read_digest(session) != before:
            renew_overlaps(session, now)
    return found


def _carry_out(
    imported: Imported, interest_ids: Mapping[str, int], now: dt.datetime, status: Status, by: Actor | None
) -> Imported:  # fmt: skip
    offers = imported.offers
    words = {offer.source_key: words_of(offer.title, offer.description, offer.place, offer.town) for offer in offers}
    with writing() as session:
        hold_overlaps(session)
        known = _known(session)
        states, alike = _plan(session, offers, known, status)
        by_state: dict[State, list[Offer]] = {state: [] for state in State}
        for offer, state in zip(offers, states, strict=True):
            by_state[state].append(offer)
        new, changed, ready = by_state[State.NEW], by_state[State.CHANGED], by_state[State.PUBLISHED]
        venue_ids = find_or_add_venues(session, [*new, *changed], now) if new or changed else {}
        setting = Setting(venue_ids, interest_ids, _monday(now), now, status, alike.keys())
        ids = {offer.source_key: known[offer.source_key].activity_id for offer in (*changed, *ready)}
        stood = {ids[offer.source_key]: known[offer.source_key].sequence for offer in changed}
        ids |= zip((offer.source_key for offer in new), add_offers(session, new, setting), strict=True)
        change_offers(session, {ids[offer.source_key]: offer for offer in changed}, stood, setting)
        write_words(session, {ids[offer.source_key]: words[offer.source_key] for offer in (*new, *changed)})
        free = [activity_id for key, activity_id in ids.items() if key not in alike]
        take_back(session, list(stood.keys() - set(free)))
        if status == Status.PUBLISHED:
            publish_drafts(session, free, now)
        if new or changed or free:
            # A draft that stays one is in no case, but may be in an agreement that no longer holds.
            out = {one.activity_id for one in known.values() if one.status != Status.DRAFT} & stood.keys()
            settle_overlaps(session, {*free, *out, *list_named(session, stood)}, now)
            touch_public(session)
        if by:
            note(session, by, AuditAction.PROGRAMME_IMPORTED, AuditKind.PROGRAMME, now)
    return replace(_told(imported, states, alike), written=True)
