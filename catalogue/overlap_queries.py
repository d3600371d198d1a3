"""What the comparer says of the activities in the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from catalogue.models import Activity, ActivityHost, ActivityInterest
from catalogue.overlap_models import ActivityKey, Overlap
from catalogue.overlaps import Comparison, Label, Offering, Understood, compare, keys, understand
from catalogue.place_models import Venue
from catalogue.terms import Form, Kind, Status
from catalogue.vocabulary import Vocabulary
from catalogue.vocabulary_queries import read_vocabulary
from catalogue.wording import schedule_words

MOST_SHOWN = 10
_AT_ONCE = 500
Pair = tuple[int, int]
Value = TypeVar("Value", int, str)


@dataclass(frozen=True)
class Twin:
    """An activity elsewhere that another is like: how much and why, and what one needs to know of it.

    `same` asks for an agreement; not so what is related, or what every place should have.
    """

    activity_id: int
    slug: str
    title: str
    places: tuple[tuple[int, str], ...]
    when: tuple[str, ...]
    comparison: Comparison

    @property
    def same(self) -> bool:
        """Say whether the two are to be agreed on."""
        return asks_for_agreement(self.comparison)


def asks_for_agreement(comparison: Comparison) -> bool:
    """Say whether two activities of places that share none need a case: the same, and not what every place should have."""
    return comparison.label is Label.SAME and not comparison.every_place


@lru_cache(maxsize=20_000)
def understood(offering: Offering, vocabulary: Vocabulary) -> Understood:
    """Return what an offering's words say, remembered while neither it nor the vocabulary changes."""
    return understand(offering, vocabulary)


def offering_of(activity: Activity) -> Offering:
    """Return what is compared of an activity read with its hosts, their venues and areas, its interests and schedules."""
    hosts = activity.hosts
    area = hosts[0].venue.area if hosts else None
    return Offering(
        title=activity.title,
        description=activity.description,
        places=frozenset(str(host.venue_id) for host in hosts),
        area=area.postcode if area else "",
        interests=tuple(each.interest.slug for each in activity.interests),
        # What nobody chose is left to the words.
        form=Form(activity.form) if activity.form != Form.ON_THE_SPOT else None,
        kind=Kind(activity.kind) if activity.kind != Kind.ORDINARY else None,
        rules=tuple(schedule.rule() for schedule in activity.schedules),
    )


def read_activities(session: Session, activity_ids: Iterable[int]) -> dict[int, Activity]:
    """Read activities, whatever their status, with all that the comparer asks of them: four statements for each 500."""
    found: dict[int, Activity] = {}
    for part in in_parts(activity_ids):
        statement = (
            select(Activity)
            .where(Activity.id.in_(part))
            .options(
                selectinload(Activity.hosts).joinedload(ActivityHost.venue).joinedload(Venue.area),
                selectinload(Activity.interests).joinedload(ActivityInterest.interest),
                selectinload(Activity.schedules),
            )
            # In a transaction that changes them, what is in hand may be older than what stands.
            .execution_options(populate_existing=True)
        )
        found |= {activity.id: activity for activity in session.scalars(statement)}
    return found


def list_twins(session: Session, offering: Offering, activity_id: int | None = None) -> list[Twin]:
    """List up to ten published activities at other places that an offering is the same as or related to, strongest first.

    `activity_id` is the offering's own, if it has one.
    """
    vocabulary = read_vocabulary(session)
    own = understood(offering, vocabulary)
    sharing = set(list_sharing(session, keys(own))) - {activity_id}
    found = [
        twin_of(other, compare(own, understood(theirs, vocabulary)))
        for other in read_activities(session, sharing).values()
        if (theirs := offering_of(other)).places.isdisjoint(offering.places)
    ]
    alike = [twin for twin in found if twin.comparison.label is not Label.DIFFERENT]
    return sorted(alike, key=lambda twin: (-twin.comparison.score, twin.activity_id))[:MOST_SHOWN]


def twin_of(activity: Activity, comparison: Comparison) -> Twin:
    """Return an activity read for the comparer as what another is like."""
    return Twin(
        activity.id, activity.slug, activity.title,
        tuple((host.venue_id, host.venue.name) for host in activity.hosts),
        tuple(schedule_words(schedule.rule()) for schedule in activity.schedules), comparison,
    )  # fmt: skip


def list_sharing(session: Session, of: Collection[str]) -> list[int]:
    """Return the ids of the published activities that have one of these keys, ascending: one statement for each 500."""
    found: set[int] = set()
    for part in in_parts(of):
        found.update(session.scalars(select(ActivityKey.activity_id).where(ActivityKey.key.in_(part)).distinct()))
    return sorted(found)


def find_overlaps(session: Session, offerings: Mapping[int, Offering], vocabulary: Vocabulary) -> dict[Pair, Comparison]:
    """Return the pairs that ask for an agreement of these offerings, among themselves and with what is published elsewhere.

    Five statements for a few offerings, whose own rows are passed over.
    """
    wanted = {key for offering in offerings.values() for key in keys(understood(offering, vocabulary))}
    near = read_activities(session, set(list_sharing(session, wanted)) - offerings.keys())
    known = {activity_id: offering_of(activity) for activity_id, activity in near.items()}
    return find_pairs({**known, **offerings}, vocabulary, offerings)


def find_pairs(
    offerings: Mapping[int, Offering], vocabulary: Vocabulary, of: Collection[int] | None = None
) -> dict[Pair, Comparison]:  # fmt: skip
    """Return the pairs of activities, the lower id first, that ask for an agreement, as a vocabulary has it.

    Only those that hold one `of` these, where it is given.
    """
    known = {activity_id: understood(offering, vocabulary) for activity_id, offering in offerings.items()}
    sharing: dict[str, list[int]] = defaultdict(list)
    for activity_id in sorted(known):
        for key in keys(known[activity_id]):
            sharing[key].append(activity_id)
    pairs = {
        (min(own, other), max(own, other))
        for own in (known if of is None else of)
        for key in keys(known[own])
        for other in sharing[key]
        if offerings[own].places.isdisjoint(offerings[other].places)
    }
    compared = {(a, b): compare(known[a], known[b]) for a, b in sorted(pairs)}
    return {pair: comparison for pair, comparison in compared.items() if asks_for_agreement(comparison)}


def read_published(session: Session) -> dict[int, Offering]:
    """Return all that is published, as the comparer takes it."""
    ids = session.scalars(select(Activity.id).where(Activity.status == Status.PUBLISHED)).all()
    return {activity_id: offering_of(activity) for activity_id, activity in read_activities(session, ids).items()}


def read_pairs(session: Session) -> set[Pair]:
    """Return the pairs that are stored as the same: one statement."""
    return {(first, second) for first, second in session.execute(select(Overlap.first_id, Overlap.second_id))}


def in_parts(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Return values in lists of at most 500, as many as a statement takes with ease; in order, each once."""
    rest = sorted(set(values))
    for start in range(0, len(rest), _AT_ONCE):
        yield rest[start : start + _AT_ONCE]
