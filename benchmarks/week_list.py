"""The week list made anew, made already and unchanged, beside bare Flask: the same rows from a list in memory, and "hello"."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template_string

from base.database import db
from benchmarks._material import NOW, catalogue_of, seconds_each
from benchmarks._serving import asking, served
from catalogue.activity_queries import Wanted
from catalogue.filters import Asked
from catalogue.listing_queries import MOST_A_DAY, read_list

BARE = """<!doctype html><html lang="da"><title>Det sker</title><h1>Det sker</h1>
{% for heading, rows in days %}<h2>{{ heading }}</h2><ul>
{% for row in rows %}<li><p><time datetime="{{ row.moment }}">{{ row.when }}</time></p>
<p><a href="{{ row.path }}">{{ row.title }}</a></p><p><a href="{{ row.venue_path }}">{{ row.venue_name }}</a></p>
{% if row.meets_you %}<p>Du møder {{ row.meets_you }}.
{% if row.may_just_look %} Du må gerne bare kigge.{% endif %}</p>{% endif %}
</li>{% endfor %}</ul>{% endfor %}</html>"""
COLUMNS = ("moment", "when", "path", "title", "venue_path", "venue_name", "meets_you", "may_just_look")


def bare_app(days: list[tuple[str, list[dict[str, Any]]]]) -> Flask:
    """Make the yardstick: Flask and a Jinja loop over rows in memory, and a view that says hello."""
    app = Flask("bare")
    app.add_url_rule("/", "list", lambda: render_template_string(BARE, days=days))
    app.add_url_rule("/hello", "hello", lambda: "hello")
    return app


def main() -> None:
    """Print milliseconds and ratios."""
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
                    "made already": asking(made, "/aktiviteter"),
                    "304": asking(made, "/aktiviteter", tag),
                }
            )
    print(f"{sum(len(rows) for _, rows in days)} rows, a page of {len(first.data)} bytes")
    _report(taken)


def _rows() -> list[tuple[str, list[dict[str, Any]]]]:
    listed = read_list(db.session(), Asked(), Wanted(), NOW)
    days = [(day.heading, [{c: getattr(row, c) for c in COLUMNS} for row in day.timed]) for day in listed.days]
    assert [len(rows) for _, rows in days] == [MOST_A_DAY] * 7
    return days


def _report(taken: dict[str, float]) -> None:
    for name, each in taken.items():
        print(f"{name:30} {each * 1000:7.3f} ms {1 / each:8.0f} a second")
    loop, hello = taken["bare Flask + Jinja loop"], taken['bare Flask "hello"']
    anew, large = taken["made anew, 300 activities"], taken["made anew, 10,000 activities"]
    print(f"made anew, 300, of the bare loop     {loop / anew:5.2f}  (bar: at least 0.60)")
    print(f"made anew, 10,000, of the bare loop  {loop / large:5.2f}  (bar: at least 0.60)")
    print(f"10,000 against 300                   {large / anew:5.2f}  (bar: at most 1.50)")
    print(f"made already, of hello               {hello / taken['made already']:5.2f}  (bar: at least 0.50)")
    print(f"304, of hello                        {hello / taken['304']:5.2f}  (bar: at least 0.50)")


if __name__ == "__main__":
    main()
