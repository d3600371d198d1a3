"""Agreements as they are told: what, by which place or group, when, who has yet to answer. Never a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from catalogue.cases.agreement_queries import CARRIED_OUT
from catalogue.cases.case_wording import STATE_LABELS, ending_words, gather_words, named
from catalogue.models import Activity
from catalogue.overlap_models import Agreement, AgreementMember, AgreementParty
from catalogue.overlap_queries import read_activities
from catalogue.place_models import Venue
from catalogue.terms import ENDING_LABELS, AgreementState, Ending
from people.group_models import Group

MOST_TOLD = 20


@dataclass(frozen=True)
class Party:
    """A place or a group that is asked, and whether it has said yes."""

    name: str
    venue_id: int | None
    group_id: int | None
    said_yes: bool

    def is_one_of(self, venue_ids: Collection[int], group_ids: Collection[int]) -> bool:
        """Say whether somebody speaks for it."""
        return self.venue_id in venue_ids or self.group_id in group_ids


@dataclass(frozen=True)
class Told:
    """An agreement, or a proposal, in words; `at` is when it came to where it stands."""

    id: int
    ending: Ending
    state: AgreementState
    words: str
    by: str
    at: dt.datetime
    activity_ids: tuple[int, ...]
    parties: tuple[Party, ...]
    by_venue_id: int | None
    by_group_id: int | None

    @property
    def label(self) -> str:
        """What kind of ending it is."""
        return ENDING_LABELS[self.ending]

    @property
    def state_label(self) -> str:
        """Where it stands."""
        return STATE_LABELS[self.state]

    @property
    def waits_for(self) -> list[str]:
        """The names of those who have yet to answer."""
        return [party.name for party in self.parties if not party.said_yes] if self.state is AgreementState.PROPOSED else []

    @property
    def agreed_by(self) -> list[str]:
        """The names of those whose agreement it is."""
        return [party.name for party in self.parties]

    @property
    def can_be_reopened(self) -> bool:
        """Whether it stands, and was not carried out for good."""
        return self.state is AgreementState.AGREED and self.ending not in CARRIED_OUT

    def is_of(self, venue_ids: Collection[int], group_ids: Collection[int]) -> bool:
        """Say whether somebody speaks for one of its parties."""
        return any(party.is_one_of(venue_ids, group_ids) for party in self.parties)

    def waits_for_one_of(self, venue_ids: Collection[int], group_ids: Collection[int]) -> bool:
        """Say whether somebody who speaks for these has yet to answer."""
        asked = [party for party in self.parties if not party.said_yes]
        return self.state is AgreementState.PROPOSED and any(party.is_one_of(venue_ids, group_ids) for party in asked)


def list_told(session: Session, activity_ids: Iterable[int], most: int = MOST_TOLD) -> list[Told]:
    """List what was proposed and agreed of some activities, the latest first."""
    named_here = select(AgreementMember.agreement_id).where(AgreementMember.activity_id.in_(list(activity_ids)))
    return tell_agreements(session, select(Agreement).where(Agreement.id.in_(named_here)), most)


def list_waiting(session: Session, venue_ids: Iterable[int], group_ids: Iterable[int] = (), most: int = MOST_TOLD) -> list[Told]:
    """List the proposals that wait for a yes of one of these places or groups, the latest first."""
    mine = AgreementParty.venue_id.in_(list(venue_ids)) | AgreementParty.group_id.in_(list(group_ids))
    asked = select(AgreementParty.agreement_id).where(mine, AgreementParty.said_yes_at.is_(None))
    waiting = select(Agreement).where(Agreement.id.in_(asked), Agreement.state == AgreementState.PROPOSED)
    return tell_agreements(session, waiting, most)


def tell_agreements(session: Session, which: Select[Agreement], most: int, offset: int = 0) -> list[Told]:
    """Tell the agreements that a statement selects, the latest first: nine statements at most, however many."""
    rows = session.scalars(
        which.options(selectinload(Agreement.members), selectinload(Agreement.parties))
        .order_by(Agreement.proposed_at.desc(), Agreement.id.desc())
        .limit(most)
        .offset(offset)
    ).all()
    parties = [party for row in rows for party in row.parties]
    venues = _names(session, Venue, {each.venue_id for each in parties} | {row.by_venue_id for row in rows})
    groups = _names(session, Group, {each.group_id for each in parties} | {row.by_group_id for row in rows})
    activities = read_activities(session, {each.activity_id for row in rows for each in row.members})
    return [_tell(row, activities, venues, groups) for row in rows]


def _names(session: Session, model: type[Venue] | type[Group], ids: set[int | None]) -> dict[int | None, str]:
    wanted = ids - {None}
    rows = session.execute(select(model.id, model.name).where(model.id.in_(wanted))) if wanted else ()
    return {row_id: name for row_id, name in rows}


def _tell(
    row: Agreement, activities: Mapping[int, Activity], venues: Mapping[int | None, str], groups: Mapping[int | None, str]
) -> Told:  # fmt: skip
    members = {each.activity_id: activities[each.activity_id] for each in row.members}
    names = {key: named(one.title, [host.venue.name for host in one.hosts]) for key, one in sorted(members.items())}
    about = row.kept_id or row.moves_id
    return Told(
        id=row.id, ending=Ending(row.ending), state=AgreementState(row.state), activity_ids=tuple(names),
        words=ending_words(
            Ending(row.ending), names.get(about or 0, ""), [name for key, name in names.items() if key != about], row.words,
            row.weekday, row.start_minute, gather_words(row.gather_at, row.gather_minute),
        ),
        by=venues.get(row.by_venue_id) or groups.get(row.by_group_id) or "", at=row.settled_at or row.proposed_at,
        parties=tuple(
            Party(
                venues.get(each.venue_id) or groups.get(each.group_id) or "", each.venue_id, each.group_id,
                each.said_yes_at is not None,
            )
            for each in sorted(row.parties, key=lambda party: party.id)
        ),
        by_venue_id=row.by_venue_id, by_group_id=row.by_group_id,
    )  # fmt: skip
