"""A person's own calendar: what they have said yes to, at an address that nobody can guess."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, url_for

from base.clock import on_the_wall
from base.database import db
from base.ical import Event, calendar_bytes, sequence_at
from base.web import allow, anyone, now, site_url
from noticeboard.mine_queries import list_ahead
from people.calendar_queries import find_calendar_owner
from people.registry import Ahead

feeds = Blueprint("own_calendar", __name__)

ALARM_MINUTES = 120


@feeds.get("/kalender/<token>.ics")
@allow(anyone)
def calendar(token: str) -> Response:
    """Answer with what lies ahead of the person whose calendar it is; empty while they hold a pause."""
    session, moment = db.session(), now()
    owner = find_calendar_owner(session, token) or abort(404, "Adressen virker ikke mere. Lav en ny på siden Mig.")
    ahead = [] if owner.is_paused else list_ahead(session, owner.person_id, moment)
    # Each entry leads to one's own page, where one can leave it: any other address would tell what it is.
    mine = site_url().rstrip("/") + url_for("mine.show")
    body = calendar_bytes(current_app.config["SETTINGS"].product_name, mine, [_event(each, mine) for each in ahead])
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _event(ahead: Ahead, url: str) -> Event:
    return Event(
        uid=f"{ahead.key}@mig.paa-tvaers", changed_at=ahead.changed_at, title=ahead.title, url=url,
        sequence=sequence_at(ahead.changed_at),
        alarm_minutes=ALARM_MINUTES, starts=on_the_wall(ahead.starts_at), ends=on_the_wall(ahead.ends_at),
    )  # fmt: skip
