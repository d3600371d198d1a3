"""What is told of jobs, in Danish. A notice may be read by others than the one it is for: no name and no place stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from base.clock import day_of, minute_of
from base.danish import clock, date_short
from people.terms import NoticeWay


class Tell(StrEnum):
    """The kinds of notice about a job of somebody's."""

    ASKED = "job_asked"
    LAPSED = "job_lapsed"
    WRITTEN_DOWN = "job_written_down"
    TAKEN_OFF = "job_taken_off"
    CANCELLED = "job_cancelled"
    RUNS_AGAIN = "job_runs_again"
    MOVED = "job_moved"
    MOVED_AWAY = "job_moved_away"


TODAY = "jobs_today"
LABEL, TODAY_LABEL = "Job", "Job i dag"
# {what} is the line of the job and its time.
SENTENCES: Mapping[Tell, str] = {
    Tell.ASKED: "Nu er der en plads til dig: {what}. Sig ja {by}, eller sig nej tak.",
    Tell.LAPSED: "Pladsen er ikke holdt til dig mere: {what}. Du skal ikke gøre noget.",
    Tell.WRITTEN_DOWN: "Du er skrevet på: {what}. Passer det ikke, så sig fra.",
    Tell.TAKEN_OFF: "Du er taget af: {what}. Du skal ikke komme.",
    Tell.CANCELLED: "Jobbet er aflyst: {what}. Du skal ikke komme.",
    Tell.RUNS_AGAIN: "Jobbet bliver til noget alligevel: {what}. Alle pladser er ledige igen.",
    Tell.MOVED: "Jobbet er lavet om. Nu er det: {what}. Kan du ikke, så sig fra.",
    Tell.MOVED_AWAY: "Jobbet er flyttet til et tidspunkt, hvor du ikke kan: {what}. Du er taget af.",
}


def job_text(kind: Tell, details: Mapping[str, Any], _way: NoticeWay) -> str:
    """Return what is told; raise KeyError where a detail is missing."""
    starts, ends = (dt.datetime.fromisoformat(details[name]) for name in ("starts", "ends"))
    by = f"senest {moment_words(dt.datetime.fromisoformat(details['answer_by']))}" if details["answer_by"] else ""
    return SENTENCES[kind].format(what=f"{details['title']}, {when_words(starts, ends)}", by=by)


def today_text(details: Mapping[str, Any], _way: NoticeWay) -> str:
    """Return what is told of the jobs of a day: how many there are room on, the first of them and where to look."""
    more = details["count"] - 1
    others = f" og {more} mere" if more else ""
    return f"Der er job i dag: {details['title']} kl. {details['clock']}{others}. Se dem på {details['address']}."


def when_words(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """Return when a job is, as in "søndag d. 29. november kl. 10.00–12.00"."""
    return f"{date_short(day_of(starts_at))} {hours_words(starts_at, ends_at)}"


def hours_words(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """Return the hours of a job by the wall in Kolding, as in "kl. 10.00–12.00"."""
    return f"kl. {clock(minute_of(starts_at))}–{clock(minute_of(ends_at))}"


def moment_words(moment: dt.datetime) -> str:
    """Return a moment by the wall in Kolding, as in "søndag d. 29. november kl. 10.00"."""
    return f"{date_short(day_of(moment))} kl. {clock(minute_of(moment))}"
