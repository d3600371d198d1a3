"""Calendars and data: any question to the programme as `.ics` and `.json` at the same address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from base.database import db
from base.ical import Event, calendar_bytes
from base.publicpages import keep_only_at, public_page
from base.web import allow, anyone, now, site_url
from catalogue import page_queries
from catalogue.addresses import activity_path, interest_path
from catalogue.filters import LONGEST_FEED_DAYS, Asked, read_question
from catalogue.gathering_queries import read_gatherings
from catalogue.models import Activity
from catalogue.name_queries import load_names
from catalogue.series import Series, series_events, series_occurrences
from catalogue.series_queries import interest_names, list_series
from catalogue.terms import Status
from catalogue.wanted import Wanted, resolve

feeds = Blueprint("feeds", __name__)

WEEKS_BACK, WEEKS_AHEAD = 4, 78


def calendar_response(name: str, path: str, wanted: Wanted, more: Iterable[Event] = ()) -> Response:
    """Answer with the calendar of what is wanted, and more events; single ones are from four weeks back to 78 ahead."""
    today, site = now().date(), site_url()
    days = (today - dt.timedelta(weeks=WEEKS_BACK), today + dt.timedelta(weeks=WEEKS_AHEAD))
    placed = list_series(db.session(), wanted, days, site)
    gatherings = read_gatherings(db.session(), wanted)
    told = (_with_gathering(each.series, gatherings.get(each.activity_id, [])) for each in placed)
    return events_response(name, path, chain((event for series in told for event in series_events(series, *days)), more))


def events_response(name: str, path: str, events: Iterable[Event]) -> Response:
    """Answer with events as the calendar of a page."""
    product: str = current_app.config["SETTINGS"].product_name
    body = calendar_bytes(f"{product}: {name}", site_url().rstrip("/") + path, events)
    return Response(body, content_type="text/calendar; charset=utf-8")


def _with_gathering(series: Series, lines: list[str]) -> Series:
    return replace(series, description="\n".join([*lines, series.description or ""]).strip()) if lines else series


def occurrences_response(wanted: Wanted, days: tuple[dt.date, dt.date], **more: object) -> Response:
    """Answer with what takes place on the days (half-open), by day, start (unknown last) and UID, and more under its name."""
    site = site_url()
    names = interest_names(db.session(), wanted)
    rows = [
        {
            "uid": one.uid, "title": one.title, "day": one.day.isoformat(),
            "starts_at": one.starts_at and one.starts_at.isoformat(), "ends_at": one.ends_at and one.ends_at.isoformat(),
            "status": one.status, "place": each.venue_name, "interests": names.get(each.activity_id, []),
            "url": each.series.url,
        }
        for each in list_series(db.session(), wanted, days, site)
        for one in series_occurrences(each.series, *days)
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["day"], row["starts_at"] is None, row["starts_at"] or "", row["uid"]))
    return jsonify(occurrences=rows, **more)


def asked_days(path: str) -> tuple[dt.date, dt.date]:
    """Return the days of the request's address, whose canonical form is `path` with those days alone.

    Aborts with 422 and a sentence where they cannot be used, or where there are more than 62.
    """
    asked, days = _question()
    keep_only_at(asked.days_alone().path_of(path))
    return days


def _question() -> tuple[Asked, tuple[dt.date, dt.date]]:
    today = now().date()
    asked, problems = read_question(request.args, today)
    start, end = asked.days(today)
    if (end - start).days > LONGEST_FEED_DAYS:
        problems.append(f"Bed om højst {LONGEST_FEED_DAYS} dage ad gangen.")
    if problems:
        abort(422, " ".join(problems))
    return asked, (start, end)


@feeds.get("/aktiviteter.ics")
@allow(anyone)
@public_page
def programme_calendar() -> AnyResponse:
    """Answer with the calendar of a question; days do not narrow a calendar, so they are taken out of the address."""
    asked, problems = read_question(request.args, now().date())
    wanted, asked, unknown = resolve(asked, load_names(db.session()))
    if problems or unknown:
        abort(404, " ".join(problems + unknown))
    lasting = asked.without_days()
    if asked != lasting:
        return redirect(lasting.path(".ics"))
    keep_only_at(asked.path(".ics"))
    return calendar_response("det sker", asked.path(), wanted)


@feeds.get("/aktiviteter.json")
@allow(anyone)
@public_page
def programme_data() -> Response:
    """Answer with the occurrences of a question; the coming week where no days are asked for."""
    asked, days = _question()
    wanted, asked, unknown = resolve(asked, load_names(db.session()))
    if unknown:
        abort(422, " ".join(unknown))
    keep_only_at(asked.path(".json"))
    return occurrences_response(wanted, days)


@feeds.get("/aktiviteter/<id:activity_id>-<slug:slug>.ics")
@allow(anyone)
@public_page
def activity_calendar(activity_id: int, slug: str) -> AnyResponse:
    """Answer with the calendar of one activity."""
    found = _activity(activity_id)
    if found.replaced_by_id:
        return lead_to_replacement(found.replaced_by_id, ".ics")
    path = activity_path(found.id, found.slug)
    keep_only_at(f"{path}.ics")
    return calendar_response(found.title, path, Wanted(activity_id=activity_id))


@feeds.get("/aktiviteter/<id:activity_id>-<slug:slug>.json")
@allow(anyone)
@public_page
def activity_data(activity_id: int, slug: str) -> AnyResponse:
    """Answer with the occurrences of one activity."""
    found = _activity(activity_id)
    if found.replaced_by_id:
        return lead_to_replacement(found.replaced_by_id, ".json")
    path = activity_path(found.id, found.slug)
    return occurrences_response(Wanted(activity_id=activity_id), asked_days(f"{path}.json"))


def lead_to_replacement(activity_id: int, suffix: str = "") -> AnyResponse:
    """Lead from the address of an activity that stopped to the one in its place, with what was asked; 410 where that is gone."""
    found = _activity(activity_id)
    asked = request.query_string.decode("ascii", "ignore")
    answer = redirect(f"{activity_path(found.id, found.slug)}{suffix}" + (f"?{asked}" if asked else ""), 301)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _activity(activity_id: int) -> Activity:
    found = page_queries.find_activity(db.session(), activity_id)
    if found is None:
        abort(404)
    if found.status == Status.WITHDRAWN and not found.replaced_by_id:
        abort(410, "Aktiviteten findes ikke mere.")
    return found


@feeds.get("/interesser/<slug:slug>.ics")
@allow(anyone)
@public_page
def interest_calendar(slug: str) -> AnyResponse:
    """Answer with the calendar of one interest, across all places."""
    found = page_queries.find_interest(db.session(), slug) or abort(404)
    return calendar_response(found.name, interest_path(slug), Wanted(interest_id=found.id))


@feeds.get("/interesser/<slug:slug>.json")
@allow(anyone)
@public_page
def interest_data(slug: str) -> Response:
    """Answer with the occurrences of one interest."""
    found = page_queries.find_interest(db.session(), slug) or abort(404)
    return occurrences_response(Wanted(interest_id=found.id), asked_days(request.path))
