"""Who may see what: every route × every role, from the URL map; a route that does not say keeps the app from starting.

A POST is sent without its token: whoever may do it is asked again (422), and nothing is written.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from base.database import db, writing
from base.web import allow, anyone, require_declared_access
from catalogue.cases.agreement_commands import propose
from catalogue.models import Schedule
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.place_models import Venue
from catalogue.terms import Ending
from people.codes import digest, new_token
from people.group_models import Group, Invitation
from people.person_models import Person
from people.sign_in_commands import start_acting
from people.terms import MemberState, StaffRole, Stay
from people.way_in_models import SignIn
from tests.conftest import TUESDAY_MORNING, Clock, make_app
from tests.jobs.making import make_firm, make_job
from tests.making import TUESDAYS, make_activity, make_interest, make_venue
from tests.people.making import make_card, make_group, make_person, make_staff, signed_in_client
from tests.shifts.making import make_opening, make_shift

SUNDAY = dt.date(2026, 11, 29)
ROLES = {
    "V": "a visitor",
    "P": "a person in no group",
    "O": "a member of another group",
    "W": "somebody who waits to come into the group",
    "M": "a member of the group",
    "C": "a contact of the group",
    "S": "staff here",
    "E": "staff elsewhere",
    "H": "staff here who helps a member",
    "K": "a coordinator",
    "R": "a revisor",
}
ALL = "VPOWMCSEHKR"
SIGNED_IN = "POWMCSEHKR"
PERSONS = "POWMCSEK"
# Whom each route lets in. Its object is the group, a member of it, the activity it leads, that one's place, what staff
# elsewhere propose about it, or what nobody has; a letter missing there is refused.
ANYONE = (
    "card.ask card.choose card.follow catalogue.activity catalogue.interest catalogue.interests catalogue.programme "
    "directory.back directory.begin feeds.activity_calendar feeds.activity_data feeds.interest_calendar feeds.interest_data "
    "feeds.programme_calendar feeds.programme_data mine.gone noticeboard.accessibility_statement noticeboard.front "
    "noticeboard.under_18 noticeboard.venue noticeboard.venues own_calendar.calendar place_feeds.venue_calendar "
    "place_feeds.venue_data privacy.page sign_in.sign_out sign_in.ways_in staff_in.choose staff_in.password start.ask "
    "rota.calendar shifts_public.calendar shifts_public.data shifts_public.shifts start.code start.link start.who static "
    "wishes.page wishes.say wishes.take_back jobs_public.jobs jobs_public.job jobs_public.sheet jobs_public.calendar "
    "jobs_public.data jobs_public.news firms.own firms.stop"
)
TABLE = {
    **dict.fromkeys(ANYONE.split(), ALL),
    # Oneself; who helps at the desk comes no further than what the other said yes to.
    **dict.fromkeys(["sign_in.sign_ins", "sign_in.end_one", "sign_in.end_all"], SIGNED_IN),
    **dict.fromkeys(["mine.show", "mine.pause", "mine.back", "mine.name", "mine.notices", "found.group"], PERSONS + "H"),
    **dict.fromkeys(
        ["mine.calendar", "mine.export_json", "mine.export_text", "mine.delete", "contact.ask", "contact.code"], PERSONS
    ),
    # Groups; who helps a member stands where the member does.
    # A link may be looked at by whoever has it, and followed by who is in.
    "GET groups.invitation": ALL,
    "POST groups.invitation": PERSONS + "H",
    "group_page.show": "WMCSH",
    "groups.leave": "WMCH",
    **dict.fromkeys(["groups.invite", "groups.take_back", "groups.welcome", "groups.decline", "groups.rename"], "C"),
    "groups.contact": "CSH",
    **dict.fromkeys(["found.approve", "found.decline", "found.withdraw"], "SH"),
    # The desk.
    **dict.fromkeys(["desk.people", "desk.find", "staff_front.front"], "SEHK"),
    **dict.fromkeys(["desk.make", "tell.list", "tell.told"], "SEH"),
    **dict.fromkeys(["desk.person", "desk.make_card", "desk.void_card", "desk.unlock"], "SH"),
    "desk.act_for": "SHK",
    "desk.stop": "SEHK",
    # Keeping: staff of the place, a coordinator, and what a group leads also its contacts, by the same addresses.
    **dict.fromkeys(
        ["keeping.edit", "keeping.withdraw", "review.answer", "times.list", "times.cancel", "times.move", "times.restore"], "CSHK"
    ),
    "keeping.lead": "C",
    **dict.fromkeys(
        ["keeping.place", "keeping.new", "keeping.approve", "keeping.decline", "keeping.noted", "places.edit", "sheet.type_in"],
        "SHK",
    ),
    **dict.fromkeys(["closing.today", "closing.reopen", "closing.days"], "SHK"),
    **dict.fromkeys(
        ["places.list", "interests.list", "interests.edit", "interests.new", "programme.upload", "gaps.map", "cases.board"],
        "SEHK",
    ),
    **dict.fromkeys(["places.new", "places.merge", "quarter.sheet"], "K"),
    # What places agree on: those who speak for a place or a group of it. The proposal is that of the staff elsewhere; who
    # helps a member speaks for nobody.
    "cases.case": "CSEHK",
    "cases.propose": "CSE",
    **dict.fromkeys(["cases.answer", "cases.reopen"], "CSE"),
    "cases.take_back": "E",
    # Extra hours: a group's own take its shifts, its contacts ask and arrange, staff of the place answer for the house.
    **dict.fromkeys(["shift.show", "openings.show", "rota.show", "rota_sheet.blank"], "MCSH"),
    **dict.fromkeys([f"shift.{name}" for name in ("take", "ask", "leave", "offer", "keep", "alone", "note")], "MCH"),
    **dict.fromkeys(["rota.suits", "rota.link"], "MCH"),
    "openings.ask": "C",
    **dict.fromkeys(["openings.answer", "openings.decline"], "SH"),
    **dict.fromkeys([f"openings.{name}" for name in ("change", "pause", "end_pause", "go_on", "end")], "CSH"),
    **dict.fromkeys([f"shift_keeping.{name}" for name in ("cancel", "close", "restore", "move")], "SH"),
    **dict.fromkeys(["suggestion.show", "suggestion.ask", "rota_sheet.write", "key.shown", "key.show", "key.unshow"], "CSH"),
    "key.forget": PERSONS,
    "openings.overview": "SEHK",
    # Jobs: whoever is in takes one, staff post at their own place and see the names there.
    **dict.fromkeys([f"job_seat.{name}" for name in ("show", "take", "join", "leave")], PERSONS + "H"),
    "job_news.choose": PERSONS + "H",
    "postings.overview": "SEHK",
    **dict.fromkeys(["postings.new", "firm_keeping.firms"], "SEH"),
    **dict.fromkeys([f"postings.{name}" for name in ("show", "edit", "say_yes", "say_no", "take_down")], "SH"),
    **dict.fromkeys([f"job_times.{name}" for name in ("show", "write_down", "write_off", "cancel", "restore")], "SH"),
    **dict.fromkeys(["firm_keeping.link", "firm_keeping.shut"], "SH"),
    # All places.
    **dict.fromkeys(["staff.people", "staff.one", "staff.end", "staff.link"], "K"),
    "audit.log": "R",
}


@dataclass
class World:
    """The app with one group at one place, and a browser for each role."""

    app: Flask
    browsers: dict[str, FlaskClient]
    values: dict[str, Any]


def make_world(app: Flask) -> World:
    ids: dict[str, str] = {}
    with app.app_context():
        with writing() as session:
            here, elsewhere = make_venue(session, "Huset"), make_venue(session, "Havnen")
            for letter in "POWMC":
                ids[letter] = make_person(session, f"Person {letter}").id
            places = {"S": (here,), "E": (elsewhere,), "H": (here,), "K": (), "R": ()}
            roles = {"K": StaffRole.COORDINATOR, "R": StaffRole.REVISOR}
            for letter, venues in places.items():
                ids[letter] = make_staff(session, f"Staff{letter}", roles.get(letter, StaffRole.STAFF), venues).person_id
            states = {"W": MemberState.WAITING, "M": MemberState.MEMBER, "C": MemberState.CONTACT}
            group = make_group(session, "Holdet", here, True, **{ids[letter]: state for letter, state in states.items()})
            make_card(session, session.get_one(Person, ids["M"]), here, "2580")
            make_group(session, "De andre", elsewhere, True, **{ids["O"]: MemberState.MEMBER})
            token = new_token()
            session.add(Invitation(token_digest=digest(token), group_id=group.id, expires_at=TUESDAY_MORNING + dt.timedelta(1)))
            values = {"group_id": group.id, "venue_id": here.id, "person_id": ids["M"], "token": token, "staff_id": ids["S"]}
            values |= lead(session, group, here, elsewhere)
            opening = make_opening(session, group, here)
            values |= {"opening_id": opening.id, "shift_id": make_shift(session, opening, SUNDAY).id}
            job = make_job(session, here.id)
            values |= {"job_id": job.id, "posting_id": job.posting_id, "firm_id": make_firm(session, here.id).id}
        db.session.remove()
    browsers = {"V": app.test_client()}
    for letter, person_id in ids.items():
        browsers[letter] = signed_in_client(app, person_id, Stay.OWN if letter in "POWMC" else Stay.STAFF)
    with app.app_context(), writing() as session:
        helping = session.scalars(select(SignIn.id).where(SignIn.person_id == ids["H"])).one()
        start_acting(session, helping, ids["M"], TUESDAY_MORNING)
    return World(app, browsers, values)


def lead(session: Session, group: Group, here: Venue, elsewhere: Venue) -> dict[str, Any]:
    """Let the group lead an activity that is the same as one elsewhere, whose staff propose something; return what they are."""
    led = make_activity(session, here, "Strikkecafé", TUESDAYS, description="Vi strikker.", group_id=group.id)
    other = make_activity(session, elsewhere, "Garn og strik", description="Vi strikker sammen.")
    hold_overlaps(session)
    settle_overlaps(session, [led.id, other.id], TUESDAY_MORNING)
    agreement_id = propose(
        session, ending=Ending.FAR, activity_ids=(led.id, other.id), by_venue_id=elsewhere.id, now=TUESDAY_MORNING
    )  # fmt: skip
    return {
        "slug": here.slug, "interest_slug": make_interest(session).slug, "activity_id": led.id, "agreement_id": agreement_id,
        "schedule_id": session.scalars(select(Schedule.id)).one(), "day": TUESDAY_MORNING.date() + dt.timedelta(7),
    }  # fmt: skip


def path_of(world: World, rule: Rule) -> str:
    """Return the address of a rule, its arguments those of the world; anything else is something nobody has."""
    nobodys = {"sign_in_id": "0" * 32, "notice_id": "0" * 32}
    values = {name: (world.values | nobodys).get(name, "x" * 43) for name in rule.arguments}
    if rule.endpoint.startswith("staff."):
        values["person_id"] = world.values["staff_id"]
    if rule.endpoint.split(".")[0] in ("interests", "wishes"):
        values["slug"] = world.values["interest_slug"]
    with world.app.test_request_context():
        return world.app.url_map.bind("localhost").build(rule.endpoint, values)


def is_refused(client: FlaskClient, path: str, method: str) -> bool:
    """Say whether somebody is turned away: told that it is not theirs, that it is not there, or to say who they are."""
    response = client.open(path, method=method)
    assert response.status_code < 500
    assert method == "GET" or response.status_code not in (200, 302), "a change without its token"
    sent_to_sign_in = response.status_code == 303 and response.headers["Location"].startswith("/log-ind")
    return response.status_code in (403, 404) or (sent_to_sign_in and not path.startswith("/log-"))


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    path = tmp_path_factory.mktemp("access") / "test.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return make_world(make_app(f"sqlite:///{path}", Clock()))


def let_in(endpoint: str, method: str) -> str:
    """Return the roles that a route lets in."""
    return TABLE.get(f"{method} {endpoint}") or TABLE[endpoint]


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_is_in_the_table(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == {name.split()[-1] for name in TABLE}


def test_each_route_lets_in_those_of_the_table_and_nobody_else(world: World) -> None:
    surprises = []
    for rule in rules(world.app):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            roles = let_in(rule.endpoint, method)
            if roles == ALL:
                continue
            path = path_of(world, rule)
            for role, browser in world.browsers.items():
                if is_refused(browser, path, method) == (role in roles):
                    surprises.append(f"{method} {rule.endpoint} for {ROLES[role]}: {browser.open(path, method=method).status}")
    assert surprises == []


def test_anyone_is_anyone(world: World) -> None:
    views: dict[str, Any] = dict(world.app.view_functions)
    declared = {rule.endpoint for rule in rules(world.app) if views[rule.endpoint].allowed is anyone}
    assert declared == {name for name, roles in TABLE.items() if roles == ALL and " " not in name} - {"static"}


def test_a_post_without_its_token_changes_nothing_whoever_sends_it(world: World) -> None:
    def rows() -> dict[str, int]:
        with world.app.app_context():
            found = {
                table.name: db.session.scalars(select(func.count()).select_from(table)).one()
                for table in db.metadata.sorted_tables
            }
            db.session.remove()
            return found

    before = rows()
    for rule in rules(world.app):
        if "POST" in (rule.methods or ()):
            for browser in world.browsers.values():
                assert browser.post(path_of(world, rule)).status_code not in (200, 302), rule.endpoint
    assert rows() == before


def test_a_view_that_does_not_say_keeps_the_app_from_starting(app: Flask) -> None:
    app.view_functions["secret"] = lambda: ""
    with pytest.raises(RuntimeError, match="secret"):
        require_declared_access(app)


def test_a_planted_surprise_is_found(world: World) -> None:
    """The negative control: a page opened to too many is seen by the same question."""
    view = world.app.view_functions["audit.log"]
    world.app.view_functions["audit.log"] = allow(anyone)(lambda: Response("everything", mimetype="text/plain"))
    try:
        assert not is_refused(world.browsers["P"], "/personale/revision", "GET") and "P" not in TABLE["audit.log"]
    finally:
        world.app.view_functions["audit.log"] = view


def test_a_visitor_is_led_to_the_ways_in_and_one_who_is_in_is_told_no(world: World) -> None:
    led = world.browsers["V"].get("/personale/revision")
    assert (led.status_code, led.headers["Location"]) == (303, "/log-ind?next=/personale/revision")
    told = world.browsers["P"].get("/personale/revision")
    assert told.status_code == 403 and "Den side er ikke for alle" in told.text
