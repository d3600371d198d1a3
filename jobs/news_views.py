"""Ask to hear of the jobs of the day."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, written
from base.web import allow, now
from catalogue.name_queries import load_place_names
from jobs.news_commands import choose_news
from jobs.news_forms import NewsForm
from jobs.personal_queries import find_news
from people.access_views import get_signed_in, may
from people.audit_commands import note
from people.permissions import Act
from people.terms import AuditAction, AuditKind

pages = Blueprint("job_news", __name__)

Answer = Response | tuple[str, int]


@pages.route("/mig/job", methods=["GET", "POST"])
@allow(may(Act.TAKE_JOB))
def choose() -> Answer:
    """Let somebody choose the days and areas of which they hear before nine."""
    actor = get_signed_in().actor
    days, areas = find_news(db.session(), actor.subject_id)
    form = NewsForm(load_place_names(db.session()).areas, data={"days": sorted(days), "areas": sorted(areas)})

    def change(rows: Session) -> None:
        choose_news(rows, actor.subject_id, form.days.data or [], form.areas.data or [])
        if actor.acts_for:
            note(rows, actor, AuditAction.HELPED, AuditKind.PERSON, now(), for_id=actor.acts_for)

    if form.validate_on_submit():
        written(change)
        return redirect(url_for("mine.show", _anchor="job"), 303)
    return render_template("jobs/news.html", form=form), 422 if form.is_submitted() else 200
