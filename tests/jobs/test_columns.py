"""No column could keep a no-show, a refusal or a benefit: here are all of the room, each with its reason."""

from __future__ import annotations

import pytest

import jobs.models
import seats.models
from base.database import db

REASONS = {
    "firm": {
        "id": "a number", "venue_id": "the place that gave the link", "name": "who posts", "token_digest": "the link",
        "made_at": "since when the link is good", "ended_at": "since when it is not",
    },
    "posting": {
        "id": "a number", "venue_id": "the place that keeps it", "firm_id": "the firm that asked",
        "state": "asked, posted, declined or ended: the posting, no person",
        "form_key": "one form is one posting", "title": "what one does", "hands": "how many are needed",
        "start_minute": "when", "minutes": "how long", "first_day": "when", "last_day": "until when", "is_weekly": "how often",
        "meeting_point": "where", "is_paid": "pay or not, for all", "pay": "what all get", "paid_when": "when all get it",
        "employer": "who pays and insures", "bring": "what to bring", "food": "what there is to eat", "ask_whom": "whom to ask",
        "taking": "how one gets it", "lots_minute": "when lots are drawn", "asked_at": "the oldest is answered first",
        "changed_at": "feeds tell of changes",
    },
    "posting_trait": {"posting_id": "which posting", "trait": "what the job is like, of a list without people in it"},
    "job": {
        "id": "a number", "posting_id": "of what", "day": "the day it was planned on",
        "by_plan": "called off because the place is closed", "changed_at": "feeds tell of changes",
    },
    "job_line": {"job_id": "which job", "person_id": "who waits, until the start", "joined_at": "who is next"},
    "job_news_day": {"person_id": "who wants to hear", "weekday": "on which day"},
    "job_news_area": {"person_id": "who wants to hear", "area_id": "of which area"},
    "occasion": {
        "id": "a number", "starts_at": "when", "ends_at": "until when", "capacity": "how many seats",
        "cancelled_at": "the whole is off", "closed_at": "the whole is closed", "is_live": "neither",
    },
    "seat": {
        "occasion_id": "of what", "number": "one for each hand", "person_id": "whose, until seven days after",
        "state": "has said yes, or is asked: a no is no row", "asked_by_id": "a partner who asked",
        "lapses_at": "until when it is held",
        "offered_at": "another may have it", "changed_at": "calendars tell of changes",
        "starts_at": "nobody is on two things at once",
        "ends_at": "nobody is on two things at once", "capacity": "no seat beyond the last",
        "is_live": "what is off stands in nobody's way",
    },
}  # fmt: skip
FORBIDDEN = (
    "absen",
    "attend",
    "no_show",
    "refus",
    "reason",
    "benefit",
    "earned",
    "paid_to",
    "tax",
    "frikort",
    "show",
    "score",
    "count",
)


@pytest.mark.parametrize("table", sorted(REASONS))
def test_each_column_has_its_reason_and_there_is_no_other(table: str) -> None:
    assert {each.name for each in db.metadata.tables[table].columns} == set(REASONS[table])
    assert all(REASONS[table].values())


def test_all_tables_of_the_room_are_here() -> None:
    models = [each for module in (jobs.models, seats.models) for each in vars(module).values() if isinstance(each, type)]
    assert {vars(each)["__table__"].name for each in models if each.__module__ in ("jobs.models", "seats.models")} == set(REASONS)


def test_no_column_is_called_by_what_must_not_be_kept() -> None:
    named = [f"{table}.{column}" for table, columns in REASONS.items() for column in columns]
    assert [each for each in named if any(word in each for word in FORBIDDEN)] == []
    assert any(word in "seat.no_show_count" for word in FORBIDDEN)
