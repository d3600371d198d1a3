"""What the catalogue's templates may say and point to."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from base.danish import clock, date_long, date_short
from base.web import now, site_url
from catalogue.addresses import activity_path, interest_path, venue_path
from catalogue.filters import DAY_PARTS, Asked
from catalogue.names import Names
from catalogue.terms import FORM_LABELS, KIND_LABELS, LED_BY_LABELS


def start_templates(app: Flask) -> None:
    """Give every template the addresses, dates and labels of the catalogue."""
    day_parts = [(part, part.capitalize()) for part in DAY_PARTS]

    @lru_cache(maxsize=64)
    def rendered(asked: Asked, names: Names) -> Markup:
        # The long lists to choose from are a fifth of a page's work and the same from one page to the next.
        fields: Markup = app.jinja_env.get_template("macros/filters.html").module.fields(asked, names, day_parts)  # type: ignore[attr-defined]
        return fields

    def filter_fields(asked: Asked, names: Names) -> Markup:
        return rendered(replace(asked, words="", page=1), names)

    app.jinja_env.globals.update(
        activity_path=activity_path, interest_path=interest_path, venue_path=venue_path, date_short=date_short,
        date_long=date_long, clock=clock, now=now, site_url=site_url, filter_fields=filter_fields,
        form_labels=FORM_LABELS, kind_labels=KIND_LABELS, led_by_labels=LED_BY_LABELS,
    )  # fmt: skip
