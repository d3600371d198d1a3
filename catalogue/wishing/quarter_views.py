"""The sheet of a quarter, for the coordinator to print."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from base.database import db
from base.web import allow, now
from catalogue.terms import ENDING_LABELS
from catalogue.wishing.quarter_queries import MOST_LISTED, read_quarter_sheet
from catalogue.wishing.quarters import latest_quarters, read_quarter
from catalogue.wishing.wish_wording import how_many
from people.access_views import may
from people.permissions import Act

quarter = Blueprint("quarter", __name__)

MOST_TO_CHOOSE = 8
UNREADABLE = "Det kvartal kan vi ikke vise. Her er det, vi er i. Vælg et andet her."


@quarter.get("/personale/kvartal")
@allow(may(Act.SEE_QUARTER))
def sheet() -> Response:
    """Show what came of a quarter: what was agreed, wishes met, activities new, stopped and led by users; no persons."""
    today, typed = now().date(), request.args.get("kvartal", "")
    choices = latest_quarters(today, MOST_TO_CHOOSE)
    asked = read_quarter(typed) if typed else choices[0]
    chosen = asked if asked and asked <= choices[0] else choices[0]
    problem = UNREADABLE if chosen != asked else None
    page = render_template(
        "catalogue/wishing/quarter.html", quarter=chosen, choices=choices, problem=problem,
        sheet=read_quarter_sheet(db.session(), chosen, today), ending_labels=ENDING_LABELS, how_many=how_many, most=MOST_LISTED,
    )  # fmt: skip
    return make_response(page, 422 if problem else 200)
