"""What the code never does, and what it takes for proof: read from the sources, and tried with keys of our own."""

from __future__ import annotations

import ast
import base64
import json
import re
from collections.abc import Mapping

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from base.settings import Directory, Settings
from people.directory_queries import CLIENT, NotAnsweringError, _client_of
from people.hashing import Cost, Hashing
from tests.conftest import Clock, make_app
from tests.house import ROOT, sources

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "render_template_string", "from_string"}
READS_MORE_THAN_TEXT = {"pickle", "marshal", "shelve", "yaml", "xml", "lxml", "subprocess", "ctypes", "importlib", "random"}


def breaches(files: dict[str, str]) -> list[str]:
    """Return a line for each call that runs a text, each import that runs what it reads, and each weak digest."""
    found = []
    for path, text in files.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                on_re = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"
                if (name in RUNS_TEXT and not on_re) or name in ("system", "popen", "md5", "sha1"):
                    found.append(f"{path} calls {name}")
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
                found += [f"{path} imports {name}" for name in names if name.split(".")[0] in READS_MORE_THAN_TEXT]
    return found


def test_the_app_runs_nothing_that_it_is_given() -> None:
    assert breaches(sources()) == []


@pytest.mark.parametrize(
    "text",
    ["eval(x)", "import pickle", "from xml.etree import ElementTree", "os.system(x)", "hashlib.md5(x)"],
)
def test_a_planted_breach_is_found(text: str) -> None:
    assert len(breaches({"people/x.py": text})) == 1
    assert breaches({"people/x.py": 're.compile("a")'}) == []


def test_templates_switch_escaping_off_nowhere() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")}
    assert len(texts) > 40
    assert not [path for path, text in texts.items() if re.search(r"\|\s*safe|autoescape|javascript:", text)]


def test_scripts_keep_nothing_in_the_browser() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "static").glob("*.js")]
    assert texts and not re.search("localStorage|sessionStorage|indexedDB|document.cookie|innerHTML|postMessage", "".join(texts))


REACHES_OUT = {"requests", "authlib", "urllib.request", "http.client", "socket", "smtplib", "ftplib", "httpx", "aiohttp"}


def reaching_out(files: dict[str, str]) -> set[str]:
    """Return the files that import what asks other machines, or switch the check of certificates off."""
    names = "|".join(re.escape(name) for name in REACHES_OUT)
    found = re.compile(rf"^\s*(import|from) ({names})\b|verify=False|CERT_NONE|_create_unverified", re.MULTILINE)
    return {path for path, text in files.items() if found.search(text)}


def test_only_the_directory_is_asked_anything() -> None:
    assert reaching_out(sources()) == {"people/directory_queries.py"}
    assert reaching_out({"a.py": "import smtplib", "b.py": "get(x, verify=False)", "c.py": "import urllib.parse"}) == {
        "a.py",
        "b.py",
    }
    assert not re.search("verify=False", sources()["people/directory_queries.py"])


def test_a_hash_costs_what_owasp_asks() -> None:
    least = Cost()
    assert (least.rounds, least.kibibytes, least.lanes) >= (2, 19 * 1024, 1)
    assert Hashing("pepper").hash("1234").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


ISSUER = "https://login.kommune.example"
OURS, THEIRS = RSAKey.generate_key(2048), RSAKey.generate_key(2048)
SHARED = OctKey.import_key("hemmelig" * 8)


@pytest.fixture
def app(sqlite_address: str, clock: Clock) -> Flask:
    """The app with a directory whose metadata and keys are here, so that nothing is asked."""
    settings = Settings(site_url="https://paatvaers.example/", directory=Directory(ISSUER, "paa-tvaers"))
    app = make_app(sqlite_address, clock, SETTINGS=settings, OIDC_CLIENT_SECRET="hemmelig" * 8)
    know(app, issuer=ISSUER, id_token_signing_alg_values_supported=["none", "HS256", "RS256"])
    return app


def know(app: Flask, **metadata: object) -> None:
    keys = {"keys": [{**OURS.as_dict(private=False), "kid": "1"}]}
    app.extensions[CLIENT].server_metadata.update({"_loaded_at": 1, "jwks": keys, **metadata})


def is_believed(app: Flask, algorithm: str, key: RSAKey | OctKey | None, **changed: object) -> bool:
    claims: Mapping[str, object] = {
        "iss": ISSUER,
        "aud": "paa-tvaers",
        "sub": "s1",
        "nonce": "n",
        "iat": 1,
        "exp": 2**40,
        **changed,
    }
    token = _signed(algorithm, key, dict(claims))
    with app.test_request_context():
        client = _client_of(Directory(ISSUER, "paa-tvaers"))
        try:
            return bool(client.parse_id_token({"id_token": token, "access_token": "x"}, nonce="n"))
        except Exception as error:
            assert type(error).__module__.startswith(("joserfc", "authlib")), error
            return False


def _signed(algorithm: str, key: RSAKey | OctKey | None, claims: dict[str, object]) -> str:
    header: dict[str, object] = {"alg": algorithm, "kid": "1"}
    if key:
        return jwt.encode(header, claims, key, algorithms=["HS256", "RS256"])
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
    return f"{parts[0]}.{parts[1]}."


def test_a_token_signed_by_somebody_else_proves_nothing(app: Flask) -> None:
    assert is_believed(app, "RS256", OURS)
    assert not is_believed(app, "RS256", THEIRS)
    assert not is_believed(app, "HS256", SHARED)
    assert not is_believed(app, "none", None)
    assert not is_believed(app, "RS256", OURS, exp=2)
    assert not is_believed(app, "RS256", OURS, aud="another")
    assert not is_believed(app, "RS256", OURS, nonce="another")


@pytest.mark.parametrize("algorithms", [["none"], ["HS256", "none"]], ids=str)
def test_a_directory_that_signs_with_nothing_is_not_believed(app: Flask, algorithms: list[str]) -> None:
    know(app, id_token_signing_alg_values_supported=algorithms)
    with app.test_request_context(), pytest.raises(NotAnsweringError):
        _client_of(Directory(ISSUER, "paa-tvaers"))


def test_a_directory_that_says_it_is_another_is_not_believed(app: Flask) -> None:
    know(app, issuer=f"{ISSUER}/")
    with app.test_request_context(), pytest.raises(NotAnsweringError):
        _client_of(Directory(ISSUER, "paa-tvaers"))
