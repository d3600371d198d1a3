"""What differs from one municipality or machine to the next: `instance/settings.toml`, with these values where it is silent."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

YES_OR_NO = ("trial", "jobs")
_WEB_ADDRESS = re.compile(r"https?://[^\W_][\w.-]*(:\d{1,5})?(/[^\s?#]*)?")


@dataclass(frozen=True)
class Contact:
    """Somebody one can call: a name, a phone number and the hours in which it is answered."""

    name: str
    phone: str
    hours: str


@dataclass(frozen=True)
class Directory:
    """The municipality's directory, asked by OpenID Connect who somebody is and which groups they are in.

    `groups` maps a group of the directory to `coordinator`, `revisor` or the slug of a place; `claim` names the claim
    that holds the groups. The client's secret is `OIDC_CLIENT_SECRET` in the environment.
    """

    issuer: str
    client_id: str
    name: str = "kommunen"
    claim: str = "groups"
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """The words, numbers and addresses that are settings (domain.md: figures that change belong in configuration)."""

    product_name: str = "På tværs"
    places_word: str = "mødesteder"
    adults_only_words: str = "For dig over 18 år"
    site_url: str = ""
    accessibility_statement_url: str = "https://www.was.digst.dk/"
    companion_words: str = "Vil du følges med nogen?"
    companion_phone: str = ""
    relatives_phone: str = ""
    privacy_contact: str = "Spørg personalet på dit sted. De kan også sige, hvem der er databeskyttelsesrådgiver for stedet."
    jobs: bool = True
    jobs_not_at: tuple[str, ...] = ()
    pay_words: str = "Får du penge fra kommunen, så spørg, hvad du må tjene, før du tager jobbet."
    pay_phone: str = ""
    pay_year_words: str = "Har du et socialt frikort, kan du tjene op til 42.766 kr. på et år uden at betale skat (tal fra 2025)."
    trial: bool = False
    sender: str = ""
    directory: Directory | None = None
    under_18: tuple[Contact, ...] = (Contact("BørneTelefonen", "116 111", "Åben døgnet rundt. Det koster ikke noget at ringe."),)


def load_settings(instance: Path) -> Settings:
    """Read `settings.toml` in the instance folder; without one, everything is as it stands here.

    `TRIAL=1`, `SENDER=file` and `JOBS=0` in the environment go before the file, so that a demo needs none.
    Raises ValueError that names the file, and the key that is unknown, of the wrong type or no address of http(s).
    """
    path = instance / "settings.toml"
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return Settings(**{name: _value(name, value) for name, value in {**given, **_from_environment()}.items()})
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _from_environment() -> dict[str, Any]:
    given: dict[str, Any] = {"sender": os.environ["SENDER"]} if "SENDER" in os.environ else {}
    return given | {name: os.environ[name.upper()] == "1" for name in YES_OR_NO if name.upper() in os.environ}


def _value(name: str, given: Any) -> Any:
    if name not in {each.name for each in fields(Settings)}:
        raise ValueError(f"unknown {name}")
    if name == "under_18":
        return _contacts(given)
    if name == "directory":
        return _directory(given)
    if name in YES_OR_NO:
        return _yes_or_no(name, given)
    if name == "jobs_not_at":
        return _slugs(name, given)
    if name == "sender" and given not in ("", "file"):
        raise ValueError(f'sender is "file" or nothing, not {given!r}')
    if not isinstance(given, str):
        raise ValueError(f"{name} is a text in quotes, not {given!r}")
    if name == "site_url" and given and not _WEB_ADDRESS.fullmatch(given):
        raise ValueError(f"{name} is an address such as https://paatvaers.example/, not {given!r}")
    return given


def _contacts(given: Any) -> tuple[Contact, ...]:
    try:
        contacts = tuple(Contact(**row) for row in given)
    except TypeError:
        contacts = ()
    if not contacts or not all(isinstance(text, str) for contact in contacts for text in astuple(contact)):
        raise ValueError("under_18 is one or more [[under_18]], each with the texts name, phone and hours")
    return contacts


def _slugs(name: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(slug, str) for slug in given):
        raise ValueError(f'{name} is a list of places as their addresses name them, such as ["huset"], not {given!r}')
    return tuple(given)


def _yes_or_no(name: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueError(f"{name} is true or false, not {given!r}")
    return given


def _directory(given: Any) -> Directory:
    try:
        directory = Directory(**given)
    except TypeError:
        raise ValueError("directory is [directory] with issuer and client_id, and if need be name, claim and groups") from None
    texts = (directory.issuer, directory.client_id, directory.name, directory.claim)
    grouped = isinstance(directory.groups, Mapping) and all(isinstance(text, str) for text in directory.groups.values())
    if not (grouped and all(isinstance(text, str) and text for text in texts) and _WEB_ADDRESS.fullmatch(directory.issuer)):
        raise ValueError("directory: issuer is an address, the rest are texts, groups maps texts to texts")
    return directory


def secret_key(instance: Path) -> str:
    """Return SECRET_KEY from the environment, else the one kept in the instance folder (mode 0600), made at first use.

    All processes get the same. Raises ValueError where the file is empty.
    """
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = instance / "secret_key"
    if not path.exists():
        _keep_secret(path, secrets.token_hex(32))
    if kept := path.read_text(encoding="ascii"):
        return kept
    raise ValueError(f"{path.name} in the instance folder is empty; delete it, and one is made when the app starts")


def _keep_secret(path: Path, secret: str) -> None:
    # Under its name it is whole or not there: others may start at this moment, or this process end.
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as whole:
        whole.write(secret)
        whole.flush()
        os.fsync(whole.fileno())
        with suppress(FileExistsError):
            os.link(whole.name, path)
