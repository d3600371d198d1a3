"""What the municipality's directory answers: OpenID Connect with code flow, PKCE (S256), state and nonce, by Authlib.

References: OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9700. Authlib is there only where a directory is set.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, session
from werkzeug.wrappers import Response

from base.settings import Directory
from people.directory_claims import Known, read_known

CLIENT = "directory"
WITHIN_SECONDS = 5
# Signed with a key that only the directory has; never the shared secret, never nothing (RFC 8725, section 3.1).
SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NotAnsweringError(Exception):
    """The directory does not answer, or not as a directory does."""


class NotProvenError(Exception):
    """What came back proves nothing: not begun here, used before, run out, or not from the directory for us."""


def start_directory(app: Flask) -> None:
    """Make the app ready to ask the directory, where one is set.

    Raises RuntimeError that says what to do where a package or the client's secret is missing, or the issuer is not https.
    """
    directory: Directory | None = app.config["SETTINGS"].directory
    if directory is None:
        return
    try:
        from authlib.integrations.flask_client import OAuth
    except ImportError as error:
        raise RuntimeError("[directory] in settings.toml needs the packages of the extra oidc: authlib and requests") from error
    secret = app.config.get("OIDC_CLIENT_SECRET") or os.environ.get("OIDC_CLIENT_SECRET")
    if not secret:
        raise RuntimeError("[directory] in settings.toml needs the client's secret in the environment: OIDC_CLIENT_SECRET")
    issuer = urlsplit(directory.issuer)
    if issuer.scheme != "https" and issuer.hostname not in LOOPBACK:
        raise RuntimeError("[directory] in settings.toml: issuer begins with https://")
    app.config["FORM_ACTIONS"] = (*app.config.get("FORM_ACTIONS", ()), f"{issuer.scheme}://{issuer.netloc}")
    app.extensions[CLIENT] = OAuth(app).register(
        CLIENT, client_id=directory.client_id, client_secret=secret,
        server_metadata_url=f"{directory.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": WITHIN_SECONDS,
        },
    )  # fmt: skip


def find_directory() -> Directory | None:
    """Return the directory that is set."""
    found: Directory | None = current_app.config["SETTINGS"].directory
    return found


def ask_directory(directory: Directory, back: str) -> Response:
    """Return the answer that leads to the directory, which leads on to `back`; state, nonce and verifier go into the cookie.

    Raises NotAnsweringError.
    """
    client = _client_of(directory)
    # Only the last one begun counts: a cookie has not room for many.
    for name in [name for name in session if name.startswith(f"_state_{CLIENT}_")]:
        session.pop(name)
    try:
        answer: Response = client.authorize_redirect(back, response_mode="query")
    except (RuntimeError, ValueError) as error:
        raise NotAnsweringError from error
    answer.status_code = 303
    return answer


def was_begun_here(state: str | None) -> bool:
    """Say whether this browser was sent to the directory with this state, and has not used it; it changes nothing."""
    client = current_app.extensions[CLIENT]
    return bool(state) and client.framework.get_state_data(session, state) is not None


def get_known(directory: Directory) -> Known:
    """Return who the directory says it is, by the code and state of the form that was sent; the state is used up.

    The ID token's signature, issuer, audience, time and nonce are checked. Raises NotAnsweringError and NotProvenError.
    """
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    client = _client_of(directory)
    options = {"iss": {"essential": True, "value": directory.issuer}, "aud": {"essential": True, "value": directory.client_id}}
    try:
        claims: Mapping[str, Any] = client.authorize_access_token(claims_options=options)["userinfo"]
    except RequestException as error:
        raise NotAnsweringError from error
    except (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as error:
        raise NotProvenError from error
    known = read_known(claims, directory)
    if known is None:
        raise NotProvenError
    return known


def _client_of(directory: Directory) -> Any:
    # Its metadata is read at first use and kept; one that does not answer then is asked again the next time.
    from requests import RequestException

    client = current_app.extensions[CLIENT]
    try:
        metadata = client.load_server_metadata()
        issuer, algorithms = metadata.get("issuer"), metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        kept = [name for name in algorithms if name in SIGNED_BY]
    except (RequestException, ValueError, TypeError, AttributeError) as error:
        raise NotAnsweringError from error
    # Discovery 1.0, section 4.3: another's metadata is not to be used.
    if issuer != directory.issuer or not kept:
        client.server_metadata.clear()
        raise NotAnsweringError
    metadata["id_token_signing_alg_values_supported"] = kept
    return client
