"""What all views of keeping activities share: who keeps one, where it leads back to, what is noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flask import Blueprint, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db
from catalogue.keeping.activity_keeper import Keeper
from catalogue.models import Activity
from catalogue.overlap_queries import Twin
from catalogue.overlaps_wording import reason_words
from catalogue.vocabulary_queries import read_vocabulary
from people.access_views import get_signed_in
from people.audit_commands import note
from people.permissions import Standing, standings_at
from people.terms import AuditAction, AuditKind, MemberState, StaffRole

keeping = Blueprint("keeping", __name__)

Answer = Response | tuple[str, int]


class Back(NamedTuple):
    """Where a page leads back to."""

    path: str
    words: str


class ShownTwin(NamedTuple):
    """An activity elsewhere, and why it is like this one: sentences."""

    twin: Twin
    reasons: list[str]


def staff_keeper() -> Keeper:
    """Return whoever asks as staff of their places; a coordinator speaks for all."""
    actor = get_signed_in().actor
    return Keeper(None if actor.role is StaffRole.COORDINATOR else actor.venues)


def keeper_of(activity: Activity) -> Keeper:
    """Return as what somebody keeps an activity: as staff where they are, as the group they help, else as a contact of it."""
    actor = get_signed_in().actor
    leads = actor.groups.get(activity.group_id or 0) is MemberState.CONTACT
    held = standings_at(actor, [host.venue_id for host in activity.hosts])
    as_staff = not held.isdisjoint({Standing.STAFF_HERE, Standing.COORDINATOR})
    return Keeper(group_id=activity.group_id) if leads and (actor.acts_for or not as_staff) else staff_keeper()


def back_from(activity: Activity, keeper: Keeper) -> Back:
    """Return where whoever keeps an activity came from: the group's page, or the place's."""
    if keeper.group_id is not None:
        return Back(url_for("group_page.show", group_id=keeper.group_id), "Tilbage til gruppen")
    own = next((host for host in activity.hosts if keeper.speaks_for(host.venue_id)), activity.hosts[0])
    return Back(url_for("keeping.place", slug=own.venue.slug), own.venue.name)


def note_kept(rows: Session, action: AuditAction, activity_id: int, moment: dt.datetime) -> None:
    """Note what staff did with an activity; where they helped somebody, that they did."""
    actor = get_signed_in().actor
    done = AuditAction.HELPED if actor.acts_for else action
    note(rows, actor, done, AuditKind.ACTIVITY, moment, activity_id, for_id=actor.acts_for)


def shown(twins: Iterable[Twin]) -> Sequence[ShownTwin]:
    """Return activities elsewhere with the reasons in words."""
    return shown_of_each({0: twins})[0]


def shown_of_each(twins: Mapping[int, Iterable[Twin]]) -> dict[int, Sequence[ShownTwin]]:
    """Return what each of some activities is like, by its id, with the reasons in words."""
    vocabulary = read_vocabulary(db.session())

    def said(twin: Twin) -> ShownTwin:
        return ShownTwin(twin, [reason_words(each, vocabulary) for each in twin.comparison.reasons])

    return {activity_id: [said(twin) for twin in each] for activity_id, each in twins.items()}
