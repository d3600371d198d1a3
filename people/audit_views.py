"""The audit log, for the revisor alone."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from base.clock import KOLDING
from base.danish import clock, date_short
from base.database import db
from base.web import allow
from people.access_views import may
from people.audit_filters import UNREADABLE_DAY, AuditQuestion, read_audit_question
from people.audit_queries import list_audit
from people.audit_wording import action_words, kind_words
from people.permissions import Act

pages = Blueprint("audit", __name__)


@pages.get("/personale/revision")
@allow(may(Act.READ_AUDIT))
def log() -> Response:
    """Show what staff did, the newest first, of a day or an act if asked for."""
    question = read_audit_question(request.args)
    problem = UNREADABLE_DAY if question is None else None
    asked = question or AuditQuestion()
    lines, has_more = list_audit(db.session(), asked) if question else ([], False)
    older = url_for("audit.log", **asked.fields(lines[-1].id)) if has_more else None
    shown = {"asked": asked, "lines": lines, "older": older, "problem": problem, "typed_day": request.args.get("dag", "")}
    words = {"action_words": action_words, "kind_words": kind_words, "moment_words": _moment_words}
    return make_response(render_template("people/audit.html", **shown, **words), 422 if problem else 200)


def _moment_words(moment: dt.datetime) -> str:
    local = moment.astimezone(KOLDING)
    return f"{date_short(local.date())} {local.year} kl. {clock(local.hour * 60 + local.minute)}"
