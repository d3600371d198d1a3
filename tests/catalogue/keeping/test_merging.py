"""Two places that are one become one: all that was either's is the kept one's, and no address is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, public_counter, writing
from catalogue.belonging_models import VenueCard, VenueGroup, VenueStaff
from catalogue.keeping.merge_commands import merge_venues
from catalogue.keeping.merge_queries import MergePlan, plan_merge
from catalogue.models import Activity, ActivityHost, ActivityWord, ImportedOffer, Schedule
from catalogue.overlap_commands import settle_overlaps
from catalogue.overlap_models import Agreement, AgreementParty, Overlap
from catalogue.place_models import Venue, VenueClosingDay, VenueFormerSlug, VenueHours
from people.permissions import Actor
from people.person_models import Person
from people.staff_models import AuditEntry
from people.terms import MemberState, StaffRole, Stay
from tests.catalogue.keeping.sent_forms import sent_form
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.making import LONG_AGO, TUESDAYS, make_activity, make_schedule, make_venue
from tests.people.making import make_card, make_group, make_person, make_staff, signed_in_client

PATH = "/personale/steder/hus-et/laeg-sammen"
CHRISTMAS, NEW_YEAR = dt.date(2026, 12, 24), dt.date(2026, 12, 31)
# What a place owns, table by table; where a new one comes, merging has to learn of it.
OWNED = {
    "activity_host", "agreement", "agreement_party", "firm", "key_shown", "opening", "posting", "venue_card", "venue_closing_day",
    "venue_former_slug", "venue_group", "venue_hours", "venue_staff",
}  # fmt: skip


@pytest.fixture
def kirsten(app: Flask) -> FlaskClient:
    """Kirsten's browser, where Huset (1) and Hus-et (2) are the same place and Laden (3) another."""
    with app.app_context(), writing() as session:
        house = make_venue(session, "Huset", about="Vi spiser sammen.", phone="20 30 40 50")
        twin = make_venue(session, "Hus-et", phone="75 50 75 50", way_in="Ad den grønne dør")
        make_venue(session, "Laden")
        knitting = make_activity(session, house, "Strikkecafé", TUESDAYS)
        make_activity(session, twin, "Strikkeklub", TUESDAYS)
        together = make_activity(session, twin, "Fælles gåtur", TUESDAYS)
        session.add(ActivityHost(activity_id=together.id, venue_id=house.id, position=1))
        session.flush()
        make_schedule(session, together, house, TUESDAYS)
        session.add(ImportedOffer(
            source_key="id:1", activity_id=2, fingerprint="f", first_day=dt.date(2026, 1, 5), sequence=0,
        ))  # fmt: skip
        week = [(house, "open", 540), (twin, "open", 600), (twin, "staffed", 600)]
        session.add_all(VenueHours(venue_id=v.id, kind=k, weekday=1, start_minute=at, minutes=60) for v, k, at in week)
        days = [(house, CHRISTMAS), (twin, CHRISTMAS), (twin, NEW_YEAR)]
        session.add_all(VenueClosingDay(venue_id=venue.id, day=day) for venue, day in days)
        session.add(VenueFormerSlug(slug="gamle-hus", venue_id=twin.id))
        _people(session, house, twin)
        settle_overlaps(session, [1, 2, 3], LONG_AGO)
        assert knitting.id == 1
        kirsten = make_staff(session, "Kirsten", StaffRole.COORDINATOR).person_id
    return signed_in_client(app, kirsten, Stay.STAFF)


def _people(session, house: Venue, twin: Venue) -> None:  # type: ignore[no-untyped-def]
    make_staff(session, "Stine", venues=(house, twin))
    make_staff(session, "Ulla", venues=(twin,))
    anna = make_person(session, "Anna")
    make_card(session, anna, twin)
    both = make_group(session, "Begge", house, False, **{anna.id: MemberState.CONTACT})
    session.add(VenueGroup(group_id=both.id, venue_id=twin.id, approved_at=LONG_AGO, leads_since=LONG_AGO))
    make_group(session, "Kun her", twin, True, **{anna.id: MemberState.CONTACT})


def merge(client: FlaskClient, kept: str = "1", **more: str):  # type: ignore[no-untyped-def]
    """Choose the place that stays, and press what the page that follows shows."""
    seen = client.post(PATH, data=sent_form(client.get(PATH).text) | {"bliver": kept})
    assert seen.status_code == 422 and "Læg dem sammen" in seen.text
    return client.post(PATH, data=sent_form(seen.text) | more)


def rows(app: Flask, *columns):  # type: ignore[no-untyped-def]
    with app.app_context():
        found = [tuple(row) for row in db.session.execute(select(*columns))]
        db.session.remove()
    return sorted(found, key=repr)


