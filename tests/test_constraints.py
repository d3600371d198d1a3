"""The database has the last word: every constraint is broken once, on both engines."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from base.database import PublicState, db, writing
from catalogue.interest_models import Interest, InterestGroup, InterestSearchWord, InterestWord
from catalogue.models import (
    Activity,
    ActivityHost,
    ActivityInterest,
    ActivityWord,
    ImportedOffer,
    Schedule,
    ScheduleException,
)
from catalogue.place_models import Area, Venue, VenueClosingDay, VenueHours
from tests.catalogue.breaches import AGREED_BREACHES, AGREED_GOOD, AGREED_THERE
from tests.conftest import Clock, make_app
from tests.jobs.breaches import JOBS_BREACHES, JOBS_GOOD, JOBS_THERE
from tests.making import LONG_AGO
from tests.people.breaches import GOOD, PEOPLE_BREACHES, THERE
from tests.shifts.breaches import SHIFTS_BREACHES, SHIFTS_GOOD, SHIFTS_THERE

DAY = dt.date(2026, 11, 24)
VENUE = {"id": 2, "slug": "v2", "name": "V", "name_key": "v2", "town_key": "", "sort_key": "v", "changed_at": LONG_AGO}
ACTIVITY = {"id": 2, "slug": "a", "title": "A", "sort_key": "a", "review_on": DAY, "changed_at": LONG_AGO}
HOURS = {"venue_id": 1, "kind": "open", "weekday": 0, "start_minute": 540, "minutes": 60}
SCHEDULE = {"id": 2, "activity_id": 1, "venue_id": 1, "uid": "u2", "first_day": DAY, "weekday": 1}
EXCEPTION = {"schedule_id": 1, "day": DAY, "change": "cancelled", "changed_at": LONG_AGO}

BREACHES = [
    (PublicState, {"id": 2, "counter": 0}, "ck_public_state_one_row"),
    (Area, {"id": 2, "slug": "6000-kolding", "postcode": "6001", "name": "K"}, "uq_area_slug"),
    (Area, {"id": 2, "slug": "x", "postcode": "6000", "name": "K"}, "uq_area_postcode"),
    (Venue, VENUE | {"kind": "castle"}, "ck_venue_kind_known"),
    (Venue, VENUE | {"kind": "online", "adults_only": True}, "ck_venue_online_is_for_all_ages"),
    (Venue, VENUE | {"name_key": "v1"}, "uq_venue_name_key_town_key"),
    (Venue, VENUE | {"slug": "v1"}, "uq_venue_slug"),
    (Venue, VENUE | {"area_id": 99}, "fk_venue_area_id"),
    (VenueHours, HOURS | {"kind": "maybe"}, "ck_venue_hours_kind_known"),
    (VenueHours, HOURS | {"weekday": 7}, "ck_venue_hours_weekday_known"),
    (VenueHours, HOURS | {"start_minute": 1440}, "ck_venue_hours_within_a_day"),
    (VenueHours, HOURS | {"minutes": 0}, "ck_venue_hours_within_a_day"),
    (VenueHours, HOURS | {"venue_id": 99}, "fk_venue_hours_venue_id"),
    (VenueClosingDay, {"venue_id": 99, "day": DAY}, "fk_venue_closing_day_venue_id"),
    (InterestGroup, {"id": 2, "slug": "g", "name": "G", "position": 0}, "uq_interest_group_slug"),
    (Interest, {"id": 9, "slug": "i", "name": "I", "sort_key": "i", "group_id": 1}, "uq_interest_slug"),
    (Interest, {"id": 9, "slug": "i2", "name": "I", "sort_key": "i", "group_id": 99}, "fk_interest_group_id"),
    (InterestWord, {"interest_id": 2, "word": "garn", "false_friend": False}, "uq_interest_word_synonym"),
    (InterestSearchWord, {"interest_id": 99, "word": "x"}, "fk_interest_search_word_interest_id"),
    (Activity, ACTIVITY | {"form": "telepathy"}, "ck_activity_form_known"),
    (Activity, ACTIVITY | {"kind": "party"}, "ck_activity_kind_known"),
    (Activity, ACTIVITY | {"led_by": "nobody"}, "ck_activity_led_by_known"),
    (Activity, ACTIVITY | {"status": "gone"}, "ck_activity_status_known"),
    (Activity, ACTIVITY | {"title": ""}, "ck_activity_title_given"),
    (Activity, ACTIVITY | {"replaced_by_id": 2}, "ck_activity_replaced_by_another"),
    (Activity, ACTIVITY | {"replaced_by_id": 99}, "fk_activity_replaced_by_id"),
    (Activity, ACTIVITY | {"group_id": 99}, "fk_activity_group_id"),
    (ActivityHost, {"activity_id": 1, "venue_id": 1}, "pk_activity_host"),
    (ActivityHost, {"activity_id": 1, "venue_id": 99}, "fk_activity_host_venue_id"),
    (ActivityHost, {"activity_id": 1, "venue_id": 2, "gather_minute": 1440}, "ck_activity_host_gather_within_a_day"),
    (ActivityHost, {"activity_id": 99, "venue_id": 1}, "fk_activity_host_activity_id"),
    (ActivityInterest, {"activity_id": 1, "interest_id": 99}, "fk_activity_interest_interest_id"),
    (ActivityWord, {"activity_id": 99, "word": "x"}, "fk_activity_word_activity_id"),
    (
        ImportedOffer,
        {"source_key": "k", "activity_id": 99, "fingerprint": "f", "first_day": DAY, "sequence": 0},
        "fk_imported_offer_activity_id",
    ),
    (Schedule, SCHEDULE | {"uid": "u1"}, "uq_schedule_uid"),
    (Schedule, SCHEDULE | {"venue_id": 99}, "fk_schedule_activity_id_venue_id"),
    (Schedule, SCHEDULE | {"last_day": DAY - dt.timedelta(days=1)}, "ck_schedule_ends_after_it_begins"),
    (Schedule, SCHEDULE | {"weekday": 7}, "ck_schedule_weekday_known"),
    (Schedule, SCHEDULE | {"weekday": None}, "ck_schedule_one_off_is_one_day"),
    (Schedule, SCHEDULE | {"weekday": None, "last_day": DAY, "nth": 1}, "ck_schedule_one_off_is_one_day"),
    (Schedule, SCHEDULE | {"start_minute": 1440}, "ck_schedule_start_within_a_day"),
    (Schedule, SCHEDULE | {"minutes": 60}, "ck_schedule_end_has_a_start"),
    (Schedule, SCHEDULE | {"start_minute": 60, "minutes": 20161}, "ck_schedule_end_has_a_start"),
    (Schedule, SCHEDULE | {"every_weeks": 53}, "ck_schedule_every_weeks_known"),
    (Schedule, SCHEDULE | {"week_parity": 2}, "ck_schedule_week_parity_known"),
    (Schedule, SCHEDULE | {"nth": 6}, "ck_schedule_nth_known"),
    (Schedule, SCHEDULE | {"nth": 1, "week_parity": 0}, "ck_schedule_one_way_to_recur"),
    (Schedule, SCHEDULE | {"every_weeks": 2, "nth": 1}, "ck_schedule_one_way_to_recur"),
    (ScheduleException, EXCEPTION | {"change": "lost"}, "ck_schedule_exception_change_known"),
    (ScheduleException, EXCEPTION | {"change": "moved"}, "ck_schedule_exception_moved_has_a_day"),
    (ScheduleException, EXCEPTION | {"moved_to": DAY}, "ck_schedule_exception_moved_has_a_day"),
    (ScheduleException, EXCEPTION | {"change": "closed"}, "ck_schedule_exception_closed_has_a_day"),
    (ScheduleException, EXCEPTION | {"closed_on": DAY}, "ck_schedule_exception_closed_has_a_day"),
    (ScheduleException, EXCEPTION | {"instead": "sulk"}, "ck_schedule_exception_instead_known"),
    (
        ScheduleException,
        EXCEPTION | {"change": "moved", "moved_to": DAY, "start_minute": -1},
        "ck_schedule_exception_start_within_a_day",
    ),
    (
        ScheduleException,
        EXCEPTION | {"change": "moved", "moved_to": DAY, "minutes": 60},
        "ck_schedule_exception_end_has_a_start",
    ),
    (ScheduleException, EXCEPTION | {"schedule_id": 99}, "fk_schedule_exception_schedule_id"),
    *AGREED_BREACHES,
    *PEOPLE_BREACHES,
    *SHIFTS_BREACHES,
    *JOBS_BREACHES,
]


@pytest.fixture
def filled(app: Flask) -> Flask:
    rows: list[tuple[type, dict[str, object]]] = [
        (Area, {"id": 1, "slug": "6000-kolding", "postcode": "6000", "name": "Kolding"}),
        (Venue, VENUE | {"id": 1, "slug": "v1", "name_key": "v1"}),
        (InterestGroup, {"id": 1, "slug": "g", "name": "G", "position": 0}),
        (Interest, {"id": 1, "slug": "i", "name": "I", "sort_key": "i", "group_id": 1}),
        (Interest, {"id": 2, "slug": "i3", "name": "I", "sort_key": "i", "group_id": 1}),
        (InterestWord, {"interest_id": 1, "word": "garn", "false_friend": False}),
        (Activity, ACTIVITY | {"id": 1}),
        (ActivityHost, {"activity_id": 1, "venue_id": 1}),
        (Schedule, SCHEDULE | {"id": 1, "uid": "u1"}),
        (Venue, VENUE | {"id": 3, "slug": "v3", "name_key": "v3"}),
        (Activity, ACTIVITY | {"id": 3}),
        *THERE,
        *AGREED_THERE,
        *SHIFTS_THERE,
        *JOBS_THERE,
    ]
    with app.app_context(), writing() as session:
        for model, values in rows:
            session.execute(insert(model), [values])
    return app


@pytest.mark.parametrize(("model", "values", "constraint"), BREACHES, ids=[f"{row[2]}-{n}" for n, row in enumerate(BREACHES)])
def test_the_database_refuses(filled: Flask, model: type, values: dict[str, object], constraint: str) -> None:
    with filled.app_context():
        with pytest.raises(IntegrityError) as refusal, writing() as session:
            session.execute(insert(model), [values])
        if db.engine.dialect.name == "postgresql":
            assert getattr(refusal.value.orig, "diag").constraint_name == constraint  # noqa: B009
        elif constraint.startswith("ck_"):
            assert constraint in str(refusal.value.orig)


def test_each_row_is_taken_when_nothing_is_wrong_with_it(filled: Flask) -> None:
    """The negative control: the rows that the breaches are made of are good."""
    with filled.app_context(), writing() as session:
        for model, values in [
            (Venue, VENUE),
            (VenueHours, HOURS),
            (Activity, ACTIVITY),
            (Schedule, SCHEDULE),
            (ScheduleException, EXCEPTION),
            *GOOD,
            *AGREED_GOOD,
            *SHIFTS_GOOD,
            *JOBS_GOOD,
        ]:
            session.execute(insert(model), [values])


def test_every_check_is_broken_by_some_row() -> None:
    checks = {c.name for table in db.metadata.sorted_tables for c in table.constraints if isinstance(c, CheckConstraint)}
    assert checks == {constraint for _, _, constraint in BREACHES if constraint.startswith("ck_")}


def test_sqlite_writes_are_synced_and_its_keys_are_on(sqlite_address: str) -> None:
    with make_app(sqlite_address, Clock()).app_context():
        pragmas = ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"]
        assert [db.session.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas] == ["wal", 2, 1, 10000]


def test_reading_sees_one_moment_and_cannot_write(app: Flask, address: str) -> None:
    other = make_app(address, Clock())
    with app.app_context():
        before = db.session.scalars(text("SELECT count(*) FROM area")).one()
        with other.app_context(), writing() as session:
            session.add(Area(slug="s", postcode="7000", name="F"))
        assert db.session.scalars(text("SELECT count(*) FROM area")).one() == before
        db.session.rollback()
        assert db.session.scalars(text("SELECT count(*) FROM area")).one() == before + 1
        # Also on a connection that has just written.
        for postcode in ("7100", "7200"):
            db.session.rollback()
            with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
                db.session.execute(insert(Area), [{"slug": "t", "postcode": postcode, "name": "V"}])
            with writing() as session:
                session.add(Area(slug=postcode, postcode=postcode, name="V"))


def test_an_instant_without_a_zone_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(Exception, match="time zone"), writing() as session:
        session.execute(insert(Activity), [ACTIVITY | {"changed_at": dt.datetime(2026, 1, 1)}])
