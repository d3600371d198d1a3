"""Staff come in by the municipality's directory: the whole way round a running provider, and what does not let in."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from base.database import db, writing
from base.settings import Directory, Settings
from catalogue.belonging_models import VenueStaff
from people.staff_models import AuditEntry, StaffAccount
from people.terms import AuditAction, StaffRole, Stay
from people.way_in_models import SignIn
from tests.conftest import Clock, make_app
from tests.making import make_venue
from tests.people.directory_provider import Provider, running_provider
from tests.people.making import make_staff, press, signed_in_client

BACK = "/log-ind/kommune/tilbage"
BEGIN = "/log-ind/kommune"
GROUPS = {"Koordinatorer": "coordinator", "Revision": "revisor", "Huset": "huset", "Laden": "laden", "Væk": "findes-ikke"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as found:
        yield found


@pytest.fixture
def app(address: str, clock: Clock, provider: Provider) -> Flask:
    app = app_of(address, clock, provider.issuer)
    with app.app_context(), writing() as session:
        make_venue(session, "Huset")
        make_venue(session, "Laden")
    return app


def app_of(address: str, clock: Clock, issuer: str) -> Flask:
    directory = Directory(issuer, "paa-tvaers", groups=GROUPS)
    settings = Settings(site_url="https://paatvaers.example/", directory=directory)
    return make_app(address, clock, SETTINGS=settings, OIDC_CLIENT_SECRET="hemmelig")


def begin(client: FlaskClient, onward: str = "") -> str:
    answer = press(client, "/log-ind", f"{BEGIN}?next={onward}")
    assert answer.status_code == 303
    return str(answer.location)


def fields(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def come_back(client: FlaskClient, path: str) -> TestResponse:
    answer: TestResponse = press(client, path, BACK, **fields(path))
    return answer


def come_in(client: FlaskClient, provider: Provider, sub: str = "s1", onward: str = "") -> TestResponse:
    return come_back(client, provider.say_yes(begin(client, onward), sub))


def accounts(app: Flask) -> list[tuple[str, str, bool]]:
    with app.app_context():
        rows = db.session.scalars(select(StaffAccount).order_by(StaffAccount.email)).all()
        return [(row.email, row.role, row.ended_at is not None) for row in rows]


def sessions(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(SignIn.stay)))


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def places(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(VenueStaff.venue_id)).all())


def test_who_is_new_gets_an_account_and_a_working_day(app: Flask, client: FlaskClient, provider: Provider) -> None:
    provider.know("s1", given_name="Stine", email="Stine@Kommunen.Example", groups=["Huset", "Laden", "Andre"])
    answer = come_in(client, provider)
    assert (answer.status_code, answer.location) == (303, "/personale")
    assert accounts(app) == [("stine@kommunen.example", StaffRole.STAFF, False)]
    assert (sessions(app), places(app)) == ([Stay.STAFF], 2)
    assert acts(app) == [AuditAction.STAFF_ADDED, AuditAction.SIGNED_IN]
    assert client.get("/personale").status_code == 200


def test_what_is_asked_has_state_nonce_and_a_challenge(app: Flask, provider: Provider) -> None:
    first, second = (fields(begin(app.test_client())) for _ in range(2))
    assert first["code_challenge_method"] == "S256" and first["response_type"] == "code"
    assert first["redirect_uri"] == f"https://paatvaers.example{BACK}"
    assert all(first[name] != second[name] and len(first[name]) >= 20 for name in ("state", "nonce", "code_challenge"))


def test_coming_back_shows_a_button_and_changes_nothing(app: Flask, client: FlaskClient, provider: Provider) -> None:
    provider.know("s1", groups=["Huset"])
    path = provider.say_yes(begin(client), "s1")
    for _ in range(5):
        page = client.get(path)
        assert page.status_code == 200 and "Fortsæt" in page.text and page.headers["Cache-Control"] == "no-store"
    assert accounts(app) == [] and sessions(app) == []
    assert come_back(client, path).status_code == 303


def test_they_go_on_to_where_they_were_going_within_the_site(app: Flask, provider: Provider) -> None:
    provider.know("s1", groups=["Huset"])
    assert come_in(app.test_client(), provider, onward="/aktiviteter").location == "/aktiviteter"
    assert come_in(app.test_client(), provider, onward="//evil.example").location == "/personale"


def test_a_revisor_is_led_to_the_log(client: FlaskClient, provider: Provider) -> None:
    provider.know("r1", groups=["Revision", "Huset"])
    assert come_in(client, provider, "r1").location == "/personale/revision"


def test_the_groups_of_each_time_count_and_a_change_ends_the_sessions_there_were(app: Flask, provider: Provider) -> None:
    provider.know("s1", groups=["Huset"])
    come_in(app.test_client(), provider)
    come_in(app.test_client(), provider)
    assert len(sessions(app)) == 2
    provider.know("s1", groups=["Laden"])
    come_in(app.test_client(), provider)
    assert (len(sessions(app)), places(app)) == (1, 1)
    assert acts(app).count(AuditAction.STAFF_MOVED) == 1
    provider.know("s1", groups=["Revision"])
    come_in(app.test_client(), provider)
    assert (len(sessions(app)), places(app)) == (1, 0)
    assert accounts(app)[0][1] == StaffRole.REVISOR


def test_who_is_in_no_group_any_more_is_ended_and_only_a_coordinator_opens_again(app: Flask, provider: Provider) -> None:
    provider.know("s1", groups=["Huset"])
    come_in(app.test_client(), provider)
    provider.know("s1", groups=["Andre"])
    answer = come_in(app.test_client(), provider)
    assert answer.status_code == 403 and "Du er ikke i en af de grupper" in answer.text
    assert sessions(app) == [] and accounts(app)[0][2]
    provider.know("s1", groups=["Huset"])
    answer = come_in(app.test_client(), provider)
    assert answer.status_code == 403 and "Din adgang er stoppet" in answer.text
    assert sessions(app) == [] and accounts(app)[0][2]


def test_who_was_never_in_a_group_leaves_no_trace(app: Flask, client: FlaskClient, provider: Provider) -> None:
    provider.know("x", email="x@kommunen.example")
    assert come_in(client, provider, "x").status_code == 403
    assert accounts(app) == [] and sessions(app) == [] and acts(app) == []


def test_a_place_that_is_not_there_gives_nothing(app: Flask, provider: Provider) -> None:
    provider.know("s1", groups=["Væk"])
    answer = come_in(app.test_client(), provider)
    assert answer.status_code == 403 and "hvilket sted" in answer.text and accounts(app) == []
    provider.know("s1", groups=["Huset"])
    come_in(app.test_client(), provider)
    provider.know("s1", groups=["Væk"])
    assert come_in(app.test_client(), provider).status_code == 403
    assert sessions(app) == [] and places(app) == 0 and not accounts(app)[0][2]


def test_the_last_coordinator_stays_one_whatever_the_directory_says(app: Flask, provider: Provider) -> None:
    provider.know("k1", email="k1@kommunen.example", groups=["Koordinatorer"])
    come_in(app.test_client(), provider, "k1")
    provider.know("k1", groups=["Huset"])
    assert come_in(app.test_client(), provider, "k1").status_code == 303
    provider.know("k1", groups=[])
    assert come_in(app.test_client(), provider, "k1").status_code == 403
    assert accounts(app) == [("k1@kommunen.example", StaffRole.COORDINATOR, False)] and sessions(app) == []
    # With another one there, the directory has its way.
    provider.know("k2", groups=["Koordinatorer"])
    come_in(app.test_client(), provider, "k2")
    assert come_in(app.test_client(), provider, "k1").status_code == 403
    assert accounts(app)[1] == ("k1@kommunen.example", StaffRole.COORDINATOR, True)


def test_an_account_that_a_coordinator_made_and_nobody_opened_becomes_theirs(app: Flask, provider: Provider) -> None:
    with app.app_context(), writing() as session:
        make_staff(session, "Stine")
    provider.know("s1", email="stine@kommunen.example", groups=["Huset"])
    assert come_in(app.test_client(), provider).status_code == 303
    assert accounts(app) == [("stine@kommunen.example", StaffRole.STAFF, False)]
    # Whoever has the address after them is somebody else.
    provider.know("s2", email="stine@kommunen.example", groups=["Huset"])
    assert come_in(app.test_client(), provider, "s2").status_code == 403


@pytest.mark.parametrize(
    ("claims", "status"), [({"email_verified": True}, 403), ({"email_verified": False}, 303), ({}, 403)], ids=str
)
def test_an_account_with_a_password_is_not_taken_over(
    app: Flask, client: FlaskClient, provider: Provider, claims: dict[str, object], status: int
) -> None:
    with app.app_context(), writing() as session:
        stine = make_staff(session, "Stine", StaffRole.COORDINATOR, password="korrekt hest batteri").person_id
    provider.know("evil", email="stine@kommunen.example", groups=["Koordinatorer"], **claims)
    answer = come_in(client, provider, "evil")
    assert answer.status_code == status and ("Der er allerede en adgang" in answer.text) is (status == 403)
    with app.app_context():
        assert db.session.get_one(StaffAccount, stine).oidc_subject is None
        assert db.session.scalars(select(SignIn).where(SignIn.person_id == stine)).all() == []


def test_an_account_that_was_ended_is_not_opened_by_its_address(app: Flask, client: FlaskClient, provider: Provider) -> None:
    with app.app_context(), writing() as session:
        account = make_staff(session, "Stine")
        account.ended_at = account.created_at
    provider.know("s1", email="stine@kommunen.example", groups=["Huset"])
    answer = come_in(client, provider)
    assert answer.status_code == 403 and "Din adgang er stoppet" in answer.text and sessions(app) == []


def test_a_code_works_once(app: Flask, client: FlaskClient, provider: Provider) -> None:
    provider.know("s1", groups=["Huset"])
    path = provider.say_yes(begin(client), "s1")
    with client.session_transaction() as cookie:
        before = dict(cookie)
    assert come_back(client, path).status_code == 303
    assert client.get(path).status_code == 400
    # A thief with the cookie of before, and the address, is refused by the provider.
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(before)
    answer = come_back(thief, path)
    assert answer.status_code == 400 and "Begynd forfra" in answer.text and len(sessions(app)) == 1


def test_what_another_browser_began_lets_nobody_in(app: Flask, provider: Provider) -> None:
    provider.know("evil", groups=["Huset"])
    path = provider.say_yes(begin(app.test_client()), "evil")
    victim = app.test_client()
    assert victim.get(path).status_code == 400
    answer = press(victim, "/log-ind", BACK, **fields(path))
    assert answer.status_code == 400 and sessions(app) == [] and accounts(app) == []


@pytest.mark.parametrize("changed", [{"state": "noget andet"}, {"state": ""}, {"code": "noget-andet"}, {"code": ""}], ids=str)
def test_a_changed_answer_lets_nobody_in(app: Flask, client: FlaskClient, provider: Provider, changed: dict[str, str]) -> None:
    provider.know("s1", groups=["Huset"])
    path = provider.say_yes(begin(client), "s1")
    answer = press(client, path, BACK, **{**fields(path), **changed})
    assert answer.status_code == 400 and sessions(app) == [] and accounts(app) == []


@pytest.mark.parametrize("name", ["nonce", "code_challenge", "client_id"])
def test_what_was_asked_for_otherwise_lets_nobody_in(app: Flask, client: FlaskClient, provider: Provider, name: str) -> None:
    provider.know("s1", groups=["Huset"])
    asked = begin(client)
    forged = f"{asked.partition('?')[0]}?{urlencode(fields(asked) | {name: 'et-helt-andet'})}"
    answer = come_back(client, provider.say_yes(forged, "s1"))
    assert answer.status_code == 400 and sessions(app) == [] and accounts(app) == []


def test_who_says_no_there_is_told_what_to_do(app: Flask, client: FlaskClient, provider: Provider) -> None:
    begun = begin(client)
    said = {"error": "access_denied", "error_description": "evil <b>words</b>", "state": fields(begun)["state"]}
    answer = client.get(f"{BACK}?{urlencode(said)}")
    assert answer.status_code == 400 and "sendte dig tilbage" in answer.text and "evil" not in answer.text
    assert client.get(provider.say_no(begun)).status_code == 400 and sessions(app) == []


def test_a_token_that_ran_out_asks_again_and_keeps_the_code(app: Flask, client: FlaskClient, provider: Provider) -> None:
    provider.know("s1", groups=["Huset"])
    path = provider.say_yes(begin(client), "s1")
    answer = client.post(BACK, data={**fields(path), "csrf_token": "gammel"})
    assert answer.status_code == 422 and fields(path)["code"] in answer.text and sessions(app) == []
    assert come_back(client, path).status_code == 303
    assert client.post(BEGIN, data={"csrf_token": "gammel"}).status_code == 422


def test_beginning_many_times_keeps_the_cookie_small(client: FlaskClient) -> None:
    for _ in range(8):
        begin(client)
    with client.session_transaction() as cookie:
        assert sum(name.startswith("_state_") for name in cookie) == 1


def test_coming_in_leaves_nothing_of_the_session_before(app: Flask, provider: Provider) -> None:
    with app.app_context(), writing() as session:
        other = make_staff(session, "Ole").person_id
    client = signed_in_client(app, other, Stay.STAFF)
    provider.know("s1", groups=["Huset"])
    come_in(client, provider)
    with client.session_transaction() as cookie:
        assert set(cookie) <= {"_user_id", "_fresh", "_permanent"}
