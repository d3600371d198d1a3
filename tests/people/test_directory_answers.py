"""What a directory answers is proved before it is believed, and a directory that does not answer is told of calmly."""

from __future__ import annotations

import builtins
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from requests import ConnectionError as Refused

from base.database import db, writing
from base.settings import Directory, Settings
from people.directory_queries import CLIENT
from people.way_in_models import SignIn
from tests.conftest import Clock, make_app
from tests.making import make_venue
from tests.people.making import press

ISSUER = "https://login.kommunen.example/v2"
BACK, BEGIN = "/log-ind/kommune/tilbage", "/log-ind/kommune"
OURS, ANOTHERS = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))
SHARED = OctKey.import_key("hemmelig" * 8, {"kid": "1"})
DIRECTORY = Directory(ISSUER, "paa-tvaers", name="kommunen", groups={"Huset": "huset"})
METADATA = {
    "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/ind", "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys", "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
    "jwks": {"keys": [OURS.as_dict(private=False)]},
}  # fmt: skip
Sign = Callable[[dict[str, Any]], str]


@pytest.fixture
def app(sqlite_address: str, clock: Clock) -> Flask:
    app = app_of(sqlite_address, clock)
    app.extensions[CLIENT].server_metadata.update(METADATA, _loaded_at=1)
    with app.app_context(), writing() as session:
        make_venue(session, "Huset")
    return app


def app_of(address: str, clock: Clock, directory: Directory = DIRECTORY, secret: str = "hemmelig") -> Flask:
    settings = Settings(site_url="https://paatvaers.example/", directory=directory)
    return make_app(address, clock, SETTINGS=settings, OIDC_CLIENT_SECRET=secret)


def sign(alg: str = "RS256", key: Any = OURS, **header: str) -> Sign:
    return lambda claims: jwt.encode({"alg": alg, "kid": "1", **header}, claims, key, algorithms=[alg])


def without(name: str) -> Sign:
    return lambda claims: sign()({key: value for key, value in claims.items() if key != name})


def changed(**values: Any) -> Sign:
    return lambda claims: sign()(claims | values)


def come_back_with(app: Flask, monkeypatch: pytest.MonkeyPatch, answer: Callable[[dict[str, Any]], Any]) -> Any:
    client = app.test_client()
    assert press(client, "/log-ind", BEGIN).status_code == 303
    with client.session_transaction() as cookie:
        name = next(name for name in cookie if name.startswith("_state_"))
        nonce = cookie[name]["data"]["nonce"]
    seconds = int(time.time())
    claims = {
        "iss": ISSUER, "aud": "paa-tvaers", "sub": "s1", "iat": seconds, "exp": seconds + 300, "nonce": nonce,
        "groups": ["Huset"],
    }  # fmt: skip
    monkeypatch.setattr(app.extensions[CLIENT], "fetch_access_token", lambda **_: answer(claims))
    state = name.removeprefix(f"_state_{CLIENT}_")
    return press(client, f"{BACK}?code=c&state={state}", BACK, code="c", state=state)


def sign_ins(app: Flask) -> int:
    with app.app_context():
        return db.session.query(SignIn).count()


@pytest.mark.parametrize("signed", [sign(), changed(aud=["paa-tvaers"]), changed(email="a@b.example")])
def test_a_token_of_the_directory_for_us_lets_in(app: Flask, monkeypatch: pytest.MonkeyPatch, signed: Sign) -> None:
    answer = come_back_with(app, monkeypatch, lambda claims: {"id_token": signed(claims), "access_token": "a"})
    assert (answer.status_code, sign_ins(app)) == (303, 1)


@pytest.mark.parametrize(
    "signed",
    [
        changed(iss="https://login.andre.example"), changed(aud="en-anden"), changed(aud=["en-anden"]),
        changed(aud="en-anden", azp="paa-tvaers"), changed(azp="en-anden"), changed(exp=int(time.time()) - 3600),
        changed(iat=int(time.time()) + 3600), changed(nonce="en-anden"), changed(sub=7), changed(sub=""),
        changed(at_hash="x" * 22),
        without("iss"), without("aud"), without("exp"), without("iat"), without("nonce"), without("sub"),
        sign(key=ANOTHERS), sign("HS256", SHARED), sign("RS512", kid="1"), lambda _: "", lambda _: "a.b.c",
        lambda _: "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
    ],
)  # fmt: skip
def test_any_other_token_lets_nobody_in(app: Flask, monkeypatch: pytest.MonkeyPatch, signed: Sign) -> None:
    answer = come_back_with(app, monkeypatch, lambda claims: {"id_token": signed(claims), "access_token": "a"})
    assert (answer.status_code, sign_ins(app)) == (400, 0)
    assert "Begynd forfra" in answer.text


