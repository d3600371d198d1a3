"""What the catalogue's templates may say and point to."""

from __future__ import annotations

from flask import Flask

from base.danish import clock, date_long, date_short
from base.web import now, site_url
from catalogue.addresses import activity_path, interest_path, venue_path
from catalogue.terms import FORM_LABELS, KIND_LABELS, LED_BY_LABELS


def start_templates(app: Flask) -> None:
    """Give every template the addresses, dates and labels of the catalogue."""
    app.jinja_env.globals.update(
        activity_path=activity_path, interest_path=interest_path, venue_path=venue_path, date_short=date_short,
        date_long=date_long, clock=clock, now=now, site_url=site_url,
        form_labels=FORM_LABELS, kind_labels=KIND_LABELS, led_by_labels=LED_BY_LABELS,
    )  # fmt: skip
