"""The first page of the staff: what waits for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from base.database import db
from base.web import allow, now
from catalogue.cases.speaking_views import speaks_for
from catalogue.cases.told_queries import list_waiting
from catalogue.group_queries import count_by_place, list_asking_groups, list_groups_without_contact
from catalogue.keeping.activity_keeping_views import shown
from catalogue.keeping.review_rules import hides_on
from catalogue.keeping.waiting_queries import (
    count_waiting,
    list_cases_here,
    list_long_open_cases,
    read_overdue,
    read_waiting,
)
from catalogue.models import Activity
from catalogue.wording import schedule_words
from jobs.posting_queries import list_asked as list_asked_jobs
from jobs.posting_views import posting_words
from people.access_views import get_signed_in, may
from people.permissions import Act, Actor
from people.sign_in_queries import registry
from people.terms import StaffRole
from shifts.opening_queries import list_asked
from shifts.opening_views import words

pages = Blueprint("staff_front", __name__)


@pages.get("/personale")
@allow(may(Act.SEE_DESK))
def front() -> str:
    """Show staff what waits for them at their places, and a coordinator how much waits at each, and what has waited too long."""
    session, actor, moment = db.session(), get_signed_in().actor, now()
    looks_on = actor.role is StaffRole.COORDINATOR
    found = _overdue(session, moment) if looks_on else _at_own_places(session, actor, moment)
    kept = found["kept"]
    return render_template(
        "noticeboard/staff_front.html", looks_on=looks_on, moment=moment, when=_when, hides_on=hides_on,
        same={activity_id: shown(twins) for activity_id, twins in kept.same.items() if twins}, **found,
    )  # fmt: skip


def _at_own_places(session: Session, actor: Actor, moment: dt.datetime) -> dict[str, Any]:
    cases, open_cases = list_cases_here(session, actor.venues, moment)
    venue_ids, _ = speaks_for(actor)
    return {
        "places": registry().find_workplaces(session, actor.person_id),
        "asking": list_asking_groups(session, actor.venues),
        "without_contact": list_groups_without_contact(session, actor.venues),
        "jobs": [(each, posting_words(each)) for each in list_asked_jobs(session, actor.venues)],
        "openings": [(each, words(each)) for each in list_asked(session, actor.venues)],
        "kept": read_waiting(session, actor.venues, moment.date()),
        "proposals": list_waiting(session, venue_ids),
        "cases": cases,
        "open_cases": open_cases,
        "venue_ids": venue_ids,
    }


def _overdue(session: Session, moment: dt.datetime) -> dict[str, Any]:
    cases, open_cases = list_long_open_cases(session, moment)
    return {
        "counts": count_by_place(session),
        "waiting": count_waiting(session, moment.date()),
        "kept": read_overdue(session, moment.date()),
        "cases": cases,
        "open_cases": open_cases,
    }


def _when(activity: Activity) -> list[str]:
    return [schedule_words(each.rule()) for each in activity.schedules] or [activity.when_words or "Uden fast dag"]
