"""Rows of people that are good, and for each constraint one that breaks it."""

from __future__ import annotations

from catalogue.belonging_models import VenueCard, VenueGroup, VenueStaff
from notices.models import Notice
from people.group_models import Group, Invitation, Membership
from people.person_models import CalendarLink, Person
from people.staff_models import AuditEntry, StaffAccount, StaffLink, StaffListCode
from people.way_in_models import Attempt, Card, SentCode, SignIn
from tests.making import LONG_AGO

Row = tuple[type, dict[str, object]]

SOMEBODY = {"id": "p2", "name": "Bo", "notice_way": "staff", "seen_on": LONG_AGO.date(), "created_at": LONG_AGO}
LINK = {"person_id": "p1", "token_digest": "d2", "created_at": LONG_AGO}
GROUP = {"id": 2, "name": "G", "created_at": LONG_AGO}
MEMBER = {"group_id": 1, "person_id": "s1", "state": "member", "joined_at": LONG_AGO}
INVITATION = {"token_digest": "d2", "group_id": 1, "expires_at": LONG_AGO}
CARD = {"person_id": "s1", "code_digest": "d2", "created_at": LONG_AGO}
CODE = {"id": "c2", "purpose": "start", "code_digest": "d", "link_digest": "d2", "name": "A", "phone": "+4520304050",
        "expires_at": LONG_AGO}  # fmt: skip
SIGN_IN = {"id": "i2", "token_digest": "d2", "person_id": "p1", "stay": "staff", "device": "x", "started_at": LONG_AGO,
           "seen_at": LONG_AGO, "expires_at": LONG_AGO}  # fmt: skip
ATTEMPT = {"key": "k", "tries": 1, "wait_until": LONG_AGO, "forget_at": LONG_AGO}
ACCOUNT = {"person_id": "p1", "role": "staff", "email": "a@b.dk", "created_at": LONG_AGO}
LIST_CODE: dict[str, object] = {"person_id": "s1", "code_digest": "d2"}
STAFF_LINK = {"person_id": "s1", "token_digest": "d2", "totp_salt": "x", "expires_at": LONG_AGO}
ENTRY = {"at": LONG_AGO, "actor_id": "s1", "action": "told", "kind": "person"}
NOTICE = {"id": "n2", "key": "k2", "kind": "x", "person_id": "p1", "way": "text", "details": {}, "due_at": LONG_AGO,
          "created_at": LONG_AGO}  # fmt: skip
WORKS = {"person_id": "s1", "venue_id": 1}
COMES: dict[str, object] = {"group_id": 1, "venue_id": 1}
PRINTED = {"person_id": "p1", "venue_id": 1}

THERE: list[Row] = [
    (Person, SOMEBODY | {"id": "p1"}),
    (Person, SOMEBODY | {"id": "s1"}),
    (Person, SOMEBODY | {"id": "s2"}),
    (StaffAccount, ACCOUNT | {"person_id": "s1", "email": "s1@b.dk", "oidc_subject": "o1"}),
    (StaffAccount, ACCOUNT | {"person_id": "s2", "email": "s2@b.dk"}),
    (StaffLink, STAFF_LINK | {"person_id": "s2", "token_digest": "d1"}),
    (CalendarLink, LINK | {"person_id": "s1", "token_digest": "d1"}),
    (Group, GROUP | {"id": 1}),
    (Card, CARD | {"person_id": "p1", "code_digest": "d1"}),
    (SentCode, CODE | {"id": "c1", "link_digest": "d1"}),
    (SignIn, SIGN_IN | {"id": "i1", "token_digest": "d1"}),
    (Notice, NOTICE | {"id": "n1", "key": "k1"}),
]

GOOD: list[Row] = [
    (Person, SOMEBODY), (CalendarLink, LINK), (Group, GROUP), (Membership, MEMBER), (Invitation, INVITATION), (Card, CARD),
    (SentCode, CODE), (SignIn, SIGN_IN), (Attempt, ATTEMPT), (StaffAccount, ACCOUNT), (StaffListCode, LIST_CODE),
    (StaffLink, STAFF_LINK), (AuditEntry, ENTRY), (Notice, NOTICE), (VenueStaff, WORKS), (VenueGroup, COMES),
    (VenueCard, PRINTED),
]  # fmt: skip

