"""Extra hours as calendars and programs read them."""

from __future__ import annotations

import datetime as dt

from base.clock import KOLDING, on_the_wall
from base.ical import Event, EventStatus, sequence_at
from catalogue.addresses import venue_path
from shifts.public_words import PublicShift, made_words, told_words
from shifts.rules import told, told_since
from shifts.terms import Told

# Few calendars show a STATUS, so the title says it too.
TITLES = {Told.OPEN: "Ekstra åbent", Told.MAYBE: "Måske ekstra åbent", Told.CLOSED: "AFLYST: Ekstra åbent"}
STATUSES: dict[Told, EventStatus] = {Told.OPEN: "CONFIRMED", Told.MAYBE: "TENTATIVE", Told.CLOSED: "CANCELLED"}


def shift_event(shift: PublicShift, now: dt.datetime, site: str) -> Event:
    """Return a shift as a calendar tells it; `site` ends in a slash. It lives on: it says when it was made and where to look."""
    facts, what, url = shift.facts, told(shift.facts, now), _url(shift, site)
    changed_at = told_since(facts, now)
    return Event(
        uid=_uid(shift), changed_at=changed_at, sequence=sequence_at(changed_at), title=_title(shift, what), url=url,
        starts=on_the_wall(facts.starts_at), ends=on_the_wall(facts.ends_at), location=shift.location, status=STATUSES[what],
        description=f"{told_words(facts, now)}\n{made_words(now)} Se, hvordan det er nu: {url}", transparent=True,
    )  # fmt: skip


def shift_data(shift: PublicShift, now: dt.datetime, site: str) -> dict[str, str]:
    """Return a shift for programs: `status` is "open", "maybe" or "closed"; `site` ends in a slash."""
    facts, what = shift.facts, told(shift.facts, now)
    starts_at, ends_at = (moment.astimezone(KOLDING) for moment in (facts.starts_at, facts.ends_at))
    return {
        "uid": _uid(shift), "title": _title(shift, what), "day": starts_at.date().isoformat(),
        "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat(), "status": what.name.lower(),
        "words": told_words(facts, now), "place": shift.venue_name, "url": _url(shift, site),
    }  # fmt: skip


def _uid(shift: PublicShift) -> str:
    return f"vagt-{shift.id}@paa-tvaers"


def _title(shift: PublicShift, what: Told) -> str:
    return f"{TITLES[what]}: {shift.venue_name}"


def _url(shift: PublicShift, site: str) -> str:
    return site.rstrip("/") + venue_path(shift.venue_slug)
