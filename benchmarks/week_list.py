"""The week list made anew, made already and unchanged, beside bare Flask: the same rows from a list in memory, and "hello"."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template_string

from base.database import db
from benchmarks._material import NOW, catalogue_of, seconds_each
from benchmarks._serving import asking, served
from catalogue.filters import Asked
from catalogue.listing_queries import MOST_A_DAY, read_list
from catalogue.wanted import Wanted

BARE = """<!doctype html><html lang="da"><title>Det sker</title><h1>Det sker</h1>
{% for heading, rows in days %}<h2>{{ heading }}</h2><ul>
{% for row in rows %}<li><p><time datetime="{{ row.moment }}">{{ row.when }}</time></p>
<p><a href="{{ row.path }}">{{ row.title }}</a></p><p><a href="{{ row.venue_path }}">{{ row.venue_name }}</a></p>
{% if row.meets_you %}<p>Du møder {{ row.meets_you }}.
{% if row.may_just_look %} Du må gerne bare kigge.{% endif %}</p>{% endif %}
</li>{% endfor %}</ul>{% endfor %}</html>"""
# As every browser asks; the yardstick's few bytes would not get smaller.
ZIPPED = "Accept-Encoding: gzip\r\n"
COLUMNS = ("moment", "when", "path", "title", "venue_path", "venue_name", "meets_you", "may_just_look")


def bare_app(days: list[tuple[str, list[dict[str, Any]]]]) -> Flask:
    """Make the yardstick: Flask and a Jinja loop over rows in memory, and a view that says hello."""
    app = Flask("bare")
    app.add_url_rule("/", "list", lambda: render_template_string(BARE, days=days))
    app.add_url_rule("/hello", "hello", lambda: "hello")
    return app


def measure() -> dict[str, float]:
    """Return the median seconds of each kind of answer."""
    with catalogue_of(300, KEPT_BYTES=0) as few, catalogue_of(10_000, KEPT_BYTES=0) as many, catalogue_of(300) as kept:
        with few.app_context():
            days = _rows()
        first = kept.test_client().get("/aktiviteter", base_url="http://localhost/")
        tag = f"If-None-Match: {first.headers['ETag']}\r\n"
        for app in (few, many, kept):
            with app.app_context():
                db.engine.dispose()
        bare = bare_app(days)
        with served(bare) as yard, served(few) as anew, served(many) as large, served(kept) as made:
            taken = seconds_each(
                {
                    "bare Flask + Jinja loop": asking(yard, "/"),
                    "made anew, 300 activities": asking(anew, "/aktiviteter"),
                    "made anew, 10,000 activities": asking(large, "/aktiviteter"),
                    'bare Flask "hello"': asking(yard, "/hello"),
                    "made already": asking(made, "/aktiviteter", ZIPPED),
                    "304": asking(made, "/aktiviteter", tag),
                }
            )
    return taken


def ratios(taken: dict[str, float]) -> dict[str, tuple[float, str, bool]]:
    """Return each ratio with its bar and whether it holds."""
    loop, hello = taken["bare Flask + Jinja loop"], taken['bare Flask "hello"']
    anew, large = taken["made anew, 300 activities"], taken["made anew, 10,000 activities"]
    at_least = {
        "made anew, 300, of the bare loop": (loop / anew, 0.6),
        "made anew, 10,000, of the bare loop": (loop / large, 0.6),
        "made already, of hello": (hello / taken["made already"], 0.5),
        "304, of hello": (hello / taken["304"], 0.5),
    }
    found = {name: (value, f"at least {bar:.2f}", value >= bar) for name, (value, bar) in at_least.items()}
    return found | {"10,000 against 300": (large / anew, "at most 1.50", large / anew <= 1.5)}


def main() -> None:
    """Print milliseconds and ratios."""
    taken = measure()
    for name, each in taken.items():
        print(f"{name:30} {each * 1000:7.3f} ms {1 / each:8.0f} a second")
    for name, (value, bar, _) in ratios(taken).items():
        print(f"{name:36} {value:5.2f}  (bar: {bar})")


def _rows() -> list[tuple[str, list[dict[str, Any]]]]:
    listed = read_list(db.session(), Asked(), Wanted(), NOW)
    days = [(day.heading, [{c: getattr(row, c) for c in COLUMNS} for row in day.timed]) for day in listed.days if day.timed]
    assert [len(rows) for _, rows in days] == [MOST_A_DAY] * 7
    return days


if __name__ == "__main__":
    main()
