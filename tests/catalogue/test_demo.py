"""The demo reads like the real thing, fits the database, and takes no real place's name."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from base.danish import fold, lix
from base.database import db, public_counter, start_database
from catalogue.demo_commands import CONTENT, FILLED, LEFT_ALONE, fill_and_say, fill_with_demo
from catalogue.interest_models import Interest, InterestSearchWord
from catalogue.models import Activity, ActivityInterest, ActivityWord, Schedule, ScheduleException
from catalogue.overlap_models import Agreement, Overlap
from catalogue.place_models import Area, Venue, VenueClosingDay, VenueHours
from catalogue.recurrence import is_public_holiday, occurrence_days, runs_on
from catalogue.terms import Change, Form, HoursKind, Kind, LedBy, Status, VenueKind
from catalogue.vocabulary import load_vocabulary

TODAY = date(2026, 11, 24)
OFFERS = Path(__file__).parents[1] / "material" / "offers.jsonl"
DEMO: dict[str, list[dict[str, Any]]] = json.loads(CONTENT.read_text(encoding="utf-8"))
# A number that begins with 00 00 is a call abroad to no country: nobody can be rung by mistake.
NOBODYS_PHONE = re.compile(r"00 00 \d\d \d\d")
REAL_NAMES = (
    "Paraplyen", "Nærværket", "Olivenhaven", "Skovparken", "Slotssøbadet", "Egnsteater", "Traingaming", "Repair Café",
    "Koldinghus", "Trapholt", "Vækststedet", "Kulturhuset", "Frivilligcenter", "Akseltorv", "Prætoriustorvet",
    "Lindegade", "Jernbanegade", "Slotssøvejen", "Det Digitale Værested",
)  # fmt: skip
WORDS_NOT_TO_SAY = (
    "tilbud", "værested", "bruger", "borger", "målgruppe", "krav", "tilmeld", "indsats", "forløb", "visitation",
    "diagnose", "psykisk", "misbrug", "udsat", "sårbar", "ensom", "syg", "patient", "angst", "kontanthjælp",
)  # fmt: skip


def texts(row: Any) -> Iterator[str]:
    """Every text of a row, at any depth."""
    if isinstance(row, str):
        yield row
    elif isinstance(row, dict | list):
        for value in row.values() if isinstance(row, dict) else row:
            yield from texts(value)


@contextmanager
def empty_database(path: Path, template: Path) -> Iterator[None]:
    path.write_bytes(template.read_bytes())
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    start_database(app)
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[None]:
    with empty_database(tmp_path_factory.mktemp("demo") / "demo.sqlite", sqlite_template):
        assert fill_with_demo(TODAY)
        yield


def activities() -> dict[str, Activity]:
    whole = selectinload(Activity.schedules).selectinload(Schedule.exceptions)
    found = db.session.scalars(select(Activity).options(whole, selectinload(Activity.hosts)))
    return {activity.title: activity for activity in found}


def closing_days() -> dict[int, set[date]]:
    days = defaultdict(set)
    for closing in db.session.scalars(select(VenueClosingDay)):
        days[closing.venue_id].add(closing.day)
    return days


def test_there_are_eight_places_of_the_kinds_that_exist() -> None:
    kinds = Counter((venue.get("kind", "physical"), venue.get("postcode")) for venue in DEMO["venues"])
    assert kinds == {
        ("physical", "6000"): 3, ("physical", "6070"): 2, ("physical", "6580"): 1,
        ("outside", "6580"): 1, ("online", None): 1,
    }  # fmt: skip


def test_some_sixty_activities_and_no_title_twice() -> None:
    titles = Counter(fold(activity["title"]) for activity in DEMO["activities"])
    assert 58 <= len(titles) <= 68
    assert titles.most_common(1)[0][1] == 1


def test_nobody_can_be_rung_by_mistake() -> None:
    assert [venue["phone"] for venue in DEMO["venues"] if not NOBODYS_PHONE.fullmatch(venue["phone"])] == []


def test_no_place_takes_a_real_name() -> None:
    demo = fold(" ".join(texts(DEMO)))
    assert [name for name in REAL_NAMES if fold(name) in demo] == []
    real = fold(OFFERS.read_text(encoding="utf-8"))
    assert [venue["name"] for venue in DEMO["venues"] if fold(venue["name"]) in real] == []


def test_every_running_text_is_easy_to_read() -> None:
    running = [activity["description"] for activity in DEMO["activities"]]
    running += [venue[key] for venue in DEMO["venues"] for key in ("about", "first_time", "way_in") if key in venue]
    assert [written for written in running if lix(written) > 35] == []


def test_no_text_names_people_by_what_is_wrong_with_them() -> None:
    public = [{key: value for key, value in row.items() if key != "interests"} for row in DEMO["activities"]]
    shown = " ".join(texts([public, DEMO["venues"]])).lower()
    assert [word for word in WORDS_NOT_TO_SAY if word in shown] == []


def test_who_comes_to_a_place_is_not_named_as_the_one_who_meets_you() -> None:
    meet_you = [row["meets_you"] for row in DEMO["activities"] if row.get("led_by") == LedBy.USERS]
    assert len(meet_you) >= 10
    assert [who for who in meet_you if not re.fullmatch("(en|to) af os [a-zæøå ]+", who)] == []


def test_who_meets_you_can_follow_du_moeder() -> None:
    meet_you = [row["meets_you"] for row in DEMO["activities"]]
    assert [words for words in meet_you if words.startswith(("En ", "To ")) or words.endswith(".") or "," in words] == []


def test_every_activity_says_what_one_needs_to_know_the_first_time() -> None:
    needed = ("description", "price", "meets_you", "interests", "hosts", "flags")
    assert [row["title"] for row in DEMO["activities"] if not all(row.get(key) for key in needed)] == []
    assert all("schedules" in row or row["when_words"] for row in DEMO["activities"])


def test_every_interest_is_in_the_vocabulary() -> None:
    known = {interest.id for interest in load_vocabulary().interests}
    assert {each for row in DEMO["activities"] for each in row["interests"]} <= known


def test_only_three_interests_are_made_by_two_places_without_a_common_host() -> None:
    every_place = {interest.id for interest in load_vocabulary().interests if interest.every_place}
    places = defaultdict(list)
    for row in DEMO["activities"]:
        if row.get("form", Form.ON_THE_SPOT) == Form.ON_THE_SPOT:
            places[row["interests"][0]].append(row["hosts"][0])
    shared = {interest for interest, hosts in places.items() if len(hosts) > 1}
    assert shared - every_place == {"strikke", "billard", "it"}


def test_a_database_with_a_place_is_left_as_it_is(app: Flask) -> None:
    with app.app_context():
        before = public_counter(db.session())
        assert fill_and_say(TODAY) == FILLED
        filled = public_counter(db.session())
        assert filled > before
        assert fill_and_say(TODAY + timedelta(days=90)) == LEFT_ALONE
        assert public_counter(db.session()) == filled
        assert len(activities()) == len(DEMO["activities"])


def everything_but_uids() -> list[list[str]]:
    tables = [table for table in db.metadata.sorted_tables if table.name not in ("schedule", "public_state")]
    schedule = [column for column in Schedule.__table__.columns if column.name != "uid"]
    wanted = [list(table.columns) for table in tables] + [schedule]
    return [sorted(map(repr, db.session.execute(select(*columns)))) for columns in wanted]


def test_the_same_day_gives_the_same_demo(tmp_path: Path, sqlite_template: Path) -> None:
    found = []
    for name in ("one", "other"):
        with empty_database(tmp_path / f"{name}.sqlite", sqlite_template):
            fill_with_demo(TODAY)
            found.append(everything_but_uids())
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "day",
    ["2026-11-24", "2026-12-23", "2026-12-31", "2027-03-21", "2027-05-01", "2028-02-29"],
)
def test_it_can_be_filled_on_any_day(day: str, app: Flask) -> None:
    today = date.fromisoformat(day)
    with app.app_context():
        assert fill_with_demo(today)
        closed = closing_days()
        assert all(today <= each < today + timedelta(days=366) for days in closed.values() for each in days)
        for schedule in db.session.scalars(select(Schedule).options(selectinload(Schedule.exceptions))):
            rule = schedule.rule()
            if rule.weekday is None:
                assert rule.first_day >= today
                assert runs_on(rule, rule.first_day, closed[schedule.venue_id])
            for exception in schedule.exceptions:
                assert exception.day > today
                assert runs_on(rule, exception.day, closed[schedule.venue_id])
                assert exception.moved_to is None or not is_public_holiday(exception.moved_to)


@pytest.mark.usefixtures("filled")
class TestFilled:
    """What stands in the database on the day the demo was filled."""

    def test_every_day_of_the_coming_weeks_has_something_at_a_place(self) -> None:
        on_the_spot = [row for row in activities().values() if row.form == Form.ON_THE_SPOT]
        rules = [schedule.rule() for activity in on_the_spot for schedule in activity.schedules]
        weeks = TODAY, TODAY + timedelta(weeks=3)
        found = {day for rule in rules for day in occurrence_days(rule, *weeks)}
        assert found == {TODAY + timedelta(days=number) for number in range(21)}

    @pytest.mark.parametrize(
        ("title", "rhythms"),
        [
            ("Strikkecafé", {(1, 780, 120, 1, None, None)}),
            ("Billard", {(day, 780, 180, 1, None, None) for day in (1, 2, 3, 4)}),
            ("Banko om fredagen", {(4, 780, 120, 2, None, None)}),
            ("Skriv om dengang", {(4, 780, 120, 3, None, None)}),
            ("Tag billeder med din mobil", {(3, 750, 90, 1, 0, None)}),
            ("Fisketur", {(4, 480, 330, 1, 1, None)}),
            ("Quiz om alt muligt", {(3, 1110, 90, 1, None, -1)}),
            ("Natcafé", {(4, 1320, 240, 1, None, -1)}),
            ("Løb i dit eget tempo", {(1, None, None, 1, None, None)}),
            ("Weekend i hytten", {(None, 960, 2640, 1, None, None)}),
        ],
    )
    def test_each_rhythm_stands_as_it_is_said(self, title: str, rhythms: set[tuple[int | None, ...]]) -> None:
        rules = [schedule.rule() for schedule in activities()[title].schedules]
        assert {(r.weekday, r.start_minute, r.minutes, r.every_weeks, r.week_parity, r.nth) for r in rules} == rhythms

    def test_the_house_meets_every_second_month(self) -> None:
        days = [schedule.first_day for schedule in activities()["Husmøde"].schedules]
        assert days[:3] == [date(2026, 12, 9), date(2027, 2, 10), date(2027, 4, 14)]

    def test_the_course_lasts_eight_weeks(self) -> None:
        (course,) = activities()["Kursus: dig og dem omkring dig"].schedules
        assert (course.first_day, course.last_day) == (date(2026, 11, 12), date(2026, 12, 31))

    def test_three_have_no_fixed_day_but_say_when(self) -> None:
        undated = [activity for activity in activities().values() if activity.undated]
        assert len(undated) == 3
        assert all(not activity.schedules and activity.when_words for activity in undated)

    def test_one_time_is_called_off_one_moved_and_one_closed_within_a_fortnight(self) -> None:
        exceptions = db.session.scalars(select(ScheduleException)).all()
        assert sorted(exception.change for exception in exceptions) == sorted(Change)
        assert all(TODAY < exception.day <= TODAY + timedelta(days=14) for exception in exceptions)
        moved = next(exception for exception in exceptions if exception.moved_to)
        assert (moved.day, moved.moved_to, moved.start_minute) == (date(2026, 11, 30), date(2026, 12, 2), 780)

    def test_two_places_make_one_walk_and_one_gathers_at_its_own_door(self) -> None:
        shared = [activity for activity in activities().values() if len(activity.hosts) == 2]
        assert [activity.title for activity in shared] == ["Gå en tur fra døren"]
        assert [(host.gather_at, host.gather_minute) for host in shared[0].hosts] == [("", None), ("den gule dør", 790)]

    def test_every_form_and_kind_is_shown(self) -> None:
        found = activities().values()
        assert {activity.form for activity in found} == set(Form)
        assert {activity.kind for activity in found} == set(Kind)
        assert {activity.led_by for activity in found} == set(LedBy)
        assert {activity.status for activity in found} == {Status.PUBLISHED}
        assert all(activity.review_on > TODAY for activity in found)

    def test_the_place_on_the_net_is_staffed_49_hours_a_week_and_sends_three_times(self) -> None:
        online = db.session.scalars(select(Venue).where(Venue.kind == VenueKind.ONLINE)).one()
        hours = db.session.scalars(select(VenueHours).where(VenueHours.venue_id == online.id)).all()
        assert {each.kind for each in hours} == {HoursKind.STAFFED}
        assert sum(each.minutes for each in hours) == 49 * 60
        sent = [s for a in activities().values() if a.form == Form.BROADCAST for s in a.schedules]
        assert sorted((s.weekday, s.start_minute) for s in sent) == [(1, 720), (2, 1080), (4, 720)]
        assert (online.address, online.area_id, online.adults_only) == ("", None, False)

    def test_places_one_goes_to_have_hours_closing_days_and_a_known_area(self) -> None:
        known = set(db.session.scalars(select(Area.id)))
        closed = closing_days()
        for venue in db.session.scalars(select(Venue).where(Venue.kind != VenueKind.ONLINE)):
            assert venue.area_id in known
            assert {date(2026, 12, 25), date(2027, 1, 1), date(2027, 5, 1)} <= closed[venue.id]
            assert venue.adults_only == (venue.kind == VenueKind.PHYSICAL)
            assert venue.first_time and venue.about and venue.address
        open_on_christmas_eve = [venue for venue, days in closed.items() if date(2026, 12, 24) not in days]
        assert len(open_on_christmas_eve) == 2

    def test_children_are_welcome_only_where_the_place_is_not_for_adults(self) -> None:
        adults_only = set(db.session.scalars(select(Venue.id).where(Venue.adults_only)))
        welcome = [activity for activity in activities().values() if activity.children_welcome]
        assert welcome
        assert [a.title for a in welcome if any(host.venue_id in adults_only for host in a.hosts)] == []

    def test_the_board_has_open_cases_and_one_that_is_agreed(self) -> None:
        titles = {activity.id: activity.title for activity in activities().values()}
        pairs = {frozenset((titles[each.first_id], titles[each.second_id])) for each in db.session.scalars(select(Overlap))}
        agreed = db.session.scalars(select(Agreement).options(selectinload(Agreement.members))).one()
        assert {titles[each.activity_id] for each in agreed.members} == {"Billard", "Pool og keglebillard"}
        assert {"Strikkecafé", "Nørkleklubben"} in pairs and {"Billard", "Pool og keglebillard"} in pairs
        assert 3 <= len(pairs) <= 5
        assert set(db.session.scalars(select(Activity.published_at))) != {None}

    def test_every_activity_is_found_by_its_interests_and_words(self) -> None:
        ids = {activity.id for activity in activities().values()}
        assert set(db.session.scalars(select(ActivityInterest.activity_id))) == ids
        assert set(db.session.scalars(select(ActivityWord.activity_id))) == ids
        pool = select(InterestSearchWord.interest_id).where(InterestSearchWord.word == "pool")
        assert db.session.scalars(select(Interest.slug).where(Interest.id.in_(pool))).all() == ["billard"]
