"""What each may do: one table, from an act to the standings that allow it.

A standing is what somebody is toward the thing at hand: signed in at all, oneself, in this group, staff of this place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from people.terms import MemberState, StaffRole


class Standing(StrEnum):
    """What somebody is, toward the thing at hand."""

    SIGNED_IN = "signed_in"
    PERSON = "person"
    HELPER = "helper"
    WAITING = "waiting"
    MEMBER = "member"
    CONTACT = "contact"
    STAFF = "staff"
    STAFF_HERE = "staff_here"
    COORDINATOR = "coordinator"
    REVISOR = "revisor"


class Act(StrEnum):
    """What somebody wants to do."""

    SEE_SIGN_INS = "see_sign_ins"
    SEE_MINE = "see_mine"
    KEEP_MINE = "keep_mine"
    FOUND_GROUP = "found_group"
    SEE_GROUP = "see_group"
    LEAVE_GROUP = "leave_group"
    SEE_MEMBERS = "see_members"
    KEEP_GROUP = "keep_group"
    MAKE_CONTACT = "make_contact"
    APPROVE_GROUP = "approve_group"
    SEE_DESK = "see_desk"
    MAKE_PERSON = "make_person"
    SEE_PERSON = "see_person"
    KEEP_CARD = "keep_card"
    ACT_FOR = "act_for"
    TELL = "tell"
    KEEP_STAFF = "keep_staff"
    READ_AUDIT = "read_audit"
    SEE_CATALOGUE = "see_catalogue"
    KEEP_ACTIVITIES = "keep_activities"
    LEAD_ACTIVITIES = "lead_activities"
    KEEP_PLACE = "keep_place"
    KEEP_PLACES = "keep_places"
    KEEP_INTERESTS = "keep_interests"
    IMPORT_PROGRAMME = "import_programme"
    SEE_AGREEMENT = "see_agreement"
    ANSWER_AGREEMENT = "answer_agreement"
    SEE_QUARTER = "see_quarter"
    SEE_ROTA = "see_rota"
    TAKE_SHIFT = "take_shift"
    ASK_OPENING = "ask_opening"
    ANSWER_OPENING = "answer_opening"
    KEEP_OPENING = "keep_opening"
    KEEP_SHIFT = "keep_shift"
    WRITE_ROTA = "write_rota"
    SHOW_KEY = "show_key"
    SEE_OPENINGS = "see_openings"
    TAKE_JOB = "take_job"
    POST_JOB = "post_job"
    KEEP_JOB = "keep_job"
    SEE_JOBS = "see_jobs"


IN_GROUP = frozenset({Standing.WAITING, Standing.MEMBER, Standing.CONTACT})
AT_DESK = frozenset({Standing.STAFF, Standing.COORDINATOR})

TABLE: Mapping[Act, frozenset[Standing]] = {
    # Oneself. Helping somebody at the desk opens what they said yes to, never what is theirs alone.
    Act.SEE_SIGN_INS: frozenset({Standing.SIGNED_IN}),
    Act.SEE_MINE: frozenset({Standing.PERSON, Standing.HELPER}),
    Act.KEEP_MINE: frozenset({Standing.PERSON}),
    # Groups.
    Act.FOUND_GROUP: frozenset({Standing.PERSON, Standing.HELPER}),
    Act.SEE_GROUP: IN_GROUP | {Standing.STAFF_HERE},
    Act.LEAVE_GROUP: IN_GROUP,
    Act.SEE_MEMBERS: frozenset({Standing.MEMBER, Standing.CONTACT, Standing.STAFF_HERE}),
    Act.KEEP_GROUP: frozenset({Standing.CONTACT}),
    Act.MAKE_CONTACT: frozenset({Standing.CONTACT, Standing.STAFF_HERE}),
    Act.APPROVE_GROUP: frozenset({Standing.STAFF_HERE}),
    # The desk of a place.
    Act.SEE_DESK: AT_DESK,
    Act.MAKE_PERSON: frozenset({Standing.STAFF}),
    Act.SEE_PERSON: frozenset({Standing.STAFF_HERE}),
    Act.KEEP_CARD: frozenset({Standing.STAFF_HERE}),
    Act.ACT_FOR: frozenset({Standing.STAFF_HERE, Standing.COORDINATOR}),
    Act.TELL: frozenset({Standing.STAFF}),
    # All places.
    Act.KEEP_STAFF: frozenset({Standing.COORDINATOR}),
    Act.READ_AUDIT: frozenset({Standing.REVISOR}),
    # The catalogue. What stands in it is public; who leads an activity keeps it with the same forms as staff.
    Act.SEE_CATALOGUE: AT_DESK,
    Act.KEEP_ACTIVITIES: frozenset({Standing.STAFF_HERE, Standing.COORDINATOR, Standing.CONTACT}),
    Act.LEAD_ACTIVITIES: frozenset({Standing.CONTACT}),
    Act.KEEP_PLACE: frozenset({Standing.STAFF_HERE, Standing.COORDINATOR}),
    Act.KEEP_PLACES: frozenset({Standing.COORDINATOR}),
    Act.KEEP_INTERESTS: AT_DESK,
    Act.IMPORT_PROGRAMME: AT_DESK,
    # A place answers for itself, and so does a group; a coordinator looks on.
    Act.SEE_AGREEMENT: frozenset({Standing.STAFF, Standing.COORDINATOR, Standing.CONTACT}),
    Act.ANSWER_AGREEMENT: frozenset({Standing.STAFF_HERE, Standing.CONTACT}),
    Act.SEE_QUARTER: frozenset({Standing.COORDINATOR}),
    # Extra hours. A group's own take its shifts; its contacts ask for hours, and staff of the place answer for the house.
    Act.SEE_ROTA: frozenset({Standing.MEMBER, Standing.CONTACT, Standing.STAFF_HERE}),
    Act.TAKE_SHIFT: frozenset({Standing.MEMBER, Standing.CONTACT}),
    Act.ASK_OPENING: frozenset({Standing.CONTACT}),
    Act.ANSWER_OPENING: frozenset({Standing.STAFF_HERE}),
    Act.KEEP_OPENING: frozenset({Standing.CONTACT, Standing.STAFF_HERE}),
    Act.KEEP_SHIFT: frozenset({Standing.STAFF_HERE}),
    Act.WRITE_ROTA: frozenset({Standing.CONTACT, Standing.STAFF_HERE}),
    Act.SHOW_KEY: frozenset({Standing.CONTACT, Standing.STAFF_HERE}),
    Act.SEE_OPENINGS: AT_DESK,
    # Jobs. Whoever is signed in takes one; staff post at their own place, and see the names there alone.
    Act.TAKE_JOB: frozenset({Standing.PERSON, Standing.HELPER}),
    Act.POST_JOB: frozenset({Standing.STAFF}),
    Act.KEEP_JOB: frozenset({Standing.STAFF_HERE}),
    Act.SEE_JOBS: AT_DESK,
}


@dataclass(frozen=True)
class Actor:
    """Who asks: a signed-in person, their role and places, whom they act for, and the groups of the one it is about.

    `venues` are the ids of the places they work at; `groups` are the subject's: from group id to where they stand in it.
    """

    person_id: str
    role: StaffRole | None = None
    venues: frozenset[int] = frozenset()
    acts_for: str | None = None
    groups: Mapping[int, MemberState] = field(default_factory=dict)

    @property
    def subject_id(self) -> str:
        """Return the person it is about: the one acted for, else oneself."""
        return self.acts_for or self.person_id


def standings(actor: Actor | None) -> frozenset[Standing]:
    """Return what somebody is wherever they look; a visitor is nothing."""
    if actor is None:
        return frozenset()
    found = {Standing.SIGNED_IN}
    if actor.role:
        found.add(Standing(actor.role))
    if actor.acts_for:
        found.add(Standing.HELPER)
    elif actor.role is not StaffRole.REVISOR:
        found.add(Standing.PERSON)
    return frozenset(found)


def standings_at(actor: Actor | None, venue_ids: Iterable[int]) -> frozenset[Standing]:
    """Return what somebody is toward what belongs to these places, `STAFF_HERE` where they work at one of them."""
    here = actor is not None and actor.role is StaffRole.STAFF and not actor.venues.isdisjoint(venue_ids)
    return standings(actor) | ({Standing.STAFF_HERE} if here else set())


def standings_in(actor: Actor | None, group_id: int, venue_ids: Iterable[int]) -> frozenset[Standing]:
    """Return what somebody is toward a group that is at, or wants to be at, these places."""
    state = actor.groups.get(group_id) if actor else None
    return standings_at(actor, venue_ids) | ({Standing(state)} if state else set())


def allows(act: Act, held: frozenset[Standing]) -> bool:
    """Say whether somebody who holds these standings may do it."""
    return not TABLE[act].isdisjoint(held)
