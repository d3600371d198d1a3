"""Who may: rules toward the job, the posting or the firm of an address; and whether the room is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, request
from sqlalchemy import Select, select

from base.database import db
from catalogue.place_models import Venue
from jobs.models import Firm, Job, Posting
from jobs.switch import is_on, is_on_at
from people.access_views import actor, get_signed_in, none_of_theirs
from people.permissions import Act, standings_at
from people.registry import Workplace
from people.sign_in_queries import registry


def need_on() -> None:
    """Abort with 404 while the room is off: before each of its views."""
    if not is_on(current_app.config["SETTINGS"]):
        abort(404)


def may_on_posting(act: Act) -> Callable[[], bool]:
    """Return the rule that staff of its place may do this with the posting of the address: 404 if none of theirs."""
    return _toward(act, "posting_id", select(Posting.venue_id), Posting.id)


def may_on_job(act: Act) -> Callable[[], bool]:
    """Return the rule that staff of its place may do this with the job of the address: 404 if none of theirs."""
    return _toward(act, "job_id", select(Posting.venue_id).join(Job, Job.posting_id == Posting.id), Job.id)


def may_on_firm(act: Act) -> Callable[[], bool]:
    """Return the rule that staff of the place that gave the firm its link may do this: 404 if none of theirs."""
    return _toward(act, "firm_id", select(Firm.venue_id), Firm.id)


def need_on_at(venue: Venue) -> None:
    """Abort with 404 where there are no jobs at a place."""
    if not is_on_at(current_app.config["SETTINGS"], venue.slug):
        abort(404)


def list_own_places() -> list[Workplace]:
    """Return the places at which whoever asks works, and where there are jobs, by name."""
    settings = current_app.config["SETTINGS"]
    mine = registry().find_workplaces(db.session(), get_signed_in().actor.person_id)
    return [each for each in mine if is_on_at(settings, each.slug)]


def _toward(act: Act, name: str, venue_of: Select[int], key: Any) -> Callable[[], bool]:
    def rule() -> bool:
        who = actor()
        if who is None:
            return False
        venue_id = db.session().scalar(venue_of.where(key == int((request.view_args or {})[name])))
        if venue_id is None:
            abort(404)
        return none_of_theirs(standings_at(who, [venue_id]), act, act)

    return rule
