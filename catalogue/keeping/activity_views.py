"""Write, change and stop an activity: staff at a place, a group that leads it, with the same form."""

from __future__ import annotations

from flask import abort, redirect, url_for

from base.database import db, writing
from base.forms import Press
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_activity, may_keep_place
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_keeping_views import Answer, Back, back_from, keeper_of, keeping, note_kept, staff_keeper
from catalogue.keeping.activity_queries import find_activity_to_keep
from catalogue.keeping.activity_writing_views import Writing, write
from catalogue.keeping.place_page_queries import find_kept_place
from catalogue.keeping.publishing_commands import withdraw_activity
from people.access_views import may_in_group
from people.group_queries import find_group
from people.group_views import ask_again
from people.permissions import Act
from people.terms import AuditAction


@keeping.route("/personale/steder/<slug:slug>/aktiviteter/ny", methods=["GET", "POST"])
@allow(may_keep_place())
def new(slug: str) -> Answer:
    """Write a new activity at a place."""
    venue = find_kept_place(db.session(), slug) or abort(404)
    back = Back(url_for("keeping.place", slug=slug), venue.name)
    return write(Writing(staff_keeper(), back, "Ny aktivitet", here=venue.id))


@keeping.route("/gruppe/<id:group_id>/aktiviteter/ny", methods=["GET", "POST"])
@allow(may_in_group(Act.LEAD_ACTIVITIES))
def lead(group_id: int) -> Answer:
    """Write a new activity that a group leads."""
    group = find_group(db.session(), group_id) or abort(404)
    back = Back(url_for("group_page.show", group_id=group_id), group.name)
    return write(Writing(Keeper(group_id=group_id), back, "Ny aktivitet"))


@keeping.route("/aktiviteter/<id:activity_id>/ret", methods=["GET", "POST"])
@allow(may_keep_activity())
def edit(activity_id: int) -> Answer:
    """Change an activity, let it out, or let it out again."""
    activity = find_activity_to_keep(db.session(), activity_id) or abort(404)
    keeper = keeper_of(activity)
    return write(Writing(keeper, back_from(activity, keeper), f"Ret {activity.title}", activity))


@keeping.post("/aktiviteter/<id:activity_id>/stop")
@allow(may_keep_activity())
def withdraw(activity_id: int) -> Answer:
    """Let an activity stop; it can be let out again from its form."""
    form = Press()
    if not form.validate():
        return ask_again(form, "Stop aktiviteten")
    activity = find_activity_to_keep(db.session(), activity_id) or abort(404)
    keeper, moment = keeper_of(activity), now()
    with writing() as rows:
        if withdraw_activity(rows, activity_id, moment, keeper):
            note_kept(rows, AuditAction.ACTIVITY_WITHDRAWN, activity_id, moment)
    return redirect(url_for("keeping.edit", activity_id=activity_id, gemt="stoppet"), 303)
