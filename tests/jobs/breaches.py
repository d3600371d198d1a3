"""Rows of jobs that are good, and for each constraint one that breaks it."""

from __future__ import annotations

import datetime as dt

from catalogue.place_models import Area
from jobs.models import Firm, Job, JobLine, JobNewsArea, JobNewsDay, Posting, PostingTrait
from seats.models import Occasion
from tests.making import LONG_AGO
from tests.shifts.breaches import OCCASION, Row

DAY = LONG_AGO.date()
FIRM = {"id": 2, "venue_id": 1, "name": "Haven", "token_digest": "f2", "made_at": LONG_AGO}
POSTING = {
    "id": 2, "venue_id": 1, "state": "posted", "form_key": "k2", "title": "Plukke æbler", "hands": 2, "start_minute": 600,
    "minutes": 120, "first_day": DAY, "last_day": DAY, "is_weekly": False, "meeting_point": "Lågen", "is_paid": True,
    "pay": "150 kr.", "paid_when": "samme dag", "employer": "Haven", "taking": "first_come", "asked_at": LONG_AGO,
    "changed_at": LONG_AGO,
}  # fmt: skip
TRAIT = {"posting_id": 1, "trait": "sitting"}
JOB = {"id": 12, "posting_id": 1, "day": DAY + dt.timedelta(1), "changed_at": LONG_AGO}
LINE = {"job_id": 11, "person_id": "s1", "joined_at": LONG_AGO}
NEWS_DAY = {"person_id": "s1", "weekday": 6}
NEWS_AREA = {"person_id": "s1", "area_id": 11}

JOBS_THERE: list[Row] = [
    (Occasion, OCCASION | {"id": 11}), (Occasion, OCCASION | {"id": 12}), (Firm, FIRM | {"id": 1, "token_digest": "f1"}),
    (Posting, POSTING | {"id": 1, "form_key": "k1"}), (Job, JOB | {"id": 11, "day": DAY}),
    (Area, {"id": 11, "slug": "6070-by", "postcode": "6070", "name": "By"}),
]  # fmt: skip
JOBS_GOOD: list[Row] = [
    (Firm, FIRM), (Posting, POSTING | {"is_weekly": True, "last_day": None, "taking": "lots", "lots_minute": 570, "firm_id": 1}),
    (PostingTrait, TRAIT), (Job, JOB), (JobLine, LINE), (JobNewsDay, NEWS_DAY), (JobNewsArea, NEWS_AREA),
]  # fmt: skip
JOBS_BREACHES: list[tuple[type, dict[str, object], str]] = [
    (Firm, FIRM | {"venue_id": 99}, "fk_firm_venue_id"),
    (Firm, FIRM | {"token_digest": "f1"}, "uq_firm_token_digest"),
    (Posting, POSTING | {"state": "dreamt"}, "ck_posting_state_known"),
    (Posting, POSTING | {"taking": "by_force"}, "ck_posting_taking_known"),
    (Posting, POSTING | {"hands": 0}, "ck_posting_hands_known"),
    (Posting, POSTING | {"hands": 21}, "ck_posting_hands_known"),
    (Posting, POSTING | {"start_minute": 1440}, "ck_posting_start_within_a_day"),
    (Posting, POSTING | {"minutes": 10}, "ck_posting_a_quarter_to_twelve_hours"),
    (Posting, POSTING | {"is_weekly": True, "last_day": DAY - dt.timedelta(1)}, "ck_posting_ends_after_it_begins"),
    (Posting, POSTING | {"last_day": DAY + dt.timedelta(1)}, "ck_posting_once_is_one_day"),
    (Posting, POSTING | {"last_day": None}, "ck_posting_once_is_one_day"),
    (Posting, POSTING | {"pay": ""}, "ck_posting_paid_says_what_and_when"),
    (Posting, POSTING | {"paid_when": ""}, "ck_posting_paid_says_what_and_when"),
    (Posting, POSTING | {"is_paid": False}, "ck_posting_paid_says_what_and_when"),
    (Posting, POSTING | {"employer": ""}, "ck_posting_somebody_insures"),
    (Posting, POSTING | {"taking": "lots"}, "ck_posting_lots_have_a_time"),
    (Posting, POSTING | {"lots_minute": 500}, "ck_posting_lots_have_a_time"),
    (Posting, POSTING | {"taking": "lots", "lots_minute": 700}, "ck_posting_lots_before_the_start"),
    (Posting, POSTING | {"form_key": "k1"}, "uq_posting_form_key"),
    (Posting, POSTING | {"venue_id": 99}, "fk_posting_venue_id"),
    (Posting, POSTING | {"firm_id": 99}, "fk_posting_firm_id"),
    (PostingTrait, TRAIT | {"trait": "sad"}, "ck_posting_trait_trait_known"),
    (PostingTrait, TRAIT | {"posting_id": 99}, "fk_posting_trait_posting_id"),
    (Job, JOB | {"day": DAY}, "uq_job_posting_id_day"),
    (Job, JOB | {"id": 99}, "fk_job_id"),
    (Job, JOB | {"posting_id": 99}, "fk_job_posting_id"),
    (JobLine, LINE | {"job_id": 99}, "fk_job_line_job_id"),
    (JobLine, LINE | {"person_id": "nobody"}, "fk_job_line_person_id"),
    (JobNewsDay, NEWS_DAY | {"weekday": 7}, "ck_job_news_day_weekday_known"),
    (JobNewsDay, NEWS_DAY | {"person_id": "nobody"}, "fk_job_news_day_person_id"),
    (JobNewsArea, NEWS_AREA | {"person_id": "nobody"}, "fk_job_news_area_person_id"),
    (JobNewsArea, NEWS_AREA | {"area_id": 99}, "fk_job_news_area_area_id"),
]