PEOPLE_BREACHES: list[tuple[type, dict[str, object], str]] = [
    (Person, SOMEBODY | {"notice_way": "pigeon"}, "ck_person_notice_way_known"),
    (Person, SOMEBODY | {"name": ""}, "ck_person_name_given"),
    (Person, SOMEBODY | {"notice_way": "text", "email": "a@b.dk"}, "ck_person_texts_need_a_phone"),
    (Person, SOMEBODY | {"notice_way": "mail", "phone": "+4520304050"}, "ck_person_mails_need_an_address"),
    (CalendarLink, LINK | {"person_id": "nobody"}, "fk_calendar_link_person_id"),
    (CalendarLink, LINK | {"token_digest": "d1"}, "uq_calendar_link_token_digest"),
    (Group, GROUP | {"name": ""}, "ck_group_name_given"),
    (Membership, MEMBER | {"state": "king"}, "ck_membership_state_known"),
    (Membership, MEMBER | {"group_id": 99}, "fk_membership_group_id"),
    (Membership, MEMBER | {"person_id": "nobody"}, "fk_membership_person_id"),
    (Invitation, INVITATION | {"group_id": 99}, "fk_invitation_group_id"),
    (Card, CARD | {"person_id": "nobody"}, "fk_card_person_id"),
    (Card, CARD | {"person_id": "p1"}, "pk_card"),
    (Card, CARD | {"code_digest": "d1"}, "uq_card_code_digest"),
    (SentCode, CODE | {"purpose": "fun"}, "ck_sent_code_purpose_known"),
    (SentCode, CODE | {"email": "a@b.dk"}, "ck_sent_code_sent_to_one"),
    (SentCode, CODE | {"phone": None}, "ck_sent_code_sent_to_one"),
    (SentCode, CODE | {"purpose": "change"}, "ck_sent_code_a_change_is_somebodys"),
    (SentCode, CODE | {"person_id": "p1"}, "ck_sent_code_a_change_is_somebodys"),
    (SentCode, CODE | {"tries": 6}, "ck_sent_code_few_tries"),
    (SentCode, CODE | {"purpose": "change", "person_id": "nobody"}, "fk_sent_code_person_id"),
    (SentCode, CODE | {"link_digest": "d1"}, "uq_sent_code_link_digest"),
    (SignIn, SIGN_IN | {"stay": "forever"}, "ck_sign_in_stay_known"),
    (SignIn, SIGN_IN | {"acts_for_id": "s1"}, "ck_sign_in_acts_for_somebody_until"),
    (SignIn, SIGN_IN | {"acts_until": LONG_AGO}, "ck_sign_in_acts_for_somebody_until"),
    (SignIn, SIGN_IN | {"stay": "own", "acts_for_id": "s1", "acts_until": LONG_AGO}, "ck_sign_in_staff_act_for"),
    (SignIn, SIGN_IN | {"acts_for_id": "p1", "acts_until": LONG_AGO}, "ck_sign_in_nobody_acts_for_themselves"),
    (SignIn, SIGN_IN | {"acts_for_id": "nobody", "acts_until": LONG_AGO}, "fk_sign_in_acts_for_id"),
    (SignIn, SIGN_IN | {"person_id": "nobody"}, "fk_sign_in_person_id"),
    (SignIn, SIGN_IN | {"token_digest": "d1"}, "uq_sign_in_token_digest"),
    (Attempt, ATTEMPT | {"tries": -1}, "ck_attempt_tries_counted"),
    (StaffAccount, ACCOUNT | {"role": "owner"}, "ck_staff_account_role_known"),
    (StaffAccount, ACCOUNT | {"email": "A@b.dk"}, "ck_staff_account_email_small"),
    (StaffAccount, ACCOUNT | {"person_id": "nobody"}, "fk_staff_account_person_id"),
    (StaffAccount, ACCOUNT | {"email": "s1@b.dk"}, "uq_staff_account_email"),
    (StaffAccount, ACCOUNT | {"oidc_subject": "o1"}, "uq_staff_account_oidc_subject"),
    (StaffListCode, LIST_CODE | {"person_id": "p1"}, "fk_staff_list_code_person_id"),
    (StaffLink, STAFF_LINK | {"person_id": "p1"}, "fk_staff_link_person_id"),
    (StaffLink, STAFF_LINK | {"token_digest": "d1"}, "uq_staff_link_token_digest"),
    (AuditEntry, ENTRY | {"action": "gossiped"}, "ck_audit_entry_action_known"),
    (AuditEntry, ENTRY | {"kind": "seat"}, "ck_audit_entry_kind_known"),
    (AuditEntry, ENTRY | {"thing_id": "p1"}, "ck_audit_entry_persons_can_be_cut_out"),
    (AuditEntry, ENTRY | {"actor_id": "nobody"}, "fk_audit_entry_actor_id"),
    (AuditEntry, ENTRY | {"for_id": "nobody"}, "fk_audit_entry_for_id"),
    (Notice, NOTICE | {"way": "pigeon"}, "ck_notice_way_known"),
    (Notice, NOTICE | {"way": "none"}, "ck_notice_to_be_told"),
    (Notice, NOTICE | {"told_at": LONG_AGO, "address": "a@b.dk"}, "ck_notice_told_and_wiped"),
    (Notice, NOTICE | {"person_id": None}, "ck_notice_goes_somewhere"),
    (Notice, NOTICE | {"way": "staff", "address": "+4520304050"}, "ck_notice_staff_tell_the_person"),
    (Notice, NOTICE | {"person_id": "nobody"}, "fk_notice_person_id"),
    (Notice, NOTICE | {"key": "k1"}, "uq_notice_key"),
    (VenueStaff, WORKS | {"person_id": "p1"}, "fk_venue_staff_person_id"),
    (VenueStaff, WORKS | {"venue_id": 99}, "fk_venue_staff_venue_id"),
    (VenueGroup, COMES | {"group_id": 99}, "fk_venue_group_group_id"),
    (VenueGroup, COMES | {"venue_id": 99}, "fk_venue_group_venue_id"),
    (VenueCard, PRINTED | {"person_id": "s1"}, "fk_venue_card_person_id"),
    (VenueCard, PRINTED | {"venue_id": 99}, "fk_venue_card_venue_id"),
]
