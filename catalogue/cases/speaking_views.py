"""Whom somebody speaks for when places agree."""

from __future__ import annotations

from flask import abort, request

from base.database import db
from catalogue.cases.case_queries import find_case
from catalogue.overlap_queries import read_activities
from people.access_views import actor
from people.permissions import Actor
from people.terms import MemberState, StaffRole


def speaks_for(who: Actor) -> tuple[frozenset[int], frozenset[int]]:
    """Return the ids of the places somebody works at, and of the groups they are a contact of."""
    # Who helps speaks for the one they help, and for nobody else.
    venue_ids = who.venues if who.role is StaffRole.STAFF and not who.acts_for else frozenset()
    return venue_ids, frozenset(key for key, state in who.groups.items() if state is MemberState.CONTACT)


def may_propose() -> bool:
    """Let those propose who speak for a place that makes an activity of the case, or a group that leads one."""
    who = actor()
    if who is None:
        return False
    venue_ids, group_ids = speaks_for(who)
    found = find_case(db.session(), int((request.view_args or {})["activity_id"]))
    members = read_activities(db.session(), found.activity_ids).values() or abort(404)
    return any(
        member.group_id in group_ids or not venue_ids.isdisjoint(host.venue_id for host in member.hosts) for member in members
    )
