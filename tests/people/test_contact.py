"""Another number or address, by a code to the new one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask

from base.database import writing
from people.person_models import Person
from people.sign_in_commands import start_acting
from people.terms import NoticeWay, Stay
from people.way_in_models import SentCode, SignIn
from tests.conftest import Clock
from tests.notices.making import make_trial
from tests.people.getting_in import all_of, ask_for_code, last_code, sent_texts, wrong_code
from tests.people.making import make_person, make_staff, press, signed_in_client, token_of

ASK, CODE = "/mig/kontakt", "/mig/kontakt/kode"


@pytest.fixture
def app(address: str, clock: Clock, tmp_path: Path) -> Flask:
    return make_trial(address, clock, tmp_path / "sent.txt")


def somebody(app: Flask, name: str = "Anna", **reached: str) -> str:
    with app.app_context(), writing() as session:
        return make_person(session, name, **reached).id


def reached(app: Flask) -> list[tuple[str | None, ...]]:
    return all_of(app, Person, "phone", "email", "notice_way")


def test_a_new_number_takes_the_place_of_the_old_once_the_code_is_typed(app: Flask) -> None:
    client = signed_in_client(app, somebody(app, phone="+4520304050"))
    assert "20 30 40 50" in client.get(ASK).get_data(as_text=True)
    assert press(client, ASK, ASK, contact="21 31 41 51").location == CODE
    assert reached(app) == [("+4520304050", None, "text")]
    assert press(client, CODE, CODE, code=last_code(app)).location == "/mig"
    assert reached(app) == [("+4521314151", None, "text")]
    assert client.get(CODE).location == ASK


def test_the_old_number_is_told(app: Flask) -> None:
    client = signed_in_client(app, somebody(app, phone="+4520304050"))
    press(client, ASK, ASK, contact="21314151")
    press(client, CODE, CODE, code=last_code(app))
    assert "+4520304050" in sent_texts(app)[-1] and "Var det ikke dig?" in sent_texts(app)[-1]
    assert "21314151" not in sent_texts(app)[-1]


def test_a_mail_beside_a_number_is_told_to_the_number_and_changes_neither_it_nor_how_one_is_told(app: Flask) -> None:
    client = signed_in_client(app, somebody(app, phone="+4520304050"))
    press(client, ASK, ASK, contact="Anna@Example.dk")
    press(client, CODE, CODE, code=last_code(app))
    assert reached(app) == [("+4520304050", "anna@example.dk", "text")]
    assert len(sent_texts(app)) == 2 and " text +4520304050 " in sent_texts(app)[1]


def test_another_number_ends_the_other_sessions(app: Flask) -> None:
    anna = somebody(app, phone="+4520304050")
    client, other = signed_in_client(app, anna), signed_in_client(app, anna)
    press(client, ASK, ASK, contact="30405060")
    press(client, CODE, CODE, code=last_code(app))
    assert (client.get("/mig").status_code, other.get("/mig").status_code) == (200, 303)


@pytest.mark.parametrize(("way", "after"), [(NoticeWay.STAFF, "text"), (NoticeWay.NONE, "none")])
def test_a_first_number_is_where_one_is_told_unless_one_wants_no_notices(app: Flask, way: NoticeWay, after: str) -> None:
    anna = somebody(app)
    with app.app_context(), writing() as session:
        session.get_one(Person, anna).notice_way = way
    client = signed_in_client(app, anna)
    press(client, ASK, ASK, contact="20304050")
    press(client, CODE, CODE, code=last_code(app))
    assert reached(app) == [("+4520304050", None, after)]


def test_what_cannot_be_read_or_is_there_already_is_told_and_kept(app: Flask) -> None:
    client = signed_in_client(app, somebody(app, phone="+4520304050"))
    for contact, sentence in [("1234", "Skriv et nummer på otte tal"), ("20 30 40 50", "Det har vi allerede.")]:
        answer = press(client, ASK, ASK, contact=contact)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422 and sentence in page and f'value="{contact}"' in page
    assert sent_texts(app) == []


def test_wrong_and_old_codes_change_nothing(app: Flask, clock: Clock) -> None:
    client = signed_in_client(app, somebody(app, phone="+4520304050"))
    press(client, ASK, ASK, contact="21314151")
    assert press(client, CODE, CODE, code=wrong_code(app)).status_code == 422
    token = token_of(client, CODE)
    clock.moment += dt.timedelta(minutes=10)
    answer = client.post(CODE, data={"csrf_token": token, "code": last_code(app)})
    assert answer.status_code == 410 and "Koden er for gammel" in answer.get_data(as_text=True)
    assert reached(app) == [("+4520304050", None, "text")]


def test_a_code_for_getting_in_changes_nobodys_number_and_the_other_way_round(app: Flask) -> None:
    anna = signed_in_client(app, somebody(app, phone="+4520304050"))
    ask_for_code(app.test_client(), contact="21314151")
    (start_id,) = (row[0] for row in all_of(app, SentCode, "id"))
    with anna.session_transaction() as cookie:
        cookie["sent_change"] = start_id
    assert anna.get(CODE).location == ASK
    press(anna, ASK, ASK, contact="22324252")
    change_id = next(row[0] for row in all_of(app, SentCode, "id", "purpose") if row[1] == "change")
    visitor = app.test_client()
    visitor.get("/start")
    with visitor.session_transaction() as cookie:
        cookie["sent_code"] = change_id
    assert visitor.get("/start/kode").location == "/start"


def test_anothers_change_is_not_there(app: Flask) -> None:
    anna, bo = signed_in_client(app, somebody(app)), signed_in_client(app, somebody(app, "Bo"))
    press(anna, ASK, ASK, contact="20304050")
    with bo.session_transaction() as cookie:
        cookie["sent_change"] = all_of(app, SentCode, "id")[0][0]
    assert bo.get(CODE).location == ASK


def test_no_link_goes_with_a_change(app: Flask) -> None:
    client = signed_in_client(app, somebody(app))
    press(client, ASK, ASK, contact="anna@example.dk")
    assert "Din kode er" in sent_texts(app)[-1] and "/ind/" not in sent_texts(app)[-1]


def test_too_many_codes_wait(app: Flask) -> None:
    client = signed_in_client(app, somebody(app))
    answers = [press(client, ASK, ASK, contact="20304050") for _ in range(5)]
    assert answers[-1].status_code == 429 and answers[-1].headers["Retry-After"] == "300"


def test_staff_who_help_cannot_change_where_somebody_is_reached(app: Flask) -> None:
    anna = somebody(app)
    with app.app_context(), writing() as session:
        staff_id = make_staff(session).person_id
    client = signed_in_client(app, staff_id, Stay.STAFF)
    (sign_in_id,) = (row[0] for row in all_of(app, SignIn, "id"))
    with app.app_context(), writing() as session:
        start_acting(session, sign_in_id, anna, app.config["CLOCK"]())
    assert client.get(ASK).status_code == 403 and client.get(CODE).status_code == 403
