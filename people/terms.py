"""The codes that the tables of people hold."""

from __future__ import annotations

from enum import StrEnum


class NoticeWay(StrEnum):
    """How somebody wants to be told: by text, by mail, by staff at their place, or not at all."""

    TEXT = "text"
    MAIL = "mail"
    STAFF = "staff"
    NONE = "none"


class MemberState(StrEnum):
    """Where somebody stands in a group: has followed the invitation, is welcomed, or is one of its contacts."""

    WAITING = "waiting"
    MEMBER = "member"
    CONTACT = "contact"


class StaffRole(StrEnum):
    """What an account of the staff is for; a place's staff is `staff` and has places of its own."""

    STAFF = "staff"
    COORDINATOR = "coordinator"
    REVISOR = "revisor"


class Stay(StrEnum):
    """How long a browser stays signed in: one's own phone, a computer that others use, a workplace."""

    OWN = "own"
    SHARED = "shared"
    STAFF = "staff"


class CodePurpose(StrEnum):
    """What a code that was sent is for: getting in, or a new number or address for somebody who is in."""

    START = "start"
    CHANGE = "change"


class AuditAction(StrEnum):
    """What staff did; never which seat or job, never a word of their own."""

    SIGNED_IN = "signed_in"
    PERSON_MADE = "person_made"
    CARD_MADE = "card_made"
    CARD_VOIDED = "card_voided"
    PIN_UNLOCKED = "pin_unlocked"
    ACTED_FOR = "acted_for"
    HELPED = "helped"
    TOLD = "told"
    GROUP_APPROVED = "group_approved"
    GROUP_DECLINED = "group_declined"
    CONTACT_MADE = "contact_made"
    STAFF_ADDED = "staff_added"
    STAFF_MOVED = "staff_moved"
    STAFF_ENDED = "staff_ended"
    STAFF_LINK_MADE = "staff_link_made"
    ACTIVITY_PUBLISHED = "activity_published"
    ACTIVITY_CHANGED = "activity_changed"
    ACTIVITY_WITHDRAWN = "activity_withdrawn"
    ACTIVITY_REVIEWED = "activity_reviewed"
    TIME_CHANGED = "time_changed"
    PLACE_CLOSED = "place_closed"
    PLACE_CHANGED = "place_changed"
    PLACES_MERGED = "places_merged"
    INTEREST_CHANGED = "interest_changed"
    PROGRAMME_IMPORTED = "programme_imported"
    AGREEMENT_PROPOSED = "agreement_proposed"
    AGREEMENT_ANSWERED = "agreement_answered"
    OPENING_ANSWERED = "opening_answered"
    OPENING_CHANGED = "opening_changed"
    SHIFT_CHANGED = "shift_changed"
    KEY_SHOWN = "key_shown"
    JOB_ANSWERED = "job_answered"
    JOB_CHANGED = "job_changed"
    FIRM_CHANGED = "firm_changed"


class AuditKind(StrEnum):
    """The kind of thing an audited act was done to."""

    PERSON = "person"
    CARD = "card"
    GROUP = "group"
    STAFF = "staff"
    NOTICE = "notice"
    ACTIVITY = "activity"
    PLACE = "place"
    INTEREST = "interest"
    AGREEMENT = "agreement"
    PROGRAMME = "programme"
    OPENING = "opening"
    JOB = "job"
    FIRM = "firm"
