"""The audit log says who did what, to the revisor alone, a page at a time."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import writing
from people.audit_commands import note
from people.audit_filters import AuditQuestion, read_audit_question
from people.audit_wording import action_words, kind_words
from people.permissions import Actor
from people.terms import AuditAction, AuditKind, StaffRole, Stay
from tests.conftest import TUESDAY_MORNING
from tests.counting import statements
from tests.people.making import make_person, make_staff, signed_in_client

LOG = "/personale/revision"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def revisor(app: Flask) -> FlaskClient:
    with app.app_context(), writing() as session:
        person_id = make_staff(session, "Rune", StaffRole.REVISOR).person_id
    return signed_in_client(app, person_id, Stay.STAFF)


def note_many(app: Flask, count: int, action: AuditAction = AuditAction.CARD_MADE, at: dt.datetime = TUESDAY_MORNING) -> str:
    """Note acts a minute apart, for one person whose id is returned; the thing is the number of the act."""
    with app.app_context(), writing() as session:
        stine, anna = make_staff(session, f"Stine{count}{action}"), make_person(session)
        actor = Actor(stine.person_id, StaffRole.STAFF)
        for number in range(count):
            note(session, actor, action, AuditKind.CARD, at + number * MINUTE, f"t{number}", anna.id)
        return anna.id


def things(page: str) -> list[str]:
    return re.findall(r"nr\. (t\d+)", page)


def test_a_line_tells_who_what_when_and_for_which_number(app: Flask, revisor: FlaskClient) -> None:
    anna = note_many(app, 1)
    page = revisor.get(LOG).text
    assert "Stine1card_made</bdi> lavede et kort." in page and "tirsdag d. 24. november 2026 kl. 10.00" in page
    assert f"For: nr. {anna[:8]}<" in page and anna not in page and "Anna" not in page


def test_a_person_who_is_cut_out_is_a_dash(app: Flask, revisor: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        stine = make_staff(session)
        note(session, Actor(stine.person_id, StaffRole.STAFF), AuditAction.SIGNED_IN, AuditKind.STAFF, TUESDAY_MORNING)
    assert "Slags: personale. For: –" in revisor.get(LOG).text


def test_pages_hold_fifty_and_miss_none(app: Flask, revisor: FlaskClient) -> None:
    note_many(app, 120)
    seen, path = [], LOG
    while path:
        page = revisor.get(path).text
        seen.append(things(page))
        older = re.search(r'href="([^"]+)">Se ældre', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert [len(each) for each in seen] == [50, 50, 20]
    assert [thing for each in seen for thing in each] == [f"t{number}" for number in reversed(range(120))]


def test_a_page_costs_the_same_whatever_the_log_holds(app: Flask, revisor: FlaskClient) -> None:
    counts = []
    for more in (1, 60):
        note_many(app, more)
        with statements(app) as seen:
            revisor.get(LOG)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_day_is_a_day_in_kolding(app: Flask, revisor: FlaskClient) -> None:
    # 22.59 and 23.00 in UTC are 23.59 and midnight in November.
    note_many(app, 2, at=dt.datetime(2026, 11, 24, 22, 59, tzinfo=dt.UTC))
    assert things(revisor.get(f"{LOG}?dag=2026-11-24").text) == ["t0"]
    assert things(revisor.get(f"{LOG}?dag=2026-11-25").text) == ["t1"]
    empty = revisor.get(f"{LOG}?dag=2026-11-26").text
    assert "Der er ikke noget her." in empty and 'value="2026-11-26"' in empty


def test_an_act_is_picked_and_stays_picked_on_older_pages(app: Flask, revisor: FlaskClient) -> None:
    note_many(app, 60)
    note_many(app, 55, AuditAction.TOLD)
    page = revisor.get(f"{LOG}?handling=told&dag=2026-11-24").text
    assert len(things(page)) == 50 and "lavede et kort." not in page and 'value="told" selected' in page
    older = re.search(r'href="([^"]+)">Se ældre', page)
    assert older and len(things(revisor.get(older[1].replace("&amp;", "&")).text)) == 5


@pytest.mark.parametrize("day", ["i går", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-24T00"])
def test_a_day_that_is_none_is_told(revisor: FlaskClient, day: str) -> None:
    response = revisor.get(LOG, query_string={"dag": day})
    assert response.status_code == 422 and "Skriv dagen, for eksempel 2026-11-24." in response.text and day in response.text


@pytest.mark.parametrize("fields", [{"handling": "king"}, {"foer": "x"}, {"foer": "-1"}, {"foer": "9" * 30}, {}])
def test_what_is_unknown_asks_for_nothing(fields: dict[str, str]) -> None:
    assert read_audit_question(fields) == AuditQuestion()


@pytest.mark.parametrize("role", [StaffRole.STAFF, StaffRole.COORDINATOR])
def test_nobody_but_the_revisor_reads_it(app: Flask, role: StaffRole) -> None:
    with app.app_context(), writing() as session:
        person_id = make_staff(session, role=role).person_id
    assert signed_in_client(app, person_id, Stay.STAFF).get(LOG).status_code == 403
    assert app.test_client().get(LOG).status_code == 303


def test_every_act_and_kind_has_its_words() -> None:
    assert set(action_words) == set(AuditAction) and set(kind_words) == set(AuditKind)
    assert len(set(action_words.values())) == len(action_words)
