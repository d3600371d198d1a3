"""The catalogue's pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from base.database import db
from base.publicpages import keep_only_at, keep_until, public_page
from base.web import allow, anyone, now, site_url
from catalogue import page_queries
from catalogue.cases.case_wording import gather_words
from catalogue.feeds import lead_to_replacement
from catalogue.filters import LONGEST_LIST_DAYS, Asked, read_question
from catalogue.keeping.review_rules import is_due
from catalogue.linked_data import event_data
from catalogue.listing_queries import ListPage, read_list
from catalogue.models import Activity
from catalogue.name_queries import load_names
from catalogue.recurrence import Rule
from catalogue.series import Occurrence, series_occurrences
from catalogue.series_queries import PlacedSeries, list_series
from catalogue.terms import Status
from catalogue.wanted import Wanted, resolve
from catalogue.wording import schedule_words

pages = Blueprint("catalogue", __name__)

COMING_DAYS = 120
MOST_COMING = 6


def show_list(asked: Asked, wanted: Wanted, moment: dt.datetime) -> ListPage:
    """Read a list for a page, and note when the clock alone will change it."""
    found = read_list(db.session(), asked, wanted, moment)
    keep_until(found.changes_at)
    return found


@pages.get("/aktiviteter")
@allow(anyone)
@public_page
def programme() -> str | Response:
    """Show what happens on the days asked for, across all places; what the form sends leads to the canonical address."""
    moment = now()
    asked, problems = read_question(request.args, moment.date())
    asked, too_long = _bounded(asked, moment.date())
    names = load_names(db.session())
    wanted, asked, unknown = resolve(asked, names)
    problems += too_long + unknown
    if not problems and "" in request.args.values():
        # A form sends the fields along that were left empty.
        return redirect(asked.path())
    keep_only_at("" if problems else asked.path())
    return render_template(
        "catalogue/programme.html", asked=asked, problems=problems, names=names, listed=show_list(asked, wanted, moment),
        site=site_url(),
    )  # fmt: skip


def _bounded(asked: Asked, today: dt.date) -> tuple[Asked, list[str]]:
    start, end = asked.days(today)
    if (end - start).days <= LONGEST_LIST_DAYS:
        return asked, []
    sentence = f"Her er de første {LONGEST_LIST_DAYS} dage. Gå videre nederst på siden."
    return replace(asked, start=start, end=start + dt.timedelta(days=LONGEST_LIST_DAYS)), [sentence]


@pages.get("/aktiviteter/<id:activity_id>-<slug:slug>")
@allow(anyone)
@public_page
def activity(activity_id: int, slug: str) -> str | Response | tuple[str, int]:
    """Show one activity: what, when, where, and what it is like to come the first time."""
    found = page_queries.find_activity(db.session(), activity_id)
    if found is None:
        abort(404)
    if found.replaced_by_id:
        return lead_to_replacement(found.replaced_by_id)
    similar = page_queries.list_similar(db.session(), found)
    if found.status == Status.WITHDRAWN:
        return render_template("catalogue/activity_gone.html", activity=found, similar=similar), 410
    if slug != found.slug:
        return redirect(url_for("catalogue.activity", activity_id=activity_id, slug=found.slug), 301)
    moment = now()
    coming = _coming(activity_id, moment)
    return render_template(
        "catalogue/activity.html", activity=found, coming=[one for one, _ in coming], similar=similar, site=site_url(),
        is_unsure=is_due(found.review_on, moment.date()),
        group_name=page_queries.find_leading_group(db.session(), found) if found.group_id else None,
        rules=[schedule_words(rule) for rule in _rules_shown(found, moment.date())],
        gatherings={host.venue_id: gather_words(host.gather_at, host.gather_minute) for host in found.hosts},
        linked_data=[
            event_data(found, one, placed.venue_name, placed.series.url or "", placed.series.location or "")
            for one, placed in coming
        ],
    )  # fmt: skip


def _rules_shown(found: Activity, today: dt.date) -> list[Rule]:
    """Return the rules that go on; all of them where none does."""
    rules = [schedule.rule() for schedule in found.schedules]
    return [rule for rule in rules if rule.last_day is None or rule.last_day >= today] or rules


def _coming(activity_id: int, moment: dt.datetime) -> list[tuple[Occurrence, PlacedSeries]]:
    days = (moment.date() - dt.timedelta(days=1), moment.date() + dt.timedelta(days=COMING_DAYS))
    placed = list_series(db.session(), Wanted(activity_id=activity_id), days, site_url())
    found = [(one, each) for each in placed for one in series_occurrences(each.series, *days) if not _is_over(one, moment)]
    found.sort(key=lambda pair: (pair[0].day, pair[0].starts_at is None, pair[0].starts_at or moment))
    keep_until(min((one.ends_at for one, _ in found if one.ends_at), default=None))
    return found[:MOST_COMING]


def _is_over(one: Occurrence, moment: dt.datetime) -> bool:
    return one.ends_at <= moment if one.ends_at else one.day < moment.date()


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
    return render_template(
        "catalogue/interest.html", interest=found, site=site_url(),
        listed=show_list(Asked(interest=slug), Wanted(interest_id=found.id), now()),
    )  # fmt: skip
