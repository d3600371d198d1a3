"""Getting in by a code, as a browser does it, with the code read from the file sender."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from base.database import Base, db
from tests.people.making import press


def sent_texts(app: Flask) -> list[str]:
    """Return what was sent, the oldest first."""
    blocks = Path(app.config["SENT_FILE"]).read_text(encoding="utf-8").strip().split("\n\n")
    return [block for block in blocks if block]


def last_code(app: Flask) -> str:
    """Return the code that was sent last."""
    return _last(r"Din kode er (\d{6})", app)


def last_link(app: Flask) -> str:
    """Return the path of the link that was sent last."""
    return _last(r"https://paatvaers\.example(/ind/\S+)", app)


def _last(pattern: str, app: Flask) -> str:
    found: list[str] = re.findall(pattern, "\n".join(sent_texts(app)))
    return found[-1]


def ask_for_code(client: FlaskClient, name: str = "Anna", contact: str = "20304050", path: str = "/start", **more: str):  # type: ignore[no-untyped-def]
    """Send the form of *start selv*."""
    return press(client, path, path, name=name, contact=contact, **more)


def start(app: Flask, client: FlaskClient, name: str = "Anna", contact: str = "20304050", **more: str):  # type: ignore[no-untyped-def]
    """Ask for a code and use it."""
    assert ask_for_code(client, name, contact, **more).status_code == 303
    return press(client, "/start/kode", "/start/kode", code=last_code(app))


def wrong_code(app: Flask) -> str:
    """Return six digits that are not the code that was sent last."""
    return f"{(int(last_code(app)) + 1) % 1_000_000:06}"


def count(app: Flask, model: type[Base]) -> int:
    """Return how many rows there are."""
    with app.app_context():
        found = db.session().scalar(select(func.count()).select_from(model)) or 0
        db.session.remove()
    return found


def all_of(app: Flask, model, *columns: str) -> list[tuple]:  # type: ignore[no-untyped-def,type-arg]
    """Return these columns of every row, sorted."""
    with app.app_context():
        rows = [tuple(getattr(row, name) for name in columns) for row in db.session().scalars(select(model))]
        db.session.remove()
    return sorted(rows, key=repr)


def is_in(client: FlaskClient) -> bool:
    """Say whether a browser is signed in."""
    return client.get("/mig/logget-ind").status_code == 200
