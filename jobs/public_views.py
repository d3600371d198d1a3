"""What everybody may know: which jobs there are. What is over is on no page, in no feed and on no sheet."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from flask import Blueprint, Response, abort, current_app, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from base.clock import day_of
from base.danish import date_short, relative_day
from base.database import db
from base.publicpages import keep_only_at, keep_until, public_page
from base.web import allow, anyone, now, site_url
from catalogue.feeds import events_response
from catalogue.name_queries import load_place_names
from jobs.asked import DAYS, AskedJobs, read_asked
from jobs.feeds import changed_at, instant, job_data, job_event, news_entry
from jobs.queries import SeenJob, find_seen, list_ahead
from jobs.switch import is_on, is_on_at
from jobs.texts import hours_words, moment_words, when_words
from jobs.wording import TRAITS, state_words, taking_words

pages = Blueprint("jobs_public", __name__)

Answer = str | AnyResponse
GONE = "Jobbet er slut. Se, hvilke job der er nu."


@pages.get("/job")
@allow(anyone)
@public_page
def jobs() -> Answer:
    """Show the jobs that are asked for, day by day."""
    asked, moment, names = _asked(), now(), load_place_names(db.session())
    keep_only_at(asked.path())
    return render_template(
        "jobs/list.html", asked=asked, days=by_day(seen_ahead(asked, moment), moment), day_names=DAYS, traits=TRAITS,
        site=site_url(), area_rows=[(each.slug, each.name) for each in names.areas],
        venue_rows=[(each.slug, each.name) for each in names.venues], **words(moment),
    )  # fmt: skip


@pages.get("/job/<id:job_id>")
@allow(anyone)
@public_page
def job(job_id: int) -> str:
    """Show one job, and where to take it."""
    moment = now()
    seen = find_seen(db.session(), job_id, moment) or abort(404)
    _need_shown(seen, moment)
    _note_turns([seen], moment)
    return render_template("jobs/job.html", seen=seen, is_begun=moment >= seen.facts.starts_at, **words(moment))


@pages.get("/job/ark")
@allow(anyone)
@public_page
def sheet() -> str:
    """Show the jobs that are asked for in large print, for the wall."""
    asked, moment = _asked(), now()
    keep_only_at(asked.path("/ark"))
    found = seen_ahead(asked, moment)
    return render_template(
        "jobs/sheet.html", days=by_day(found, moment, on_paper=True), made_words=moment_words(moment),
        any_paid=any(each.job.posting.is_paid for each in found), address=site_url().split("//")[1], **words(moment),
    )  # fmt: skip


@pages.get("/job.ics")
@allow(anyone)
@public_page
def calendar() -> AnyResponse:
    """Answer with the calendar of what is asked for; days do not narrow a calendar."""
    asked, moment = _asked(), now()
    if asked.day:
        return redirect(asked.on(day="").path(".ics"))
    keep_only_at(asked.path(".ics"))
    return events_response("job", asked.path(), [job_event(each, moment, site_url()) for each in seen_ahead(asked, moment)])


@pages.get("/job.json")
@allow(anyone)
@public_page
def data() -> Response:
    """Answer with what is asked for, for programs."""
    asked, moment = _asked(), now()
    keep_only_at(asked.path(".json"))
    return jsonify(jobs=[job_data(each, moment, site_url()) for each in seen_ahead(asked, moment, like=True)])


@pages.get("/job.atom")
@allow(anyone)
@public_page
def news() -> Response:
    """Answer with what is asked for as a feed of news (RFC 4287)."""
    asked, moment = _asked(), now()
    keep_only_at(asked.path(".atom"))
    found, site = sorted(seen_ahead(asked, moment, like=True), key=changed_at, reverse=True), site_url()
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    body = render_template(
        "jobs/news.xml", entries=[news_entry(each, moment, site) for each in found],
        address=site.rstrip("/") + asked.path(".atom"), page=site.rstrip("/") + asked.path(),
        updated=instant(changed_at(found[0]) if found else midnight),
    )  # fmt: skip
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def seen_ahead(asked: AskedJobs, moment: dt.datetime, *, most: int | None = None, like: bool = False) -> list[SeenJob]:
    """Return the jobs asked for that are not over, by start; none where the room is off. Note until when it is true."""
    settings = current_app.config["SETTINGS"]
    found = list_ahead(db.session(), asked, moment, settings.jobs_not_at, most=most, like=like) if is_on(settings) else []
    _note_turns(found, moment)
    return found


def by_day(found: list[SeenJob], moment: dt.datetime, *, on_paper: bool = False) -> list[tuple[str, list[SeenJob]]]:
    """Return jobs day by day, each under its day as it is said, on paper by its date; what began before today is under today."""
    today = moment.date()
    days = groupby(found, key=lambda seen: max(day_of(seen.facts.starts_at), today))
    return [(date_short(day).capitalize() if on_paper else _day_words(day, today), list(rows)) for day, rows in days]


def words(moment: dt.datetime) -> dict[str, object]:
    """Return what the templates say a job with."""
    return {
        "hours_words": hours_words, "when_words": when_words, "trait_words": TRAITS, "taking_words": taking_words,
        "state": lambda seen: state_words(seen.facts, seen.job.posting.lots_minute, moment),
    }  # fmt: skip


def _day_words(day: dt.date, today: dt.date) -> str:
    near, long = relative_day(day, today), date_short(day)
    return f"{near}, {long}".capitalize() if near else long.capitalize()


def _asked() -> AskedJobs:
    given = (request.args.get(name, "") for name in ("dag", "sted", "omraade", "slags"))
    return read_asked(*given) or abort(404)


def _need_shown(seen: SeenJob, moment: dt.datetime) -> None:
    if not is_on_at(current_app.config["SETTINGS"], seen.job.posting.venue.slug):
        abort(404)
    if moment >= seen.facts.ends_at:
        abort(410, GONE)


def _note_turns(found: list[SeenJob], moment: dt.datetime) -> None:
    for seen in found:
        facts = seen.facts
        for turn in (facts.starts_at, facts.ends_at, facts.next_lapse):
            if turn and turn > moment and "valid_until" in g:
                keep_until(turn)
