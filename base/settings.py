"""What differs from one municipality or machine to the next: `instance/settings.toml`, with these values where it is silent."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Contact:
    """Somebody one can call: a name, a phone number and the hours in which it is answered."""

    name: str
    phone: str
    hours: str


@dataclass(frozen=True)
class Settings:
    """The words, numbers and addresses that are settings (domain.md: figures that change belong in configuration)."""

    product_name: str = "På tværs"
    place_word: str = "mødested"
    places_word: str = "mødesteder"
    adults_only_words: str = "For dig over 18 år"
    site_url: str = ""
    accessibility_statement_url: str = "https://www.was.digst.dk/"
    companion_words: str = "Vil du følges med nogen?"
    companion_phone: str = ""
    relatives_phone: str = ""
    under_18: tuple[Contact, ...] = field(
        default=(Contact("BørneTelefonen", "116 111", "Åben døgnet rundt. Det koster ikke noget at ringe."),)
    )


def load_settings(instance: Path) -> Settings:
    """Read `settings.toml` in the instance folder; raise ValueError that names an unknown key or an unreadable file."""
    path = instance / "settings.toml"
    if not path.exists():
        return Settings()
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        if "under_18" in given:
            given["under_18"] = tuple(Contact(**row) for row in given["under_18"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    unknown = given.keys() - {each.name for each in fields(Settings)}
    if unknown:
        raise ValueError(f"{path.name}: unknown {', '.join(sorted(unknown))}")
    return Settings(**given)


def secret_key(instance: Path) -> str:
    """Return SECRET_KEY from the environment, else the one kept in the instance folder, made there (mode 0600) at first use."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = instance / "secret_key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
