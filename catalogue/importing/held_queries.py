"""Which offers of a file wait: those that are the same as what is published elsewhere, or as an earlier one of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.cases.agreement_queries import read_agreed_pairs
from catalogue.importing.import_report import Lookalike
from catalogue.importing.offer import Offer
from catalogue.importing.venue_commands import find_places
from catalogue.models import Activity
from catalogue.offer_meaning import Meaning
from catalogue.overlap_models import AgreementMember, Overlap, OverlapState
from catalogue.overlap_queries import asks_for_agreement, in_parts, list_sharing, offering_of, read_activities, understood
from catalogue.overlaps import Offering, Understood, compare, keys
from catalogue.overlaps_digest import comparer_digest
from catalogue.terms import Form, Status
from catalogue.vocabulary import Vocabulary


class Coming(NamedTuple):
    """An offer that is to be public, and the id of the activity it changes or publishes, None for a new one."""

    offer: Offer
    activity_id: int | None


class _Public:
    """What is public, by what it means: many mean the same, so two meanings are compared once."""

    def __init__(self) -> None:
        self._meanings: dict[str, dict[Meaning, None]] = defaultdict(dict)
        self._members: dict[Meaning, list[tuple[Lookalike, frozenset[str]]]] = defaultdict(list)
        self._scores: dict[tuple[Meaning, Meaning], float | None] = {}

    def add(self, who: Lookalike, what: Understood) -> None:
        self._members[what.meaning].append((who, what.places))
        for key in keys(what):
            self._meanings[key][what.meaning] = None

    def find(self, what: Understood) -> list[Lookalike]:
        """Return what asks for an agreement with an offer, strongest first."""
        near = dict.fromkeys(meaning for key in sorted(keys(what)) for meaning in self._meanings.get(key, ()))
        scores = {meaning: score for meaning in near if (score := self._score(what, meaning)) is not None}
        strongest = sorted(scores, key=lambda meaning: -scores[meaning])
        members = (member for meaning in strongest for member in self._members[meaning])
        return [who for who, places in members if places.isdisjoint(what.places)]

    def _score(self, what: Understood, meaning: Meaning) -> float | None:
        pair = what.meaning, meaning
        if pair not in self._scores:
            comparison = compare(what, replace(what, meaning=meaning))
            self._scores[pair] = comparison.score if asks_for_agreement(comparison) else None
        return self._scores[pair]


def hold_back(session: Session, coming: Sequence[Coming], vocabulary: Vocabulary) -> dict[str, list[Lookalike]]:
    """Return the offers that must wait, by source key, each with what it would be the same as, strongest first.

    `coming` are in file order: of two that are the same the first is public. What stands together already, in a case or
    agreed on, does not wait.
    """
    read = {each.offer.source_key: understood_of(each.offer, vocabulary) for each in coming}
    places = find_places(session, [each.offer for each in coming])
    changing = {each.activity_id for each in coming if each.activity_id}
    public = _read_public(session, read.values(), changing, vocabulary)
    stand_together = _read_together(session, changing)
    held: dict[str, list[Lookalike]] = {}
    for offer, activity_id in coming:
        what = replace(read[offer.source_key], places=frozenset({str(places[offer.venue_key])}))
        known = stand_together.get(activity_id, ()) if activity_id else ()
        if alike := [who for who in public.find(what) if who.activity_id not in known]:
            held[offer.source_key] = alike
        else:
            public.add(Lookalike(activity_id, offer.title, offer.place), what)
    return held


def understood_of(offer: Offer, vocabulary: Vocabulary) -> Understood:
    """Return what an offer says, wherever it is; remembered, since it is asked for again under the lock."""
    return understood(
        Offering(
            title=offer.title,
            description=offer.description,
            interests=offer.interests,
            form=offer.form if offer.form is not Form.ON_THE_SPOT else None,
            rules=offer.rules,
        ),
        vocabulary,
    )


def is_uncompared(session: Session) -> bool:
    """Say whether what is published was compared by another comparer than today's, or by none."""
    return session.scalar(select(OverlapState.comparer_digest)) != comparer_digest()


def list_named(session: Session, activity_ids: Iterable[int]) -> set[int]:
    """List those of some activities that an agreement names, whatever its state."""
    named: set[int] = set()
    for part in in_parts(activity_ids):
        named.update(session.scalars(select(AgreementMember.activity_id).where(AgreementMember.activity_id.in_(part))))
    return named


def read_digest(session: Session) -> str | None:
    """Return what tells the vocabulary that was compared by from another."""
    return session.scalar(select(OverlapState.vocabulary_digest))


def _read_public(
    session: Session, coming: Iterable[Understood], changing: set[int], vocabulary: Vocabulary
) -> _Public:  # fmt: skip
    if is_uncompared(session):
        ids = session.scalars(select(Activity.id).where(Activity.status == Status.PUBLISHED)).all()
    else:
        ids = list_sharing(session, {key for what in coming for key in keys(what)})
    public = _Public()
    for activity in read_activities(session, set(ids) - changing).values():
        who = Lookalike(activity.id, activity.title, ", ".join(host.venue.name for host in activity.hosts))
        public.add(who, understood(offering_of(activity), vocabulary))
    return public


def _read_together(session: Session, activity_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return, by id, what some activities stand together with in a case or an agreement."""
    found: dict[int, set[int]] = defaultdict(set)
    pairs = read_agreed_pairs(session, activity_ids)
    for part in in_parts(activity_ids):
        near = or_(Overlap.first_id.in_(part), Overlap.second_id.in_(part))
        pairs |= {(a, b) for a, b in session.execute(select(Overlap.first_id, Overlap.second_id).where(near))}
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return found
