"""Kører den stadig? Asked of the public by the clock, answered with one press, hidden at last if nobody does."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import db, writing
from catalogue.keeping.review_commands import Reviewed, settle_reviews
from catalogue.models import Activity
from notices.models import Notice
from people.staff_models import AuditEntry, StaffAccount
from people.terms import MemberState, StaffRole, Stay
from tests.conftest import TUESDAY_MORNING, Clock
from tests.making import TUESDAYS, make_activity, make_venue
from tests.people.making import make_group, make_person, make_staff, signed_in_client, token_of

PAGE = "/aktiviteter/1-strikkecafe"
ASK = "Ring og hør, om den kører."
TODAY = TUESDAY_MORNING.date()


@pytest.fixture
def knitting(app: Flask) -> dict[str, str]:
    """Strikkecafé in Huset, whose review date is tomorrow, led by the group of Cara; ids by name."""
    with app.app_context(), writing() as session:
        house = make_venue(session, "Huset", phone="00 12 34 56")
        cara = make_person(session, "Cara").id
        group = make_group(session, "Holdet", house, True, **{cara: MemberState.CONTACT})
        make_activity(
            session, house, "Strikkecafé", TUESDAYS, review_on=TODAY + dt.timedelta(days=1), group_id=group.id,
            published_at=TUESDAY_MORNING,
        )  # fmt: skip
        stine = make_staff(session, "Stine", venues=(house,)).person_id
        kim = make_staff(session, "Kim", StaffRole.COORDINATOR).person_id
        erik = make_staff(session, "Erik", venues=(make_venue(session, "Laden"),)).person_id
    return {"cara": cara, "stine": stine, "kim": kim, "erik": erik}


def answer(browser: FlaskClient, said: str):  # type: ignore[no-untyped-def]
    token = token_of(browser, "/aktiviteter/1/gange")
    return browser.post("/aktiviteter/1/koerer", data={"csrf_token": token, "answer": said})


def activity(app: Flask) -> Activity:
    with app.app_context():
        return db.session().get_one(Activity, 1)


def test_from_midnight_of_the_review_date_the_kept_page_asks_people_to_ring(
    client: FlaskClient, knitting: dict[str, str], clock: Clock
) -> None:
    clock.moment = TUESDAY_MORNING.replace(hour=22, minute=59)  # 23.59 in Kolding
    first = client.get(PAGE)
    assert ASK not in first.text
    assert client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    clock.moment += dt.timedelta(minutes=1)
    then = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert then.status_code == 200 and ASK in then.text
    assert 'href="tel:00123456"' in then.text.split(ASK)[1][:80]


def test_lists_say_so_too(client: FlaskClient, knitting: dict[str, str], clock: Clock) -> None:
    for path in ("/aktiviteter", "/steder/huset", "/aktiviteter?dag=2026-12-01"):
        assert ASK not in client.get(path).text
    clock.moment += dt.timedelta(days=1)
    for path in ("/aktiviteter", "/steder/huset", "/aktiviteter?dag=2026-12-01"):
        assert ASK in client.get(path).text


def test_yes_asks_again_in_ninety_days(app: Flask, client: FlaskClient, knitting: dict[str, str], clock: Clock) -> None:
    clock.moment += dt.timedelta(days=10)
    came = answer(signed_in_client(app, knitting["stine"], Stay.STAFF), "runs")
    assert came.status_code == 303 and came.headers["Location"] == "/personale/steder/huset"
    row = activity(app)
    assert (row.review_on, row.sequence, row.status) == (TODAY + dt.timedelta(days=100), 0, "published")
    assert ASK not in client.get(PAGE).text
    with app.app_context():
        (line,) = db.session().scalars(select(AuditEntry)).all()
    assert (line.action, line.thing_id) == ("activity_reviewed", "1")


def test_the_group_that_leads_it_answers_and_comes_back_to_its_own_page(app: Flask, knitting: dict[str, str]) -> None:
    came = answer(signed_in_client(app, knitting["cara"]), "runs")
    assert came.status_code == 303 and came.headers["Location"] == "/gruppe/1"
    with app.app_context():
        assert db.session().scalar(select(func.count(AuditEntry.id))) == 0


def test_no_lets_it_stop_and_staff_see_that_the_group_did_it(app: Flask, client: FlaskClient, knitting: dict[str, str]) -> None:
    browser = signed_in_client(app, knitting["cara"])
    assert answer(browser, "stop").status_code == 303
    row = activity(app)
    assert (row.status, row.withdrawn_at, row.group_changed_at) == ("withdrawn", TUESDAY_MORNING, TUESDAY_MORNING)
    assert client.get(PAGE).status_code == 410


def test_who_comes_second_after_it_has_stopped_is_told(app: Flask, knitting: dict[str, str]) -> None:
    kim = signed_in_client(app, knitting["kim"], Stay.STAFF)
    token = token_of(kim, "/aktiviteter/1/gange")
    sent = [kim.post("/aktiviteter/1/koerer", data={"csrf_token": token, "answer": said}) for said in ("stop", "stop", "runs")]
    assert [each.status_code for each in sent] == [303, 303, 409]


@pytest.mark.parametrize("said", ["", "maybe", "RUNS"])
def test_what_is_no_answer_is_asked_again(app: Flask, knitting: dict[str, str], said: str) -> None:
    came = answer(signed_in_client(app, knitting["stine"], Stay.STAFF), said)
    assert came.status_code == 422 and "Vælg et af svarene." in came.text and "Ja, den kører" in came.text
    assert signed_in_client(app, knitting["stine"], Stay.STAFF).post("/aktiviteter/1/koerer").status_code == 422
    assert activity(app).review_on == TODAY + dt.timedelta(days=1)


def test_staff_elsewhere_and_visitors_do_not_answer(app: Flask, client: FlaskClient, knitting: dict[str, str]) -> None:
    assert signed_in_client(app, knitting["erik"], Stay.STAFF).post("/aktiviteter/1/koerer").status_code == 403
    assert client.post("/aktiviteter/1/koerer", data={"answer": "stop"}).status_code == 403


def settle(app: Flask, moment: dt.datetime) -> Reviewed:
    with app.app_context(), writing() as rows:
        return settle_reviews(rows, moment)


def test_the_coordinator_is_told_two_weeks_before_it_is_hidden(app: Flask, client: FlaskClient, knitting: dict[str, str]) -> None:
    due = TUESDAY_MORNING + dt.timedelta(days=1)
    nothing, told = Reviewed([], [], False), Reviewed(["Strikkecafé"], [], False)
    assert settle(app, due + dt.timedelta(days=75)) == nothing
    assert settle(app, due + dt.timedelta(days=76)) == told
    assert settle(app, due + dt.timedelta(days=76)) == nothing, "again changes nothing"
    with app.app_context():
        (notice,) = db.session().scalars(select(Notice)).all()
        assert (notice.kind, notice.person_id, notice.details) == ("review_waits", knitting["kim"], {})
    assert settle(app, due + dt.timedelta(days=89)) == nothing
    assert settle(app, due + dt.timedelta(days=90)) == Reviewed([], ["Strikkecafé"], False)
    assert settle(app, due + dt.timedelta(days=91)) == nothing
    row = activity(app)
    assert (row.status, row.withdrawn_at) == ("withdrawn", due + dt.timedelta(days=90))
    assert client.get(PAGE).status_code == 410


def test_told_late_it_is_hidden_late(app: Flask, knitting: dict[str, str]) -> None:
    late = TUESDAY_MORNING + dt.timedelta(days=300)
    assert settle(app, late).told == ["Strikkecafé"]
    assert settle(app, late + dt.timedelta(days=13)).hidden == []
    assert settle(app, late + dt.timedelta(days=14)).hidden == ["Strikkecafé"]


def test_an_answer_after_the_coordinator_was_told_keeps_it(app: Flask, knitting: dict[str, str], clock: Clock) -> None:
    clock.moment += dt.timedelta(days=80)
    assert settle(app, clock.moment).told
    assert answer(signed_in_client(app, knitting["cara"]), "runs").status_code == 303
    assert settle(app, clock.moment + dt.timedelta(days=40)) == Reviewed([], [], False)
    assert activity(app).status == "published"


def test_without_a_coordinator_nothing_is_hidden(app: Flask, knitting: dict[str, str]) -> None:
    with app.app_context(), writing() as rows:
        rows.get_one(StaffAccount, knitting["kim"]).ended_at = TUESDAY_MORNING
    late = TUESDAY_MORNING + dt.timedelta(days=300)
    assert settle(app, late) == Reviewed([], [], True)
    assert settle(app, late + dt.timedelta(days=20)) == Reviewed([], [], True)
    assert activity(app).status == "published"


def test_the_command_says_what_it_did(app: Flask, knitting: dict[str, str], clock: Clock) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["catalogue", "review"]).output == "Resten har fået svar, eller der er tid endnu.\n"
    clock.moment += dt.timedelta(days=77)
    assert "Koordinatoren har fået besked om: Strikkecafé." in runner.invoke(args=["catalogue", "review"]).output
    clock.moment += dt.timedelta(days=14)
    assert "Skjult: Strikkecafé." in runner.invoke(args=["catalogue", "review"]).output
