"""Groups: invitations, welcomes, contacts, leaving, and what is kept of them."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from base.database import db, public_counter, writing
from base.web import now
from catalogue.place_models import Venue
from notices.models import Notice
from people import group_commands
from people.codes import new_token
from people.group_commands import Outcome, forget_invitations, join_group, leave_group, make_contact, make_invitation
from people.group_models import Group, Invitation, Membership
from people.group_names import GroupNameProblem, read_group_name
from people.group_rows_commands import group_retention, group_rows
from people.staff_models import AuditEntry
from people.terms import AuditAction, MemberState, StaffRole, Stay
from people.way_in_models import SignIn
from tests.conftest import Clock, make_app
from tests.making import make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client

LONGEST = "x" * 80


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    """The ids of a group's people: its contact Anna, its member Bo, Cia who waits and Dan who is not in it."""
    return _make_people(app)


def _make_people(app: Flask) -> dict[str, str]:
    with app.app_context(), writing() as session:
        people = {name: make_person(session, name).id for name in ("Anna", "Bo", "Cia", "Dan")}
        states = {"Anna": MemberState.CONTACT, "Bo": MemberState.MEMBER, "Cia": MemberState.WAITING}
        make_group(session, "Kortklubben", make_venue(session), True, **{people[name]: state for name, state in states.items()})
    return people


