"""Jobs as calendars, programs and readers of news read them. No person stands in them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from base.clock import KOLDING, on_the_wall
from base.ical import Event, sequence_at
from jobs.queries import SeenJob
from jobs.terms import Trait
from jobs.texts import when_words
from jobs.wording import TRAITS, state_words

# What no XML holds, also escaped (XML 1.0, section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def job_event(seen: SeenJob, now: dt.datetime, site: str) -> Event:
    """Return a job as a calendar tells it; `site` ends in a slash. It lives on: it says where to look."""
    job, facts, url = seen.job, seen.facts, _url(seen, site)
    since = changed_at(seen)
    return Event(
        uid=_uid(seen), changed_at=since, sequence=sequence_at(since), url=url,
        title=job.posting.title if facts.is_live else f"AFLYST: {job.posting.title}",
        starts=on_the_wall(facts.starts_at), ends=on_the_wall(facts.ends_at), location=job.posting.meeting_point,
        status="CONFIRMED" if facts.is_live else "CANCELLED", transparent=True,
        description=f"{state_words(facts, job.posting.lots_minute, now)}\nSe, hvordan det er nu: {url}",
    )  # fmt: skip


def job_data(seen: SeenJob, now: dt.datetime, site: str) -> dict[str, Any]:
    """Return a job for programs; `site` ends in a slash."""
    posting, facts = seen.job.posting, seen.facts
    starts_at, ends_at = (moment.astimezone(KOLDING) for moment in (facts.starts_at, facts.ends_at))
    return {
        "uid": _uid(seen), "title": posting.title, "day": starts_at.date().isoformat(), "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(), "status": "posted" if facts.is_live else "cancelled", "hands": facts.hands,
        "free": facts.free, "taking": posting.taking, "paid": posting.is_paid, "pay": posting.pay,
        "like": [each.trait for each in posting.traits], "place": posting.venue.name, "meeting_point": posting.meeting_point,
        "words": state_words(facts, posting.lots_minute, now), "url": _url(seen, site),
    }  # fmt: skip


def changed_at(seen: SeenJob) -> dt.datetime:
    """Return when a job was last changed, or its posting."""
    return max(seen.job.changed_at, seen.job.posting.changed_at)


def news_entry(seen: SeenJob, now: dt.datetime, site: str) -> dict[str, str]:
    """Return a job as an entry of a feed of news (RFC 4287); `site` ends in a slash."""
    posting, facts = seen.job.posting, seen.facts
    like = " ".join(f"{TRAITS[Trait(each.trait)]}." for each in posting.traits)
    when = when_words(facts.starts_at, facts.ends_at).capitalize()
    entry = {
        "title": posting.title if facts.is_live else f"AFLYST: {posting.title}", "url": _url(seen, site),
        "updated": instant(changed_at(seen)),
        "summary": f"{when}. {posting.venue.name}. {state_words(facts, posting.lots_minute, now)} {like}".strip(),
    }  # fmt: skip
    return {name: _NOT_IN_XML.sub("", text) for name, text in entry.items()}


def instant(moment: dt.datetime) -> str:
    """Return a moment as RFC 3339 writes it, in UTC."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _uid(seen: SeenJob) -> str:
    return f"job-{seen.job.id}@paa-tvaers"


def _url(seen: SeenJob, site: str) -> str:
    return f"{site.rstrip('/')}/job/{seen.job.id}"
