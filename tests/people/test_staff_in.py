"""Staff get in with address, password and a code, and nothing tells which was wrong."""

from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from base.database import db, writing
from people.second_factor import STEP_SECONDS
from people.staff_in_commands import use_proof
from people.staff_in_queries import find_proof
from people.staff_models import AuditEntry, StaffAccount, StaffListCode
from people.terms import AuditAction, StaffRole, Stay
from people.way_in_models import SignIn
from tests.conftest import TUESDAY_MORNING, Clock
from tests.counting import statements
from tests.people.making import make_person, make_staff, signed_in_client
from tests.people.staff_making import DOOR, PASSWORD, SALT, app_code, get_in, make_ready_staff

STINE = "stine@kommunen.example"


@pytest.fixture
def codes(app: Flask) -> list[str]:
    with app.app_context(), writing() as session:
        return make_ready_staff(session)[1]


def rows_of(app: Flask, question):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session.execute(question).all()


@pytest.mark.usefixtures("codes")
def test_password_and_app_let_in_for_a_working_day(app: Flask, client: FlaskClient) -> None:
    response = get_in(client, app_code(app, TUESDAY_MORNING), email=" Stine@Kommunen.Example ")
    assert (response.status_code, response.location) == (303, "/personale")
    assert [row[0] for row in rows_of(app, select(SignIn.stay))] == [Stay.STAFF]
    assert [tuple(row) for row in rows_of(app, select(AuditEntry.action, AuditEntry.for_id))] == [(AuditAction.SIGNED_IN, None)]


@pytest.mark.parametrize("shown", [lambda code: code, lambda code: f"{code[:5].lower()}-{code[5:].lower()}"])
def test_a_code_of_the_list_lets_in_once(app: Flask, client: FlaskClient, codes: list[str], shown) -> None:  # type: ignore[no-untyped-def]
    assert get_in(client, shown(codes[3])).status_code == 303
    assert get_in(client, codes[3]).status_code == 422
    assert len(rows_of(app, select(StaffListCode.code_digest))) == 9


@pytest.mark.usefixtures("codes")
def test_a_code_of_the_app_lets_in_once_and_the_next_one_again(app: Flask, client: FlaskClient, clock: Clock) -> None:
    code = app_code(app, TUESDAY_MORNING)
    assert [get_in(client, code).status_code for _ in range(2)] == [303, 422]
    # Nor does the one before it, which is still within what clocks may differ.
    assert get_in(client, app_code(app, TUESDAY_MORNING - dt.timedelta(seconds=STEP_SECONDS))).status_code == 422
    clock.moment += dt.timedelta(seconds=STEP_SECONDS)
    assert get_in(client, app_code(app, clock.moment)).status_code == 303


@pytest.mark.usefixtures("codes")
def test_next_leads_back_within_the_site_alone(app: Flask, client: FlaskClient, clock: Clock) -> None:
    assert 'name="next" type="hidden" value="/aktiviteter"' in client.get(f"{DOOR}?next=/aktiviteter").text
    assert 'name="next" type="hidden" value=""' in client.get(f"{DOOR}?next=//evil.example").text
    for wanted, given in [
        ("/aktiviteter", "/aktiviteter"),
        ("https://evil.example", "/personale"),
        ("//evil.example", "/personale"),
    ]:
        clock.moment += dt.timedelta(minutes=2)
        assert get_in(client, app_code(app, clock.moment), next=wanted).location == given


