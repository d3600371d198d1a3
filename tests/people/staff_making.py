"""Staff for tests who have all they need to get in, and their codes."""

from __future__ import annotations

import datetime as dt
import re

import pyotp
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from base.database import writing
from base.web import now
from people.permissions import Actor
from people.second_factor import new_list, totp_secret
from people.staff_commands import make_staff_link
from people.staff_models import StaffAccount, StaffListCode
from people.terms import StaffRole
from tests.people.making import make_staff, token_of

PASSWORD = "korrekt hest batteri"
SALT = "ab" * 32
DOOR = "/log-ind/personale"


def make_ready_staff(session: Session, name: str = "Stine", role: StaffRole = StaffRole.STAFF) -> tuple[StaffAccount, list[str]]:
    """Add somebody with password, app and list, and return the codes of the list."""
    account = make_staff(session, name, role, password=PASSWORD)
    account.totp_salt, account.totp_step = SALT, 0
    codes = new_list(current_app.config["SECRET_KEY"])
    session.add_all(StaffListCode(person_id=account.person_id, code_digest=each) for each in codes.values())
    session.flush()
    return account, list(codes)


def app_code(app: Flask, moment: dt.datetime, salt: str = SALT) -> str:
    """Return what the app of `make_ready_staff` shows at a moment."""
    return pyotp.TOTP(totp_secret(app.config["SECRET_KEY"], salt)).at(moment)


def get_in(client: FlaskClient, code: str, email: str = "stine@kommunen.example", **typed: str) -> TestResponse:
    """Send the form of the way in for staff."""
    sent = {"csrf_token": token_of(client, DOOR), "email": email, "password": PASSWORD, "code": code, **typed}
    return client.post(DOOR, data=sent)


def make_link(app: Flask, person_id: str) -> str:
    """Make the link of somebody and return its path."""
    with app.app_context(), writing() as session:
        token = make_staff_link(session, Actor(person_id, StaffRole.COORDINATOR), person_id, now())
    return f"/personale/ny/{token}"


def secret_on(page: str) -> str:
    """Return the secret of the app that a page shows."""
    found = re.search(r'<p class="code">([A-Z2-7 ]+)</p>', page)
    assert found
    return found[1].replace(" ", "")


def list_on(page: str) -> list[str]:
    """Return the codes of the list that a page shows."""
    return re.findall(r'<span class="code">([0-9A-Z]{5}-[0-9A-Z]{5})</span>', page)
