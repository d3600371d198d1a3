"""Ask for a code: count it, see that it can be sent, send it. Shared by getting in and by changing where one is reached."""

from __future__ import annotations

import datetime as dt
from math import ceil

from flask import make_response, request
from werkzeug.wrappers import Response

from base.database import writing
from base.web import now
from people.attempt_commands import count_attempt
from people.contact_points import ContactPoint
from people.sent_code_commands import send_code, way_to
from people.sign_in_queries import registry
from people.start_commands import tried
from people.start_forms import PointForm
from people.terms import NoticeWay
from people.waits import wait_words

# Of the ways that are open, by what they carry to.
_INSTEAD = {
    frozenset({NoticeWay.TEXT}): "Vi kan ikke sende mail lige nu. Skriv et telefonnummer.",
    frozenset({NoticeWay.MAIL}): "Vi kan ikke sende sms lige nu. Skriv en mailadresse.",
}
CLOSED = "Vi kan ikke sende koder endnu. Bed om et kort på et sted, hvor du kommer."


def can_be_sent(form: PointForm) -> bool:
    """Say whether a code can go to what was typed now, else tell the form what to do instead."""
    ways = registry().open_ways()
    if way_to(form.point) in ways:
        return True
    form.contact.errors = [_INSTEAD.get(frozenset(NoticeWay(way) for way in ways), CLOSED)]
    return False


def count_request(form: PointForm) -> dt.timedelta | None:
    """Count that a code is asked for; return how long to wait where that is too often, and tell the form."""
    wait = count_attempt(tried(form.point, request.remote_addr or ""), now())
    if wait:
        form.form_errors = [f"Der er bedt om mange koder. Prøv igen om {wait_words(wait)}."]
    return wait


def send(point: ContactPoint, name: str, way_back: str = "", person_id: str | None = None) -> str:
    """Send a code at once, and return the id it is found by."""
    moment = now()
    with writing() as rows:
        sent_code_id = send_code(rows, point, name, moment, way_back, person_id)
    registry().hurry()
    return sent_code_id


def wait_page(page: str, wait: dt.timedelta) -> Response:
    """Answer with the form again, and say when to come back (RFC 6585, section 4)."""
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response