def test_what_happens_is_shown_first(kirsten: FlaskClient, app: Flask) -> None:
    page = kirsten.post(PATH, data=sent_form(kirsten.get(PATH).text) | {"bliver": "1"}).text
    for words in (
        "Hus-et bliver til Huset", "Fælles gåtur og Strikkeklub", "Begge og Kun her", "2 medarbejdere, 1 kort og 2 lukkedage",
        "Tiderne, hvor der er nogen, og vejen ind", "Åbningstiderne, og telefon. Det, der står på Huset, bliver stående",
        "Det kan ikke laves om",
    ):  # fmt: skip
        assert words in " ".join(page.split()), words
    assert len(rows(app, Venue.id)) == 3


def test_all_that_was_the_ones_is_the_others(app: Flask, kirsten: FlaskClient) -> None:
    answer = merge(kirsten)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/personale/steder/huset")
    assert [slug for (slug,) in rows(app, Venue.slug)] == ["huset", "laden"]
    assert rows(app, ActivityHost.activity_id, ActivityHost.venue_id, ActivityHost.position) == [(1, 1, 0), (2, 1, 0), (3, 1, 0)]
    assert {venue for (venue,) in rows(app, Schedule.venue_id)} == {1} and len(rows(app, Schedule.id)) == 4
    hours = rows(app, VenueHours.venue_id, VenueHours.kind, VenueHours.start_minute)
    assert hours == [(1, "open", 540), (1, "staffed", 600)]
    assert rows(app, VenueClosingDay.venue_id, VenueClosingDay.day) == [(1, CHRISTMAS), (1, NEW_YEAR)]
    assert [venue for _, venue in rows(app, VenueStaff.person_id, VenueStaff.venue_id)] == [1, 1]
    assert rows(app, VenueCard.venue_id) == [(1,)]
    groups = rows(app, VenueGroup.group_id, VenueGroup.venue_id, VenueGroup.approved_at, VenueGroup.leads_since)
    assert groups == [(1, 1, LONG_AGO, LONG_AGO), (2, 1, LONG_AGO, None)]
    assert rows(app, VenueFormerSlug.slug, VenueFormerSlug.venue_id) == [("gamle-hus", 1), ("hus-et", 1)]
    kept = rows(app, Venue.phone, Venue.about, Venue.way_in, Venue.changed_at)
    assert ("20 30 40 50", "Vi spiser sammen.", "Ad den grønne dør", TUESDAY_MORNING) in kept


def test_what_is_at_one_place_is_no_longer_the_same_at_two(app: Flask, kirsten: FlaskClient) -> None:
    assert rows(app, Overlap.first_id, Overlap.second_id) == [(1, 2)]
    merge(kirsten)
    assert rows(app, Overlap.first_id) == []


def test_the_activities_are_searched_by_the_kept_name_and_go_on_in_feeds(app: Flask, kirsten: FlaskClient) -> None:
    merge(kirsten)
    words = {word for activity_id, word in rows(app, ActivityWord.activity_id, ActivityWord.word) if activity_id == 2}
    assert "huset" in words and "strikkeklub" in words
    moved = rows(app, Activity.id, Activity.sequence, Activity.changed_at)
    assert moved == [(1, 0, LONG_AGO), (2, 1, TUESDAY_MORNING), (3, 1, TUESDAY_MORNING)]
    # To the import it is no edit by hand.
    assert rows(app, ImportedOffer.sequence) == [(1,)]


def test_every_former_address_leads_on(app: Flask, kirsten: FlaskClient, client: FlaskClient) -> None:
    assert client.get("/steder/hus-et").status_code == 200
    merge(kirsten)
    for old in ("hus-et", "gamle-hus"):
        for suffix in ("", ".ics", ".json", ".json?fra=2026-11-24&til=2026-11-30"):
            answer = client.get(f"/steder/{old}{suffix}")
            assert (answer.status_code, answer.headers["Location"]) == (301, f"/steder/huset{suffix}")
            assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get("/steder/intet").status_code == 404 and client.get("/steder/intet.ics").status_code == 404
    assert "Strikkeklub" in client.get("/steder/huset").text


def test_a_place_merged_on_leads_all_the_way(app: Flask, kirsten: FlaskClient, client: FlaskClient) -> None:
    merge(kirsten)
    path = "/personale/steder/huset/laeg-sammen"
    seen = kirsten.post(path, data=sent_form(kirsten.get(path).text) | {"bliver": "3"})
    assert kirsten.post(path, data=sent_form(seen.text)).status_code == 303
    assert client.get("/steder/gamle-hus").headers["Location"] == "/steder/laden"


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        ("2", "Et sted kan ikke lægges sammen med sig selv."),
        ("0", "Vælg et sted fra listen."),
        ("99", "Vælg et sted fra listen."),
        ("x", "Vælg noget fra listen."),
        ("", "Vælg noget fra listen."),
    ],
)
def test_a_place_is_not_merged_into_itself_or_into_nothing(app: Flask, kirsten: FlaskClient, kept: str, sentence: str) -> None:
    answer = kirsten.post(PATH, data=sent_form(kirsten.get(PATH).text) | {"bliver": kept})
    assert answer.status_code == 422 and sentence in answer.text and len(rows(app, Venue.id)) == 3


