"""The catalogue's pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from base.database import db
from base.publicpages import keep_only_at, keep_until, public_page
from base.web import allow, anyone, now, site_url
from catalogue import page_queries
from catalogue.activity_queries import Wanted
from catalogue.filters import DAY_PARTS, LONGEST_LIST_DAYS, Asked, read_question
from catalogue.linked_data import event_data
from catalogue.listing_queries import ListPage, read_list
from catalogue.queries import load_names, resolve
from catalogue.series import Occurrence, series_occurrences
from catalogue.series_queries import list_series
from catalogue.terms import Status
from catalogue.wording import schedule_words

pages = Blueprint("catalogue", __name__)

COMING_DAYS = 120
MOST_COMING = 6


def show_list(asked: Asked, wanted: Wanted, moment: dt.datetime) -> ListPage:
    """Read a list for a page, and note when the clock alone will change it."""
    found = read_list(db.session(), asked, wanted, moment)
    if found.changes_at:
        keep_until(found.changes_at)
    return found


@pages.get("/aktiviteter")
@allow(anyone)
@public_page
def programme() -> str:
    """Show what happens on the days asked for, across all places."""
    moment = now()
    asked, problems = read_question(request.args, moment.date())
    asked, too_long = _bounded(asked, moment.date())
    names = load_names(db.session())
    wanted, unknown = resolve(asked, names)
    problems += too_long + unknown
    keep_only_at("" if problems else asked.path())
    return render_template(
        "catalogue/programme.html", asked=asked, problems=problems, names=names, day_parts=list(DAY_PARTS),
        listed=show_list(asked, wanted, moment), today=moment.date(), site=site_url(),
    )  # fmt: skip


def _bounded(asked: Asked, today: dt.date) -> tuple[Asked, list[str]]:
    start, end = asked.days(today)
    if (end - start).days <= LONGEST_LIST_DAYS:
        return asked, []
    end = start + dt.timedelta(days=LONGEST_LIST_DAYS)
    sentence = f"Her er de første {LONGEST_LIST_DAYS} dage. Gå videre nederst på siden."
    return Asked(**{**vars(asked), "start": start, "end": end}), [sentence]


@pages.get("/aktiviteter/<id:activity_id>-<slug:slug>")
@allow(anyone)
@public_page
def activity(activity_id: int, slug: str) -> str | Response | tuple[str, int]:
    """Show one activity: what, when, where, and what it is like to come the first time."""
    moment = now()
    found = page_queries.find_activity(db.session(), activity_id)
    if found is None:
        abort(404)
    similar = page_queries.list_similar(db.session(), found)
    if found.status == Status.WITHDRAWN:
        return render_template("catalogue/activity_gone.html", activity=found, similar=similar), 410
    if slug != found.slug:
        return redirect(url_for("catalogue.activity", activity_id=activity_id, slug=found.slug), 301)
    keep_only_at(request.path)
    days = (moment.date(), moment.date() + dt.timedelta(days=COMING_DAYS))
    placed = list_series(db.session(), Wanted(activity_id=activity_id), days, site_url())
    coming = _coming([each.series for each in placed], days, moment)
    next_days = {each.planned_day: each for each in reversed(coming)}
    return render_template(
        "catalogue/activity.html", activity=found, coming=coming, similar=similar, next_days=next_days,
        rules=[schedule_words(schedule.rule()) for schedule in found.schedules], site=site_url(),
        linked_data=event_data(found, coming, site_url()),
    )  # fmt: skip


def _coming(series: list[Any], days: tuple[dt.date, dt.date], moment: dt.datetime) -> list[Occurrence]:
    found = [one for each in series for one in series_occurrences(each, *days)]
    found = [one for one in found if one.ends_at is None or one.ends_at > moment]
    found.sort(key=lambda one: (one.day, one.starts_at is None, one.starts_at or moment))
    ends = [one.ends_at for one in found if one.ends_at]
    if ends:
        keep_until(min(ends))
    return found[:MOST_COMING]


@pages.get("/interesser")
@allow(anyone)
@public_page
def interests() -> str:
    """Show all one can feel like doing, shelf by shelf."""
    return render_template("catalogue/interests.html", names=load_names(db.session()))


@pages.get("/interesser/<slug:slug>")
@allow(anyone)
@public_page
def interest(slug: str) -> str:
    """Show what happens with one interest, at all places."""
    found = page_queries.find_interest(db.session(), slug)
    if found is None:
        abort(404)
    keep_only_at(request.path)
    asked = Asked(interest=slug)
    return render_template(
        "catalogue/interest.html", interest=found, asked=asked, site=site_url(),
        listed=show_list(asked, Wanted(interest_id=found.id), now()),
    )  # fmt: skip