def states(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {row.person_id: row.state for row in db.session().execute(select(Membership.person_id, Membership.state))}


def read(app: Flask, statement):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session().scalars(statement).all()


def invitation_of(client: FlaskClient) -> str:
    page = press(client, "/gruppe/1", "/gruppe/1/invitation")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    token: str = page.text.split("https://paatvaers.example/invitation/")[1][:43]
    return f"/invitation/{token}"


def test_an_invitation_lets_one_wait_until_a_contact_says_welcome(app: Flask, ids: dict[str, str]) -> None:
    anna, dan = signed_in_client(app, ids["Anna"]), signed_in_client(app, ids["Dan"])
    link = invitation_of(anna)
    for _ in range(5):
        shown = dan.get(link)
        assert "Kortklubben" in shown.text and "over 18 år" in shown.text and "/under-18" in shown.text
        assert not [name for name in ("Anna", "Bo", "Cia") if name in shown.text]
    assert ids["Dan"] not in states(app)
    assert press(dan, link, link).headers["Location"] == "/gruppe/1"
    assert states(app)[ids["Dan"]] == "waiting"
    waits = dan.get("/gruppe/1").text
    assert "Du venter på, at en kontakt siger velkommen" in waits and "Anna" not in waits and "Huset" not in waits
    assert press(anna, "/gruppe/1", f"/gruppe/1/medlemmer/{ids['Dan']}/velkommen").status_code == 303
    assert states(app)[ids["Dan"]] == "member" and "Anna" in dan.get("/gruppe/1").text
    assert [row.kind for row in read(app, select(Notice))] == ["welcomed"]


def test_who_is_in_already_is_told_so_and_gets_no_second_row(app: Flask, ids: dict[str, str]) -> None:
    link = invitation_of(signed_in_client(app, ids["Anna"]))
    bo, cia = signed_in_client(app, ids["Bo"]), signed_in_client(app, ids["Cia"])
    assert "Du er allerede med" in bo.get(link).text
    assert "gerne vil være med" in cia.get(link).text
    before = states(app)
    assert [press(each, "/gruppe/1", link).status_code for each in (bo, bo, cia)] == [303] * 3
    assert states(app) == before


def test_a_visitor_is_led_to_the_ways_in_and_back(app: Flask, client: FlaskClient, ids: dict[str, str]) -> None:
    link = invitation_of(signed_in_client(app, ids["Anna"]))
    page = client.get(link)
    assert f"/log-ind?next={link}" in page.text and "<form" not in page.text
    assert client.post(link).status_code == 403 and len(states(app)) == 3


def test_a_link_leads_nowhere_when_it_is_old_replaced_taken_back_cut_or_made_up(
    app: Flask, clock: Clock, ids: dict[str, str]
) -> None:
    anna, dan = signed_in_client(app, ids["Anna"]), signed_in_client(app, ids["Dan"])
    replaced, living = invitation_of(anna), invitation_of(anna)
    for path in (replaced, living[:-1], f"/invitation/{new_token()}", "/invitation/x"):
        page = dan.get(path)
        assert page.status_code == 404 and "virker ikke" in page.text
        assert press(dan, "/mig", path).status_code == 404
    assert dan.get(living).status_code == 200
    clock.moment += dt.timedelta(days=14)
    assert dan.get(living).status_code == 410 and press(dan, "/mig", living).status_code == 410
    newest = invitation_of(anna)
    assert "Der er et link ude" in anna.get("/gruppe/1").text
    assert press(anna, "/gruppe/1", "/gruppe/1/invitation/slut").status_code == 303
    assert dan.get(newest).status_code == 404 and ids["Dan"] not in states(app)


def test_no_thanks_takes_who_waits_away_but_nobody_who_was_welcomed(app: Flask, ids: dict[str, str]) -> None:
    anna = signed_in_client(app, ids["Anna"])
    answers = [press(anna, "/gruppe/1", f"/gruppe/1/medlemmer/{ids[name]}/nej").status_code for name in ("Cia", "Cia", "Bo")]
    assert answers == [303, 303, 409]
    assert states(app) == {ids["Anna"]: "contact", ids["Bo"]: "member"}


def test_only_contacts_keep_the_group(app: Flask, ids: dict[str, str]) -> None:
    keeping = ["invitation", "invitation/slut", f"medlemmer/{ids['Cia']}/velkommen", f"medlemmer/{ids['Cia']}/nej", "navn"]
    before = states(app)
    for name, status in {"Bo": 403, "Cia": 403, "Dan": 404}.items():
        client = signed_in_client(app, ids[name])
        assert {press(client, "/mig", f"/gruppe/1/{each}", navn="Andet").status_code for each in keeping} == {status}
    assert press(signed_in_client(app, ids["Dan"]), "/mig", "/gruppe/1/forlad").status_code == 404
    assert states(app) == before and read(app, select(Group.name)) == ["Kortklubben"]


def test_a_contact_makes_a_member_a_contact_and_nobody_else(app: Flask, ids: dict[str, str]) -> None:
    anna = signed_in_client(app, ids["Anna"])
    made = [
        press(anna, "/gruppe/1", f"/gruppe/1/medlemmer/{ids[name]}/kontakt").status_code for name in ("Bo", "Bo", "Cia", "Dan")
    ]
    assert made == [303, 303, 404, 404]
    assert states(app)[ids["Bo"]] == "contact" and states(app)[ids["Cia"]] == "waiting"
    assert read(app, select(AuditEntry)) == []


@pytest.mark.parametrize(
    ("typed", "status"),
    [(" Kort  og kaffe ", 303), (LONGEST, 303), ("<script>", 303), ("Ⓐ 🎲", 422), ("", 422), (LONGEST + "x", 422), ("🎲", 422)],
)
def test_a_new_name_is_cleaned_or_refused_with_a_sentence(app: Flask, ids: dict[str, str], typed: str, status: int) -> None:
    anna = signed_in_client(app, ids["Anna"])
    if typed.startswith("Ⓐ"):
        typed = "Ring 20 30 40 50"
    with app.app_context():
        before = public_counter(db.session())
    answer = press(anna, "/gruppe/1", "/gruppe/1/navn", navn=typed)
    assert answer.status_code == status
    with app.app_context():
        assert (public_counter(db.session()) > before) is (status == 303)
    if status == 422:
        assert "Skriv" in answer.text and read(app, select(Group.name)) == ["Kortklubben"]
        assert f'value="{typed}"' in answer.text
    else:
        assert read(app, select(Group.name)) == [" ".join(typed.split())] and "<script>" not in anna.get("/gruppe/1").text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"), (" \u00a0 ", "empty"), ("x" * 81, "too_long"), ("🎲🎲", "unreadable"), ("a" + "\u0301" * 5, "unreadable"),
        ("\u3164x", "unreadable"), ("anna@eksempel.dk", "reaches_somebody"), ("Tlf. 20-30-40-50", "reaches_somebody"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_shown_has_a_reason(text: str, problem: str) -> None:
    assert read_group_name(text) is GroupNameProblem(problem)


def test_a_name_may_be_in_any_letters() -> None:
    for name in ("Ø", "Søndag 10–13", "مجموعة", "Hold 2026", "empty"):
        assert read_group_name(f" {name} ") == name


def test_leaving_takes_one_press_for_whoever_it_is(app: Flask, ids: dict[str, str]) -> None:
    for name in ("Cia", "Anna"):
        answer = press(signed_in_client(app, ids[name]), "/gruppe/1", "/gruppe/1/forlad")
        assert answer.status_code == 303 and answer.headers["Location"] == "/mig"
    assert states(app) == {ids["Bo"]: "member"}


def test_a_group_ends_with_its_last_member_although_somebody_waits(app: Flask, ids: dict[str, str]) -> None:
    for name in ("Anna", "Bo"):
        assert press(signed_in_client(app, ids[name]), "/gruppe/1", "/gruppe/1/forlad").status_code == 303
    assert read(app, select(Group.id)) == [] and states(app) == {}


def test_two_last_members_who_leave_at_once_leave_no_empty_group(app: Flask, ids: dict[str, str]) -> None:
    assert _at_once(app, [lambda s, name=name: leave_group(s, 1, ids[name]) for name in ("Anna", "Bo")]) == [None, None]
    assert read(app, select(Group.id)) == []


def test_two_presses_at_once_make_one_first_contact(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context(), writing() as session:
        session.get_one(Membership, (1, ids["Anna"])).state = MemberState.MEMBER
    made = _at_once(app, [lambda s, name=name: make_contact(s, 1, ids[name], only_the_first=True) for name in ("Anna", "Bo")])
    assert sorted(each.name for each in made) == ["DONE", "TOO_LATE"]


def test_two_links_made_at_once_leave_one(app: Flask, clock: Clock, ids: dict[str, str]) -> None:
    assert all(_at_once(app, [lambda s: make_invitation(s, 1, clock.moment)] * 2))
    assert len(read(app, select(Invitation))) == 1


@pytest.mark.parametrize(
    ("step", "mess"), [("_has", "a group with nobody in it"), ("_has", "two first contacts"), ("new_token", "two links")]
)
def test_without_the_lock_they_would_not(
    postgres_address: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: str, mess: str
) -> None:
    app = make_app(postgres_address, clock)
    ids, meeting = _make_people(app), threading.Barrier(2)
    with app.app_context(), writing() as session:
        session.get_one(Membership, (1, ids["Anna"])).state = MemberState.MEMBER
    monkeypatch.setattr(group_commands, "hold_group", lambda session, group_id: session.get(Group, group_id))
    real = getattr(group_commands, step)
    # Neither goes on before both have looked.
    monkeypatch.setattr(group_commands, step, lambda *given: (meeting.wait(10), real(*given), meeting.wait(10))[1])
    two = [ids["Anna"], ids["Bo"]]
    changes: dict[str, list[Callable]] = {  # type: ignore[type-arg]
        "a group with nobody in it": [lambda s, one=one: leave_group(s, 1, one) for one in two],
        "two first contacts": [lambda s, one=one: make_contact(s, 1, one, only_the_first=True) for one in two],
        "two links": [lambda s: make_invitation(s, 1, clock.moment)] * 2,
    }
    _at_once(app, changes[mess])
    left = {
        "a group with nobody in it": len(read(app, select(Group))) - len(set(states(app)) & set(two)),
        "two first contacts": list(states(app).values()).count("contact") - 1,
        "two links": len(read(app, select(Invitation))) - 1,
    }
    assert left[mess] == 1


def _at_once(app: Flask, changes: list[Callable]) -> list:  # type: ignore[type-arg]
    gate, found = threading.Barrier(len(changes)), []

    def run(change: Callable) -> None:  # type: ignore[type-arg]
        with app.app_context():
            gate.wait()
            with writing() as session:
                found.append(change(session))

    threads = [threading.Thread(target=run, args=(change,)) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_press_whose_page_lay_too_long_asks_again_and_changes_nothing(app: Flask, ids: dict[str, str]) -> None:
    anna, before = signed_in_client(app, ids["Anna"]), states(app)
    presses = ["forlad", "invitation", "invitation/slut", f"medlemmer/{ids['Cia']}/velkommen", f"medlemmer/{ids['Bo']}/kontakt"]
    for each in presses:
        page = anna.post(f"/gruppe/1/{each}", data={"csrf_token": "old"})
        assert page.status_code == 422 and f'action="/gruppe/1/{each}"' in page.text
    page = anna.post("/gruppe/1/navn", data={"csrf_token": "old", "navn": "Andet"})
    assert page.status_code == 422 and 'value="Andet"' in page.text
    assert states(app) == before and read(app, select(func.count(Invitation.token_digest))) == [0]


def test_staff_make_a_contact_only_where_none_is_left_and_it_is_noted(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context(), writing() as session:
        here = make_staff(session, venues=(_the_house(session),)).person_id
        away = make_staff(session, "Ulla", venues=(make_venue(session, "Laden"),)).person_id
    stine, ulla = signed_in_client(app, here, Stay.STAFF), signed_in_client(app, away, Stay.STAFF)
    path = f"/gruppe/1/medlemmer/{ids['Bo']}/kontakt"
    assert press(stine, "/gruppe/ny", path).status_code == 409 and "Gør til kontakt" not in stine.get("/gruppe/1").text
    press(signed_in_client(app, ids["Anna"]), "/gruppe/1", "/gruppe/1/forlad")
    assert press(ulla, "/gruppe/ny", path).status_code == 404 and ulla.get("/gruppe/1").status_code == 404
    assert press(stine, "/gruppe/1", path).status_code == 303 and states(app)[ids["Bo"]] == "contact"
    (entry,) = read(app, select(AuditEntry))
    assert (entry.action, entry.thing_id, entry.for_id, entry.actor_id) == (AuditAction.CONTACT_MADE, "1", ids["Bo"], here)


def _the_house(session: Session) -> Venue:
    return session.scalars(select(Venue).where(Venue.slug == "huset")).one()


def test_what_staff_do_for_somebody_is_done_as_them_and_noted(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context(), writing() as session:
        stine = make_staff(session, venues=(_the_house(session),)).person_id
    link = invitation_of(signed_in_client(app, ids["Anna"]))
    client = signed_in_client(app, stine, Stay.STAFF)
    _help(app, stine, ids["Dan"])
    assert press(client, link, link).status_code == 303 and states(app)[ids["Dan"]] == "waiting"
    assert press(client, "/gruppe/1", "/gruppe/1/forlad").status_code == 303
    assert ids["Dan"] not in states(app)
    assert [(row.action, row.for_id) for row in read(app, select(AuditEntry))] == [(AuditAction.HELPED, ids["Dan"])] * 2


def _help(app: Flask, staff_id: str, person_id: str) -> None:
    with app.app_context(), writing() as session:
        row = session.scalars(select(SignIn).where(SignIn.person_id == staff_id)).one()
        row.acts_for_id, row.acts_until = person_id, now() + dt.timedelta(minutes=15)


def test_a_revisor_follows_no_invitation(app: Flask, ids: dict[str, str]) -> None:
    link = invitation_of(signed_in_client(app, ids["Anna"]))
    with app.app_context(), writing() as session:
        revisor = make_staff(session, "Rie", StaffRole.REVISOR).person_id
    assert press(signed_in_client(app, revisor, Stay.STAFF), link, link).status_code == 403
    assert revisor not in states(app)


def test_what_is_kept_of_a_person_is_told_and_goes_with_them(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context(), writing() as session:
        alone = make_group(session, "Alene", None, True, **{ids["Bo"]: MemberState.CONTACT, ids["Dan"]: MemberState.WAITING}).id
        rows = group_rows()
        assert [(row["gruppe"], row["hvor du står"]) for row in rows.export(session, ids["Bo"])] == [
            ("Alene", "du er kontakt"), ("Kortklubben", "du er med"),
        ]  # fmt: skip
        rows.erase(session, ids["Bo"])
        rows.erase(session, ids["Anna"])
        assert rows.export(session, ids["Bo"]) == []
        assert session.get(Group, alone) is None and session.get(Group, 1) is None


def test_an_invitation_is_forgotten_when_it_has_run_out(app: Flask, clock: Clock, ids: dict[str, str]) -> None:
    with app.app_context(), writing() as session:
        token = make_invitation(session, 1, clock.moment) or ""
        session.flush()
        end = clock.moment + dt.timedelta(days=14)
        assert forget_invitations(session, end - dt.timedelta(seconds=1)) == 0
        assert join_group(session, token, ids["Dan"], end) is None
        assert group_retention().forget(session, end) == 1
        assert make_contact(session, 1, ids["Dan"], only_the_first=False) is Outcome.UNKNOWN