def test_the_verifier_is_in_no_log_whatever_is_listened_to(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert begun_verifier(app) not in caplog.text
    # The library alone would tell.
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, logger="authlib"):
        assert begun_verifier(app) in caplog.text


def begun_verifier(app: Flask) -> str:
    client = app.test_client()
    press(client, "/log-ind", BEGIN)
    with client.session_transaction() as cookie:
        name = next(name for name in cookie if name.startswith("_state_"))
        return str(cookie[name]["data"]["code_verifier"])


@pytest.mark.parametrize("answer", [{}, {"access_token": "a"}, {"id_token": None, "access_token": "a"}])
def test_an_answer_without_a_token_lets_nobody_in(app: Flask, monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]) -> None:
    assert come_back_with(app, monkeypatch, lambda _: answer).status_code == 400
    assert sign_ins(app) == 0


def test_a_directory_that_falls_silent_on_the_way_is_told_of(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: object) -> None:
        raise Refused("hemmeligt sted")

    answer = come_back_with(app, monkeypatch, refuse)
    assert answer.status_code == 502 and "svarer ikke" in answer.text
    assert "ConnectionError" in caplog.text and "hemmeligt" not in caplog.text


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://login.andre.example"}, {"issuer": f"{ISSUER}/"}, {"issuer": None}, {"authorization_endpoint": None},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]}, {"id_token_signing_alg_values_supported": 7},
    ],
    ids=str,
)  # fmt: skip
def test_metadata_that_is_not_the_directorys_leads_nowhere(app: Flask, metadata: dict[str, Any]) -> None:
    app.extensions[CLIENT].server_metadata.update(metadata)
    answer = press(app.test_client(), "/log-ind", BEGIN)
    assert answer.status_code == 502 and "svarer ikke" in answer.text


def test_a_directory_that_does_not_answer_is_asked_again_the_next_time(
    sqlite_address: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    # Nothing listens at port 1.
    app = app_of(sqlite_address, clock, Directory("http://localhost:1", "paa-tvaers"))
    with caplog.at_level(logging.ERROR):
        answers = [press(app.test_client(), "/log-ind", BEGIN) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [502, 502]
    assert "/log-ind/personale" in answers[0].text
    assert "directory: not answering, ConnectionError" in caplog.text and "localhost:1" not in caplog.text


def test_without_a_directory_there_is_no_such_page(client_without: FlaskClient) -> None:
    assert "kommune" not in client_without.get("/log-ind").text
    assert client_without.get(BACK).status_code == 404
    assert client_without.post(BEGIN).status_code == 404


@pytest.fixture
def client_without(sqlite_address: str, clock: Clock) -> FlaskClient:
    app = make_app(sqlite_address, clock)
    assert CLIENT not in app.extensions
    return app.test_client()


def test_a_form_may_lead_to_the_directory(app: Flask) -> None:
    policy = app.test_client().get("/log-ind").headers["Content-Security-Policy"]
    assert policy.endswith("form-action 'self' https://login.kommunen.example")


def test_a_directory_without_a_secret_stops_the_app_and_says_so(
    sqlite_address: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OIDC_CLIENT_SECRET", raising=False)
    with pytest.raises(RuntimeError, match="OIDC_CLIENT_SECRET"):
        app_of(sqlite_address, clock, secret="")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "hemmelig")
    assert CLIENT in app_of(sqlite_address, clock, secret="").extensions


def test_a_directory_without_its_packages_stops_the_app_and_says_so(
    sqlite_address: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name.startswith("authlib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(RuntimeError, match="authlib and requests"):
        app_of(sqlite_address, clock)
    # Who has no directory needs no package.
    assert make_app(sqlite_address, clock)


@pytest.mark.parametrize("issuer", ["http://login.kommunen.example", "http://localhost.evil.example"])
def test_a_directory_without_https_stops_the_app(sqlite_address: str, clock: Clock, issuer: str) -> None:
    with pytest.raises(RuntimeError, match="https://"):
        app_of(sqlite_address, clock, Directory(issuer, "paa-tvaers"))
