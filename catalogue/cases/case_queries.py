"""The cases there are: what is stored as the same, and what is held back because it would be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import case, exists, or_, select
from sqlalchemy.orm import Session

from base.danish import join_words
from catalogue.cases.agreement_queries import is_agreed_on, read_agreed_pairs
from catalogue.cases.case_sets import Case, Link, gather_cases
from catalogue.models import Activity, ImportedOffer
from catalogue.overlap_models import Agreement, AgreementMember, Overlap
from catalogue.overlap_queries import asks_for_agreement, find_overlaps, offering_of, read_activities, understood
from catalogue.overlaps import Understood, compare
from catalogue.overlaps_wording import reason_words
from catalogue.recurrence import Rule
from catalogue.terms import LED_BY_LABELS, AgreementState, LedBy, Status
from catalogue.vocabulary import Vocabulary
from catalogue.vocabulary_queries import read_vocabulary
from catalogue.wording import schedule_words
from people.group_models import Group

MOST_HELD, MOST_MEMBERS, MOST_REASONS = 200, 12, 6


@dataclass(frozen=True)
class Member:
    """An activity of a case as one needs to see it: read with its hosts, its times in words, and who leads it."""

    activity: Activity
    when: tuple[str, ...]
    leads: str
    group_id: int | None

    @property
    def id(self) -> int:
        """The activity's id."""
        return self.activity.id

    @property
    def is_draft(self) -> bool:
        """Whether it waits, and nobody can meet it yet."""
        return self.activity.status == Status.DRAFT

    @property
    def venue_ids(self) -> list[int]:
        """The places that make it."""
        return [host.venue_id for host in self.activity.hosts]

    def is_kept_by(self, venue_ids: Collection[int], group_ids: Collection[int]) -> bool:
        """Say whether somebody who speaks for these keeps it."""
        return self.group_id in group_ids or any(each in venue_ids for each in self.venue_ids)

    @property
    def places(self) -> list[str]:
        """The names of the places that make it."""
        return [host.venue.name for host in self.activity.hosts]


@dataclass(frozen=True)
class CaseShown:
    """A case with its activities, at most twelve, how many more there are, and why they count as the same."""

    case: Case
    members: tuple[Member, ...]
    more: int
    reasons: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The titles, each once, three at most."""
        titles = list(dict.fromkeys(member.activity.title for member in self.members))
        return join_words([f"“{title}”" for title in titles[:3]])

    @property
    def places(self) -> list[str]:
        """The names of the places, each once."""
        return list(dict.fromkeys(place for member in self.members for place in member.places))

    @property
    def has_draft(self) -> bool:
        """Whether one of the activities waits."""
        return any(member.is_draft for member in self.members)


def read_cases(session: Session, also_id: int | None = None) -> list[Case]:
    """Read all cases, agreed ones among them, by their lowest id; `also_id` is a draft that is to be looked at too.

    Few statements, however much is stored: one for what is public, and those of the comparer for at most 200 drafts.
    """
    told = select(Overlap.first_id, Overlap.second_id, Overlap.score, Overlap.opened_at, is_agreed_on())
    links = [Link((first, second), score, opened, agreed) for first, second, score, opened, agreed in session.execute(told)]
    return gather_cases(links + _read_held(session, also_id))


def find_case(session: Session, activity_id: int) -> Case:
    """Find the case in which an activity is; one of its own where it is the same as no other."""
    cases = read_cases(session, activity_id)
    return next((each for each in cases if activity_id in each.activity_ids), Case((activity_id,), ()))


def show_cases(session: Session, cases: Sequence[Case], first_id: int | None = None) -> list[CaseShown]:
    """Read the activities of some cases, `first_id` first in its own: seven statements, however many."""
    chosen = [_chosen(one, first_id) for one in cases]
    activities = read_activities(session, {activity_id for ids in chosen for activity_id in ids})
    groups = _group_names(session, {each.group_id for each in activities.values() if each.group_id})
    vocabulary = read_vocabulary(session)
    shown = []
    for one, ids in zip(cases, chosen, strict=True):
        members = tuple(member_of(activities[each], groups) for each in ids if each in activities)
        shown.append(CaseShown(one, members, len(one.activity_ids) - len(members), why_the_same(members, vocabulary)))
    return shown


def member_of(activity: Activity, groups: Mapping[int, str]) -> Member:
    """Return an activity read for the comparer as a member of a case; `groups` are the names of those that lead."""
    leads = groups.get(activity.group_id or 0) or (LED_BY_LABELS[LedBy(activity.led_by)] if activity.led_by else "")
    rules: list[Rule] = [schedule.rule() for schedule in activity.schedules]
    return Member(activity, tuple(map(schedule_words, rules)), leads, activity.group_id)


def why_the_same(members: Iterable[Member], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Say why some activities count as the same, what is said of most pairs first."""
    known: dict[int, Understood] = {each.id: understood(offering_of(each.activity), vocabulary) for each in members}
    said: dict[str, int] = {}
    for a, b in combinations(known.values(), 2):
        compared = compare(a, b)
        for reason in compared.reasons if asks_for_agreement(compared) else ():
            words = reason_words(reason, vocabulary)
            said[words] = said.get(words, 0) + 1
    return tuple(sorted(said, key=lambda words: -said[words])[:MOST_REASONS])


def _chosen(one: Case, first: int | None) -> list[int]:
    near = {activity_id for link in one.links if first in link.pair for activity_id in link.pair}
    ids = sorted(one.activity_ids, key=lambda activity_id: (activity_id != first, activity_id not in near, activity_id))
    return ids[:MOST_MEMBERS]


def _read_held(session: Session, also_id: int | None) -> list[Link]:
    imported = exists().where(ImportedOffer.activity_id == Activity.id)
    proposed = exists().where(
        AgreementMember.activity_id == Activity.id,
        Agreement.id == AgreementMember.agreement_id,
        Agreement.state == AgreementState.PROPOSED,
    )
    held = (
        select(Activity.id)
        .where(Activity.status == Status.DRAFT, or_(Activity.id == also_id, imported, proposed))
        .order_by(case((Activity.id == also_id, 0), else_=1), Activity.id)
        .limit(MOST_HELD)
    )
    activities = read_activities(session, session.scalars(held))
    if not activities:
        return []
    offerings = {activity_id: offering_of(activity) for activity_id, activity in activities.items()}
    found = find_overlaps(session, offerings, read_vocabulary(session))
    agreed = read_agreed_pairs(session, offerings)
    return [Link(pair, comparison.score, None, pair in agreed) for pair, comparison in found.items()]


def _group_names(session: Session, ids: set[int]) -> dict[int, str]:
    rows = session.execute(select(Group.id, Group.name).where(Group.id.in_(ids))) if ids else ()
    return {group_id: name for group_id, name in rows}