def test_the_command_refuses_one_place_twice(app: Flask, kirsten: FlaskClient, clock: Clock) -> None:
    with app.app_context(), pytest.raises(ValueError, match="itself"), writing() as session:
        merge_venues(session, Actor("x", StaffRole.COORDINATOR), 2, 2, MergePlan("", ""), clock.moment)


def test_what_came_since_is_shown_before_it_is_done(app: Flask, kirsten: FlaskClient) -> None:
    seen = sent_form(kirsten.post(PATH, data=sent_form(kirsten.get(PATH).text) | {"bliver": "1"}).text)
    with app.app_context(), writing() as session:
        make_activity(session, session.get_one(Venue, 2), "Ny aktivitet")
    answer = kirsten.post(PATH, data=seen)
    assert answer.status_code == 409 and "Ny aktivitet" in answer.text and len(rows(app, Venue.id)) == 3
    assert kirsten.post(PATH, data=sent_form(answer.text)).status_code == 303


def test_inside_the_transaction_what_came_since_stops_it(app: Flask, kirsten: FlaskClient, clock: Clock) -> None:
    with app.app_context():
        seen = plan_merge(db.session(), 2, 1)
        with writing() as session:
            make_activity(session, session.get_one(Venue, 2), "Ny aktivitet")
        with writing() as session:
            anew = merge_venues(session, Actor("x", StaffRole.COORDINATOR), 2, 1, seen, clock.moment)
        assert anew is not None and "Ny aktivitet" in anew.activities
    assert len(rows(app, Venue.id)) == 3


def test_pressed_twice_the_second_is_told_that_it_is_gone(kirsten: FlaskClient) -> None:
    seen = sent_form(kirsten.post(PATH, data=sent_form(kirsten.get(PATH).text) | {"bliver": "1"}).text)
    assert [kirsten.post(PATH, data=seen).status_code for _ in range(2)] == [303, 404]


def test_agreements_follow_and_a_proposal_between_the_two_falls(app: Flask, kirsten: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        session.add_all([
            Agreement(id=1, ending="far", state="proposed", by_venue_id=2, proposed_at=LONG_AGO),
            Agreement(id=2, ending="far", state="agreed", by_venue_id=2, proposed_at=LONG_AGO),
            Agreement(id=3, ending="far", state="proposed", by_venue_id=3, proposed_at=LONG_AGO),
        ])  # fmt: skip
        session.flush()
        parties = [(1, 1, None), (1, 2, LONG_AGO), (2, 1, LONG_AGO), (2, 2, LONG_AGO), (3, 2, None), (3, 3, LONG_AGO)]
        session.add_all(AgreementParty(agreement_id=a, venue_id=v, said_yes_at=yes) for a, v, yes in parties)
    assert "1 forslag mellem de to falder bort." in kirsten.post(
        PATH, data=sent_form(kirsten.get(PATH).text) | {"bliver": "1"}
    ).text  # fmt: skip
    assert merge(kirsten).status_code == 303
    assert rows(app, Agreement.id, Agreement.state, Agreement.by_venue_id) == [
        (1, "void", 1), (2, "agreed", 1), (3, "proposed", 3)
    ]  # fmt: skip
    found = rows(app, AgreementParty.agreement_id, AgreementParty.venue_id, AgreementParty.said_yes_at)
    assert found == [(1, 1, LONG_AGO), (2, 1, LONG_AGO), (3, 1, None), (3, 3, LONG_AGO)]


def test_it_is_noted_and_public_pages_are_made_anew(app: Flask, kirsten: FlaskClient) -> None:
    with app.app_context():
        before = public_counter(db.session())
        db.session.remove()
    merge(kirsten)
    assert rows(app, AuditEntry.action, AuditEntry.thing_id) == [("places_merged", "1")]
    with app.app_context():
        assert public_counter(db.session()) > before


def test_every_table_that_points_to_a_place_is_known_to_merging() -> None:
    pointing = {
        table.name for table in db.metadata.sorted_tables for key in table.foreign_keys if key.column.table.name == "venue"
    }
    assert pointing == OWNED


def test_a_larger_place_costs_no_statement_more(app: Flask, kirsten: FlaskClient) -> None:
    def counted() -> int:
        typed = sent_form(kirsten.get(PATH).text) | {"bliver": "1"}
        with statements(app) as seen:
            assert kirsten.post(PATH, data=typed).status_code == 422
        return len(seen)

    few = counted()
    with app.app_context(), writing() as session:
        twin, anna = session.get_one(Venue, 2), session.scalars(select(Person).where(Person.name == "Anna")).one()
        for number in range(20):
            make_activity(session, twin, f"Aktivitet {number}")
            make_group(session, f"Hold {number}", twin, True, **{anna.id: MemberState.MEMBER})
    page = kirsten.post(PATH, data=sent_form(kirsten.get(PATH).text) | {"bliver": "1"}).text
    assert "og 14 mere" in page and counted() == few <= 20
