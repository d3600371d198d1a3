"""Rows of what is the same, agreed and wished for that are good, and for each constraint one that breaks it."""

from __future__ import annotations

from catalogue.overlap_models import ActivityKey, Agreement, AgreementMember, AgreementParty, Overlap, OverlapState
from catalogue.place_models import VenueFormerSlug
from catalogue.wish_models import Wish
from tests.making import LONG_AGO

Row = tuple[type, dict[str, object]]

OVERLAP = {"first_id": 1, "second_id": 3, "score": 0.9, "reasons": [], "opened_at": LONG_AGO}
AGREEMENT = {"id": 2, "ending": "far", "state": "proposed", "proposed_at": LONG_AGO}
KEEPS = AGREEMENT | {"ending": "together", "kept_id": 1}
MOVES = AGREEMENT | {"ending": "move", "moves_id": 1, "weekday": 1, "start_minute": 600}
PARTY: dict[str, object] = {"id": 2, "agreement_id": 1, "venue_id": 1}
WISH = {"interest_id": 1, "kind": "want", "browser_digest": "d", "said_on": LONG_AGO.date()}
FORMER: dict[str, object] = {"slug": "old", "venue_id": 1}

# Activity 3 and place 3 are the test's own second ones.
AGREED_THERE: list[Row] = [
    (Agreement, AGREEMENT | {"id": 1}),
    (AgreementParty, {"id": 1, "agreement_id": 1, "group_id": 1}),
    (AgreementParty, {"id": 3, "agreement_id": 1, "venue_id": 3}),
]
AGREED_GOOD: list[Row] = [
    (Overlap, OVERLAP), (ActivityKey, {"activity_id": 1, "key": "k"}), (Agreement, KEEPS), (Agreement, MOVES | {"id": 3}),
    (Agreement, AGREEMENT | {"id": 4, "ending": "different", "words": "x", "by_venue_id": 1}),
    (AgreementMember, {"agreement_id": 1, "activity_id": 1}), (AgreementParty, PARTY), (Wish, WISH), (VenueFormerSlug, FORMER),
]  # fmt: skip
AGREED_BREACHES: list[tuple[type, dict[str, object], str]] = [
    (OverlapState, {"id": 2, "vocabulary_digest": ""}, "ck_overlap_state_one_row"),
    (ActivityKey, {"activity_id": 99, "key": "k"}, "fk_activity_key_activity_id"),
    (Overlap, OVERLAP | {"first_id": 3, "second_id": 1}, "ck_overlap_each_pair_once"),
    (Overlap, OVERLAP | {"second_id": 1}, "ck_overlap_each_pair_once"),
    (Overlap, OVERLAP | {"score": 1.1}, "ck_overlap_score_within_one"),
    (Overlap, OVERLAP | {"score": -0.1}, "ck_overlap_score_within_one"),
    (Overlap, OVERLAP | {"second_id": 99}, "fk_overlap_second_id"),
    (Overlap, OVERLAP | {"first_id": 0}, "fk_overlap_first_id"),
    (Agreement, AGREEMENT | {"ending": "war"}, "ck_agreement_ending_known"),
    (Agreement, AGREEMENT | {"state": "forgotten"}, "ck_agreement_state_known"),
    (Agreement, KEEPS | {"kept_id": None}, "ck_agreement_one_is_kept"),
    (Agreement, AGREEMENT | {"kept_id": 1}, "ck_agreement_one_is_kept"),
    (Agreement, KEEPS | {"kept_id": 99}, "fk_agreement_kept_id"),
    (Agreement, MOVES | {"moves_id": None}, "ck_agreement_one_moves"),
    (Agreement, MOVES | {"moves_id": 99}, "fk_agreement_moves_id"),
    (Agreement, MOVES | {"weekday": 7}, "ck_agreement_moves_to_a_time"),
    (Agreement, MOVES | {"start_minute": 1440}, "ck_agreement_moves_to_a_time"),
    (Agreement, AGREEMENT | {"ending": "different", "words": ""}, "ck_agreement_difference_is_told"),
    (Agreement, KEEPS | {"gather_minute": 1440}, "ck_agreement_gather_within_a_day"),
    (Agreement, AGREEMENT | {"by_venue_id": 1, "by_group_id": 1}, "ck_agreement_proposed_by_one"),
    (Agreement, AGREEMENT | {"by_venue_id": 99}, "fk_agreement_by_venue_id"),
    (Agreement, AGREEMENT | {"by_group_id": 99}, "fk_agreement_by_group_id"),
    (AgreementMember, {"agreement_id": 1, "activity_id": 99}, "fk_agreement_member_activity_id"),
    (AgreementMember, {"agreement_id": 99, "activity_id": 1}, "fk_agreement_member_agreement_id"),
    (AgreementParty, PARTY | {"venue_id": None}, "ck_agreement_party_place_or_group"),
    (AgreementParty, PARTY | {"group_id": 1}, "ck_agreement_party_place_or_group"),
    (AgreementParty, PARTY | {"venue_id": 3}, "uq_agreement_party_venue_id"),
    (AgreementParty, PARTY | {"venue_id": None, "group_id": 1}, "uq_agreement_party_group_id"),
    (AgreementParty, PARTY | {"venue_id": 99}, "fk_agreement_party_venue_id"),
    (AgreementParty, PARTY | {"venue_id": None, "group_id": 99}, "fk_agreement_party_group_id"),
    (AgreementParty, PARTY | {"agreement_id": 99}, "fk_agreement_party_agreement_id"),
    (Wish, WISH | {"kind": "demand"}, "ck_wish_kind_known"),
    (Wish, WISH | {"interest_id": 99}, "fk_wish_interest_id"),
    (VenueFormerSlug, FORMER | {"venue_id": 99}, "fk_venue_former_slug_venue_id"),
]
