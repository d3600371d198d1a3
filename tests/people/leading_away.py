"""Every way in that takes `next=`, gone through with what somebody else put there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from flask import Flask, redirect, request
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from base.database import db, writing
from base.settings import Directory, Settings
from base.web import allow, anyone
from people.codes import digest, new_token
from people.group_models import Invitation
from people.way_in_models import Card
from tests.conftest import Clock, make_app
from tests.making import make_venue
from tests.material.next_payloads import browser_host
from tests.people.getting_in import last_code
from tests.people.making import make_card, make_group, make_person, press
from tests.people.staff_making import DOOR, PASSWORD, app_code, make_ready_staff

HERE = "paatvaers.example"
PIN = "4821"
LINKS = re.compile(r'(?:href|action)="([^"]*)"')


def make_doors(address: str, clock: Clock, sent_file: str) -> Flask:
    """Make an app with somebody for each way in, and a door that sends on to whatever it is told."""
    directory = Directory("http://127.0.0.1:9", "paa-tvaers")
    settings = Settings(site_url=f"https://{HERE}/", trial=True, sender="file", directory=directory)
    app = make_app(address, clock, SETTINGS=settings, SENT_FILE=sent_file, OIDC_CLIENT_SECRET="hemmelig")
    app.add_url_rule("/naiv", "naive", allow(anyone)(lambda: redirect(request.args["next"] or "/", 303)))
    token = new_token()
    with app.app_context():
        with writing() as session:
            house = make_venue(session)
            app.config["CARD"] = make_card(session, make_person(session), house)
            make_ready_staff(session)
            group = make_group(session, venue=house)
            session.add(Invitation(token_digest=digest(token), group_id=group.id, expires_at=clock() + dt.timedelta(14)))
        db.session.remove()
    app.config["INVITATION"] = f"/invitation/{token}"
    return app


def ask(path: str, raw: str) -> str:
    """Return a path with `next=`, byte for byte."""
    return f"{path}?next={quote(raw, safe='', errors='surrogateescape')}"


def places_on(page: TestResponse) -> list[str]:
    """Return where a page can lead."""
    return [page.headers["Location"]] if "Location" in page.headers else LINKS.findall(page.text)


def by_page(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Look at each way in."""
    for path in ("/log-ind", "/start", "/kort", DOOR, app.config["INVITATION"]):
        yield places_on(client.get(ask(path, raw)))


def by_code(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Get in by a code that was sent."""
    yield places_on(press(client, "/start", ask("/start", raw), name="Bo", contact="20304050"))
    yield places_on(client.get("/start/kode"))
    yield places_on(press(client, "/start/kode", "/start/kode", code=last_code(app)))


def by_new_card(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Choose the PIN of a card."""
    with app.app_context(), writing() as session:
        session.execute(update(Card).values(pin_hash=None))
    yield places_on(press(client, "/kort", ask("/kort", raw), code=app.config["CARD"], pin=""))
    yield places_on(press(client, "/kort/pin", "/kort/pin", pin=PIN, pin_again=PIN))


def by_card(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Get in by a card whose PIN was chosen."""
    list(by_new_card(app, app.test_client(), ""))
    yield places_on(press(client, "/kort", ask("/kort", raw), code=app.config["CARD"], pin=PIN))


def by_password(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Get in as staff; the form holds `next` too, and may be forged."""
    app.config["CLOCK"].moment += dt.timedelta(seconds=60)
    code, mail = app_code(app, app.config["CLOCK"].moment), "stine@kommunen.example"
    forged = raw.encode(errors="surrogateescape").decode(errors="replace")
    yield places_on(press(client, DOOR, ask(DOOR, raw), email=mail, password=PASSWORD, code=code, next=forged))


def by_directory(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Set out for a directory that does not answer, and look at what is kept for the way back."""
    yield places_on(press(client, "/log-ind", ask("/log-ind/kommune", raw)))
    with client.session_transaction() as kept:
        yield [kept["directory_next"] or "/"]


def by_invitation(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Follow an invitation; it takes no `next`, whatever the address says."""
    list(by_code(app, client, ""))
    yield places_on(press(client, app.config["INVITATION"], ask(app.config["INVITATION"], raw)))


def by_naive_door(app: Flask, client: FlaskClient, raw: str) -> Iterator[list[str]]:
    """Be sent on to whatever was given: the control."""
    yield places_on(client.get(ask("/naiv", raw)))


WaysIn = Callable[[Flask, FlaskClient, str], Iterator[list[str]]]
WAYS: dict[str, WaysIn] = {
    "pages": by_page,
    "code": by_code,
    "new card": by_new_card,
    "card": by_card,
    "password": by_password,
    "directory": by_directory,
    "invitation": by_invitation,
}


def led_away(app: Flask, way: WaysIn, payloads: list[str]) -> list[str]:
    """Return the payloads with which a browser leaves the site somewhere on a way in."""
    return [raw for raw in payloads if not _stays(app, way, raw)]


def _stays(app: Flask, way: WaysIn, raw: str) -> bool:
    return all(browser_host(place) == HERE for places in way(app, app.test_client(), raw) for place in places)
