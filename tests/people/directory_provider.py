"""A directory for tests: the provider of the package oidc-provider-mock in a process of its own, which asks for PKCE as well."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import make_server

SECONDS = 10


@dataclass(frozen=True)
class Provider:
    """A running provider."""

    issuer: str

    def know(self, sub: str, **claims: Any) -> None:
        """Let the provider know somebody, with these claims and no others."""
        assert _asked("PUT", f"{self.issuer}/users/{sub}", json.dumps(claims), "application/json")[0] == 204

    def say_yes(self, address: str, sub: str) -> str:
        """Press the button of the provider's page as somebody, and return where it leads, without the host."""
        assert _asked("GET", address)[0] == 200
        return self._press(address, sub=sub)

    def say_no(self, address: str) -> str:
        """Press the other button."""
        return self._press(address, action="deny")

    def _press(self, address: str, **typed: str) -> str:
        status, leads_to = _asked("POST", address, urlencode(typed), "application/x-www-form-urlencoded")
        parts = urlsplit(leads_to)
        assert (status, parts.netloc) == (302, "paatvaers.example")
        return f"{parts.path}?{parts.query}"


def _asked(method: str, address: str, body: str | None = None, kind: str = "text/plain") -> tuple[int, str]:
    # Somebody's own browser, not of this app: it may write nothing in the logs the app's own requests are watched in.
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc, timeout=SECONDS)) as connection:
        connection.request(method, f"{parts.path}?{parts.query}", body, {"Content-Type": kind})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Run a provider at a free port of this machine."""
    # Its own process: it uses what Authlib warns of, and here warnings are errors.
    command = [sys.executable, "-W", "ignore", __file__]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        try:
            assert child.stdout
            port = child.stdout.readline().strip()
            assert port, "the provider did not start"
            yield Provider(f"http://localhost:{port}")
        finally:
            child.terminate()


def asking_for_pkce(inner: WSGIApplication) -> WSGIApplication:
    """Return the provider, which gives a token only to whom has the verifier of what was begun (RFC 7636, section 4.6)."""
    challenges: list[str] = []

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        asked = parse_qs(environ["QUERY_STRING"])
        if environ["PATH_INFO"] == "/oauth2/authorize" and environ["REQUEST_METHOD"] == "POST":
            challenges.extend(asked["code_challenge"] if asked.get("code_challenge_method") == ["S256"] else ())
        if environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = io.BytesIO(body)
            verifier = parse_qs(body.decode()).get("code_verifier", [""])[0]
            challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
            if challenge not in challenges:
                start("400 Bad Request", [("Content-Type", "application/json")])
                return [b'{"error": "invalid_grant"}']
        return inner(environ, start)

    return answer


def _serve() -> None:
    import oidc_provider_mock  # type: ignore[import-untyped]

    server = make_server("localhost", 0, asking_for_pkce(oidc_provider_mock.app()), threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    _serve()