def test_a_revisor_is_led_to_the_log(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        make_ready_staff(session, "Rune", StaffRole.REVISOR)
    assert get_in(client, app_code(app, TUESDAY_MORNING), email="rune@kommunen.example").location == "/personale/revision"


@pytest.mark.parametrize("case", ["unknown", "ended", "unready", "wrong password", "wrong code", "code of no kind", "no app"])
def test_what_was_wrong_is_not_told(app: Flask, case: str) -> None:
    typed = {"email": STINE, "password": PASSWORD, "code": app_code(app, TUESDAY_MORNING)}
    with app.app_context(), writing() as session:
        account = make_staff(session) if case == "unready" else make_ready_staff(session)[0]
        if case == "ended":
            account.ended_at = TUESDAY_MORNING
        if case == "no app":
            account.totp_salt = None
    typed |= {
        "unknown": {"email": "ingen@kommunen.example"}, "wrong password": {"password": "en helt anden en"},
        "wrong code": {"code": "000000"}, "code of no kind": {"code": "ved det ikke"},
    }.get(case, {})  # fmt: skip
    with statements(app) as seen:
        response = get_in(app.test_client(), **typed)
    assert response.status_code == 422 and "passer ikke sammen" in response.text and PASSWORD not in response.text
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    with statements(app) as seen_of_nobody:
        nobodys = get_in(elsewhere, "000000", email="nobody@kommunen.example")
    assert without_what_is_typed(response.text) == without_what_is_typed(nobodys.text)
    assert seen == seen_of_nobody and len(seen) == 6


def without_what_is_typed(page: str) -> str:
    return re.sub(r'value="[^"]+(@|\.)[^"]+"', "", page)


@pytest.mark.parametrize("email", [STINE, "ingen@kommunen.example"])
@pytest.mark.usefixtures("codes")
def test_after_four_wrong_tries_one_waits_known_or_not(app: Flask, client: FlaskClient, clock: Clock, email: str) -> None:
    tried = [get_in(client, "000000", email=email) for _ in range(6)]
    assert [one.status_code for one in tried] == [422] * 5 + [429]
    assert "Prøv igen om et minut." in tried[-1].text and tried[-1].headers["Retry-After"] == "61"
    # Nor does the right code help before then.
    assert get_in(client, app_code(app, TUESDAY_MORNING), email=email).status_code == 429
    clock.moment += dt.timedelta(minutes=1)
    assert get_in(client, app_code(app, clock.moment), email=email).status_code == (303 if email == STINE else 422)


@pytest.mark.usefixtures("codes")
def test_what_is_missing_is_asked_for_and_the_address_stays(client: FlaskClient) -> None:
    page = get_in(client, "", password="").text
    assert "Skriv din adgangskode." in page and "Skriv en kode." in page and STINE in page
    assert "Skriv hele mailadressen" in get_in(client, "123456", email="stine").text


@pytest.mark.parametrize("kind", ["app", "list"])
def test_a_code_used_twice_at_the_same_moment_lets_one_in(app: Flask, codes: list[str], kind: str) -> None:
    code = app_code(app, TUESDAY_MORNING) if kind == "app" else codes[0]
    both_have_looked = Barrier(2)

    def tried(_number: int, is_careful: bool) -> bool:
        with app.app_context():
            proof = find_proof(db.session(), STINE, PASSWORD, code, TUESDAY_MORNING)
            db.session.remove()
            both_have_looked.wait(30)
            if not is_careful:
                # The negative control: go by what was seen.
                return proof is not None
            with writing() as session:
                return proof is not None and use_proof(session, proof)

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(tried, range(2), [False, False])) == 2
        assert sum(pool.map(tried, range(2), [True, True])) == 1


@pytest.mark.parametrize("change", [{"password_hash": "new"}, {"totp_salt": "cd" * 32}, {"ended_at": TUESDAY_MORNING}])
@pytest.mark.usefixtures("codes")
def test_an_account_that_changed_in_between_lets_nobody_in(app: Flask, change: dict[str, object]) -> None:
    with app.app_context():
        proof = find_proof(db.session(), STINE, PASSWORD, app_code(app, TUESDAY_MORNING, SALT), TUESDAY_MORNING)
        assert proof is not None
        with writing() as session:
            session.execute(update(StaffAccount).values(**change))
        with writing() as session:
            assert not use_proof(session, proof)


def test_whoever_used_this_browser_before_is_signed_out_of_it(app: Flask, codes: list[str]) -> None:
    with app.app_context(), writing() as session:
        anna = make_person(session).id
    client = signed_in_client(app, anna)
    assert get_in(client, codes[0]).status_code == 303
    assert [row[0] for row in rows_of(app, select(SignIn.stay))] == [Stay.STAFF]
